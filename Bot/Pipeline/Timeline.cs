using Bot.Ledger;
using Bot.Publisher;

namespace Bot.Pipeline;

/// <summary>The account's own timeline, asked whether a toot in flight has arrived.</summary>
public sealed class Timeline(AccountSession account, SqliteLedger ledger)
{
    /// <summary>Five pages of forty: the toot in flight is the newest we posted, whatever else the account does.</summary>
    private const int MostPages = 5;

    /// <param name="Status">The toot, found.</param>
    /// <param name="Trouble">Why the timeline could not be read; when both are null it was read and the toot is not there.</param>
    public readonly record struct Look(OwnStatus? Status, string? Trouble);

    /// <summary>Reads newest first, until a status that we know as sent: whatever is in flight must be newer. Times and ids are never compared.</summary>
    public async Task<Look> FindAsync(OutboxEntry entry, CancellationToken cancellation)
    {
        string? olderThan = null;
        for (var page = 0; page < MostPages; page++)
        {
            var (statuses, trouble) = await account.Client.OwnStatusesAsync(account.Record.RemoteId, olderThan, cancellation);
            if (statuses is null) return new Look(null, trouble ?? "no answer");
            foreach (var status in statuses)
            {
                if (ledger.KnowsStatus(entry.AccountId, status.Id)) return default;
                if (StatusMatch.Is(status, entry.Toot, entry.Paper?.AbsUrl, entry.ParentStatusId)) return new Look(status, null);
            }

            if (statuses.Count == 0 || statuses[^1].Id == olderThan) return default;
            olderThan = statuses[^1].Id;
        }

        return default;
    }
}
