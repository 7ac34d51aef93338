using System.Globalization;
using Bot.Arxiv;
using Microsoft.Data.Sqlite;

namespace Bot.Ledger.Sqlite;

/// <summary>Toots of ours that were found on a timeline, until they become rows of the outbox.</summary>
internal sealed class FoundTable(SqliteDatabase database)
{
    public void Insert(long account, IReadOnlyList<FoundToot> toots)
    {
        var place = database.Number(
            "SELECT coalesce(max(place), 0) FROM found WHERE account = $account",
            ("$account", account)
        );
        foreach (var toot in toots)
        {
            database.Execute(
                """
                INSERT INTO found (
                    account, place, status_id, in_reply_to, url, arxiv_id, category, date, listed, kind
                )
                VALUES ($account, $place, $status, $parent, $url, $paper, $category, $date, $listed, $kind)
                ON CONFLICT DO NOTHING
                """,
                ("$kind", toot.Retold?.Kind),
                ("$account", account),
                ("$place", ++place),
                ("$status", toot.StatusId),
                ("$parent", toot.InReplyTo),
                ("$url", toot.Url),
                ("$paper", toot.Paper),
                ("$category", toot.Category),
                ("$date", toot.Date),
                ("$listed", ListedOf(toot))
            );
        }
    }

    /// <summary>An account's, the oldest first.</summary>
    public List<FoundToot> Read(long account) =>
        database.Query(
            "SELECT * FROM found WHERE account = $account ORDER BY place DESC",
            ReadRow,
            ("$account", account)
        );

    public void Clear(long account) =>
        database.Execute("DELETE FROM found WHERE account = $account", ("$account", account));

    private static string ListedOf(FoundToot toot) =>
        toot.Retold is { } retold
            ? string.Join(' ', retold.Papers.Select(one => $"{one.Paper}v{one.Version}"))
            : string.Join(' ', toot.Listed);

    private static FoundToot ReadRow(SqliteDataReader row)
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
                Retold = (row.Word<TootKind>("kind"), [.. listed.Select(ReadVersion)]),
            };
    }

    private static (ArxivId Paper, int Version) ReadVersion(string paperAndVersion)
    {
        var v = paperAndVersion.LastIndexOf('v');
        return (
            ArxivId.Parse(paperAndVersion[..v]),
            int.Parse(paperAndVersion[(v + 1)..], CultureInfo.InvariantCulture)
        );
    }
}
