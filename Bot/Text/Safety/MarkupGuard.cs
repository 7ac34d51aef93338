using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Bot.Text.Safety;

/// <summary>
/// Has snac show what authors write, letter by letter. snac reads light markup and HTML in every text, makes pictures
/// of smileys, and has no sign that escapes; but it passes on character references as they are. So each sign that would
/// mean something to it is sent as one. All rules are those of snac 2.96, found by its formatter's patterns and tried
/// on it. Other servers show references as such: this is for snac alone. To be used on neutralised text, since a
/// hashtag that still is one is left to be one.
/// </summary>
internal static partial class MarkupGuard
{
    public static string Guard(string text)
    {
        var guarded = new StringBuilder(text.Length + 16);
        var hashtags = Neutralizer.Hashtags(text);
        var links = LinkForm().EnumerateMatches(text);
        var link = Next(ref links, text);
        for (var at = 0; at < text.Length; at++)
        {
            if (at >= link.End)
            {
                link = Next(ref links, text);
            }

            if (at >= link.Start)
            {
                AppendOfLink(guarded, text[at]);
            }
            else if (text[at] != '#' || !hashtags.Contains(at))
            {
                Append(guarded, text, at);
            }
            else
            {
                guarded.Append('#');
            }
        }

        return guarded.Length == text.Length ? text : guarded.ToString();
    }

    // Behind the last link lies an empty one at the text's end.
    private static (int Start, int End) Next(ref Regex.ValueMatchEnumerator links, string text) =>
        links.MoveNext()
            ? (links.Current.Index, links.Current.Index + links.Current.Length)
            : (text.Length, text.Length);

    // Nothing is read within a link but angle brackets, where no link of ours goes on. snac escapes each # of a link,
    // so references by number would not survive there.
    private static void AppendOfLink(StringBuilder guarded, char c)
    {
        if (c is '<' or '>')
        {
            guarded.Append(c == '<' ? "&lt;" : "&gt;");
        }
        else
        {
            guarded.Append(c);
        }
    }

    private static void Append(StringBuilder guarded, string text, int at)
    {
        var c = text[at];
        var next = at + 1 < text.Length ? text[at + 1] : '\n';
        var means = c switch
        {
            '<' or '*' or '`' or '#' => true,
            '>' => StartsLine(text, at),
            '&' => char.IsAsciiLetter(next) || next == '#',
            '_' => next == '_' || (next == '(' && Before(guarded) == ':'),
            '~' => next == '~',
            '@' => char.IsAsciiLetterOrDigit(next) || next is '_' or '-',
            '[' => LabelForm().IsMatch(text, at),
            ':' => ShortcodeForm().IsMatch(text, at),
            '-' => IsNose(Before(guarded), next)
                || (StartsLine(text, at) && (next == ' ' || text.AsSpan(at).StartsWith("---"))),
            _ => false,
        };
        if (means)
        {
            guarded.Append(CultureInfo.InvariantCulture, $"{Reference(c)}");
        }
        else
        {
            guarded.Append(c);
        }
    }

    // Decimal, because snac makes a hashtag of the hexadecimal form. HTML's own signs go by name, which is easier to
    // read in the source.
    private static string Reference(char c) =>
        c switch
        {
            '<' => "&lt;",
            '>' => "&gt;",
            '&' => "&amp;",
            _ => string.Create(CultureInfo.InvariantCulture, $"&#{(int)c};"),
        };

    private static char Before(StringBuilder guarded) => guarded.Length > 0 ? guarded[^1] : '\n';

    // The nose of ":-)", "X-D", "8-o" and the like. The eyes are those that snac will see: a reference ends with half
    // of them.
    private static bool IsNose(char eyes, char mouth) =>
        mouth switch
        {
            ')' => eyes is ':' or ';' or 'B' or '%',
            '(' or '*' or '/' or '|' => eyes == ':',
            'D' => eyes is ':' or 'X',
            'o' => eyes == '8',
            _ => false,
        };

    // snac trims each line before it looks for quotes, headings, lists and rules.
    private static bool StartsLine(string text, int at)
    {
        while (at > 0 && text[at - 1] is ' ' or '\t' or '\v' or '\f' or '\r')
        {
            at--;
        }

        return at == 0 || text[at - 1] == '\n';
    }

    // Any scheme, to the next white space; what ends a sentence is not part of it.
    [GeneratedRegex(@"[a-z]+://(?:[^ \t\n\v\f\r,.)]|[,.)]+[^ \t\n\v\f\r,.)])+")]
    private static partial Regex LinkForm();

    // [label](address), also after an exclamation mark.
    [GeneratedRegex(@"\G\[[^\]\n]+\]\(")]
    private static partial Regex LabelForm();

    [GeneratedRegex(@"\G:[A-Za-z]\w*:")]
    private static partial Regex ShortcodeForm();
}
