using Bot.Ledger;
using Bot.Options;
using Bot.Pipeline.Listings;
using Bot.Publisher;

namespace Bot.Pipeline.Sending;

/// <summary>
/// Rebuilds what the ledger lacks from the account's own timeline. This is done when an account is first verified whose
/// outbox is empty (a lost volume), and when an operator asks for it (a restored back-up). Each page is recorded as it
/// is read, so an interrupted reading goes on where it was.
/// </summary>
public sealed class Recovery(
    MastodonClient client,
    ILedger ledger,
    AccountOptions options,
    TimeSpan lookFirstAfter,
    TimeProvider clock
)
{
    /// <summary>
    /// Pages of forty, so two thousand statuses: more than a week of arXiv's largest categories, where a feed holds one
    /// day.
    /// </summary>
    private const int MostPages = 50;

    /// <summary>If so many pages have no toot of ours, the account never carried any.</summary>
    private const int ProbePages = 5;

    /// <param name="Finished">True when the ledger now knows all that it needs.</param>
    /// <param name="Recovered">How many toots it did not know as sent.</param>
    /// <param name="Until">When to come back, if that is known.</param>
    /// <param name="Trouble">Why it is not finished.</param>
    public readonly record struct Result(bool Finished, int Recovered, DateTimeOffset? Until, string Trouble);

    /// <summary>Reads the timeline, or says when it may be read.</summary>
    /// <param name="account">As the ledger has it now.</param>
    /// <param name="cancellation">Stops the reading, which goes on there another time.</param>
    public async Task<Result> RunAsync(AccountRecord account, CancellationToken cancellation)
    {
        if (account.RecoverFrom is not { } from)
        {
            var (page, _, trouble) = await PagesAsync(account, ProbePages, keep: false, cancellation);
            if (trouble is not null)
            {
                return Later(trouble);
            }

            if (page == 0)
            {
                return await AdoptAsync(account.Id);
            }
            // A process before this one may have a toot in flight. What has not arrived by then will not come.
            from = clock.GetUtcNow() + lookFirstAfter;
            await ledger.Recovery.Demanded(account.Id, from);
            // The reading begins anew with that.
            account = account with
            {
                RecoverCursor = null,
            };
        }

        if (clock.GetUtcNow() < from)
        {
            return new Result(
                false,
                0,
                from,
                "the account carries toots that the ledger does not know; its timeline is read at "
                    + $"{from:yyyy-MM-dd HH:mm:ss} UTC, before anything is posted"
            );
        }

        var (_, _, broken) = await PagesAsync(account, MostPages, keep: true, cancellation);
        return broken is not null ? Later(broken) : await AdoptAsync(account.Id);
    }

    private async Task<Result> AdoptAsync(long account) =>
        new(true, await ledger.Recovery.Adopted(account, options.Categories[0], clock.GetUtcNow()), null, "");

    // Newest first, to the end of the timeline, to the page with a status that the ledger knows as sent, or to the most
    // pages. Without keeping, to the first page with a toot of ours.
    private async Task<(int Ours, string? Cursor, string? Trouble)> PagesAsync(
        AccountRecord account,
        int most,
        bool keep,
        CancellationToken cancellation
    )
    {
        var read = ReaderOf(options);
        var (ours, cursor) = (0, keep ? account.RecoverCursor : null);
        for (var page = 0; page < most; page++)
        {
            var (statuses, trouble) = await client.OwnStatusesAsync(account.RemoteId, cursor, cancellation);
            if (statuses is null)
            {
                return (ours, cursor, trouble ?? "no answer");
            }
            // All of the page, also below a status that is known: another bot's toots may lie between ours.
            var known = await ledger.Outbox.KnownStatuses(account.Id, [.. statuses.Select(status => status.Id)]);
            var unknown = statuses.Where(status => !known.Contains(status.Id)).ToList();
            var finds = unknown
                .Select(read)
                .OfType<OwnToot>()
                .Select(toot => new FoundToot(
                    toot.Status.Id,
                    toot.Status.InReplyToId,
                    toot.Status.Url,
                    toot.Paper,
                    toot.Category,
                    toot.Date
                )
                {
                    Listed = toot.Listed,
                    Retold = toot.Retold,
                })
                .ToList();
            ours += finds.Count;
            if (statuses.Count == 0 || statuses[^1].Id == cursor)
            {
                break;
            }

            cursor = statuses[^1].Id;
            if (keep)
            {
                await ledger.Recovery.Found(account.Id, finds, cursor);
            }

            if (unknown.Count < statuses.Count || (!keep && ours > 0))
            {
                break;
            }
        }

        return (ours, cursor, null);
    }

    /// <summary>Tells an account's own toots from what a person wrote, by the tags of its settings.</summary>
    internal static Func<OwnStatus, OwnToot?> ReaderOf(AccountOptions options)
    {
        var tags = options.Tags;
        var ours = new OwnTags
        {
            Common = [.. tags.Common],
            Every = [.. tags.Every],
            List = [.. tags.Own(tags.List)],
            CrossList = [.. tags.Own(tags.CrossList)],
            Replacement = [.. tags.Own(tags.Replacement)],
            Article =
            [
                .. tags.Article.Except(
                    tags.Every.Concat(tags.Summary).Concat(tags.Reply),
                    StringComparer.OrdinalIgnoreCase
                ),
            ],
        };
        return status => OwnToot.Read(status, ours);
    }

    private static Result Later(string trouble) =>
        new(false, 0, null, $"its timeline cannot be read for recovery: {trouble}");
}
