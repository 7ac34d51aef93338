using Bot.Arxiv;

namespace Bot.Ledger;

/// <summary>Toots that are certainly not posted and are composed anew, because the instance's limits changed.</summary>
public sealed partial class SqliteLedger
{
    /// <summary>
    /// This toot, and those of its thread that were never tried, with the paper they are about, to be composed anew.
    /// One in flight keeps its text: it may be there.
    /// </summary>
    public (Announcement? Paper, IReadOnlyList<OutboxEntry> Entries) Unsent(OutboxEntry entry)
    {
        var entries = _database.Query(
            $"""
            {Entries}
            WHERE account = $account
                AND thread = $thread
                AND {InHand}
                AND (id = $id OR (state = 'queued' AND first_claim IS NULL))
            ORDER BY part
            """,
            ReadEntry,
            ("$account", entry.AccountId),
            ("$thread", entry.Thread),
            ("$id", entry.Id)
        );
        return (entry.Paper is { } id ? Paper(id, entry.Version) : null, entries);
    }

    /// <summary>
    /// Queued toots that were never tried and are longer than a limit; one for each thread, its first, and one for all
    /// lists of a listing.
    /// </summary>
    public IReadOnlyList<OutboxEntry> UntriedOver(long account, int characters) =>
        _database
            .Query(
                $"""
                {Entries} INDEXED BY outbox_in_hand
                WHERE account = $account
                    AND {InHand}
                    AND state = 'queued'
                    AND first_claim IS NULL
                    AND characters > $characters
                ORDER BY thread, part
                """,
                ReadEntry,
                ("$account", account),
                ("$characters", characters)
            )
            .DistinctBy(entry =>
                entry is { Toot.Kind: TootKind.List or TootKind.CrossLists or TootKind.Replacements, CaughtUp: false }
                    ? $"{entry.Toot.Kind} {entry.Category} {entry.Date}"
                    : $"{entry.Thread}"
            )
            .ToList();

    /// <summary>
    /// Puts freshly composed toots in the place of unsent ones, as their next revision with new keys.
    /// </summary>
    public void Replace(
        AccountRecord account,
        IReadOnlyList<OutboxEntry> old,
        IReadOnlyList<Toot> fresh,
        DateTimeOffset now
    ) =>
        _database.InTransaction(() =>
        {
            foreach (var entry in old)
            {
                MustMove(
                    _database.Execute($"DELETE FROM outbox WHERE id = $id AND {InHand}", ("$id", entry.Id)),
                    entry
                );
            }

            foreach (var toot in fresh)
            {
                Insert(account, OutboxPlace.Of(old[0]), toot, old.Max(entry => entry.Revision) + 1, now);
            }

            if (old[0].CaughtUp)
            {
                MarkCaughtUp(account.Id, old[0].Thread);
            }

            return 0;
        });

    /// <summary>
    /// What may be composed anew together: a list that is certainly not posted, the lists of its listing that were
    /// never tried, and their papers. A list that catches up stands for itself.
    /// </summary>
    public (IReadOnlyList<OutboxEntry> Lists, IReadOnlyList<Announcement> Papers) UnsentLists(OutboxEntry list)
    {
        var lists = _database.Query(
            $"""
            {Entries}
            WHERE account = $account
                AND category = $category
                AND date = $date
                AND kind = $kind
                AND {InHand}
                AND (id = $id OR (caught_up = 0 AND $caughtUp = 0 AND state = 'queued' AND first_claim IS NULL))
            ORDER BY thread
            """,
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
            SELECT paper.*
            FROM outbox JOIN paper ON paper.arxiv_id = outbox.arxiv_id AND paper.version = outbox.version
            WHERE account = $account AND state = 'seen' AND thread IN (SELECT value FROM json_each($threads))
            ORDER BY thread, part
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
                    OutboxPlace.Of(old[0]) with
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
}
