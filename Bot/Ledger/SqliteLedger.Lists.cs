using Bot.Arxiv;

namespace Bot.Ledger;

/// <summary>
/// Lists: one toot that carries several papers. Each is a thread of its own, so that none waits for another. Its papers
/// have rows of their own in that thread, under the identity of their articles and never to be posted: so a paper is
/// said once, whichever way.
/// </summary>
public sealed partial class SqliteLedger
{
    /// <summary>How many lists a listing has been put into.</summary>
    public int Lists(long account, string category, DateOnly date) =>
        (int)
            _database.Number(
                "SELECT count(*) FROM outbox WHERE account = $account AND category = $category AND date = "
                    + "$date AND kind = 'list' AND caught_up = 0",
                ("$account", account),
                ("$category", category),
                ("$date", date)
            );

    /// <summary>The summary of a listing as long as it was not tried; null after that.</summary>
    public OutboxEntry? UntriedSummary(long account, string category, DateOnly date) =>
        _database
            .Query(
                $"{Entries} WHERE account = $account AND identity = $identity AND state = 'queued' AND "
                    + "first_claim IS NULL",
                ReadEntry,
                ("$account", account),
                ("$identity", TootIdentity.Summary(category, date))
            )
            .FirstOrDefault();

    /// <summary>
    /// What may be composed anew together: a list that is certainly not posted, the lists of its listing that were
    /// never tried, and their papers. A list that catches up stands for itself.
    /// </summary>
    public (IReadOnlyList<OutboxEntry> Lists, IReadOnlyList<Announcement> Papers) UnsentLists(OutboxEntry list)
    {
        var lists = _database.Query(
            $"{Entries} WHERE account = $account AND category = $category AND date = $date AND kind = $kind "
                + $"AND {InHand} AND (id = $id OR (caught_up = 0 AND $caughtUp = 0 AND state = 'queued' AND "
                + "first_claim IS NULL)) ORDER BY thread",
            ReadEntry,
            ("$account", list.AccountId),
            ("$category", list.Category),
            ("$date", list.Date),
            ("$id", list.Id),
            ("$kind", list.Toot.Kind),
            ("$caughtUp", list.CaughtUp ? 1 : 0)
        );
        var papers = _database.Query(
            """
            SELECT paper.* FROM outbox JOIN paper ON paper.arxiv_id = outbox.arxiv_id AND paper.version = outbox.version
            WHERE account = $account AND state = 'seen' AND thread IN (SELECT value FROM json_each($threads)) ORDER BY thread, part
            """,
            ReadPaper,
            ("$account", list.AccountId),
            ("$threads", Json(lists.Select(one => $"{one.Thread}")))
        );
        return (lists, papers);
    }

    /// <summary>
    /// Puts lists composed anew in the place of unsent ones. Should they be more, what was queued since moves back for
    /// them.
    /// </summary>
    public void ReplaceLists(IReadOnlyList<OutboxEntry> old, IReadOnlyList<QueuedThread> fresh, DateTimeOffset now) =>
        _database.InTransaction(() =>
        {
            foreach (var entry in old)
            {
                MustMove(
                    _database.Execute($"DELETE FROM outbox WHERE id = $id AND {InHand}", ("$id", entry.Id)),
                    entry
                );
                _database.Execute(
                    "DELETE FROM outbox WHERE account = $account AND thread = $thread AND state = 'seen'",
                    ("$account", entry.AccountId),
                    ("$thread", entry.Thread)
                );
            }

            var (last, more) = (old.Max(entry => entry.Thread), fresh.Count - old.Count);
            if (more > 0)
            {
                _database.Execute(
                    "UPDATE outbox SET thread = thread + $more WHERE account = $account AND thread > $last",
                    ("$account", old[0].AccountId),
                    ("$last", last),
                    ("$more", more)
                );
            }

            foreach (var (at, list) in fresh.Index())
            {
                var (paper, thread) = (list.Listed[0], at < old.Count ? old[at].Thread : last + 1 + at - old.Count);
                Insert(
                    list.Account,
                    old[0] with
                    {
                        Thread = thread,
                        Paper = paper.Id,
                        Version = paper.Version,
                    },
                    list.Toots[0],
                    old.Max(entry => entry.Revision) + 1,
                    now
                );
                InsertListed(list, thread, old[0].Category, old[0].Date, now);
                if (old[0].CaughtUp)
                {
                    MarkCaughtUp(list.Account.Id, thread);
                }
            }

            return 0;
        });

