using System.Text;

namespace Bot.Ledger;

/// <summary>Which papers are wanted; null for no matter.</summary>
public sealed record PaperQuery
{
    public DateOnly? Date { get; init; }
    public string? Category { get; init; }

    /// <summary>A topic's slug.</summary>
    public string? Topic { get; init; }

    /// <summary>
    /// Looked for in titles, authors and abstracts of all papers; without words only those announced as new count.
    /// </summary>
    public string? Words { get; init; }

    /// <summary>With words: the newest first, not the best.</summary>
    public bool NewestFirst { get; init; }
    public int Skip { get; init; }
    public int Take { get; init; } = int.MaxValue;
}

/// <param name="Papers">Those that were asked for.</param>
/// <param name="Total">How many there are in all.</param>
public sealed record PaperList(IReadOnlyList<IndexedPaper> Papers, int Total);

public sealed partial class SqliteLedger
{
    /// <summary>
    /// Of more matches only those recorded last are compared with each other: a word that stands in every second paper
    /// ranks none.
    /// </summary>
    private const int MostRanked = 2000;

    private const int MostTerms = 12;

    /// <summary>A name says more than a word in the title, and that more than one in the abstract.</summary>
    private const string Score = "bm25(search, 6.0, 8.0, 1.0) AS score";

    /// <summary>Days go backwards; within one, papers stand as arXiv listed them.</summary>
    public PaperList Find(PaperQuery query)
    {
        var match = query.Words is null ? null : Match(query.Words);
        if (query.Words is not null && match is null)
        {
            return new PaperList([], 0);
        }

        var from = match is not null ? Matching(query) : Listed(query);
        (string Name, object? Value)[] values =
        [
            ("$date", query.Date),
            ("$category", query.Category),
            ("$topic", query.Topic),
            ("$match", match),
        ];
        var given = values.Where(one => one.Value is not null).ToArray();
        var total = (int)_database.Number($"SELECT count(*) FROM {from}", given);
        if (total <= query.Skip)
        {
            return new PaperList([], total);
        }

        var order = match is null || query.NewestFirst ? "date DESC, id" : "score, id DESC";
        var wanted = match is null
            ? $"SELECT id FROM {from} ORDER BY {order} LIMIT $take OFFSET $skip"
            : $"""
                SELECT id, score FROM (
                    SELECT search.rowid AS id, {(
                    query.NewestFirst
                        ? "0 AS score, (SELECT date FROM digest WHERE digest.id = search.rowid) AS date"
                        : Score
                )}
                    FROM {from} ORDER BY search.rowid DESC LIMIT $most)
                ORDER BY {order} LIMIT $take OFFSET $skip
                """;
        var papers = _database.Query(
            $"SELECT {DigestColumns} FROM ({wanted}) AS wanted JOIN digest ON digest.id = wanted.id ORDER BY "
                + $"{(order[0] == 'd' ? "digest.date DESC, digest.id" : "wanted.score, digest.id DESC")}",
            ReadIndexed,
            [
                .. given,
                ("$skip", query.Skip),
                ("$take", query.Take),
                .. match is null
                    ? Array.Empty<(string, object?)>()
                    : [("$most", Math.Max(MostRanked, (long)query.Skip + query.Take))],
            ]
        );
        return new PaperList(papers, total);
    }

    // Whichever table knows the answer by its own key alone is asked: none of these reads a paper's row.
    private static string Listed(PaperQuery query) =>
        query switch
        {
            { Category: not null, Topic: null } =>
                "(SELECT digest AS id, date FROM digest_category WHERE category = $category AND is_new = "
                    + $"1{OnDate(query)})",
            { Category: null, Topic: not null } =>
                $"(SELECT digest AS id, date FROM digest_topic WHERE topic = $topic AND is_new = 1{OnDate(query)})",
            { Category: not null, Topic: not null } =>
                "(SELECT digest AS id, date FROM digest_topic WHERE topic = $topic AND is_new = "
                    + $"1{OnDate(query)} AND digest IN (SELECT digest FROM digest_category WHERE category = "
                    + "$category))",
            _ => $"(SELECT id, date FROM digest WHERE type = 'new'{OnDate(query)})",
        };

    private static string Matching(PaperQuery query) =>
        "search WHERE search MATCH $match"
        + (query.Date is null ? "" : " AND search.rowid IN (SELECT id FROM digest WHERE date = $date)")
        + (
            query.Category is null
                ? ""
                : " AND search.rowid IN (SELECT digest FROM digest_category WHERE category = $category)"
        )
        + (query.Topic is null ? "" : " AND search.rowid IN (SELECT digest FROM digest_topic WHERE topic = $topic)");

    private static string OnDate(PaperQuery query) => query.Date is null ? "" : " AND date = $date";

    /// <summary>
    /// What people write, as the index understands it: every word must be there, the last may be a beginning, quotes
    /// make a phrase, <c>author:</c> and <c>title:</c> say where. Null when there is no word in it.
    /// </summary>
    internal static string? Match(string words)
    {
        List<string> terms = [];
        var all = Terms(words).Where(term => term.Text.Any(char.IsLetterOrDigit)).ToList();
        // Nearly every abstract has these, and to look through them all takes longer than the rest together.
        var telling = all.Where(term => term.IsPhrase || term.Column.Length > 0 || !Common.Contains(term.Text))
            .ToList();
        foreach (var (column, text, isPhrase, isLast) in (telling.Count > 0 ? telling : all).Take(MostTerms))
        {
            var begins = isLast && !isPhrase && text.Length > 2 && char.IsLetterOrDigit(text[^1]);
            terms.Add($"{column}\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"{(begins ? "*" : "")}");
        }

        return terms.Count == 0 ? null : string.Join(" AND ", terms);
    }

    private static IEnumerable<(string Column, string Text, bool IsPhrase, bool IsLast)> Terms(string words)
    {
        var at = 0;
        while (at < words.Length)
        {
            while (at < words.Length && char.IsWhiteSpace(words[at]))
            {
                at++;
            }

            var column = "";
            foreach (
                var (prefix, name) in Columns
                    .Where(one =>
                        string.Compare(words, at, one.Prefix, 0, one.Prefix.Length, StringComparison.OrdinalIgnoreCase)
                        == 0
                    )
                    .Take(1)
            )
            {
                column = name;
                at += prefix.Length;
            }

            var quoted = at < words.Length && words[at] == '"';
            if (quoted)
            {
                at++;
            }

            var text = new StringBuilder();
            for (; at < words.Length && (quoted ? words[at] != '"' : !char.IsWhiteSpace(words[at])); at++)
            {
                text.Append(char.IsControl(words[at]) ? ' ' : words[at]);
            }

            if (quoted)
            {
                at++;
            }

            yield return (column, text.ToString(), quoted, at >= words.Length);
        }
    }

    private static readonly (string Prefix, string Name)[] Columns =
    [
        ("author:", "authors : "),
        ("title:", "title : "),
        ("abstract:", "abstract : "),
    ];

    private static readonly HashSet<string> Common = new(
        [
            "a",
            "an",
            "and",
            "are",
            "as",
            "by",
            "for",
            "from",
            "in",
            "is",
            "of",
            "on",
            "or",
            "that",
            "the",
            "this",
            "to",
            "we",
            "with",
        ],
        StringComparer.OrdinalIgnoreCase
    );
}
