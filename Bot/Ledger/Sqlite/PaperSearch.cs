namespace Bot.Ledger.Sqlite;

/// <summary>Finds papers: by day, category and topic, and by words in an FTS5 index.</summary>
internal sealed class PaperSearch(SqliteDatabase database)
{
    /// <summary>
    /// Of more matches only those recorded last are compared with each other: a word that stands in every second paper
    /// ranks none.
    /// </summary>
    private const int MostRanked = 2000;

    /// <summary>A name says more than a word in the title, and that more than one in the abstract.</summary>
    private const string Score = "bm25(search, 6.0, 8.0, 1.0) AS score";

    /// <summary>
    /// The papers asked for. With words the best first unless the query says otherwise; without, days go backwards and
    /// within one papers stand as arXiv listed them.
    /// </summary>
    public PaperList Find(PaperQuery query)
    {
        var match = query.Words is null ? null : SearchTerms.ToMatch(query.Words);
        if (query.Words is not null && match is null)
        {
            return new PaperList([], 0);
        }

        var from = match is null ? Listed(query) : Matching(query);
        (string Name, object? Value)[] values =
        [
            ("$date", query.Date),
            ("$category", query.Category),
            ("$topic", query.Topic),
            ("$match", match),
        ];
        var given = values.Where(one => one.Value is not null).ToList();
        var total = (int)database.Number($"SELECT count(*) FROM {from}", given.ToArray());
        if (total <= query.Skip)
        {
            return new PaperList([], total);
        }

        given.AddRange([("$skip", query.Skip), ("$take", query.Take)]);
        if (match is not null)
        {
            given.Add(("$most", Math.Max(MostRanked, (long)query.Skip + query.Take)));
        }

        var isByDay = match is null || query.NewestFirst;
        var wanted = match is null ? PageByDay(from) : PageOfMatches(from, isByDay);
        var order = isByDay ? "digest.date DESC, digest.id" : "wanted.score, digest.id DESC";
        var papers = database.Query(
            $"""
            SELECT {DigestTable.Columns}
            FROM ({wanted}) AS wanted JOIN digest ON digest.id = wanted.id
            ORDER BY {order}
            """,
            DigestTable.ReadRow,
            given.ToArray()
        );
        return new PaperList(papers, total);
    }

    private static string PageByDay(string from) =>
        $"SELECT id FROM {from} ORDER BY date DESC, id LIMIT $take OFFSET $skip";

    private static string PageOfMatches(string from, bool isByDay)
    {
        var rank = isByDay ? "0 AS score, (SELECT date FROM digest WHERE digest.id = search.rowid) AS date" : Score;
        var order = isByDay ? "date DESC, id" : "score, id DESC";
        return $"""
            SELECT id, score FROM (
                SELECT search.rowid AS id, {rank}
                FROM {from}
                ORDER BY search.rowid DESC LIMIT $most
            )
            ORDER BY {order} LIMIT $take OFFSET $skip
            """;
    }

    // Whichever table knows the answer by its own key alone is asked: none of these reads a paper's row.
    private static string Listed(PaperQuery query)
    {
        var onDate = query.Date is null ? "" : " AND date = $date";
        return query switch
        {
            { Category: not null, Topic: null } => $"""
                (
                    SELECT digest AS id, date FROM digest_category
                    WHERE category = $category AND is_new = 1{onDate}
                )
                """,
            { Category: null, Topic: not null } => $"""
                (
                    SELECT digest AS id, date FROM digest_topic
                    WHERE topic = $topic AND is_new = 1{onDate}
                )
                """,
            { Category: not null, Topic: not null } => $"""
                (
                    SELECT digest AS id, date FROM digest_topic
                    WHERE topic = $topic AND is_new = 1{onDate}
                        AND digest IN (SELECT digest FROM digest_category WHERE category = $category)
                )
                """,
            _ => $"(SELECT id, date FROM digest WHERE type = 'new'{onDate})",
        };
    }

    private static string Matching(PaperQuery query)
    {
        List<string> conditions = ["search MATCH $match"];
        if (query.Date is not null)
        {
            conditions.Add("search.rowid IN (SELECT id FROM digest WHERE date = $date)");
        }

        if (query.Category is not null)
        {
            conditions.Add("search.rowid IN (SELECT digest FROM digest_category WHERE category = $category)");
        }

        if (query.Topic is not null)
        {
            conditions.Add("search.rowid IN (SELECT digest FROM digest_topic WHERE topic = $topic)");
        }

        return $"search WHERE {string.Join(" AND ", conditions)}";
    }
}
