namespace Bot.Publisher;

/// <summary>
/// How a server reads a status's text. Many can have Markdown or HTML as an account's usual format, and would take
/// signs out of a title for markup; each post and edit says that it is plain.
/// </summary>
public static class TextFormat
{
    /// <summary>Nothing in it means anything but itself.</summary>
    public const string Plain = "text/plain";

    /// <summary>Whether a format, as a server names it, is plain text.</summary>
    /// <param name="format">Such as <c>text/plain; charset=utf-8</c>; also <c>plain</c>.</param>
    public static bool IsPlain(string format) =>
        format.Split(';')[0].Trim().ToUpperInvariant() is "TEXT/PLAIN" or "PLAIN";

    /// <summary>Why signs in a text may be read as markup all the same; null when nothing says so.</summary>
    /// <param name="kind">What the server is.</param>
    /// <param name="usual">The account's usual format; null when it is not told.</param>
    /// <param name="taken">The formats that the server says it takes; null when it does not tell.</param>
    public static string? Doubt(ServerKind kind, string? usual, IReadOnlyList<string>? taken)
    {
        if (ServerHabits.Of(kind).ReadsMarkup)
        {
            return $"{kind} reads markup in every text, so toots go there with their signs guarded";
        }

        if (taken is { Count: > 0 } && !taken.Any(IsPlain))
        {
            return $"the server takes no plain text (only {string.Join(", ", taken)}), so it may read signs in titles "
                + "as markup";
        }

        return usual is not null && !IsPlain(usual) && taken is null && kind == ServerKind.Unknown
            ? $"the account's usual format is {usual}, and it is not known whether this server program heeds that "
                + "toots are sent as text/plain; set the account's format to plain text in its preferences"
            : null;
    }
}
