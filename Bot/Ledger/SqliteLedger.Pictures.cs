namespace Bot.Ledger;

/// <summary>A category's day as a picture.</summary>
/// <param name="Category">As arXiv spells it.</param>
/// <param name="Date">The day in New York.</param>
/// <param name="Papers">How many new ones it shows.</param>
/// <param name="Svg">The drawing.</param>
/// <param name="Alt">The same in words.</param>
public sealed record PictureRecord(string Category, DateOnly Date, int Papers, string Svg, string Alt)
{
    /// <summary>Whether there is a PNG of it. Kept by the ledger.</summary>
    public bool HasPng { get; init; }
}

/// <summary>What became of pinning a summary to its account's profile.</summary>
public enum PinState
{
    /// <summary>It is there.</summary>
    Pinned,

    /// <summary>It was, until a newer one took its place.</summary>
    Past,

    /// <summary>The server did not want it, or gave no clear answer. It is not asked again.</summary>
    Failed,
}

public sealed partial class SqliteLedger
{
    private const string PictureColumns =
        "SELECT category, date, papers, svg, alt, png IS NOT NULL AS has_png FROM picture";

    /// <summary>A category's day as a picture; null when none was drawn.</summary>
    public PictureRecord? Picture(string category, DateOnly date) =>
        _database
            .Query(
                $"{PictureColumns} WHERE date = $date AND category = $category",
                ReadPicture,
                ("$date", date),
                ("$category", category)
            )
            .FirstOrDefault();

    /// <summary>A day's pictures, that of the most papers first.</summary>
    public IReadOnlyList<PictureRecord> Pictures(DateOnly date) =>
        _database.Query(
            $"{PictureColumns} WHERE date = $date ORDER BY papers DESC, category",
            ReadPicture,
            ("$date", date)
        );

    /// <summary>Each day's largest picture since a day, where there is no PNG of it.</summary>
    public IReadOnlyList<PictureRecord> PicturesForCards(DateOnly since) =>
        _database.Query(
            $"""
            {PictureColumns}
            WHERE date >= $since
                AND png IS NULL
                AND category = (
                    SELECT category FROM picture AS largest
                    WHERE largest.date = picture.date
                    ORDER BY papers DESC, category LIMIT 1
                )
            ORDER BY date DESC
            """,
            ReadPicture,
            ("$since", since)
        );

    /// <summary>
    /// Keeps a picture's PNG, unless the picture is another one by now; those of days before a day are dropped.
    /// </summary>
    public void RecordCardPicture(PictureRecord picture, byte[] png, DateOnly since) =>
        _database.InTransaction(() =>
        {
            _database.Execute(
                "UPDATE picture SET png = NULL WHERE date < $since AND png IS NOT NULL",
                ("$since", since)
            );
            return _database.Execute(
                "UPDATE picture SET png = $png WHERE date = $date AND category = $category AND svg = $svg",
                ("$png", png),
                ("$date", picture.Date),
                ("$category", picture.Category),
                ("$svg", picture.Svg)
            );
        });

    /// <summary>A picture as PNG; null for none.</summary>
    public byte[]? CardPicture(string category, DateOnly date) =>
        _database
            .Query(
                "SELECT png FROM picture WHERE date = $date AND category = $category AND png IS NOT NULL",
                row => row.GetFieldValue<byte[]>(0),
                ("$date", date),
                ("$category", category)
            )
            .FirstOrDefault();

    /// <summary>A category's whole listings in a time, oldest first.</summary>
    /// <param name="category">As arXiv spells it.</param>
    /// <param name="from">The first day.</param>
    /// <param name="before">The day after the last.</param>
    public IReadOnlyList<PaperDay> WholeListings(string category, DateOnly from, DateOnly before) =>
        [
            .. _database
                .Query(
                    $"""
                    {Days}
                    WHERE category = $category AND date >= $from AND date < $before AND state = 'complete'
                    ORDER BY date
                    """,
                    ReadDay,
                    ("$category", category),
                    ("$from", from),
                    ("$before", before)
                )
                .Where(day => day.Announced > 0)
                .Select(day => new PaperDay(day.Date, day.Announced)),
        ];

    /// <summary>
    /// Title and abstract, rendered, of the papers that a category's listings first brought as new in a time, with
    /// their days.
    /// </summary>
    /// <param name="category">As arXiv spells it.</param>
    /// <param name="from">The first day.</param>
    /// <param name="before">The day after the last.</param>
    public IReadOnlyList<(DateOnly Date, string Title, string Abstract)> ReadableTexts(
        string category,
        DateOnly from,
        DateOnly before
    ) =>
        _database.Query(
            """
            SELECT date, title, abstract FROM digest
            WHERE date >= $from AND date < $before AND type = 'new' AND listing = $category
            ORDER BY id
            """,
            row => (row.Date("date"), row.Text("title"), row.Text("abstract")),
            ("$category", category),
            ("$from", from),
            ("$before", before)
        );

    /// <summary>
    /// The server refused this toot with its picture: back to the queue as it was before the claim, to go out without the
    /// picture.
    /// </summary>
    public void PutBackWithoutPicture(OutboxEntry entry, string reason) =>
        _database.InTransaction(() =>
        {
            PutBack(entry, reason);
            return _database.Execute("UPDATE outbox SET bare = 1 WHERE id = $id", ("$id", entry.Id));
        });

    /// <summary>The newest summary sent since a time of which nobody has said yet whether it is pinned.</summary>
    public (long Id, string StatusId, string Category)? SummaryToPin(long account, DateTimeOffset since) =>
        _database.Query(
            """
            SELECT id, status_id, category FROM outbox
            WHERE account = $account
                AND sent_at >= $since
                AND kind = 'summary'
                AND state = 'sent'
                AND status_id IS NOT NULL
                AND pin IS NULL
            ORDER BY sent_at DESC LIMIT 1
            """,
            row => (row.Long("id"), row.Text("status_id"), row.Text("category")),
            ("$account", account),
            ("$since", since)
        )
            is [var summary, ..]
            ? summary
            : null;

    /// <summary>The pinned summaries of a category.</summary>
    public IReadOnlyList<(long Id, string StatusId)> PinnedSummaries(long account, string category) =>
        _database.Query(
            """
            SELECT id, status_id FROM outbox
            WHERE account = $account AND category = $category AND pin = 'pinned' AND status_id IS NOT NULL
            """,
            row => (row.Long("id"), row.Text("status_id")),
            ("$account", account),
            ("$category", category)
        );

    public void RecordPin(long summary, PinState state) =>
        _database.Execute("UPDATE outbox SET pin = $state WHERE id = $id", ("$id", summary), ("$state", state));

    private void InsertPicture(PictureRecord picture) =>
        _database.Execute(
            """
            INSERT INTO picture (date, category, papers, svg, alt)
            VALUES ($date, $category, $papers, $svg, $alt)
            ON CONFLICT DO UPDATE SET
                papers = excluded.papers, svg = excluded.svg, alt = excluded.alt,
                png = CASE WHEN svg = excluded.svg THEN png END
            WHERE excluded.papers >= picture.papers
            """,
            ("$date", picture.Date),
            ("$category", picture.Category),
            ("$papers", picture.Papers),
            ("$svg", picture.Svg),
            ("$alt", picture.Alt)
        );

    private static PictureRecord ReadPicture(Microsoft.Data.Sqlite.SqliteDataReader row) =>
        new(row.Text("category"), row.Date("date"), row.Int("papers"), row.Text("svg"), row.Text("alt"))
        {
            HasPng = row.Int("has_png") == 1,
        };
}
