namespace Bot.Sandbox;

/// <summary>
/// The archive's names for categories: group, archive, subject class; the archives of physics are one group.
/// </summary>
internal static class OaiSets
{
    private static readonly string[] Physics =
    [
        "astro-ph",
        "cond-mat",
        "gr-qc",
        "hep-ex",
        "hep-lat",
        "hep-ph",
        "hep-th",
        "math-ph",
        "nlin",
        "nucl-ex",
        "nucl-th",
        "physics",
        "quant-ph",
    ];
    private static readonly string[] Others = ["cs", "econ", "eess", "math", "q-bio", "q-fin", "stat"];

    public static IEnumerable<string> Of(ArchiveEntry paper) =>
        paper
            .Categories.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(category => $"{Group(category.Split('.')[0])}:{category.Replace('.', ':')}");

    /// <summary>Whether there can be such a set; which subject classes an archive has is not checked.</summary>
    public static bool Exists(string set)
    {
        var parts = set.Split(':');
        if (parts.Length == 1)
        {
            return set == "physics" || Others.Contains(set);
        }

        return parts.Length <= 3
            && (Physics.Contains(parts[1]) || Others.Contains(parts[1]))
            && parts[0] == Group(parts[1]);
    }

    private static string Group(string archive) => Physics.Contains(archive) ? "physics" : archive;
}
