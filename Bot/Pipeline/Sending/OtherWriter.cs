using Bot.Ledger;
using Bot.Options;
using Bot.Publisher;

namespace Bot.Pipeline.Sending;

/// <summary>
/// Finds out whether another bot posts with the same account: two machines with copies of one ledger, or a ledger put
/// back that does not know that it is old. Both would say the same papers, and neither ledger can know. The timeline
/// does: it has toots of ours that this ledger has yet to say.
/// </summary>
/// <param name="client">The account's way to its instance.</param>
/// <param name="ledger">What we know to have said.</param>
/// <param name="options">Whose tags mark our toots.</param>
/// <param name="clock">The time.</param>
public sealed class OtherWriter(MastodonClient client, SqliteLedger ledger, AccountOptions options, TimeProvider clock)
{
    /// <summary>One request now and then, beside the posts of a day.</summary>
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMinutes(5);

    /// <summary>
    /// After a pause the second post is looked before as well: two that begin in the same moment find nothing before
    /// their first.
    /// </summary>
    private const int LooksAfterPause = 2;

    private DateTimeOffset? _lookedAt;
    private int _looksLeft;

    /// <summary>
    /// To be asked before a post. Null when nothing speaks against it, which is also so when the timeline cannot be
    /// read.
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
        // Not to know is no evidence, and posts may work where timelines do not: the next post looks again.
        if (page is null)
        {
            return null;
        }

        (_lookedAt, _looksLeft) = (now, _looksLeft - 1);
        // What is found has to be mended, so the next post looks again too.
        if (Stranger(account.Id, page) is not { } stranger)
        {
            return null;
        }

        _lookedAt = null;
        return $"another bot posts with this account: {stranger.Url ?? stranger.Id} says what this ledger has still "
            + "to say. Let one bot go on alone: stop the other, run `recover` here, and start again";
    }

    // All of the page, also below our own newest: it may be the last of two that were said in the same moment.
    private OwnStatus? Stranger(long account, IReadOnlyList<OwnStatus> page)
    {
        var read = Recovery.ReaderOf(options);
        return page.Where(status => !ledger.KnowsStatus(account, status.Id))
            .Select(read)
            .OfType<OwnToot>()
            .FirstOrDefault(toot =>
                !ledger.KnowsStatus(account, toot.Status.Id)
                && Said(account, toot).Any(identity => IsOthers(account, identity, page))
            )
            ?.Status;
    }

    // What was ever claimed may be ours, arrived late. What was sent is ours as long as it is there only once: an
    // operator may have drafted it anew.
    private bool IsOthers(long account, string identity, IReadOnlyList<OwnStatus> page) =>
        ledger.IsUntried(account, identity)
        || (ledger.StatusSentAtFirstTry(account, identity) is { } sent && page.Any(status => status.Id == sent));

    private IEnumerable<string> Said(long account, OwnToot toot) =>
        true switch
        {
            _ when toot is { Status.InReplyToId: not null, Paper: { } withdrawn } =>
            [
                TootIdentity.Withdrawn(withdrawn),
            ],
            _ when toot.Status.InReplyToId is { } parent && ledger.ReplyTo(account, parent) is { } part => [part],
            _ when toot.Listed.Count > 0 => toot.Listed.Select(paper => TootIdentity.Article(paper)),
            _ when toot.Paper is { } paper => [TootIdentity.Article(paper)],
            _ when toot is { Category: { } category, Date: { } date } => [TootIdentity.Summary(category, date)],
            _ => [],
        };
}
