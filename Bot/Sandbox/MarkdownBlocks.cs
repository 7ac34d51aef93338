using System.Text;
using System.Text.RegularExpressions;

namespace Bot.Sandbox;

/// <summary>Markdown's paragraphs, headings, quotes, lists, rules and blocks of code. HTML is none.</summary>
internal sealed partial class MarkdownBlocks(Func<string, string> inline)
{
    private readonly StringBuilder _html = new();
    private readonly List<string> _paragraph = [];

    /// <summary>The HTML of a text.</summary>
    /// <param name="text">Its lines end with line feeds.</param>
    /// <param name="inline">Formats what stands within a paragraph or heading.</param>
    public static string Html(string text, Func<string, string> inline)
    {
        var blocks = new MarkdownBlocks(inline);
        blocks.Read(text.Split('\n'), isTight: false);
        return blocks._html.ToString();
    }

    private void Read(IReadOnlyList<string> lines, bool isTight)
    {
        for (var at = 0; at < lines.Count; )
        {
            at = Next(lines, at, isTight);
        }

        EndParagraph(isTight);
    }

    private int Next(IReadOnlyList<string> lines, int at, bool isTight)
    {
        var line = lines[at];
        if (string.IsNullOrWhiteSpace(line))
        {
            EndParagraph(isTight);
            return at + 1;
        }

        if (_paragraph.Count > 0 && Underline().Match(line) is { Success: true } underline)
        {
            Heading(underline.Value.Contains('=') ? 1 : 2, string.Join('\n', _paragraph));
            _paragraph.Clear();
            return at + 1;
        }

        if (IsIndented(line) && _paragraph.Count == 0)
        {
            return Indented(lines, at);
        }

        return Block(lines, at, isTight) is { } end ? end : Words(line, at);
    }

    private int Words(string line, int at)
    {
        _paragraph.Add(line.TrimStart(' ', '\t'));
        return at + 1;
    }

    private int? Block(IReadOnlyList<string> lines, int at, bool isTight)
    {
        var line = lines[at];
        if (IsIndented(line))
        {
            return null;
        }

        if (Fence().Match(line) is { Success: true } fence)
        {
            EndParagraph(isTight);
            return Fenced(lines, at, fence.Groups["mark"].Value);
        }

        if (Quote().IsMatch(line))
        {
            EndParagraph(isTight);
            return Quoted(lines, at);
        }

        if (Rule().IsMatch(line))
        {
            EndParagraph(isTight);
            _html.Append("<hr>\n");
            return at + 1;
        }

        if (Hashes().Match(line) is { Success: true } hashes)
        {
            EndParagraph(isTight);
            Heading(hashes.Groups["hashes"].Length, hashes.Groups["words"].Value);
            return at + 1;
        }

        var item = Item().Match(line);
        var interrupts = item.Groups["words"].Length > 0 && item.Groups["number"].Value is "" or "1";
        if (!item.Success || (_paragraph.Count > 0 && !interrupts))
        {
            return null;
        }

        EndParagraph(isTight);
        return Items(lines, at, item);
    }

    private void EndParagraph(bool isTight)
    {
        if (_paragraph.Count == 0)
        {
            return;
        }

        var words = inline(string.Join('\n', _paragraph).Trim());
        _html.Append(isTight ? $"{words}\n" : $"<p>{words}</p>\n");
        _paragraph.Clear();
    }

    private void Heading(int level, string words) => _html.Append($"<h{level}>{inline(words.Trim())}</h{level}>\n");

    private void Code(IEnumerable<string> lines) =>
        _html.Append($"<pre><code>{Sandbox.Html.Encode(string.Join('\n', lines))}\n</code></pre>\n");

    private int Indented(IReadOnlyList<string> lines, int at)
    {
        var code = new List<string>();
        while (at < lines.Count && (IsIndented(lines[at]) || string.IsNullOrWhiteSpace(lines[at])))
        {
            code.Add(Unindented(lines[at], 4));
            at++;
        }

        while (string.IsNullOrWhiteSpace(code[^1]))
        {
            code.RemoveAt(code.Count - 1);
        }

        Code(code);
        return at;
    }

