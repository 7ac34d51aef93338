using System.Buffers;

namespace Bot.Text.Safety;

/// <summary>What may follow the host in a link: a port, a path and a query.</summary>
internal static class LinkPath
{
    private const string LettersAndDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private static readonly SearchValues<char> InQuery = SearchValues.Create(
        LettersAndDigits + "!?*'();:&=+$/%#[]-_.,~|@"
    );

    private static readonly SearchValues<char> EndsQuery = SearchValues.Create(LettersAndDigits + "_&=#/-");

    // TeX's characters and quotes are in doubt: older servers end the path there.
    private static readonly SearchValues<char> NotInPath = SearchValues.Create("<>()?\\{}^\"`\u007F");

    /// <summary>Where the link ends whose host ends at <paramref name="hostEnd"/>.</summary>
    public static int End(string text, int hostEnd) => QueryEnd(text, PathEnd(text, PortEnd(text, hostEnd)));

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
        var at = from;
        while (at < text.Length)
        {
            if (text[at] == '(')
            {
                if (ParenthesisEnd(text, at) is not { } close)
                {
                    break;
                }

                at = close;
                end = at;
                continue;
            }

            if (!InPath(text[at]))
            {
                break;
            }

            at++;
            end = EndsPath(text[at - 1]) ? at : end;
        }

        return end;
    }

    // A parenthesis belongs to the path when it is closed, is not empty, and holds at most one other, of which the same
    // is true.
    private static int? ParenthesisEnd(string text, int open)
    {
        var inner = -1;
        var isInnerClosed = false;
        for (var at = open + 1; at < text.Length; at++)
        {
            switch (text[at])
            {
                case ')' when inner < 0 || isInnerClosed:
                    return at > open + 1 ? at + 1 : null;
                case ')' when at == inner + 1:
                    return null;
                case ')':
                    isInnerClosed = true;
                    break;
                case '(' when inner >= 0:
                    return null;
                case '(':
                    inner = at;
                    break;
                case var c when !InPath(c):
                    return null;
            }
        }

        return null;
    }

    private static bool InPath(char c) => char.IsAscii(c) ? c > ' ' && !NotInPath.Contains(c) : Letters.IsWord(c);

    private static bool EndsPath(char c) => Letters.IsWord(c) || c is '_' or '#' or '/' or '+' or '-';

    private static int QueryEnd(string text, int from)
    {
        if (from >= text.Length || text[from] != '?')
        {
            return from;
        }

        var query = text.AsSpan(from + 1);
        var length = query.IndexOfAnyExcept(InQuery);
        query = length < 0 ? query : query[..length];
        var last = query.LastIndexOfAny(EndsQuery);
        return last < 0 ? from : from + 1 + last + 1;
    }
}
