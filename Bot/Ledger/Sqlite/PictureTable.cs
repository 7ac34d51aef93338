using Bot.Arxiv;
using Microsoft.Data.Sqlite;

namespace Bot.Ledger.Sqlite;

/// <summary>Days as pictures.</summary>
internal static class PictureTable
{
    private const string Columns = "SELECT category, date, papers, svg, alt, png IS NOT NULL AS has_png FROM picture";

    public static PictureRecord? Read(SqliteDatabase database, string category, DateOnly date) =>
        Query(database, "WHERE date = $date AND category = $category", ("$date", date), ("$category", category))
            .FirstOrDefault();

    /// <summary>Pictures by what follows after <c>FROM picture</c>.</summary>
    public static List<PictureRecord> Query(
        SqliteDatabase database,
        string where,
        params ReadOnlySpan<(string Name, object? Value)> parameters
    ) => database.Query($"{Columns} {where}", ReadRow, parameters);

    /// <summary>Keeps a picture, in the place of one of fewer papers.</summary>
    public static void Insert(SqliteDatabase database, PictureRecord picture) =>
        database.Execute(
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

    private static PictureRecord ReadRow(SqliteDataReader row) =>
        new(row.Text("category"), row.Date("date"), row.Int("papers"), row.Text("svg"), row.Text("alt"))
        {
            HasPng = row.Int("has_png") == 1,
        };
}