    /// <summary>The server no longer has what the list answers: certainly not posted, it goes out alone.</summary>
    public void StandAlone(OutboxEntry entry, string reason) =>
        _database.InTransaction(() =>
        {
            PutBack(entry, reason);
            return _database.Execute("UPDATE outbox SET alone = 1 WHERE id = $id", ("$id", entry.Id));
        });

    /// <summary>
    /// Before a timeline's finds are taken in: what lists still had to say may be on it, in whatever grouping. So those
    /// in hand give way to the finds, and what is left of them is composed anew: no limit is large enough for a text
    /// that may no longer be true.
    /// </summary>
    private void SetListsBack(long account) =>
        _database.Execute(
            "UPDATE outbox SET state = 'queued', first_claim = NULL, identity = identity || '/before ' || "
                + "id, characters = $endless WHERE account = $account AND kind IN ('list', 'crosslists', "
                + $"'replacements') AND {InHand}",
            ("$account", account),
            ("$endless", int.MaxValue)
        );

    private string? CategoryOf(long account, string? statusId) =>
        statusId is null
            ? null
            : _database
                .Query(
                    "SELECT category FROM outbox WHERE account = $account AND status_id = $status",
                    row => row.Text("category"),
                    ("$account", account),
                    ("$status", statusId)
                )
                .FirstOrDefault();

    // A paper that the ledger had queued in another way (a restored back-up) has been said in this one, all its parts
    // included.
    private int AdoptList(long account, long thread, FoundToot find, string category, DateOnly date, DateTimeOffset now)
    {
        var unknown = Adopt(
            account,
            thread,
            part: 1,
            TootIdentity.List(find.Listed[0]),
            find,
            TootKind.List,
            category,
            date,
            find.Listed[0],
            now
        );
        foreach (var (at, paper) in find.Listed.Index())
        {
            _database.Execute(
                "UPDATE outbox SET state = 'seen' WHERE account = $account AND arxiv_id = $paper AND kind = "
                    + $"'abstract' AND {InHand}",
                ("$account", account),
                ("$paper", paper)
            );
            _database.Execute(
                """
                INSERT INTO outbox (account, thread, part, parts, identity, revision, key, kind, category, date, arxiv_id, version,
                    text, spoiler_text, visibility, language, tags, characters, abstract_start, state, queued_at, recovered)
                VALUES ($account, $thread, $part, 1, $identity, 0, '', 'article', $category, $date, $paper, 0, '', '', 'public', '', '', 0, 0, 'seen', $now, 1)
                ON CONFLICT (account, identity) DO UPDATE SET state = 'seen', thread = excluded.thread, part = excluded.part, error = NULL WHERE outbox.state <> 'sent'
                """,
                ("$account", account),
                ("$thread", thread),
                ("$part", at + 1),
                ("$identity", TootIdentity.Article(paper)),
                ("$category", category),
                ("$date", date),
                ("$paper", paper),
                ("$now", now)
            );
        }

        return unknown;
    }

    private void InsertListed(QueuedThread list, long thread, string category, DateOnly date, DateTimeOffset now)
    {
        foreach (var (at, paper) in list.Listed.Index())
        {
            _database.Execute(
                """
                INSERT INTO outbox (account, thread, part, parts, identity, revision, key, kind, category, date, arxiv_id, version,
                    text, spoiler_text, visibility, language, tags, characters, abstract_start, state, queued_at)
                VALUES ($account, $thread, $part, 1, $identity, 0, '', $kind, $category, $date, $paper, $version, '', '', 'public', '', '', 0, 0, 'seen', $now)
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
