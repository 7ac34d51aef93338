namespace Bot.Sandbox;

/// <summary>Boosts, and taking them back.</summary>
internal sealed class Boosts(World world, Entities entities)
{
    private const string NotAllowed = "This action is not allowed";

    public Answer Boost(Call call)
    {
        var author = call.Account!;
        var original = world.Statuses.Find(call.Route("id"));
        original = original?.Reblog ?? original;
        if (world.Habits.BoostsQuietly && original is not null && call.Route("id").Any(char.IsAsciiLetterUpper))
        {
            return Answer.NotFound;
        }

        if (original?.IsVisibleTo(author) != true)
        {
            return Answer.NotFound;
        }

        if (original.Visibility == "direct")
        {
            return world.IsMastodon ? Answer.Error(403, NotAllowed) : Answer.NotFound;
        }

        if (world.Habits.TakesNothingTwice && original.BoostBy(author) is not null)
        {
            return Answer.Error(500, "Internal Server Error");
        }

        if (!world.Habits.BoostsAgain && original.BoostBy(author) is { } before)
        {
            return Answer.Json(entities.Status(world.Habits.BoostsQuietly ? original : before, author));
        }

        if (world.Habits.CountsBoosts && world.Rates.IsExhausted(RateLimit.Posts(world.Settings), author, world.Now))
        {
            return Answer.Error(429, "Too many requests");
        }

        var boost = new Status
        {
            Id = world.NextId(),
            Author = author,
            CreatedAt = world.Now,
            ListedFrom = world.ListedFrom(),
            Text = "",
            Visibility = world.Quietened(VisibilityOf(call, original)),
            Reblog = original,
            App = call.Grant!.App,
        };
        world.Accept(boost);
        return Answer.Json(entities.Status(world.Habits.BoostsQuietly ? original : boost, author));
    }

    public Answer Unboost(Call call)
    {
        var status = world.Statuses.Find(call.Route("id"));
        var boost = status?.BoostBy(call.Account);
        if (status?.IsVisibleTo(call.Account) != true || (world.Habits.TakesNothingTwice && boost is null))
        {
            return Answer.NotFound;
        }

        if (boost is not null)
        {
            world.Statuses.Delete(boost, world.Settings.DeletedShownReads);
        }

        return Answer.Json(entities.Status(status, call.Account));
    }

    // On Mastodon a boost is seen as its booster wants it, but of what is hidden (ReblogService).
    private string VisibilityOf(Call call, Status original) =>
        world.IsMastodon && original.Visibility is "public" or "unlisted"
            ? call.Field("visibility") ?? world.Habits.DefaultVisibility
            : original.Visibility;
}
