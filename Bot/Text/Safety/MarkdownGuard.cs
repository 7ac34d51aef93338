using System.Text;
using System.Text.RegularExpressions;

namespace Bot.Text.Safety;

/// <summary>
/// Has Hollo show what we wrote, letter by letter. Hollo reads Markdown in every text (markdown-it, without HTML), makes
/// links of host names and addresses without a scheme, and a hashtag of <c>#</c> wherever it stands. A backslash keeps
/// a sign from meaning anything, and also splits a host name in two. To be used on neutralised text, since a hashtag
/// that still is one is left to be one.
/// </summary>
internal static partial class MarkdownGuard
{
    // Two spaces before a line's end break the line. A backslash would do too, but a link before it would swallow it.
    private const string LineBreak = "  \n";

    /// <summary>The text as it is to be sent.</summary>
    public static string Guard(string text)
    {
        var guarded = new StringBuilder(text.Length + 64);
        var hashtags = Neutralizer.Hashtags(text);
        var link = NextLink(text, 0);
        for (var at = BehindBlanks(text, 0); at < text.Length; )
        {
            if (at == link.Start && at < text.Length)
            {
                AppendLink(guarded, text, link.Start, link.End);
                at = link.End;
                link = NextLink(text, at);
            }
            else if (text[at] == '\n')
            {
                at = AppendLineEnd(guarded, text, at);
            }
            else
            {
                var means = text[at] switch
                {
                    '#' => !hashtags.Contains(at),
                    '\\' when at + 1 == link.Start => true,
                    _ => Means(text, at),
                };
                guarded.Append(means ? "\\" : "").Append(text[at]);
                at++;
            }
        }

        return guarded.ToString();
    }

    // Behind the last link lies an empty one at the text's end. Hollo asks for no domain that it knows, and its own
    // may be an uncommon one.
    private static (int Start, int End) NextLink(string text, int from)
    {
        var link = WebLinks.Next(text, from);
        while (link is { } found && !IsLink(text, found.Start))
        {
            link = WebLinks.Next(text, found.End);
        }

        return link is { } kept ? (kept.Start, kept.End) : (text.Length, text.Length);
    }

    private static bool IsLink(string text, int start) =>
        (start == 0 || !char.IsLetterOrDigit(text[start - 1])) && LinkStart().IsMatch(text, start);

    // Between angle brackets a link ends where they say, and nothing in it means anything. One of plain signs between
    // blanks is read as a whole without them, and looks better where a client shows the source.
    private static void AppendLink(StringBuilder guarded, string text, int start, int end)
    {
        var link = text.AsSpan(start, end - start);
        var stands = (start == 0 || text[start - 1] is ' ' or '\n') && (end == text.Length || text[end] is ' ' or '\n');
        if (stands && PlainLink().IsMatch(link))
        {
            guarded.Append(link);
        }
        else
        {
            guarded.Append('<').Append(link).Append('>');
        }
    }

    // Blanks at both sides of a line's end are shown nowhere; at a line's beginning four of them make code.
    private static int AppendLineEnd(StringBuilder guarded, string text, int at)
    {
        while (guarded.Length > 0 && guarded[^1] is ' ' or '\t')
        {
            guarded.Length--;
        }

        var endsParagraph = guarded.Length == 0 || guarded[^1] == '\n';
        at = BehindBlanks(text, at + 1);
        var isLast = at == text.Length || text[at] == '\n';
        guarded.Append(endsParagraph || isLast ? "\n" : LineBreak);
        return at;
    }

    private static int BehindBlanks(string text, int at)
    {
        while (at < text.Length && text[at] is ' ' or '\t')
        {
            at++;
        }

        return at;
    }

    private static bool Means(string text, int at)
    {
        var before = at > 0 ? text[at - 1] : '\n';
        var next = at + 1 < text.Length ? text[at + 1] : '\n';
        return text[at] switch
        {
            '*' or '`' or '[' or '<' or '@' => true,
            '\\' => !char.IsLetterOrDigit(next),
            '_' => !(char.IsAsciiLetterOrDigit(before) && char.IsAsciiLetterOrDigit(next)),
            '&' => char.IsAsciiLetter(next) || next == '#',
            '~' => before == '~' || next == '~' || StartsLine(text, at),
            '>' or '-' or '+' or '=' or '|' => StartsLine(text, at),
            '/' => before == '/',
            ':' => StartsLine(text, at) || text.AsSpan(at).StartsWith("://") || EndsShortcode(text, at),
            '.' => char.IsLetter(next) || char.IsSurrogate(next) || NumbersLine(text, at, next),
            ')' => NumbersLine(text, at, next),
            _ => false,
        };
    }

    // ":beer:" names a picture even where its first colon is escaped.
    private static bool EndsShortcode(string text, int at)
    {
        var start = at;
        while (start > 0 && (char.IsAsciiLetterOrDigit(text[start - 1]) || text[start - 1] is '_' or '-'))
        {
            start--;
        }

        return start < at && start > 0 && text[start - 1] == ':';
    }

    private static bool NumbersLine(string text, int at, char next)
    {
        var start = at;
        while (start > 0 && char.IsAsciiDigit(text[start - 1]))
        {
            start--;
        }

        return start < at && next is ' ' or '\t' or '\n' && StartsLine(text, start);
    }

    private static bool StartsLine(string text, int at)
    {
        while (at > 0 && text[at - 1] is ' ' or '\t')
        {
            at--;
        }

        return at == 0 || text[at - 1] == '\n';
    }

    [GeneratedRegex(@"\Ghttps?://[A-Za-z0-9]", RegexOptions.IgnoreCase)]
    private static partial Regex LinkStart();

    // No stop or mark twice, and none at the end, where rules about links differ.
    [GeneratedRegex(
        @"^https?://[A-Za-z0-9](?:[.-]?[A-Za-z0-9])*(?::[0-9]{1,5})?(?:[/?#](?:[A-Za-z0-9/_~%=&+#@-]|[.?:,](?=[A-Za-z0-9]))*)?\z"
    )]
    private static partial Regex PlainLink();
}
