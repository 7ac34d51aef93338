using Bot.Pipeline.Sending;

namespace Bot.Pipeline.Archive;

/// <summary>
/// Queues what is known from the archive and was not told yet: papers that no feed brought, and withdrawals.
/// </summary>
public sealed class ArchiveNews(GapRepair gaps, WithdrawalNotices withdrawals)
{
    /// <summary>Queues what is due by now. Cheap when nothing is.</summary>
    /// <param name="category">The category.</param>
    /// <param name="readers">Who reads it.</param>
    public async ValueTask QueueAsync(string category, IReadOnlyList<AccountSession> readers)
    {
        await gaps.RepairAsync(category, readers);
        await withdrawals.QueueAsync(readers);
    }
}
