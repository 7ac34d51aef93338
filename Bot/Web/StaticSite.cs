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
public sealed class StaticSite(SqliteLedger ledger, Uri root, Uri? subscribeUrl, DateTimeOffset now)
{
    private static readonly Dictionary<string, string> NoQuery = [];

    /// <summary>
    /// Writes the newest days with their papers' pages. Other files in the folder are left alone.
    /// </summary>
    /// <returns>
    /// How many files the site has, and how many of them were new or changed. The others are not touched, for tools
    /// that copy only what changed.
    /// </returns>
    public (int Files, int Written) Write(DirectoryInfo folder, int days)
    {
        var paths = Paths(days).ToHashSet(StringComparer.Ordinal);
        var links = new SiteLinks(root, "/", paths);
        var written = paths.Count(path =>
        {
            var context = new PageContext(ledger, new SiteAddresses(links.On(path), subscribeUrl), now);
            return Write(folder, path, Site.Answer(context, path, NoQuery));
        });
        return (paths.Count, written);
    }

    private IEnumerable<string> Paths(int days)
    {
        var shown = ledger.PaperDays().Take(days).Select(day => day.Date).ToHashSet();
        List<string> paths =
        [
            .. SitePaths.Pages(ledger).Where(path => !path.StartsWith("/day/", StringComparison.Ordinal)),
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
            foreach (var picture in ledger.Pictures(day))
            {
                paths.AddRange(
                    picture.HasPng
                        ? [DayPage.PicturePath(picture), DayPage.CardPath(picture)]
                        : [DayPage.PicturePath(picture)]
                );
            }

            paths.AddRange(ledger.Find(new PaperQuery { Date = day }).Papers.Select(paper => $"/paper/{paper.Id}"));
        }

        return paths;
    }

    private static IEnumerable<string> Feeds(string path) => [$"{path}/feed.atom", $"{path}/feed.json"];

    private static bool Write(DirectoryInfo folder, string path, SiteAnswer answer)
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
