using System.Text.Json.Nodes;

namespace Bot.Sandbox;

/// <summary>What can be done with a status that exists.</summary>
internal sealed class StatusActions(World world, Entities entities, Media media)
{
    private const int MostPins = 5;

    public Answer Show(Call call) => On(call, status => entities.Status(status, call.Account));

    public Answer Delete(Call call) =>
        OnOwn(
            call,
            status =>
            {
                // The answer carries the source, so that a client can offer "delete and redraft".
                var json = entities.Status(status, call.Account);
                json["text"] = status.Text;
                json.Remove("content");
                world.Statuses.Delete(status, world.Settings.DeletedShownReads);
                return json;
            }
        );

    public Answer Source(Call call) =>
        On(
            call,
            status => new JsonObject
            {
                ["id"] = status.Id,
                ["text"] = status.Text,
                ["spoiler_text"] = status.SpoilerText,
            }
        );

    /// <summary>All that a status ever said, the oldest first.</summary>
    public Answer History(Call call) =>
        On(
            call,
            status =>
                Entities.List(
                    status
                        .Earlier.Append(Version.Of(status))
                        .Select(one => new JsonObject
                        {
                            ["content"] = StatusHtml.Of(
                                one.Text,
                                status.ReadsMarkdown ? "markdown" : world.Settings.AlterText,
                                world.Url
                            ),
                            ["spoiler_text"] = one.SpoilerText,
                            ["sensitive"] = one.Sensitive,
                            ["created_at"] = Entities.Time(one.At),
                            ["account"] = entities.Account(status.Author),
                            ["media_attachments"] = Entities.List(one.Attachments.Select(media.Entity)),
                            ["emojis"] = new JsonArray(),
                        })
                )
        );

    public Answer Context(Call call) =>
        On(
            call,
            status => new JsonObject
            {
                ["ancestors"] = entities.Statuses(
                    StatusBook.Ancestors(status).Where(one => one.IsVisibleTo(call.Account)),
                    call.Account
                ),
                ["descendants"] = entities.Statuses(
                    StatusBook.Descendants(status).Where(one => one.IsVisibleTo(call.Account)),
                    call.Account
                ),
            }
        );

    public Answer BoostedBy(Call call) =>
        On(
            call,
            status =>
                Entities.List(status.Boosts.Where(one => !one.Deleted).Select(one => entities.Account(one.Author)))
        );

    public Answer FavouritedBy(Call call) =>
        On(call, status => Entities.List(status.FavouritedBy.Select(entities.Account)));

    public Answer Favourite(Call call, bool on) =>
        On(
            call,
            status =>
            {
                if (on)
                {
                    status.FavouritedBy.Add(call.Account!);
                }
                else
                {
                    status.FavouritedBy.Remove(call.Account!);
                }

                return entities.Status(status, call.Account);
            }
        );

    /// <summary>At most five, of one's own (StatusPinValidator).</summary>
    public Answer Pin(Call call)
    {
        var own = world
            .Statuses.All.Where(one => one.Author == call.Account && one is { IsPinned: true, Deleted: false })
            .ToList();
        var status = world.Statuses.Find(call.Route("id"));
        if (status?.IsVisibleTo(call.Account) != true)
        {
            return Answer.NotFound;
        }

        // Mastodon's database has an index for it, whose error has no more words than this.
        if (status.IsPinned)
        {
            return world.Habits.TakesNothingTwice
                ? Answer.Error(500, "Internal Server Error")
                : Answer.Error(422, "Duplicate record");
        }

        if (MistakeOfPin(status, call.Account!, own.Count) is { } mistake)
        {
            return Answer.Error(422, $"Validation failed: {mistake}");
        }

        status.IsPinned = true;
        return Answer.Json(entities.Status(status, call.Account));
    }

    public Answer Unpin(Call call)
    {
        if (world.Habits.TakesNothingTwice && world.Statuses.Find(call.Route("id"))?.IsPinned != true)
        {
            return Answer.NotFound;
        }

        return OnOwn(
            call,
            status =>
            {
                status.IsPinned = false;
                return entities.Status(status, call.Account);
            }
        );
    }

    private static string? MistakeOfPin(Status status, Account account, int pins)
    {
        if (status.Reblog is not null)
        {
            return "A boost cannot be pinned";
        }

        if (status.Author != account)
        {
            return "Someone else's post cannot be pinned";
        }

        if (status.Visibility == "direct")
        {
            return "Posts that are only visible to mentioned users cannot be pinned";
        }

        return pins >= MostPins ? "You have already pinned the maximum number of posts" : null;
    }

    private Answer On(Call call, Func<Status, JsonNode> action)
    {
        var status = world.Statuses.Find(call.Route("id"));
        return status?.IsVisibleTo(call.Account) == true ? Answer.Json(action(status)) : Answer.NotFound;
    }

    private Answer OnOwn(Call call, Func<Status, JsonNode> action)
    {
        var status = world.Statuses.Find(call.Route("id"));
        return status?.Author == call.Account && status is not null ? Answer.Json(action(status)) : Answer.NotFound;
    }
}
