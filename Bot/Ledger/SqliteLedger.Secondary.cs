using Bot.Arxiv;
using Bot.Pipeline.Listings;
using Microsoft.Data.Sqlite;

namespace Bot.Ledger;

/// <summary>
/// Rebuilding from the timeline what was said of cross-lists and new versions. Boosts are not rebuilt: each is looked
/// for before it is made.
/// </summary>
public sealed partial class SqliteLedger
{
    private int AdoptSecondary(
        long account,
        long thread,
        FoundToot find,
        string category,
        DateOnly date,
        DateTimeOffset now
    )
    {
        var (kind, papers) = find.Retold!.Value;
        if (papers.Count == 0)
        {
            return 0;
        }

        var (first, version) = papers[0];
        if (kind == TootKind.Replacement)
        {
            return Adopt(
                account,
                thread,
                part: 1,
                TootIdentity.Replaced(first, version),
                find,
                kind,
                category,
                date,
                first,
                now
            );
        }

        var unknown = Adopt(
            account,
            thread,
            part: 1,
            TootIdentity.OfKind(kind, first, version),
            find,
            kind,
            category,
            date,
            first,
            now
        );
        foreach (var (at, (paper, of)) in papers.Index())
        {
            _database.Execute(
                """
                INSERT INTO outbox (account, thread, part, parts, identity, revision, key, kind, category, date, arxiv_id, version,
                    text, spoiler_text, visibility, language, tags, characters, abstract_start, state, queued_at, recovered)
                VALUES ($account, $thread, $part, 1, $identity, 0, '', $kind, $category, $date, $paper, $version, '', '', 'public', '', '', 0, 0, 'seen', $now, 1)
                ON CONFLICT (account, identity) DO UPDATE SET state = 'seen', thread = excluded.thread, part = excluded.part, error = NULL WHERE outbox.state <> 'sent'
                """,
                ("$account", account),
                ("$thread", thread),
                ("$part", at + 1),
                ("$identity", TootIdentity.Listed(kind, paper, of)),
                ("$kind", kind.KindOfEach()),
                ("$category", category),
                ("$date", date),
                ("$paper", paper),
                ("$version", of),
                ("$now", now)
            );
        }

        return unknown;
    }

    private static FoundToot ReadFound(SqliteDataReader row)
    {
        var listed = row.Text("listed").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var found = new FoundToot(
            row.Text("status_id"),
            row.MaybeText("in_reply_to"),
            row.MaybeText("url"),
            row.MaybeText("arxiv_id") is { } id ? ArxivId.Parse(id) : null,
            row.MaybeText("category"),
            row.MaybeText("date") is null ? null : row.Date("date")
        );
        return row.MaybeText("kind") is null
            ? found with
            {
                Listed = [.. listed.Select(ArxivId.Parse)],
            }
            : found with
            {
                Retold = (
                    row.Word<TootKind>("kind"),
                    [
                        .. listed.Select(one =>
                            (
                                ArxivId.Parse(one[..one.LastIndexOf('v')]),
                                int.Parse(
                                    one[(one.LastIndexOf('v') + 1)..],
                                    System.Globalization.CultureInfo.InvariantCulture
                                )
                            )
                        ),
                    ]
                ),
            };
    }
}
