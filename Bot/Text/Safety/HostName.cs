using System.Buffers;

namespace Bot.Text.Safety;

/// <summary>The name of a link's host, as far as servers agree on it.</summary>
internal static class HostName
{
    private static readonly SearchValues<char> AsciiLetters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    );

    /// <summary>Behind the name that begins at <paramref name="host"/>; a stop at its end is a sentence's.</summary>
    public static int End(string text, int host)
    {
        var end = host;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '.' or '-' or '_'))
        {
            end++;
        }

        while (end > host && text[end - 1] == '.')
        {
            end--;
        }

        return end;
    }

    /// <summary>True where some servers would read on: a letter beyond ASCII, or what may be a user's name.</summary>
    public static bool GoesOn(string text, int hostEnd) =>
        hostEnd < text.Length
        && (Letters.IsWord(text[hostEnd]) || char.IsSurrogate(text[hostEnd]) || text[hostEnd] is '@' or '+');

    /// <summary>
    /// True when all labels are sound and the last is a top-level domain that every server knows.
    /// </summary>
    public static bool IsKnown(ReadOnlySpan<char> host)
    {
        var labels = 0;
        foreach (var range in host.Split('.'))
        {
            var label = host[range];
            if (label.IsEmpty || label[0] == '-' || label[^1] == '-' || label.Contains('_'))
            {
                return false;
            }

            labels++;
        }

        return labels > 1 && TopLevelDomains.Contains(LastLabel(host));
    }

    /// <summary>
    /// Where a server would end the link that does not take the last label for a top-level domain, and falls back to a
    /// shorter name; null when no server can. Any label of letters may be a top-level domain to it: there are too many
    /// to know them all.
    /// </summary>
    public static int? EarlyEnd(string text, int host, int hostEnd)
    {
        var name = text.AsSpan(host, hostEnd - host);
        var last = LastLabel(name);
        var dot = name.IndexOf('.');
        while (dot >= 0 && dot < name.Length - last.Length - 1)
        {
            var end = dot + 1;
            while (char.IsAsciiLetterOrDigit(name[end]))
            {
                end++;
            }

            if (name[end] is '.' or '_' && MayBeTopLevel(name[(dot + 1)..end]))
            {
                return host + end;
            }

            dot = end + name[end..].IndexOf('.');
        }

        return null;
    }

    private static ReadOnlySpan<char> LastLabel(ReadOnlySpan<char> host) => host[(host.LastIndexOf('.') + 1)..];

    private static bool MayBeTopLevel(ReadOnlySpan<char> label) =>
        label.Length > 1 && !label.ContainsAnyExcept(AsciiLetters);
}
