namespace Bot.Sandbox;

/// <summary>The part of Mastodon's API that the sandbox has.</summary>
internal static class MastodonApi
{
    private static readonly Access WriteStatuses = Access.User("write", "write:statuses");
    private static readonly Access WriteMedia = Access.User("write", "write:media");
    private static readonly Access WriteFollows = Access.User("follow", "write", "write:follows");
    private static readonly Access ReadStatuses = Access.Read("read:statuses");
    private static readonly Access ReadAccounts = Access.Read("read:accounts");

    public static void Map(Routes routes, World world)
    {
        var media = new Media(world);
        var entities = new Entities(world, media);
        MapInstance(routes, new Instance(world));
        MapStatuses(routes, new Posting(world, entities, media), new StatusActions(world, entities, media));
        MapBoosts(routes, new Boosts(world, entities));
        new OAuth(world).Map(routes);
        MapMedia(routes, media);
        MapAccounts(routes, new AccountQueries(world, entities));
        MapLists(routes, new Timelines(world, entities));
        MapNotifications(routes, new Notifications(world, entities));
        routes.Else(Access.Open, _ => Answer.Error(404, world.IsMastodon ? "Not Found" : "Record not found"));
    }

    private static void MapInstance(Routes routes, Instance instance)
    {
        routes.Get("/api/v1/instance", Access.Open, _ => instance.Version1());
        routes.Get("/api/v2/instance", Access.Open, _ => instance.Version2());
        routes.Get("/.well-known/nodeinfo", Access.Open, _ => instance.NodeInfoLinks());
        routes.Get("/nodeinfo/2.0", Access.Open, _ => instance.NodeInfo());
    }

    private static void MapStatuses(Routes routes, Posting posting, StatusActions actions)
    {
        routes.Post("/api/v1/statuses", WriteStatuses, posting.Post);
        routes.Map("PUT", "/api/v1/statuses/{id}", WriteStatuses, posting.Edit);
        routes.Get("/api/v1/statuses/{id}", ReadStatuses, actions.Show);
        routes.Map("DELETE", "/api/v1/statuses/{id}", WriteStatuses, actions.Delete);
        routes.Get("/api/v1/statuses/{id}/source", Access.User("read", "read:statuses"), actions.Source);
        routes.Get("/api/v1/statuses/{id}/history", ReadStatuses, actions.History);
        routes.Get("/api/v1/statuses/{id}/context", ReadStatuses, actions.Context);
        routes.Get("/api/v1/statuses/{id}/reblogged_by", ReadAccounts, actions.BoostedBy);
        routes.Get("/api/v1/statuses/{id}/favourited_by", ReadAccounts, actions.FavouritedBy);
        routes.Post("/api/v1/statuses/{id}/pin", Access.User("write", "write:accounts"), actions.Pin);
        routes.Post("/api/v1/statuses/{id}/unpin", Access.User("write", "write:accounts"), actions.Unpin);
        routes.Post(
            "/api/v1/statuses/{id}/favourite",
            Access.User("write", "write:favourites"),
            call => actions.Favourite(call, on: true)
        );
        routes.Post(
            "/api/v1/statuses/{id}/unfavourite",
            Access.User("write", "write:favourites"),
            call => actions.Favourite(call, on: false)
        );
    }

    private static void MapBoosts(Routes routes, Boosts boosts)
    {
        routes.Post("/api/v1/statuses/{id}/reblog", WriteStatuses, boosts.Boost);
        routes.Post("/api/v1/statuses/{id}/unreblog", WriteStatuses, boosts.Unboost);
    }

    private static void MapMedia(Routes routes, Media media)
    {
        routes.Post("/api/v1/media", WriteMedia, media.Upload);
        routes.Post("/api/v2/media", WriteMedia, media.Upload);
        routes.Get("/api/v1/media/{id}", WriteMedia, media.Show);
        routes.Map("DELETE", "/api/v1/media/{id}", WriteMedia, media.Discard);
        routes.Get("/media/{id}", Access.Own, media.Picture);
    }

    private static void MapAccounts(Routes routes, AccountQueries accounts)
    {
        routes.Get(
            "/api/v1/accounts/verify_credentials",
            Access.User("profile", "read", "read:accounts"),
            accounts.Own
        );
        routes.Get("/api/v1/apps/verify_credentials", Access.App, AccountQueries.Application);
        routes.Get("/api/v1/accounts/lookup", ReadAccounts, accounts.LookUp);
        routes.Get("/api/v1/accounts/relationships", Access.User("read", "read:follows"), accounts.Relationships);
        routes.Get("/api/v1/accounts/{id}", ReadAccounts, accounts.Show);
        routes.Get("/api/v1/accounts/{id}/followers", ReadAccounts, accounts.Followers);
        routes.Post("/api/v1/accounts/{id}/follow", WriteFollows, call => accounts.Follow(call, on: true));
        routes.Post("/api/v1/accounts/{id}/unfollow", WriteFollows, call => accounts.Follow(call, on: false));
        routes.Get("/api/v1/accounts/{id}/following", ReadAccounts, accounts.Following);
        routes.Map(
            "PATCH",
            "/api/v1/accounts/update_credentials",
            Access.User("write", "write:accounts"),
            accounts.Update
        );
        routes.Get("/api/v1/preferences", Access.User("read", "read:accounts"), accounts.Preferences);
        routes.Get("/api/v1/favourites", Access.User("read", "read:favourites"), accounts.Favourites);
        routes.Get("/api/v1/follow_requests", Access.User("follow", "read", "read:follows"), accounts.Asking);
        routes.Post("/api/v1/follow_requests/{id}/authorize", WriteFollows, accounts.Authorize);
    }

    private static void MapNotifications(Routes routes, Notifications notifications)
    {
        routes.Get("/api/v1/notifications", Access.User("read", "read:notifications"), notifications.List);
        routes.Get("/api/v1/notifications/{id}", Access.User("read", "read:notifications"), notifications.Show);
        routes.Post("/api/v1/notifications/clear", Access.User("write", "write:notifications"), notifications.Clear);
    }

    // What nobody can make here, so that there is none.
    private static void MapNothing(Routes routes, string path, string scope) =>
        routes.Get(path, Access.User("read", scope), _ => Answer.JsonText(200, "[]"));

    private static void MapLists(Routes routes, Timelines timelines)
    {
        routes.Get("/api/v1/accounts/{id}/statuses", ReadStatuses, timelines.OfAccount);
        routes.Get("/api/v1/timelines/home", Access.User("read", "read:statuses"), timelines.Home);
        routes.Get("/api/v1/timelines/public", ReadStatuses, timelines.Public);
        routes.Get("/api/v1/timelines/tag/{tag}", ReadStatuses, timelines.OfTag);
        routes.Get("/api/v2/search", Access.User("read", "read:search"), timelines.Search);
        MapNothing(routes, "/api/v1/bookmarks", "read:bookmarks");
        MapNothing(routes, "/api/v1/lists", "read:lists");
        MapNothing(routes, "/api/v2/filters", "read:filters");
        MapNothing(routes, "/api/v1/conversations", "read:statuses");
        MapNothing(routes, "/api/v1/scheduled_statuses", "read:statuses");
        routes.Get("/api/v1/custom_emojis", Access.Open, _ => Answer.JsonText(200, "[]"));
        routes.Get("/api/v1/trends/tags", Access.Open, _ => Answer.JsonText(200, "[]"));
    }
}
