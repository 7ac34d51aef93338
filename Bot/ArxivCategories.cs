using System.Collections.Frozen;

namespace Bot;

/// <summary>All of arXiv's categories, from the table <c>ArxivCategories.tsv</c>.</summary>
public static class ArxivCategories
{
    private sealed record Row(string Category, string Caption, string? SameAs);

    private static readonly FrozenDictionary<string, Row> Rows = Read().ToFrozenDictionary(row => row.Category, StringComparer.OrdinalIgnoreCase);

    /// <summary>As arXiv spells them, in no order.</summary>
    public static IEnumerable<string> All => Rows.Values.Select(row => row.Category);

    /// <summary>arXiv's own spelling of a category, whatever the letters' case; null when arXiv has no such category.</summary>
    public static string? Spelling(string category) => Rows.GetValueOrDefault(category)?.Category;

    /// <summary>The category's name in words, such as "Machine Learning"; empty when unknown.</summary>
    public static string Caption(string category) => Rows.GetValueOrDefault(category)?.Caption ?? "";

    /// <summary>True when two names stand for one category, as math.IT and cs.IT do.</summary>
    public static bool Same(string one, string other) => string.Equals(Canonical(one), Canonical(other), StringComparison.OrdinalIgnoreCase);

    private static string Canonical(string category) => Rows.GetValueOrDefault(category)?.SameAs ?? category;

    private static IEnumerable<Row> Read()
    {
        using var stream = typeof(ArxivCategories).Assembly.GetManifestResourceStream("ArxivCategories.tsv")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#')) continue;
            var cells = line.Split('\t');
            yield return new Row(cells[0], cells[1], cells.Length > 2 ? cells[2] : null);
        }
    }
}
