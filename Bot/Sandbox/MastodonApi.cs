namespace Bot.Sandbox;

/// <summary>The part of Mastodon's API that the sandbox has.</summary>
internal static class MastodonApi
{
    public static void Map(Routes routes, World world)
    {
        var media = new Media(world);
        var entities = new Entities(world, media);
        MapInstance(routes, new Instance(world));
        MapStatuses(routes, new Posting(world, entities, media), new StatusActions(world, entities, media));
        MapMedia(routes, media);
        MapAccounts(routes, new AccountQueries(world, entities));
        MapLists(routes, new Timelines(world, entities));
        routes.Else(Access.Open, _ => Answer.NotFound);
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
        routes.Post("/api/v1/statuses", Access.Token, posting.Post);
        routes.Map("PUT", "/api/v1/statuses/{id}", Access.Token, posting.Edit);
        routes.Post("/api/v1/statuses/{id}/reblog", Access.Token, posting.Boost);
        routes.Get("/api/v1/statuses/{id}", Access.Open, actions.Show);
        routes.Map("DELETE", "/api/v1/statuses/{id}", Access.Token, actions.Delete);
        routes.Get("/api/v1/statuses/{id}/source", Access.Token, actions.Source);
        routes.Get("/api/v1/statuses/{id}/history", Access.Open, actions.History);
        routes.Get("/api/v1/statuses/{id}/context", Access.Open, actions.Context);
        routes.Get("/api/v1/statuses/{id}/reblogged_by", Access.Open, actions.BoostedBy);
        routes.Get("/api/v1/statuses/{id}/favourited_by", Access.Open, actions.FavouritedBy);
        routes.Post("/api/v1/statuses/{id}/unreblog", Access.Token, actions.Unboost);
        routes.Post("/api/v1/statuses/{id}/pin", Access.Token, actions.Pin);
        routes.Post("/api/v1/statuses/{id}/unpin", Access.Token, actions.Unpin);
        routes.Post("/api/v1/statuses/{id}/favourite", Access.Token, call => actions.Favourite(call, on: true));
        routes.Post("/api/v1/statuses/{id}/unfavourite", Access.Token, call => actions.Favourite(call, on: false));
    }

    private static void MapMedia(Routes routes, Media media)
    {
        routes.Post("/api/v1/media", Access.Token, media.Upload);
        routes.Post("/api/v2/media", Access.Token, media.Upload);
        routes.Get("/api/v1/media/{id}", Access.Token, media.Show);
        routes.Map("DELETE", "/api/v1/media/{id}", Access.Token, media.Discard);
        routes.Get("/media/{id}", Access.Own, media.Picture);
    }

    private static void MapAccounts(Routes routes, AccountQueries accounts)
    {
        routes.Get("/api/v1/accounts/verify_credentials", Access.Token, accounts.Own);
        routes.Get("/api/v1/apps/verify_credentials", Access.Token, _ => accounts.Application());
        routes.Get("/api/v1/accounts/lookup", Access.Open, accounts.LookUp);
        routes.Get("/api/v1/accounts/relationships", Access.Token, accounts.Relationships);
        routes.Get("/api/v1/accounts/{id}", Access.Open, accounts.Show);
        routes.Get("/api/v1/accounts/{id}/followers", Access.Open, accounts.Followers);
        routes.Post("/api/v1/accounts/{id}/follow", Access.Token, call => accounts.Follow(call, on: true));
        routes.Post("/api/v1/accounts/{id}/unfollow", Access.Token, call => accounts.Follow(call, on: false));
        routes.Get("/api/v1/follow_requests", Access.Token, accounts.Asking);
        routes.Post("/api/v1/follow_requests/{id}/authorize", Access.Token, accounts.Authorize);
    }

    private static void MapLists(Routes routes, Timelines timelines)
    {
        routes.Get("/api/v1/accounts/{id}/statuses", Access.Open, timelines.OfAccount);
        routes.Get("/api/v1/timelines/home", Access.Token, timelines.Home);
        routes.Get("/api/v1/timelines/public", Access.Open, timelines.Public);
        routes.Get("/api/v1/timelines/tag/{tag}", Access.Open, timelines.OfTag);
        routes.Get("/api/v1/notifications", Access.Token, timelines.Notifications);
        routes.Get("/api/v2/search", Access.Token, timelines.Search);
        routes.Get("/api/v1/trends/tags", Access.Open, _ => Answer.JsonText(200, "[]"));
    }
}
