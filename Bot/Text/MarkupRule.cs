namespace Bot.Text;

/// <summary>What a server takes for markup in a text that is sent as plain.</summary>
public enum MarkupRule
{
    /// <summary>Links, hashtags and mentions as Mastodon does; signs mean nothing.</summary>
    None,

    /// <summary>
    /// Not known. A server may take a word with a stop in it for a host name, and "cs.AI" for somebody's site.
    /// </summary>
    Unknown,

    /// <summary>snac: light markup, HTML and smileys, without a sign that escapes.</summary>
    Snac,

    /// <summary>Hollo: Markdown, host names without a scheme, and hashtags of digits alone.</summary>
    Markdown,
}
