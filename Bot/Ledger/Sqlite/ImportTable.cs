using Bot.Arxiv;

namespace Bot.Ledger.Sqlite;

/// <summary>What another program has posted with accounts that are ours from now on.</summary>
internal sealed class ImportTable(SqliteDatabase database)
{
    /// <summary>How many of the toots were not imported before.</summary>
    public int Insert(IReadOnlyList<ImportedToot> toots) =>
        toots.Sum(toot =>
            database.Execute(
                """
                INSERT INTO imported (
                    host, acct, identity, kind, category, date, arxiv_id, part, status_id, url, sent_at
                )
                VALUES ($host, $acct, $identity, $kind, $category, $date, $paper, $part, $status, $url, $sent)
                ON CONFLICT DO NOTHING
                """,
                ("$host", toot.Host.ToLowerInvariant()),
                ("$acct", toot.Acct.ToLowerInvariant()),
                ("$identity", toot.Identity),
                ("$kind", toot.Kind),
                ("$category", toot.Category),
                ("$date", ArxivDay.Of(toot.SentAt)),
                ("$paper", toot.Paper),
                ("$part", toot.Part),
                ("$status", toot.StatusId),
                ("$url", toot.Url),
                ("$sent", toot.SentAt)
            )
        );

    /// <summary>
    /// Those of an account that were not taken over yet, in the order of their times; from now on they are.
    /// </summary>
    public List<ImportedToot> Take(string host, string acct)
    {
        var toots = database.Query(
            "SELECT * FROM imported WHERE host = $host AND acct = $acct AND taken = 0 ORDER BY sent_at, part",
            row => new ImportedToot(
                host,
                acct,
                row.Word<TootKind>("kind"),
                row.Text("category"),
                row.Time("sent_at")!.Value,
                row.MaybeText("status_id"),
                row.MaybeText("arxiv_id") is { } id ? ArxivId.Parse(id) : null,
                row.Int("part")
            )
            {
                Identity = row.Text("identity"),
                Url = row.MaybeText("url"),
            },
            ("$host", host.ToLowerInvariant()),
            ("$acct", acct.ToLowerInvariant())
        );
        database.Execute(
            "UPDATE imported SET taken = 1 WHERE host = $host AND acct = $acct AND taken = 0",
            ("$host", host.ToLowerInvariant()),
            ("$acct", acct.ToLowerInvariant())
        );
        return toots;
    }
}
