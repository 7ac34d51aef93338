using Bot.Ledger;
using Bot.Publisher;

namespace Bot.Pipeline.Sending;

/// <summary>Looks on the account's own timeline whether a toot in flight has arrived.</summary>
public sealed class OwnTimeline(AccountSession account, IOutbox outbox)
{
    /// <summary>
    /// Five pages of forty. The toot in flight is the newest that we posted, and a person may have posted some since.
    /// </summary>
    private const int MostPages = 5;

    /// <param name="Status">The toot, found.</param>
    /// <param name="Trouble">
    /// Why the timeline could not be read; when both are null it was read and the toot is not there.
    /// </param>
    public readonly record struct Look(OwnStatus? Status, string? Trouble)
    {
        /// <summary>For a boost or an edit: the server's answer that there is no status to act on.</summary>
        public string? TargetMissing { get; init; }
    }

    /// <summary>
    /// Reads newest first, until a status that we know as sent: what is in flight must be newer. Times and ids are
    /// never compared, because servers differ in both.
    /// </summary>
    /// <param name="remoteId">The account's id on its server.</param>
    /// <param name="entry">In flight.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task<Look> FindAsync(string remoteId, OutboxEntry entry, CancellationToken cancellation)
    {
        string? olderThan = null;
        for (var page = 0; page < MostPages; page++)
        {
            var (statuses, trouble) = await account.Client.OwnStatusesAsync(remoteId, olderThan, cancellation);
            if (statuses is null)
            {
                return new Look(null, trouble ?? "no answer");
            }

            var known = await outbox.KnownStatuses(entry.AccountId, [.. statuses.Select(status => status.Id)]);
            foreach (var status in statuses)
            {
                if (known.Contains(status.Id))
                {
                    return default;
                }

                // A boost of our own toot may be the only place where that is shown. Even when we know the boosted
                // toot, the look goes on, because it may be old.
                var own = status.Boosted ?? status;
                var (isIt, doubt) = await IsThisTootAsync(own, entry, cancellation);
                if (doubt is not null)
                {
                    return new Look(null, doubt);
                }

                if (isIt)
                {
                    return new Look(own, null);
                }
            }

            if (statuses.Count == 0 || statuses[^1].Id == olderThan)
            {
                return default;
            }

            olderThan = statuses[^1].Id;
        }

        return default;
    }

    private async Task<(bool IsIt, string? Trouble)> IsThisTootAsync(
        OwnStatus status,
        OutboxEntry entry,
        CancellationToken cancellation
    )
    {
        var absUrl = entry.Paper?.AbsUrl;
        if (StatusMatch.Is(status, entry.Toot, absUrl, entry.ParentStatusId))
        {
            return (true, null);
        }

        if (!StatusMatch.NeedsSource(status, entry.Toot, absUrl, entry.ParentStatusId))
        {
            return (false, null);
        }

        var (source, trouble) = await account.Client.SourceAsync(status.Id, cancellation);
        return (source is not null && StatusMatch.IsSource(source, entry.Toot), trouble);
    }
}
