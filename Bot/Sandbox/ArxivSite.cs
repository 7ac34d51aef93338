namespace Bot.Sandbox;

/// <summary>
/// What matters here of arXiv besides its archive: the feed of a query, in both its forms, and the page about a paper.
/// </summary>
internal static class ArxivSite
{
    public static void Map(Routes routes, World world)
    {
        routes.Get("/rss/{query}", Access.Open, call => FeedOf(call, world, world.Feeds.Rss, ServedListing.Rss));
        routes.Get("/atom/{query}", Access.Open, call => FeedOf(call, world, world.Feeds.Atom, ServedListing.Atom));
        routes.Get("/abs/{**id}", Access.Own, call => AbsPage(call, world));
    }

    private static Answer FeedOf(
        Call call,
        World world,
        Func<string, ServedListing?> find,
        Func<byte[], ServedListing> inForm
    )
    {
        var query = call.Route("query");
        if (find(query) is not { } feed)
        {
            var error = inForm(FeedErrors.Document(query, world.Now));
            return new Answer(400, error.ContentType, error.Bytes).With("Cache-Control", MaxAge(world.Now));
        }

        if (world.ListingHabits.Serve(query, call.Path, world.Feeds, world.Now) is { } odd)
        {
            feed = inForm(odd);
        }

        // arXiv writes its tag without the quotes that RFC 9110 asks for; whoever sends it back may add them.
        var known = call.Header("If-None-Match")?.Replace("W/", "").Trim('"', ' ') == feed.ETag;
        if (known && world.Settings.FeedHonoursEtag)
        {
            return Answer.Empty(304).With("ETag", feed.ETag).With("Cache-Control", MaxAge(world.Now));
        }

        return (new Answer(200, feed.ContentType, feed.Bytes) { MayZip = true })
            .With("ETag", feed.ETag)
            .With("Cache-Control", MaxAge(world.Now))
            .With("Vary", "Accept-Encoding");
    }

    private static Answer AbsPage(Call call, World world)
    {
        if (world.Feeds.Paper(call.Route("id")) is not { } paper)
        {
            return Answer.Html(
                404,
                PageLayout.Page("No such paper", "<main class=\"paper\"><h1>No such paper</h1></main>")
            );
        }

        var head =
            $"<meta property=\"og:title\" content=\"{Html.Encode(paper.Title)}\"><meta "
            + $"property=\"og:description\" content=\"{Html.Encode(paper.Abstract)}\">"
            + "<meta property=\"og:site_name\" content=\"arXiv.org\"><meta property=\"og:url\" "
            + $"content=\"{Html.Encode(paper.Url)}\">";
        var body =
            "<main class=\"paper\"><p "
            + $"class=\"kicker\">arXiv:{Html.Encode(paper.Id)}</p><h1>{Html.Encode(paper.Title)}</h1>"
            + $"<p class=\"authors\">{Html.Encode(paper.Authors)}</p><p>{Html.Encode(paper.Abstract)}</p></main>";
        return Answer.Html(200, PageLayout.Page(paper.Title, body, head));
    }

    // arXiv lets its feed live until midnight in New York, which is at 05:00 UTC in winter; the summer's hour does not
    // matter here.
    private static string MaxAge(DateTimeOffset now)
    {
        var midnight = now.UtcDateTime.Date.AddHours(5);
        if (midnight <= now.UtcDateTime)
        {
            midnight = midnight.AddDays(1);
        }

        return $"max-age={(int)(midnight - now.UtcDateTime).TotalSeconds}";
    }
}
