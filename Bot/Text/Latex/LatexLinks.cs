using System.Text;

namespace Bot.Text.Latex;

/// <summary>Links in TeX: their signs may be escaped, and no sign of theirs is TeX.</summary>
internal static class LatexLinks
{
    // How authors write the tilde of a home page.
    private static readonly string[] Tildes =
    [
        "$\\sim$",
        "\\textasciitilde{}",
        "\\textasciitilde",
        "\\sim",
        "\\~{}",
        "{\\~}",
        "\\~",
    ];

    // No page has a longer address. Without a bound, a text of many false starts would be read through for each.
    private const int LongestLink = 500;

    /// <summary>
    /// The link that begins at <paramref name="at"/>, its escapes undone, and where it ends; null for none.
    /// </summary>
    public static (string Url, int End)? At(string text, int at, int end)
    {
        var rest = text.AsSpan(at, end - at);
        var scheme = rest.StartsWith("https://") ? "https://" : "http://";
        if (!rest.StartsWith(scheme))
        {
            return null;
        }

        end = Math.Min(end, at + LongestLink);
        var url = new StringBuilder();
        var ends = new List<int>();
        var from = at;
        while (from < end)
        {
            var (sign, length) = Next(text.AsSpan(from, end - from));
            if (length == 0 || text.AsSpan(from, end - from).StartsWith("]("))
            {
                break;
            }

            from += length;
            url.Append(sign);
            ends.Add(from);
        }

        // "example.org/a.(The" ends before its bracket.
        if (Unclosed(url) is var bracket and >= 0)
        {
            url.Length = bracket;
        }

        TrimTrailing(url);
        return url.Length > scheme.Length ? (url.ToString(), ends[url.Length - 1]) : null;
    }

    /// <summary>A link in Markdown, <c>[label](url)</c>; null for none.</summary>
    public static (Stretch Label, string Url, int End)? Markdown(string text, int at, int end)
    {
        var middle = text.IndexOf("](http", at, Math.Min(200, end - at), StringComparison.Ordinal);
        if (middle < 0 || text.AsSpan(at + 1, middle - at - 1).Contains('['))
        {
            return null;
        }

        return At(text, middle + 2, end) is var (url, close) && close < end && text[close] == ')'
            ? (new Stretch(at + 1, middle), url, close + 1)
            : null;
    }

    /// <summary>True where a label tells no more than the link itself.</summary>
    public static bool Says(string label, string url)
    {
        var plain = Unescaped(label).TrimEnd('/');
        if (plain.IndexOf("://", StringComparison.Ordinal) is var scheme and >= 0)
        {
            plain = plain[(scheme + 3)..];
        }

        return plain.EndsWith("URL", StringComparison.Ordinal)
            || (plain.AsSpan().ContainsAny('/', '.') && url.Contains(plain, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The same with the escapes of TeX undone, for what is no link with a scheme.</summary>
    public static string Unescaped(string text) =>
        text.Replace("\\", "", StringComparison.Ordinal).Replace("{}", "", StringComparison.Ordinal).Trim();

    private static (char Sign, int Length) Next(ReadOnlySpan<char> text)
    {
        if (text[0] is '\\' or '$' or '{')
        {
            foreach (var tilde in Tildes)
            {
                if (text.StartsWith(tilde))
                {
                    return ('~', tilde.Length);
                }
            }
        }

        if (text[0] == '\\')
        {
            var isEscape = text.Length > 1 && "_%#&~$".Contains(text[1]);
            var length = isEscape && text[2..].StartsWith("{}") ? 4 : 2;
            return isEscape ? (text[1], length) : default;
        }

        return char.IsWhiteSpace(text[0]) || "<>{}\"`|$".Contains(text[0]) ? default : (text[0], 1);
    }

    private static void TrimTrailing(StringBuilder url)
    {
        // How many brackets are closed in the link that were opened before it.
        var rounds = Count(url, ')') - Count(url, '(');
        var squares = Count(url, ']') - Count(url, '[');
        while (url.Length > 0 && IsTrailing(url[^1], rounds, squares))
        {
            if (url[^1] == ')')
            {
                rounds--;
            }
            else if (url[^1] == ']')
            {
                squares--;
            }

            url.Length--;
        }
    }

    // As servers see it, a sentence's stop and a bracket that was opened before the link are not the link's.
    private static bool IsTrailing(char last, int rounds, int squares) =>
        last switch
        {
            '.' or ',' or ';' or ':' or '!' or '?' or '\'' or '"' or '*' or '\\' => true,
            ')' => rounds > 0,
            ']' => squares > 0,
            _ => false,
        };

    // Where the outermost bracket opens that is never closed; -1 for none.
    private static int Unclosed(StringBuilder url)
    {
        var depth = 0;
        var first = -1;
        var plain = url.ToString();
        for (var at = 0; at < plain.Length; at++)
        {
            if (plain[at] == '(')
            {
                first = depth == 0 ? at : first;
                depth++;
            }
            else if (plain[at] == ')' && depth > 0)
            {
                depth--;
            }
        }

        return depth > 0 ? first : -1;
    }

    private static int Count(StringBuilder url, char sign) => url.ToString().Count(c => c == sign);
}
