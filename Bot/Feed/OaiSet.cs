using Bot.Arxiv;

namespace Bot.Feed;

/// <summary>
/// The archive's name for a category: group, archive and subject class, such as <c>cs:cs:LG</c> (arXiv/oaipmh,
/// create_set_list.py). All archives of physics are one group, the others are each their own; an archive without
/// classes is named by itself.
/// </summary>
internal static class OaiSet
{
    // Source: the groups and archives of arXiv's category taxonomy.
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

    public static string Of(string category)
    {
        var archive = category.Split('.')[0];
        return $"{(Physics.Contains(archive) ? "physics" : archive)}:{category.Replace('.', ':')}";
    }

    /// <summary>The category of a set that is one; null for groups and archives with classes.</summary>
    public static string? Category(string set) =>
        set.Split(':') switch
        {
            [_, var archive, var subject] => ArxivCategories.Spelling($"{archive}.{subject}"),
            [_, var archive] => ArxivCategories.Spelling(archive),
            _ => null,
        };
}
