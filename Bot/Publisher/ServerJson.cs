namespace Bot.Publisher;

// The parts of Mastodon's JSON that the bot reads; everything else is passed over.

internal sealed record AccountJson(string Id, string? Acct, string? Username, string? Url, bool Bot)
{
    /// <summary>The format of texts that name none.</summary>
    public string? Format { get; private init; }

    /// <summary>The sites under whose links the account may be named; null when the server has no such thing.</summary>
    public IReadOnlyList<string>? AttributionDomains { get; private init; }

    /// <summary>Null without an id, by which alone its statuses can be asked for.</summary>
    public static AccountJson? Of(JsonFields? fields) =>
        fields is { } account && account.Text("id") is { Length: > 0 } id
            ? new AccountJson(
                id,
                account.Quoted("acct"),
                account.Quoted("username"),
                account.Quoted("url"),
                account.Flag("bot")
            )
            {
                Format = account.Object("source")?.Text("status_content_type"),
                AttributionDomains =
                    account.Object("source")?.Words("attribution_domains") ?? account.Words("attribution_domains"),
            }
            : null;
}

internal sealed record StatusJson(string Id)
{
    public string? Url { get; private init; }
    public string? InReplyToId { get; private init; }
    public string? Visibility { get; private init; }
    public string Content { get; private init; } = "";
    public string SpoilerText { get; private init; } = "";
    public bool IsBoost { get; private init; }
    public StatusJson? Reblog { get; private init; }
    public string? AccountId { get; private init; }
    public bool IsBoosted { get; private init; }

    /// <summary>The hashtags as the server has found them; null when it lists none.</summary>
    public IReadOnlyList<string>? Tags { get; private init; }

    /// <summary>Null without an id: nothing can be done with it.</summary>
    public static StatusJson? Of(JsonFields? fields)
    {
        if (fields is not { } status || status.Text("id") is not { Length: > 0 } id)
        {
            return null;
        }

        var reblog = status.Object("reblog");
        return new StatusJson(id)
        {
            Url = status.Quoted("url") ?? status.Quoted("uri"),
            InReplyToId = status.Text("in_reply_to_id") is { Length: > 0 } parent ? parent : null,
            Visibility = status.Text("visibility"),
            Content = status.Text("content") ?? "",
            SpoilerText = status.Text("spoiler_text") ?? "",
            IsBoost = reblog is not null,
            Reblog = Of(reblog),
            AccountId = status.Object("account")?.Text("id"),
            IsBoosted = status.Flag("reblogged"),
            Tags = status.Names("tags")?.Select(tag => tag.TrimStart('#')).ToList(),
        };
    }
}

internal sealed record InstanceJson(
    int? MaxCharacters,
    int? CharactersPerUrl,
    string? Version,
    int? LongestDescription = null
)
{
    /// <summary>
    /// A limit past all measure is none that anybody keeps to; what is composed stays far below it in any case.
    /// </summary>
    public const int MostCharacters = 1_000_000;

    /// <summary>With what is stated wherever servers state it; all null when the answer is no such object.</summary>
    public static InstanceJson Of(JsonFields? fields)
    {
        var statuses = fields?.Object("configuration")?.Object("statuses");
        return new InstanceJson(
            Stated(statuses?.Number("max_characters")) ?? Stated(fields?.Number("max_toot_chars")),
            statuses?.Number("characters_reserved_per_url") is { } price and > 0 and <= MostCharacters
                ? (int)price
                : null,
            fields?.Text("version"),
            Stated(fields?.Object("configuration")?.Object("media_attachments")?.Number("description_limit"))
        );
    }

    private static int? Stated(long? number) => number is > 0 ? (int)Math.Min(number.Value, MostCharacters) : null;
}

internal static class FormatsJson
{
    /// <summary>The formats that an instance says it takes; null when it does not tell.</summary>
    public static IReadOnlyList<string>? Of(JsonFields? instance) =>
        instance?.Object("configuration")?.Object("statuses")?.Words("supported_mime_types")
        ?? instance?.Object("pleroma")?.Object("metadata")?.Words("post_formats");
}

internal static class NodeInfoJson
{
    private const string Schema = "nodeinfo";

    /// <summary>
    /// Where the document may be: the links that say that they lead to it, the newest form first, else those that say
    /// nothing. Some servers have links to other things beside them.
    /// </summary>
    public static IReadOnlyList<string> Addresses(JsonFields? fields)
    {
        var links = (fields?.List("links") ?? [])
            .Select(link => (Rel: link.Quoted("rel"), Href: link.Quoted("href")))
            .Where(link => link.Href is not null)
            .ToList();
        var named = links.Where(link => link.Rel?.Contains(Schema, StringComparison.OrdinalIgnoreCase) == true);
        return
        [
            .. named
                .OrderByDescending(link => link.Rel, StringComparer.OrdinalIgnoreCase)
                .Concat(links.Where(link => link.Rel is null))
                .Select(link => link.Href!),
        ];
    }

    /// <summary>The server program's name.</summary>
    public static string? Software(JsonFields? fields) =>
        fields?.Object("software")?.Text("name") ?? fields?.Text("software");
}
