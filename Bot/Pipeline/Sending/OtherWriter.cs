using Bot.Ledger;
using Bot.Options;
using Bot.Publisher;

namespace Bot.Pipeline.Sending;

/// <summary>
/// Finds out whether another bot posts with the same account. That happens when two machines have copies of one ledger,
/// or when a ledger was restored while another bot goes on. Both bots would toot the same papers, and neither ledger
/// can know. But the timeline shows it: it has toots that this ledger has still to send.
/// </summary>
/// <param name="client">The account's way to its instance.</param>
/// <param name="ledger">What we know to have said.</param>
/// <param name="options">Whose tags mark our toots.</param>
/// <param name="clock">The time.</param>
public sealed class OtherWriter(MastodonClient client, ILedger ledger, AccountOptions options, TimeProvider clock)
{
    /// <summary>One request now and then, beside the posts of a day.</summary>
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMinutes(5);

    /// <summary>
    /// After a pause, there is a look before the second post too: of two bots that begin in the same moment, neither
    /// finds anything before its first.
    /// </summary>
    private const int LooksAfterPause = 2;

    private DateTimeOffset? _lookedAt;
    private int _looksLeft;

    /// <summary>
    /// To be called before a post. Null when no other bot is found, also when the timeline cannot be read; else why not
    /// to post.
    /// </summary>
    public async Task<string?> FindAsync(AccountRecord account, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (_lookedAt is not { } last || (now - last).Duration() >= BetweenLooks)
        {
            _looksLeft = LooksAfterPause;
        }

        if (_looksLeft == 0)
        {
            return null;
        }

        var (page, _) = await client.OwnStatusesAsync(account.RemoteId, olderThan: null, cancellation);
        // A timeline that cannot be read is no evidence, and posts may work all the same. The next post looks again.
        if (page is null)
        {
            return null;
        }

        (_lookedAt, _looksLeft) = (now, _looksLeft - 1);
        if (await FindForeignAsync(account.Id, page) is not { } foreign)
        {
            return null;
        }

        // Until this is mended, each next post looks again.
        _lookedAt = null;
        return $"another bot posts with this account: {foreign.Url ?? foreign.Id} says what this ledger has still "
            + "to say. Let one bot go on alone: stop the other, run `recover` here, and start again";
    }

    // All of the page is read, also below our own newest toot: the other bot may have posted just before it.
    private async Task<OwnStatus?> FindForeignAsync(long account, IReadOnlyList<OwnStatus> page)
    {
        var read = Recovery.ReaderOf(options);
        var known = await ledger.Outbox.KnownStatuses(account, [.. page.SelectMany(WithBoosted)]);
        var unknown = page.Where(status => !known.Contains(status.Id))
            .Select(read)
            .OfType<OwnToot>()
            .Where(toot => !known.Contains(toot.Status.Id));
        foreach (var toot in unknown)
        {
            foreach (var identity in await IdentitiesOfAsync(account, toot))
            {
                if (await IsOthersAsync(account, identity, page))
                {
                    return toot.Status;
                }
            }
        }

        return null;
    }

    private static IEnumerable<string> WithBoosted(OwnStatus status) =>
        status.Boosted is { } own ? WithBoosted(own).Prepend(status.Id) : [status.Id];

    // What was ever claimed here may be our own, arrived late. What was sent here is our own unless it is there twice:
    // an operator may have deleted and re-drafted it.
    private async Task<bool> IsOthersAsync(long account, string identity, IReadOnlyList<OwnStatus> page)
    {
        var traces = await ledger.Recovery.Traces(account, identity);
        return traces.IsUntried || (traces.SentAtFirstTryAs is { } sent && page.Any(status => status.Id == sent));
    }

    // The identities that a toot on the timeline has in the ledger; none when it is not clear which toot it is.
    private async Task<IEnumerable<string>> IdentitiesOfAsync(long account, OwnToot toot)
    {
        if (toot.Status.InReplyToId is { } parent)
        {
            if (toot.Paper is { } withdrawn)
            {
                return [TootIdentity.Withdrawn(withdrawn)];
            }

            if (await ledger.Recovery.ReplyTo(account, parent) is { } part)
            {
                return [part];
            }
        }

        if (toot.Listed.Count > 0)
        {
            return toot.Listed.Select(paper => TootIdentity.Article(paper));
        }

        if (toot.Paper is { } article)
        {
            return [TootIdentity.Article(article)];
        }

        return toot is { Category: { } category, Date: { } date } ? [TootIdentity.Summary(category, date)] : [];
    }
}
