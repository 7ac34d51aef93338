using System.Security.Cryptography;
using System.Text;
using Bot.Ledger;

namespace Bot.Web;

/// <summary>
/// What all pages share: head, navigation, search, footer. A page loads nothing from other sites and has no script.
/// </summary>
internal static class PageLayout
{
    public const string SiteName = "Tootprint";

    private const string Thanks =
        "Thank you to arXiv for use of its open access interoperability. This product was not reviewed or "
        + "approved by, nor does it necessarily express or reflect the policies or opinions of, arXiv.";

    private const string Sources =
        "Topics are assigned by a program, which may err; key points are sentences quoted from the abstract, "
        + "unless they say that they were generated. Titles, authors and abstracts are arXiv’s metadata (CC0).";

    private static readonly (string Path, string Name)[] Sections =
    [
        ("/", "Today"),
        ("/archive", "Archive"),
        ("/weather", "Weather"),
        ("/changes", "Changes"),
        ("/subscribe", "Subscribe"),
    ];

    public static string StyleSheet { get; } = Resource("site.css");

    public static string Mark { get; } = Resource("mark.svg");

    /// <summary>The name changes with the content, so browsers may cache it for ever.</summary>
    public static string StylePath { get; } =
        $"/site-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(StyleSheet)))[..8]}.css";

    public static async Task<string> PageAsync(PageContext context, PageHead head, Html body)
    {
        var links = context.Links;
        var html = new Html();
        Head(html, links, head, await context.Pages.Accounts());
        html.Add(
            $"""
            <body>
            <a class="skip" href="#main">Skip to the papers</a>
            <header class="top"><div class="bar">
            <a class="brand" href="{links.To("/")}"><img src="{links.To(
                "/mark.svg"
            )}" width="36" height="36" alt=""> {SiteName}</a>
            <nav aria-label="Site"><ul>
            """
        );
        foreach (var (path, name) in Sections)
        {
            var current = Html.If(path == head.Section, $" aria-current=\"page\"");
            html.Add($"<li><a href=\"{links.To(path)}\"{current}>{name}</a></li>");
        }

        html.Add($"</ul></nav>\n");
        if (context.HasSearch)
        {
            Search(html, links, head.Words);
        }

        html.Add($"</div></header>\n<main id=\"main\" tabindex=\"-1\">\n{body}\n</main>\n");
        Footer(html, links);
        return html.Add($"</body>\n</html>\n").ToString();
    }

    /// <summary>A page that is not there.</summary>
    public static async Task<SiteAnswer> MissingAsync(PageContext context, string what = "There is no such page.") =>
        SiteAnswer.Page(
            await PageAsync(
                context,
                new PageHead("/", "Not here", what) { IsIndexed = false },
                Html.Of(
                    $"<div class=\"lead\"><h1>Not here</h1><p>{what} Try <a "
                        + $"href=\"{context.Links.To("/")}\">today’s papers</a> or <a "
                        + $"href=\"{context.Links.To("/archive")}\">the archive</a>.</p></div>"
                )
            ),
            404
        );

    private static void Head(Html html, SiteLinks links, PageHead head, IReadOnlyList<TootingAccount> voices)
    {
        html.Add(
            $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>{head.Title} – {SiteName}</title>
            <meta name="description" content="{head.Description}">
            <link rel="stylesheet" href="{links.To(StylePath)}">
            <link rel="icon" href="{links.To("/mark.svg")}" type="image/svg+xml">
            <meta property="og:type" content="{head.Kind}">
            <meta property="og:site_name" content="{SiteName}">
            <meta property="og:title" content="{head.Title}">
            <meta property="og:description" content="{head.Description}">
            <meta property="og:url" content="{links.Absolute(head.Path)}">
            <meta name="twitter:card" content="{(head.Image is null ? "summary" : "summary_large_image")}">

            """
        );
        if (head.Image is { } image)
        {
            html.Add(
                $"<meta property=\"og:image\" content=\"{links.Absolute(image.Path)}\">\n<meta "
                    + $"property=\"og:image:type\" content=\"image/png\">\n<meta property=\"og:image:width\" "
                    + $"content=\"1200\">\n<meta property=\"og:image:height\" content=\"675\">\n<meta "
                    + $"property=\"og:image:alt\" content=\"{image.Alt}\">\n"
            );
        }
        // On Mastodon this puts the account's name under a link to the page.
        foreach (var voice in voices.Take(1))
        {
            html.Add($"<meta name=\"fediverse:creator\" content=\"{voice.Handle}\">\n");
        }

        if (head.IsIndexed)
        {
            html.Add($"<link rel=\"canonical\" href=\"{links.Absolute(head.Path)}\">\n");
        }
        else
        {
            html.Add($"<meta name=\"robots\" content=\"noindex\">\n");
        }

        if (head.Feed is { } feed && links.Has($"{Path(feed)}.atom"))
        {
            html.Add(
                $"""
                <link rel="alternate" type="application/atom+xml" title="{head.Title}" href="{links.To(
                    Ending(feed, ".atom")
                )}">
                <link rel="alternate" type="application/feed+json" title="{head.Title}" href="{links.To(
                    Ending(feed, ".json")
                )}">

                """
            );
        }

        html.Add($"</head>\n");
    }

    /// <summary>
    /// A feed's address in one of its two forms: <c>/search/feed?q=a</c> and <c>.atom</c> make
    /// <c>/search/feed.atom?q=a</c>.
    /// </summary>
    public static string Ending(string feed, string ending) => Path(feed) + ending + feed[Path(feed).Length..];

    private static string Path(string feed) => feed.Split('?')[0];

    private static void Search(Html html, SiteLinks links, string words)
    {
        var input = Html.Of(
            $"<input id=\"q\" name=\"q\" type=\"search\" value=\"{words}\" placeholder=\"Search all papers\" "
                + $"maxlength=\"{SiteQuery.MostWords}\" autocomplete=\"off\" enterkeyhint=\"search\">"
        );
        html.Add(
            $"""
            <form class="search" role="search" action="{links.To("/search")}">
            <label class="vh" for="q">Search all papers</label>
            {input}
            <button>Search</button>
            </form>

            """
        );
    }

    private static void Footer(Html html, SiteLinks links)
    {
        var api = Html.If(!links.IsStatic, $" · <a href=\"{links.To("/api/v1/days")}\">API</a>");
        html.Add(
            $"""
            <footer class="foot"><div class="bar">
            <p>{Sources}</p>
            <p>{Thanks}</p>
            <p><a href="{links.To("/subscribe")}">Feeds and accounts</a>{api}</p>
            </div></footer>

            """
        );
    }

    private static string Resource(string name)
    {
        using var stream = typeof(PageLayout).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
