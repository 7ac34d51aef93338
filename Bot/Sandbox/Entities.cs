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
            ["bot"] = account.IsBot ?? (account.IsTheBot && world.Settings.BotFlag),
            ["discoverable"] = true,
            ["indexable"] = true,
            ["group"] = false,
            ["created_at"] = Time(account.CreatedAt),
            ["note"] = $"<p>{Html.Encode(account.Note)}</p>",
            ["url"] = $"{world.Url}/@{account.Username}",
            ["uri"] = $"{world.Url}/users/{account.Username}",
            ["avatar"] = $"{world.Url}/avatars/{account.Username}.svg",
            ["avatar_static"] = $"{world.Url}/avatars/{account.Username}.svg",
            ["header"] = $"{world.Url}/headers/original/missing.png",
            ["header_static"] = $"{world.Url}/headers/original/missing.png",
            ["followers_count"] = account.Followers.Count,
            ["following_count"] = account.Follows.Count,
            ["statuses_count"] = world.Statuses.All.Count(one => one.Author == account && world.Statuses.Shows(one)),
            ["last_status_at"] = LastDayOf(account),
            ["hide_collections"] = null,
            ["noindex"] = false,
            ["roles"] = new JsonArray(),
            ["emojis"] = new JsonArray(),
            ["fields"] = new JsonArray(),
        };

    private string? LastDayOf(Account account) =>
        world.Statuses.All.LastOrDefault(one => one.Author == account && world.Statuses.Shows(one)) is { } last
            ? last.CreatedAt.UtcDateTime.ToString("yyyy-MM-dd")
            : null;

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
            ["follow_requests_count"] = account.Asking.Count,
            ["hide_collections"] = null,
            ["discoverable"] = true,
            ["indexable"] = true,
        };
        json["role"] = new JsonObject
        {
            ["id"] = "-99",
            ["name"] = "",
            ["permissions"] = "0",
            ["color"] = "",
            ["highlighted"] = false,
        };
        if (world.HasSince("4.5"))
        {
            json["source"]!["quote_policy"] = "public";
        }

        if (world.HasSince("4.4"))
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

    private JsonObject Bare(Status status, Account? viewer)
    {
        var address = $"{world.Url}/users/{status.Author.Username}/statuses/{status.Id}";
        var json = new JsonObject
        {
            ["id"] = status.Id,
            ["created_at"] = Time(status.CreatedAt),
            ["in_reply_to_id"] = status.InReplyTo?.Id,
            ["in_reply_to_account_id"] = status.InReplyTo?.Author.Id,
            ["sensitive"] = status.Sensitive,
            ["spoiler_text"] = status.SpoilerText,
            ["visibility"] = status.Visibility,
            ["language"] = status.Language,
            ["uri"] = status.Reblog is null ? address : $"{address}/activity",
            ["url"] = UrlOf(status, address),
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
            ["application"] = viewer == status.Author || world.IsMastodon ? Application(status) : null,
            ["account"] = Account(status.Author),
            ["media_attachments"] = List(status.Attachments.Select(media.Entity)),
            ["mentions"] = List(status.Called.Select(one => Mention(one.Account))),
            ["tags"] = List(world.TagsOf(status).Select(tag => Tag(tag))),
            ["emojis"] = new JsonArray(),
            ["card"] = Card(status),
            ["poll"] = null,
        };
        if (world.HasSince("4.5"))
        {
            json["quotes_count"] = 0;
            json["quote"] = null;
            json["quote_approval"] = QuoteApproval(status, viewer);
        }

        if (viewer is not null || !world.IsMastodon)
        {
            AddOfViewer(json, status, viewer);
        }

        return json;
    }

    // What is between a status and who looks at it.
    private static void AddOfViewer(JsonObject json, Status status, Account? viewer)
    {
        json["favourited"] = viewer is not null && status.FavouritedBy.Contains(viewer);
        json["reblogged"] = viewer is not null && status.BoostBy(viewer) is not null;
        json["muted"] = false;
        json["bookmarked"] = false;
        json["filtered"] = new JsonArray();
        if (status.Author == viewer && status.Reblog is null && status.Visibility != "direct")
        {
            json["pinned"] = status.IsPinned;
        }
    }

    // A boost's leads to its activity on Mastodon (TagManager#url_for).
    private string? UrlOf(Status status, string address)
    {
        if (status.Reblog is null)
        {
            return $"{world.Url}/@{status.Author.Username}/{status.Id}";
        }

        return world.IsMastodon ? $"{address}/activity" : null;
    }

    private static JsonObject QuoteApproval(Status status, Account? viewer)
    {
        var isHidden = status.Visibility is not ("public" or "unlisted");
        var allowed = isHidden ? "nobody" : status.Quotes;
        var mayQuote = allowed == "public" || status.Author == viewer;
        return new JsonObject
        {
            ["automatic"] = allowed == "nobody" ? new JsonArray() : new JsonArray(allowed),
            ["manual"] = new JsonArray(),
            ["current_user"] = mayQuote && !isHidden ? "automatic" : "denied",
        };
    }

    private static JsonObject Application(Status status) => new() { ["name"] = status.App, ["website"] = null };

    public JsonArray Statuses(IEnumerable<Status> statuses, Account? viewer) =>
        List(statuses.Select(one => Status(one, viewer)));

    public JsonObject Tag(string name) =>
        new() { ["name"] = name.ToLowerInvariant(), ["url"] = $"{world.Url}/tags/{name.ToLowerInvariant()}" };

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
