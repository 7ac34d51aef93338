using Bot.Ledger;
using Bot.Publisher;

namespace Bot.Pipeline.Sending;

/// <summary>Makes the one request of a claimed entry, and waits for its answer for a limited time.</summary>
/// <param name="account">Whose entry it is.</param>
/// <param name="times">How long an answer may take.</param>
/// <param name="clock">The time.</param>
public sealed class Sender(AccountSession account, DeliveryTimes times, TimeProvider clock)
{
    /// <summary>
    /// After a SIGTERM the post in flight has this long to be answered; the host gives us ten seconds.
    /// </summary>
    private static readonly TimeSpan LastPatience = TimeSpan.FromSeconds(8);

    /// <summary>Posts, boosts, takes back a boost or edits, as the entry says.</summary>
    /// <param name="entry">Claimed.</param>
    /// <param name="server">What is known of the server program.</param>
    /// <param name="mediaId">The picture that it goes out with; null for none.</param>
    /// <param name="stop">Set when the bot is to end; the answer then has eight seconds left.</param>
    public async Task<PostOutcome> SendAsync(
        OutboxEntry entry,
        ServerHabits server,
        string? mediaId,
        CancellationToken stop
    )
    {
        // Two sources, because a second CancelAfter on one would lengthen a time-out that is nearly over.
        using var patience = new CancellationTokenSource(times.PostTimeout(server), clock);
        using var last = CancellationTokenSource.CreateLinkedTokenSource(patience.Token);
        using var stopping = stop.Register(() => last.CancelAfter(LastPatience));
        if (entry.Toot.Action == TootAction.Unboost)
        {
            await account.Budgets.SpendDeleteAsync(clock.GetUtcNow());
        }

        return await (
            entry.Toot.Action switch
            {
                TootAction.Post => account.Client.PostAsync(
                    entry.Toot,
                    entry.Key,
                    entry.ParentStatusId,
                    last.Token,
                    mediaId
                ),
                TootAction.Boost => account.Client.BoostAsync(entry.TargetStatusId!, last.Token),
                TootAction.Unboost => account.Client.UnboostAsync(entry.TargetStatusId!, last.Token),
                TootAction.Edit => account.Client.EditAsync(entry.TargetStatusId!, entry.Toot, last.Token),
                _ => throw new InvalidOperationException("an action of an unknown kind"),
            }
        );
    }
}
