using System.Text;
using Bot.Ledger;

namespace Bot.Web;

/// <summary>
/// The same site as files, for any web host, without search and filters, which need a server.
/// </summary>
/// <param name="ledger">To read.</param>
/// <param name="root">The site's address to be.</param>
/// <param name="subscribeUrl">Where readers subscribe by mail; null for nowhere.</param>
/// <param name="now">The time.</param>
public sealed class StaticSite(ILedger ledger, Uri root, Uri? subscribeUrl, DateTimeOffset now)
{
    private static readonly Dictionary<string, string> NoQuery = [];

    /// <summary>
    /// Writes the newest days with their papers' pages. Other files in the folder are left alone.
    /// </summary>
    /// <returns>
    /// How many files the site has, and how many of them were new or changed. The others are not touched, for tools
    /// that copy only what changed.
    /// </returns>
    /// <exception cref="LedgerException">The ledger cannot be read, or shows no pages.</exception>
    public async Task<(int Files, int Written)> WriteAsync(DirectoryInfo folder, int days)
    {
        var paths = (await PathsAsync(PageContext.PagesOf(ledger), days)).ToHashSet(StringComparer.Ordinal);
        var links = new SiteLinks(root, "/", paths);
        var written = 0;
        foreach (var path in paths)
        {
            var context = new PageContext(ledger, new SiteAddresses(links.On(path), subscribeUrl), now);
            var isNew = Keep(folder, path, await Site.AnswerAsync(context, path, NoQuery));
            written += isNew ? 1 : 0;
        }

        return (paths.Count, written);
    }

    private static async Task<List<string>> PathsAsync(IPages pages, int days)
    {
        var shown = (await pages.Days()).Take(days).Select(day => day.Date).ToHashSet();
        List<string> paths =
        [
            .. (await SitePaths.PagesAsync(pages)).Where(path => !path.StartsWith("/day/", StringComparison.Ordinal)),
            PageLayout.StylePath,
            "/mark.svg",
            "/sitemap.xml",
            "/robots.txt",
            "/feed.atom",
            "/feed.json",
        ];
        paths.AddRange(
            paths
                .Where(path =>
                    path.StartsWith("/category/", StringComparison.Ordinal)
                    || path.StartsWith("/topic/", StringComparison.Ordinal)
                    || path is "/weather" or "/changes"
                )
                .ToList()
                .SelectMany(Feeds)
        );
        foreach (var day in shown)
        {
            paths.Add($"/day/{day:yyyy-MM-dd}");
            paths.AddRange(Feeds($"/day/{day:yyyy-MM-dd}"));
            foreach (var picture in await pages.Pictures(day))
            {
                paths.AddRange(
                    picture.HasPng
                        ? [DayPage.PicturePath(picture), DayPage.CardPath(picture)]
                        : [DayPage.PicturePath(picture)]
                );
            }

            var (papers, _) = await pages.Find(new PaperQuery { Date = day });
            paths.AddRange(papers.Select(paper => $"/paper/{paper.Id}"));
        }

        return paths;
    }

    private static IEnumerable<string> Feeds(string path) => [$"{path}/feed.atom", $"{path}/feed.json"];

    // Whether that changed anything.
    private static bool Keep(DirectoryInfo folder, string path, SiteAnswer answer)
    {
        var file = new FileInfo(Path.Combine(folder.FullName, SiteLinks.File(path)));
        var bytes = answer.Bytes ?? Encoding.UTF8.GetBytes(answer.Body);
        if (file.Exists && File.ReadAllBytes(file.FullName).AsSpan().SequenceEqual(bytes))
        {
            return false;
        }

        file.Directory!.Create();
        // A tool that copies the folder meanwhile must not find half a page.
        var draft = file.FullName + ".new";
        File.WriteAllBytes(draft, bytes);
        File.Move(draft, file.FullName, overwrite: true);
        return true;
    }
}
