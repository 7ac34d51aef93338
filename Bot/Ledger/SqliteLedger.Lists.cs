using Bot.Arxiv;

namespace Bot.Ledger;

/// <summary>
/// Lists: one toot that carries several papers. Each list is a thread of its own, so that none waits for another. Its
/// papers have rows in that thread, under the identities of their articles, that are never posted: so a paper is told
/// once, by a list or by an article.
/// </summary>
public sealed partial class SqliteLedger
{
    /// <summary>How many lists a listing has been put into.</summary>
    public int CountLists(long account, string category, DateOnly date) =>
        (int)
            _database.Number(
                """
                SELECT count(*) FROM outbox
                WHERE account = $account
                    AND category = $category
                    AND date = $date
                    AND kind = 'list'
                    AND caught_up = 0
                """,
                ("$account", account),
                ("$category", category),
                ("$date", date)
            );

    /// <summary>The summary of a listing as long as it was not tried; null after that.</summary>
    public OutboxEntry? UntriedSummary(long account, string category, DateOnly date) =>
        _database
            .Query(
                $"""
                {Entries}
                WHERE account = $account AND identity = $identity AND state = 'queued' AND first_claim IS NULL
                """,
                ReadEntry,
                ("$account", account),
                ("$identity", TootIdentity.Summary(category, date))
            )
            .FirstOrDefault();

    /// <summary>
    /// The server no longer has the summary that the list answers. The list was certainly not posted; it goes back to the
    /// queue and answers nothing from now on.
    /// </summary>
    public void DetachFromSummary(OutboxEntry entry, string reason) =>
        _database.InTransaction(() =>
        {
            PutBack(entry, reason);
            return _database.Execute("UPDATE outbox SET alone = 1 WHERE id = $id", ("$id", entry.Id));
        });

    private void InsertListed(QueuedThread list, long thread, string category, DateOnly date, DateTimeOffset now)
    {
        foreach (var (at, paper) in list.Listed.Index())
        {
            _database.Execute(
                """
                INSERT INTO outbox (
                    account, thread, part, parts, identity, revision, key, kind, category, date, arxiv_id, version,
                    text, spoiler_text, visibility, language, tags, characters, abstract_start, state, queued_at
                )
                VALUES (
                    $account, $thread, $part, 1, $identity, 0, '', $kind, $category, $date, $paper, $version, '',
                    '', 'public', '', '', 0, 0, 'seen', $now
                )
                """,
                ("$account", list.Account.Id),
                ("$thread", thread),
                ("$part", at + 1),
                ("$identity", TootIdentity.Listed(list.Toots[0].Kind, paper.Id, paper.Version)),
                ("$kind", list.Toots[0].Kind.KindOfEach()),
                ("$category", category),
                ("$date", date),
                ("$paper", paper.Id),
                ("$version", paper.Version),
                ("$now", now)
            );
        }
    }
}