    private int Fenced(IReadOnlyList<string> lines, int at, string mark)
    {
        var code = new List<string>();
        for (at++; at < lines.Count; at++)
        {
            var line = lines[at].Trim(' ');
            if (line.Length >= mark.Length && line.All(c => c == mark[0]))
            {
                at++;
                break;
            }

            code.Add(lines[at]);
        }

        Code(code);
        return at;
    }

    private int Quoted(IReadOnlyList<string> lines, int at)
    {
        var quoted = new List<string>();
        // A line without the sign goes on with a quoted paragraph.
        while (at < lines.Count && (Quote().IsMatch(lines[at]) || GoesOn(lines[at])))
        {
            quoted.Add(Quote().Replace(lines[at], ""));
            at++;
        }

        _html.Append("<blockquote>\n");
        new MarkdownBlocks(inline, _html).Read(quoted, isTight: false);
        _html.Append("</blockquote>\n");
        return at;
    }

    private int Items(IReadOnlyList<string> lines, int at, Match first)
    {
        var (list, sign) = (first.Groups["number"].Success ? "ol" : "ul", first.Groups["sign"].Value);
        var items = new List<List<string>>();
        while (
            at < lines.Count && Item().Match(lines[at]) is { Success: true } item && item.Groups["sign"].Value == sign
        )
        {
            var content = new List<string> { item.Groups["words"].Value };
            var indent = item.Groups["words"].Index;
            for (at++; at < lines.Count && BelongsTo(lines, at, indent); at++)
            {
                content.Add(Unindented(lines[at], indent));
            }

            items.Add(content);
        }

        var isTight = !items.Exists(item => item.SkipLast(1).Any(string.IsNullOrWhiteSpace));
        _html.Append($"<{list}>\n");
        foreach (var item in items)
        {
            _html.Append("<li>");
            new MarkdownBlocks(inline, _html).Read(item, isTight);
            _html.Append("</li>\n");
        }

        _html.Append($"</{list}>\n");
        return at;
    }

    private static bool BelongsTo(IReadOnlyList<string> lines, int at, int indent)
    {
        var line = lines[at];
        var isEmpty = string.IsNullOrWhiteSpace(line);
        if (isEmpty)
        {
            return at + 1 < lines.Count && lines[at + 1].StartsWith(new string(' ', indent), StringComparison.Ordinal);
        }

        return line.StartsWith(new string(' ', indent), StringComparison.Ordinal)
            || (!string.IsNullOrWhiteSpace(lines[at - 1]) && GoesOn(line));
    }

    private static bool GoesOn(string line) =>
        !string.IsNullOrWhiteSpace(line)
        && !(Fence().IsMatch(line) || Quote().IsMatch(line) || Rule().IsMatch(line) || Hashes().IsMatch(line))
        && !Item().IsMatch(line);

    private MarkdownBlocks(Func<string, string> inline, StringBuilder html)
        : this(inline) => _html = html;

    private static bool IsIndented(string line) => Indent().IsMatch(line);

    private static string Unindented(string line, int columns)
    {
        var at = 0;
        while (at < line.Length && at < columns && line[at] == ' ')
        {
            at++;
        }

        return at < line.Length && line[at] == '\t' ? line[(at + 1)..] : line[at..];
    }

    [GeneratedRegex(@"^(?: {4}| {0,3}\t)")]
    private static partial Regex Indent();

    [GeneratedRegex(@"^ {0,3}(?:=+|-+)[ \t]*$")]
    private static partial Regex Underline();

    [GeneratedRegex(@"^ {0,3}(?<mark>`{3,}(?=[^`]*$)|~{3,})")]
    private static partial Regex Fence();

    [GeneratedRegex(@"^ {0,3}> ?")]
    private static partial Regex Quote();

    [GeneratedRegex(@"^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")]
    private static partial Regex Rule();

    [GeneratedRegex(@"^ {0,3}(?<hashes>#{1,6})(?:[ \t]+(?<words>.*?))?(?:[ \t]+#+)?[ \t]*$")]
    private static partial Regex Hashes();

    [GeneratedRegex(
        @"^ {0,3}(?:(?<number>[0-9]{1,9})(?<sign>[.)])|(?<sign>[-+*]))(?:[ \t]+(?<words>\S.*)|(?<words>)[ \t]*)$"
    )]
    private static partial Regex Item();
}
