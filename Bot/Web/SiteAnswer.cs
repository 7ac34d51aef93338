using System.IO.Compression;

namespace Bot.Web;

/// <summary>The answer to a path, before it is compressed and tagged.</summary>
/// <param name="Status">HTTP's.</param>
/// <param name="ContentType">With charset.</param>
/// <param name="Body">Text.</param>
internal sealed record SiteAnswer(int Status, string ContentType, string Body)
{
    public const string HtmlType = "text/html; charset=utf-8";
    public const string AtomType = "application/atom+xml; charset=utf-8";
    public const string JsonFeedType = "application/feed+json; charset=utf-8";
    public const string JsonType = "application/json; charset=utf-8";
    private const string TextType = "text/plain; charset=utf-8";

    /// <summary>Sent in place of the text, for pictures; null for text.</summary>
    public byte[]? Bytes { get; init; }

    /// <summary>For a redirect.</summary>
    public string? Location { get; init; }

    /// <summary>How long a browser may use its copy without asking. Short, because a listing may gain papers at any
    /// time.</summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Answers that few readers share are compressed fast rather than well.</summary>
    public CompressionLevel Compression { get; init; } = CompressionLevel.Optimal;

    /// <summary>Data that pages of other sites may read too.</summary>
    public bool IsForAll => ContentType is AtomType or JsonFeedType or JsonType;

    public static SiteAnswer Page(string html, int status = 200) => new(status, HtmlType, html);

    public static SiteAnswer Text(string text, int status = 200) => new(status, TextType, text);

    public static SiteAnswer Json(string json, int status = 200) => new(status, JsonType, json);

    public static SiteAnswer Redirect(string location) => new(303, TextType, "") { Location = location };
}
