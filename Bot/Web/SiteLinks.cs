using Bot.Arxiv;

namespace Bot.Web;

/// <summary>
/// Addresses of the site's own pages. A path within the site begins with a slash, such as <c>/day/2026-08-12</c>; what
/// a page links to depends on whether the site is served or lies in a folder of files, where links are relative and
/// pages end in <c>.html</c>.
/// </summary>
/// <param name="root">The site's address as readers know it.</param>
/// <param name="page">The path of the page that links; matters for files only.</param>
/// <param name="files">Paths that exist as files; null for a served site, which has all of them.</param>
internal sealed class SiteLinks(Uri root, string page = "/", IReadOnlySet<string>? files = null)
{
    /// <summary>Paths that name their own kind of file; all others are pages.</summary>
    private static readonly string[] Endings = [".atom", ".json", ".css", ".svg", ".png", ".txt", ".xml"];

    /// <summary>Whether the site is a folder of files. Such a site has no search and no filters.</summary>
    public bool IsStatic => files is not null;

    public bool Has(string path) => files?.Contains(path) ?? true;

    public SiteLinks On(string other) => new(root, other, files);

    public string To(string path) =>
        files is null
            ? root.AbsolutePath.TrimEnd('/') + path
            : string.Concat(Enumerable.Repeat("../", page.Count(c => c == '/') - 1)) + File(path);

    public string Absolute(string path) =>
        root.AbsoluteUri.TrimEnd('/') + (files is null || path == "/" ? path : "/" + File(path));

    /// <summary>The paper's own page; arXiv's where the site has none.</summary>
    public string Paper(ArxivId id) => Has($"/paper/{id}") ? To($"/paper/{id}") : id.AbsUrl;

    /// <summary>The file of a path, relative to the site's folder.</summary>
    public static string File(string path)
    {
        var (file, fragment) = path.IndexOf('#', StringComparison.Ordinal) is var at and >= 0
            ? (path[..at], path[at..])
            : (path, "");
        if (file == "/")
        {
            return "index.html" + fragment;
        }

        var hasEnding = Endings.Any(ending => file.EndsWith(ending, StringComparison.Ordinal));
        return file[1..] + (hasEnding ? "" : ".html") + fragment;
    }
}
