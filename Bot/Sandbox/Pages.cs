namespace Bot.Sandbox;

/// <summary>The sandbox as a reader sees it: the account's timeline, a hashtag, one toot with its thread.</summary>
internal static class Pages
{
    /// <summary>Toots on a page: a day of cs.LG and more. The API has all.</summary>
    private const int Most = 200;

    public static void Map(Routes routes, World world)
    {
        routes.Get("/", Access.Own, _ => Home(world));
        routes.Get(
            "/@{user}",
            Access.Own,
            call => world.Accounts.ByName(call.Route("user")) is { } account ? Profile(world, account) : Missing()
        );
        routes.Get("/@{user}/{id}", Access.Own, call => Thread(call, world));
        routes.Get("/tags/{tag}", Access.Own, call => Tag(call, world));
        routes.Get(
            "/timeline.css",
            Access.Own,
            _ => new Answer(200, "text/css; charset=utf-8", Resources.Bytes("timeline.css"))
        );
        routes.Get(
            "/avatars/{user}.svg",
            Access.Own,
            call =>
                world.Accounts.ByName(call.Route("user")) is { } account
                    ? new Answer(200, "image/svg+xml", Resources.Bytes($"avatar-{account.Username}.svg"))
                    : Missing()
        );
    }

    private static Answer Home(World world) => Profile(world, world.Accounts.Bot);

    private static Answer Profile(World world, Account account)
    {
        var toots = Readable(world).Where(one => one.Author == account).Take(Most).ToList();
        var view = new TootView(world);
        var body = $"""
            <main>
            {ProfileHeader.Of(world, account)}
            <h2 class="aside">Toots</h2>
            {List(
                toots,
                view.InTimeline,
                "No toots yet",
                "As soon as the bot says something, it appears here by itself."
            )}
            </main>
            """;
        return Live(account.DisplayName, body);
    }

    private static Answer Tag(Call call, World world)
    {
        var tag = call.Route("tag");
        var toots = Timelines.Tagged(world, tag, Readable(world)).Where(one => one.Reblog is null).Take(Most).ToList();
        var view = new TootView(world);
        var body = $"""
            <main>
            {Bar("Hashtag")}
            <header class="heading"><h1>#{Html.Encode(tag)}</h1><p id="counts">{Count(
                toots.Count
            )} on this server. Readers can follow or mute this hashtag.</p></header>
            {List(toots, view.InTimeline, "Nothing here", "No public toot on this server carries the hashtag.")}
            </main>
            """;
        return Live($"#{tag}", body);
    }

    private static Answer Thread(Call call, World world)
    {
        if (world.Statuses.Find(call.Route("id")) is not { Reblog: null } status || !status.IsVisibleTo(null))
        {
            return Missing();
        }

        List<Status> thread = [.. StatusBook.Ancestors(status), status, .. StatusBook.Descendants(status)];
        var view = new TootView(world);
        var body = $"""
            <main>
            {Bar(thread.Count == 1 ? "Toot" : "Thread")}
            <h1 class="aside">A toot by {Html.Encode(status.Author.DisplayName)}</h1>
            {List(
                [.. thread.Where(one => one.IsVisibleTo(null))],
                one => view.InThread(one, isAsked: one == status),
                "",
                "",
                "thread"
            )}
            </main>
            """;
        return Live(
            $"{status.Author.DisplayName}: "
                + $"{(status.SpoilerText.Length > 0 ? status.SpoilerText : status.Text.Split('\n')[0])}",
            body
        );
    }

    private static IEnumerable<Status> Readable(World world) =>
        world
            .Statuses.Listed(world.Now)
            .Where(one => one.IsVisibleTo(null) && (one.Reblog is null || world.Statuses.Shows(one.Reblog)));

    private static string List(
        List<Status> toots,
        Func<Status, string> view,
        string emptyTitle,
        string emptyText,
        string kind = "timeline"
    )
    {
        var items = string.Join('\n', toots.Select(view));
        if (items.Length == 0 && emptyTitle.Length > 0)
        {
            items =
                "<div class=\"empty\" "
                + $"id=\"empty\">{PageLayout.Icon("paper")}<p><strong>{emptyTitle}</strong></p><p>{emptyText}</p></div>";
        }

        return $"<section id=\"toots\" class=\"panel {kind}\" aria-label=\"Toots, "
            + $"{(kind == "thread" ? "oldest" : "newest")} first\">\n{items}\n</section>";
    }

    private static string Bar(string title) =>
        $"<nav class=\"bar\" aria-label=\"Where you are\"><a href=\"/\">{PageLayout.Icon("home")} "
        + $"Home</a><span aria-current=\"page\">{Html.Encode(title)}</span></nav>";

    private static string Count(int toots) => toots == 1 ? "1 toot" : $"{toots} toots";

    private static Answer Live(string title, string body) =>
        Answer.Html(200, PageLayout.LivePage(title, body)).With("Content-Security-Policy", PageLayout.Policy);

    private static Answer Missing() =>
        Answer
            .Html(
                404,
                PageLayout.Page(
                    "Not here",
                    $"<main>{Bar("Not here")}<section class=\"panel\"><div "
                        + $"class=\"empty\">{PageLayout.Icon("paper")}<p><strong>Nothing here</strong></p><p>It may "
                        + "have been deleted.</p></div></section></main>"
                )
            )
            .With("Content-Security-Policy", PageLayout.Policy);
}
