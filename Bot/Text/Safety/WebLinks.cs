using System.Buffers;

namespace Bot.Text.Safety;

/// <summary>A stretch of text that a server reads as a link, or may read as one.</summary>
/// <param name="Start">Where the scheme begins, in UTF-16 units.</param>
/// <param name="End">The earliest end that any server would see.</param>
/// <param name="Certain">
/// False when a server may take it for plain text: an uncommon top-level domain, an odd host, a letter directly before
/// it.
/// </param>
/// <param name="EarlyEnd">
/// For an uncertain link, where a server that knows only a shorter host name would end it; otherwise
/// <paramref name="End"/>.
/// </param>
internal readonly record struct WebLink(int Start, int End, bool Certain, int EarlyEnd);

/// <summary>
/// Finds links as Mastodon does when it counts: twitter-text's rule with Mastodon's wider path characters (FACTS:
/// status length). Where versions differ the earlier end is taken, because what lies behind it then counts in full.
/// </summary>
internal static class WebLinks
{
    // Longer ones are not recognised by twitter-text.
    private const int LongestLink = 4096;

    private static readonly SearchValues<char> AsciiLetters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    );

    // Mastodon discounts the last ones too, which makes short ones dearer than they look.
    private static readonly string[] Schemes =
    [
        "https",
        "http",
        "dat",
        "dweb",
        "ipfs",
        "ipns",
        "ssb",
        "gopher",
        "gemini",
    ];

    /// <summary>The first link that begins at <paramref name="from"/> or later; null when there is none.</summary>
    public static WebLink? Next(string text, int from)
    {
        for (var colon = Colon(text, from); colon >= 0; colon = Colon(text, colon + 1))
        {
            var scheme = SchemeBefore(text.AsSpan(from, colon - from));
            if (scheme is not null)
            {
                return Read(text, colon - scheme.Length, colon + 3);
            }
        }

        return null;
    }

    private static int Colon(string text, int from) => text.IndexOf("://", from, StringComparison.Ordinal);

    private static string? SchemeBefore(ReadOnlySpan<char> text)
    {
        foreach (var scheme in Schemes)
        {
            if (text.EndsWith(scheme, StringComparison.OrdinalIgnoreCase))
            {
                return scheme;
            }
        }

        return null;
    }

    private static WebLink Read(string text, int start, int host)
    {
        var hostEnd = HostEnd(text, host);
        var end = QueryEnd(text, PathEnd(text, PortEnd(text, hostEnd)));
        var precedes = MayPrecede(text, start);
        if (
            precedes
            && text[start] is 'h' or 'H'
            && end - start <= LongestLink
            && WellFormed(text.AsSpan(host, hostEnd - host))
            && !GoesOn(text, hostEnd)
        )
        {
            return new WebLink(start, end, true, end);
        }

        // Where this is none, a link within its path is one.
        end = InnerLink(text, host, end) ?? end;
        return new WebLink(start, end, false, precedes ? EarlyEnd(text, host, hostEnd) ?? end : end);
    }

    private static int? InnerLink(string text, int host, int end)
    {
        for (var colon = Colon(text, host); colon >= 0 && colon < end; colon = Colon(text, colon + 1))
        {
            if (SchemeBefore(text.AsSpan(host, colon - host)) is { } scheme)
            {
                return colon - scheme.Length;
            }
        }

        return null;
    }

    // Marks that turn the direction of writing are excluded by twitter-text like letters and digits are.
    private static bool MayPrecede(string text, int start) =>
        start == 0
        || !(
            char.IsLetterOrDigit(text[start - 1])
            || text[start - 1]
                is '@'
                    or '＠'
                    or '$'
                    or '#'
                    or '＃'
                    or (>= '\u202A' and <= '\u202E')
                    or '\uFEFF'
                    or '\uFFFE'
                    or '\uFFFF'
        );

    private static int HostEnd(string text, int host)
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

    private static bool GoesOn(string text, int hostEnd) =>
        hostEnd < text.Length
        && (IsWord(text[hostEnd]) || char.IsSurrogate(text[hostEnd]) || text[hostEnd] is '@' or '+');

    private static bool WellFormed(ReadOnlySpan<char> host)
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

        return labels > 1 && TopLevelDomains.Contains(host[(host.LastIndexOf('.') + 1)..]);
    }

    // A server falls back to a shorter host name when it does not take the last label for a top-level domain. Where no
    // server can, because the label is broken, any label before it might be one; otherwise only those that all servers
    // know.
    private static int? EarlyEnd(string text, int host, int hostEnd)
    {
        var name = text.AsSpan(host, hostEnd - host);
        var last = name[(name.LastIndexOf('.') + 1)..];
        var broken = GoesOn(text, hostEnd) || !MayBeTopLevel(last);
        for (var dot = name.IndexOf('.'); dot >= 0 && dot < name.Length - last.Length - 1; )
        {
            var end = dot + 1;
            while (char.IsAsciiLetterOrDigit(name[end]))
            {
                end++;
            }

            if (
                name[end] is '.' or '_'
                && (TopLevelDomains.Contains(name[(dot + 1)..end]) || (broken && MayBeTopLevel(name[(dot + 1)..end])))
            )
            {
                return host + end;
            }

            dot = end + name[end..].IndexOf('.');
        }

        return null;
    }

    private static bool MayBeTopLevel(ReadOnlySpan<char> label) =>
        label.Length > 1 && !label.ContainsAnyExcept(AsciiLetters);

    private static int PortEnd(string text, int from)
    {
        if (from + 1 >= text.Length || text[from] != ':' || !char.IsAsciiDigit(text[from + 1]))
        {
            return from;
        }

        var end = from + 1;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        return end;
    }

    private static int PathEnd(string text, int from)
    {
        if (from >= text.Length || text[from] != '/')
        {
            return from;
        }

        var end = from;
        for (var at = from; at < text.Length; )
        {
            var next =
                text[at] == '(' ? ParenthesisEnd(text, at)
                : InPath(text[at]) ? at + 1
                : -1;
            if (next < 0)
            {
                break;
            }

            if (text[at] == '(' || EndsPath(text[at]))
            {
                end = next;
            }

            at = next;
        }

        return end;
    }

    // A parenthesis belongs to the path when it is closed, is not empty, and holds at most one other.
    private static int ParenthesisEnd(string text, int open)
    {
        var inner = -1;
        var closed = false;
        for (var at = open + 1; at < text.Length; at++)
        {
            if (text[at] == ')' && (inner < 0 || closed))
            {
                return at > open + 1 ? at + 1 : -1;
            }

            if (text[at] == ')' && at == inner + 1)
            {
                return -1;
            }

            if (text[at] == ')')
            {
                closed = true;
            }
            else if (text[at] == '(' && inner >= 0)
            {
                return -1;
            }
            else if (text[at] == '(')
            {
                inner = at;
            }
            else if (!InPath(text[at]))
            {
                return -1;
            }
        }

        return -1;
    }

    // TeX's characters and quotes are in doubt: older servers end the path there.
    private static bool InPath(char c) =>
        char.IsAscii(c)
            ? c > ' '
                && c != '\u007F'
                && c is not ('<' or '>' or '(' or ')' or '?' or '\\' or '{' or '}' or '^' or '"' or '`')
            : IsWord(c);

    private static bool EndsPath(char c) => IsWord(c) || c is '_' or '#' or '/' or '+' or '-';

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || (!char.IsAscii(c) && Letters.IsMark(c));

    private static int QueryEnd(string text, int from)
    {
        if (from >= text.Length || text[from] != '?')
        {
            return from;
        }

        var end = from;
        for (
            var at = from + 1;
            at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || "!?*'();:&=+$/%#[]-_.,~|@".Contains(text[at]));
            at++
        )
        {
            if (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '_' or '&' or '=' or '#' or '/' or '-')
            {
                end = at + 1;
            }
        }

        return end;
    }
}
