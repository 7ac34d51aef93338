using System.Collections.Frozen;

namespace Bot.Arxiv;

/// <summary>All of arXiv's categories, from the table <c>ArxivCategories.tsv</c>.</summary>
public static class ArxivCategories
{
    private sealed record Row(string Category, string Caption, string? SameAs);

    private static readonly FrozenDictionary<string, Row> Rows = Checked(
        Read().ToFrozenDictionary(row => row.Category, StringComparer.OrdinalIgnoreCase)
    );

    /// <summary>As arXiv spells them, in no order.</summary>
    public static IEnumerable<string> All => Rows.Values.Select(row => row.Category);

    /// <summary>
    /// arXiv's own spelling of a category, whatever the letters' case; null when arXiv has no such category.
    /// </summary>
    public static string? Spelling(string category) => Rows.GetValueOrDefault(category)?.Category;

    /// <summary>The category's name in words, such as "Machine Learning"; empty when unknown.</summary>
    public static string Caption(string category) => Rows.GetValueOrDefault(category)?.Caption ?? "";

    /// <summary>
    /// True for a name under which arXiv files no papers, such as math.IT, whose papers are filed under cs.IT.
    /// </summary>
    public static bool IsAlias(string category) => Rows.GetValueOrDefault(category)?.SameAs is not null;

    /// <summary>True when two names stand for one category, as math.IT and cs.IT do.</summary>
    public static bool Same(string one, string other) =>
        string.Equals(Canonical(one), Canonical(other), StringComparison.OrdinalIgnoreCase);

    private static string Canonical(string category) => Rows.GetValueOrDefault(category)?.SameAs ?? category;

    // A wrong row would have two accounts tell of the same papers, so none is served: the first look at the settings
    // ends the start.
    private static FrozenDictionary<string, Row> Checked(FrozenDictionary<string, Row> rows)
    {
        foreach (var row in rows.Values)
        {
            if (row.Caption.Length == 0)
            {
                throw new InvalidDataException($"ArxivCategories.tsv has no caption for {row.Category}; write one");
            }

            if (row.SameAs is { } other && rows.GetValueOrDefault(other) is not { SameAs: null })
            {
                throw new InvalidDataException(
                    $"ArxivCategories.tsv calls {row.Category} another name for {other}, which is none under "
                        + "which papers are filed"
                );
            }
        }

        return rows;
    }

    private static IEnumerable<Row> Read()
    {
        using var stream = typeof(ArxivCategories).Assembly.GetManifestResourceStream("ArxivCategories.tsv")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#'))
            {
                continue;
            }

            var cells = line.Split('\t');
            yield return new Row(cells[0], cells[1], cells.Length > 2 ? cells[2] : null);
        }
    }
}
