using System.Text.Json.Nodes;

namespace Bot.Sandbox;

/// <summary>Lists of statuses, newest first.</summary>
internal sealed class Timelines(World world, Entities entities)
{
    /// <summary>How many statuses a list gives unasked, and at most (methods/timelines, methods/accounts).</summary>
    private const int Usual = 20;

    private const int Most = 40;

    public Answer OfAccount(Call call)
    {
        if (world.Accounts.ById(call.Route("id")) is not { } account)
        {
            return Answer.NotFound;
        }

        var ignored = world.Habits.Ignored;
        var (noBoosts, noReplies) = (
            call.Flag("exclude_reblogs") && !ignored.Contains("exclude_reblogs"),
            call.Flag("exclude_replies") && !ignored.Contains("exclude_replies")
        );
        var (pinned, withPictures) = (call.Flag("pinned"), call.Flag("only_media"));
        var statuses = Visible(call)
            .Where(one =>
                one.Author == account
                && !(pinned && !one.IsPinned)
                && !(withPictures && one.Attachments.Count == 0)
                && !(call.Flag("exclude_direct") && one.Visibility == "direct")
                && !(world.Habits.BoostsQuietly && one.Reblog is not null)
                && !(noBoosts && one.Reblog is not null)
                && !(noReplies && IsReplyToOthers(one))
            );
        return Page(
            call,
            call.Query("tagged") is { } tag && !ignored.Contains("tagged") ? Tagged(world, tag, statuses) : statuses,
            ignored
        );
    }

    public Answer Home(Call call)
    {
        var viewer = call.Account!;
        return Page(
            call,
            Visible(call)
                .Where(one =>
                    one.Author == viewer || (viewer.Follows.Contains(one.Author) && !IsReplyToStranger(one, viewer))
                )
        );
    }

    // The public timeline has neither boosts nor replies to others.
    public Answer Public(Call call) =>
        Page(call, Visible(call).Where(one => one.IsListed && one.Reblog is null && !IsReplyToOthers(one)));

    // A tag finds public statuses only: unlisted ones are on nobody's tag timeline.
    public Answer OfTag(Call call)
    {
        var tag = call.Route("tag");
        return
            world.Habits.KnowsUsedTagsOnly
            && !world.Statuses.All.Any(one => world.TagsOf(one).Contains(tag, StringComparer.OrdinalIgnoreCase))
            ? Answer.NotFound
            : Page(call, Tagged(world, tag, Visible(call)));
    }

    public Answer Search(Call call)
    {
        var wanted = (call.Query("q") ?? "").Trim();
        var type = call.Query("type");
        var word = wanted.TrimStart('#', '@');
        var listed = Visible(call).Where(one => one.IsListed && one.Reblog is null).ToList();
        var tags = listed
            .SelectMany(world.TagsOf)
            .Select(tag => tag.ToLowerInvariant())
            .Distinct()
            .Where(tag => word.Length > 0 && tag.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            .Order();
        return Answer.Json(
            new JsonObject
            {
                ["accounts"] = Found(
                    type,
                    "accounts",
                    world
                        .Accounts.All.Where(one => one.Username.StartsWith(word, StringComparison.OrdinalIgnoreCase))
                        .Select(entities.Account)
                ),
                ["statuses"] = Found(
                    type,
                    "statuses",
                    listed
                        .Where(one => one.Text.Contains(wanted, StringComparison.OrdinalIgnoreCase))
                        .Take(Usual)
                        .Select(one => entities.Status(one, call.Account))
                ),
                ["hashtags"] = Found(type, "hashtags", tags.Take(Usual).Select(entities.Tag)),
            }
        );
    }

    /// <summary>The listed statuses that carry a tag, whatever its case.</summary>
    public static IEnumerable<Status> Tagged(World world, string tag, IEnumerable<Status> statuses) =>
        statuses.Where(one =>
            one.IsListed && world.TagsOf(one).Contains(tag.TrimStart('#'), StringComparer.OrdinalIgnoreCase)
        );

    private IEnumerable<Status> Visible(Call call) =>
        world.Statuses.Listed(world.Now).Where(one => one.IsVisibleTo(call.Account));

    private Answer Page(Call call, IEnumerable<Status> newestFirst, IReadOnlyList<string>? ignored = null)
    {
        if (call.Query("max_id") is { } before)
        {
            if (world.Habits.Ids == IdForm.Uuid && !Guid.TryParseExact(before, "D", out _))
            {
                return Answer.Error(400, "Bad Request");
            }

            var end = world.Statuses.PlaceOf(before);
            newestFirst = newestFirst.Where(one => one.Place < end);
        }

        var least = ignored?.Contains("min_id") == true ? null : call.Query("min_id");
        if ((least ?? (ignored?.Contains("since_id") == true ? null : call.Query("since_id"))) is { } after)
        {
            var start = world.Statuses.PlaceOf(after);
            newestFirst = newestFirst.TakeWhile(one => one.Id != after && one.Place >= start);
        }

        var limit = int.TryParse(call.Query("limit"), out var asked) ? Math.Clamp(asked, 1, Most) : Usual;
        // since_id leaves a gap above the given status, min_id does not.
        var page = (least is null ? newestFirst.Take(limit) : newestFirst.TakeLast(limit)).ToList();
        var answer = Answer.Json(entities.Statuses(page, call.Account));
        if (page.Count == 0)
        {
            return answer;
        }

        // Mastodon promises an older page only where this one is full (records_continue?).
        var path = $"{world.Url}{call.Path}?limit={limit}";
        var next = $"<{path}&max_id={page[^1].Id}>; rel=\"next\", ";
        var hasNext = page.Count == limit || !world.IsMastodon;
        return answer.With("Link", $"{(hasNext ? next : "")}<{path}&min_id={page[0].Id}>; rel=\"prev\"");
    }

    // A thread with oneself is no reply in this sense (Status.without_replies).
    private static bool IsReplyToOthers(Status status) =>
        status.InReplyTo is { } parent && parent.Author != status.Author;

    private static bool IsReplyToStranger(Status status, Account viewer) =>
        IsReplyToOthers(status)
        && status.InReplyTo!.Author != viewer
        && !viewer.Follows.Contains(status.InReplyTo.Author);

    private static JsonArray Found(string? type, string name, IEnumerable<JsonNode> found) =>
        Entities.List(type is null || type == name ? found : []);
}
