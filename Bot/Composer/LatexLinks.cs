using System.Text;

namespace Bot.Composer;

/// <summary>Links in TeX: their signs may be escaped, and no sign of theirs is TeX.</summary>
internal static class LatexLinks
{
    // How authors write the tilde of a home page.
    private static readonly string[] Tildes = ["$\\sim$", "\\textasciitilde{}", "\\textasciitilde", "\\sim", "\\~{}", "{\\~}", "\\~"];

    /// <summary>The link that begins at <paramref name="at"/>, its escapes undone, and where it ends; null for none.</summary>
    public static (string Url, int End)? At(string text, int at, int end)
    {
        var rest = text.AsSpan(at, end - at);
        var scheme = rest.StartsWith("https://") ? 8 : rest.StartsWith("http://") ? 7 : 0;
        if (scheme == 0) return null;
        var url = new StringBuilder();
        var ends = new List<int>();
        for (var from = at; from < end;)
        {
            var (sign, length) = Next(text.AsSpan(from, end - from));
            if (length == 0 || text.AsSpan(from, end - from).StartsWith("](")) break;
            url.Append(sign);
            ends.Add(from += length);
        }

        // "example.org/a.(The" ends before its bracket.
        if (Count(url, '(') > Count(url, ')')) url.Length = url.ToString().LastIndexOf('(');
        while (url.Length > 0 && IsTrailing(url)) url.Length--;
        return url.Length > scheme ? (url.ToString(), ends[url.Length - 1]) : null;
    }

    /// <summary>A link in Markdown, <c>[label](url)</c>; null for none.</summary>
    public static (Stretch Label, string Url, int End)? Markdown(string text, int at, int end)
    {
        var middle = text.IndexOf("](http", at, Math.Min(200, end - at), StringComparison.Ordinal);
        if (middle < 0 || text.AsSpan(at + 1, middle - at - 1).Contains('[')) return null;
        return At(text, middle + 2, end) is var (url, close) && close < end && text[close] == ')' ? (new Stretch(at + 1, middle), url, close + 1) : null;
    }

    /// <summary>True where a label tells no more than the link itself.</summary>
    public static bool Says(string label, string url)
    {
        var plain = Unescaped(label).TrimEnd('/');
        return plain.Contains("://", StringComparison.Ordinal) || plain.EndsWith("URL", StringComparison.Ordinal) || (plain.AsSpan().ContainsAny('/', '.') && url.Contains(plain, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The same with the escapes of TeX undone, for what is no link with a scheme.</summary>
    public static string Unescaped(string text) => text.Replace("\\", "", StringComparison.Ordinal).Replace("{}", "", StringComparison.Ordinal).Trim();

    private static (char Sign, int Length) Next(ReadOnlySpan<char> text)
    {
        foreach (var tilde in Tildes)
            if (text.StartsWith(tilde)) return ('~', tilde.Length);

        if (text[0] == '\\') return text.Length > 1 && "_%#&~$".Contains(text[1]) ? (text[1], text[2..].StartsWith("{}") ? 4 : 2) : default;
        return char.IsWhiteSpace(text[0]) || "<>{}\"`|$".Contains(text[0]) ? default : (text[0], 1);
    }

    // As servers see it, a sentence's stop and a bracket that was opened before the link are not the link's.
    private static bool IsTrailing(StringBuilder url) => url[^1] switch
    {
        '.' or ',' or ';' or ':' or '!' or '?' or '\'' or '"' or '*' or '\\' => true,
        ')' => Count(url, ')') > Count(url, '('),
        ']' => Count(url, ']') > Count(url, '['),
        _ => false,
    };

    private static int Count(StringBuilder url, char sign) => url.ToString().Count(c => c == sign);
}
