using System.Text.Json.Nodes;

namespace Bot.Sandbox;

/// <summary>
/// Accounts, statuses and tags in the JSON of Mastodon's API documentation (entities/Account, Status, Tag,
/// PreviewCard).
/// </summary>
internal sealed class Entities(World world, Media media)
{
    public JsonObject Account(Account account) =>
        new()
        {
            ["id"] = account.Id,
            ["username"] = account.Username,
            ["acct"] = account.Username,
            ["display_name"] = account.DisplayName,
            ["locked"] = world.Habits.LocksAccounts,
            ["bot"] = account.IsTheBot && world.Settings.BotFlag,
            ["discoverable"] = true,
            ["indexable"] = true,
            ["group"] = false,
            ["created_at"] = Time(account.CreatedAt),
            ["note"] = $"<p>{Html.Encode(account.Note)}</p>",
            ["url"] = $"{world.Url}/@{account.Username}",
            ["uri"] = $"{world.Url}/users/{account.Username}",
            ["avatar"] = $"{world.Url}/avatars/{account.Username}.svg",
            ["avatar_static"] = $"{world.Url}/avatars/{account.Username}.svg",
            ["followers_count"] = account.Followers.Count,
            ["following_count"] = account.Follows.Count,
            ["statuses_count"] = world.Statuses.All.Count(one => one.Author == account && world.Statuses.Shows(one)),
            ["emojis"] = new JsonArray(),
            ["fields"] = new JsonArray(),
        };

    /// <summary>One's own account says a little more (entities/CredentialAccount).</summary>
    public JsonObject OwnAccount(Account account)
    {
        var json = Account(account);
        json["source"] = new JsonObject
        {
            ["privacy"] = "public",
            ["sensitive"] = false,
            ["language"] = null,
            ["note"] = account.Note,
            ["fields"] = new JsonArray(),
        };
        if (world.Settings.Kind == Habits.Mastodon)
        {
            var sites = world.Settings.AttributionDomains.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            json["source"]!["attribution_domains"] = new JsonArray([.. sites.Select(site => (JsonNode)site)]);
        }

        if (world.Settings.StatusContentType is { Length: > 0 } usual)
        {
            json["source"]!["status_content_type"] = usual;
        }

        return json;
    }

    public JsonObject Status(Status status, Account? viewer)
    {
        var json = Bare(status, viewer);
        if (!world.Habits.BoostsQuietly || status.BoostCount == 0)
        {
            return json;
        }

        var boost = Bare(status, viewer);
        (boost["id"], boost["content"], boost["reblog"]) = (status.Id.ToUpperInvariant(), "", json);
        return boost;
    }

    private JsonObject Bare(Status status, Account? viewer) =>
        new()
        {
            ["id"] = status.Id,
            ["created_at"] = Time(status.CreatedAt),
            ["in_reply_to_id"] = status.InReplyTo?.Id,
            ["in_reply_to_account_id"] = status.InReplyTo?.Author.Id,
            ["sensitive"] = status.Sensitive,
            ["spoiler_text"] = status.SpoilerText,
            ["visibility"] = status.Visibility,
            ["language"] = status.Language,
            ["uri"] =
                $"{world.Url}/users/{status.Author.Username}/statuses/{status.Id}"
                + (status.Reblog is null ? "" : "/activity"),
            ["url"] = status.Reblog is null ? $"{world.Url}/@{status.Author.Username}/{status.Id}" : null,
            ["replies_count"] = status.ReplyCount,
            ["reblogs_count"] = status.BoostCount,
            ["favourites_count"] = status.FavouritedBy.Count,
            ["edited_at"] = status.EditedAt is { } edited ? Time(edited) : null,
            ["content"] = StatusHtml.Of(
                status.Text,
                status.ReadsMarkdown ? "markdown" : world.Settings.AlterText,
                world.Url
            ),
            ["reblog"] = status.Reblog is null ? null : Status(status.Reblog, viewer),
            ["account"] = Account(status.Author),
            ["media_attachments"] = List(status.Attachments.Select(media.Entity)),
            ["mentions"] = List(status.Called.Select(one => Mention(one.Account))),
            ["tags"] = List(world.TagsOf(status).Select(tag => Tag(tag))),
            ["emojis"] = new JsonArray(),
            ["card"] = Card(status),
            ["poll"] = null,
            ["favourited"] = viewer is not null && status.FavouritedBy.Contains(viewer),
            ["pinned"] = status.IsPinned,
            ["reblogged"] = viewer is not null && status.BoostBy(viewer) is not null,
        };

    public JsonArray Statuses(IEnumerable<Status> statuses, Account? viewer) =>
        List(statuses.Select(one => Status(one, viewer)));

    public JsonObject Tag(string name) =>
        new() { ["name"] = name.ToLowerInvariant(), ["url"] = $"{world.Url}/tags/{name.ToLowerInvariant()}" };

    /// <summary>That somebody was called, or a toot of theirs was boosted (entities/Notification).</summary>
    public JsonObject Notification(string type, Status status, DateTimeOffset at, Account viewer) =>
        new()
        {
            ["id"] = status.Id,
            ["type"] = type,
            ["created_at"] = Time(at),
            ["account"] = Account(status.Author),
            ["status"] = Status(status.Reblog ?? status, viewer),
        };

    private JsonObject Mention(Account account) =>
        new()
        {
            ["id"] = account.Id,
            ["username"] = account.Username,
            ["acct"] = account.Username,
            ["url"] = $"{world.Url}/@{account.Username}",
        };

    public static JsonObject Relationship(Account account, Account viewer) =>
        new()
        {
            ["id"] = account.Id,
            ["following"] = viewer.Follows.Contains(account),
            ["followed_by"] = account.Follows.Contains(viewer),
            ["showing_reblogs"] = true,
            ["notifying"] = false,
            ["blocking"] = false,
            ["muting"] = false,
            ["requested"] = account.Asking.Contains(viewer),
        };

    public static JsonArray List(IEnumerable<JsonNode> items) => new([.. items]);

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'");

    // Mastodon's card is that of the first link; the sandbox fetches nothing and knows only the papers of its own
    // feeds.
    private JsonObject? Card(Status status)
    {
        if (world.Feeds.PaperOf(status) is not { } paper)
        {
            return null;
        }

        return new JsonObject
        {
            ["url"] = paper.Url,
            ["title"] = paper.Title,
            ["description"] = paper.Beginning,
            ["language"] = "en",
            ["type"] = "link",
            ["author_name"] = "",
            ["author_url"] = "",
            ["provider_name"] = "arXiv.org",
            ["provider_url"] = "",
            ["html"] = "",
            ["width"] = 0,
            ["height"] = 0,
            ["image"] = null,
            ["embed_url"] = "",
            ["blurhash"] = null,
        };
    }
}
