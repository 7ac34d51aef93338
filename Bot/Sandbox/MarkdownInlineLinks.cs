using System.Text.RegularExpressions;

namespace Bot.Sandbox;

// Links: with a label, between angle brackets, and addresses with a scheme as they stand.
internal sealed partial class MarkdownInline
{
    private bool Link(int open, bool isPicture)
    {
        if (_isInLink || LabelEnd(open) is not { } close)
        {
            return false;
        }

        var target = Target().Match(_source, close + 1);
        if (!target.Success)
        {
            return false;
        }

        var label = _source[(open + 1)..close];
        var address = target.Groups["address"].Value.Trim('<', '>');
        if (isPicture)
        {
            Push(
                MarkdownTokenKind.Html,
                $"<img src=\"{Sandbox.Html.Encode(address)}\" alt=\"{Sandbox.Html.Encode(label)}\">"
            );
        }
        else
        {
            Push(MarkdownTokenKind.LinkOpen, address);
            var inside = new MarkdownInline(label, isInLink: true).Read();
            _tokens.AddRange(
                inside.Select(one =>
                    one.Kind == MarkdownTokenKind.Text ? one with { Kind = MarkdownTokenKind.LinkText } : one
                )
            );
            Push(MarkdownTokenKind.LinkClose, "");
        }

        _at = target.Index + target.Length;
        return true;
    }

    private int? LabelEnd(int open)
    {
        var depth = 0;
        for (var at = open; at < _source.Length; at++)
        {
            switch (_source[at])
            {
                case '\\':
                    at++;
                    break;
                case '[':
                    depth++;
                    break;
                case ']' when --depth == 0:
                    return at;
            }
        }

        return null;
    }

    private bool AngleLink()
    {
        var match = Angled().Match(_source, _at);
        if (!match.Success)
        {
            return false;
        }

        var address = match.Groups["address"].Value;
        return LinkTo(match.Length, address, match.Groups["mail"].Success ? $"mailto:{address}" : address);
    }

    private bool Address()
    {
        if (_isInLink || !_source.AsSpan(_at).StartsWith("://"))
        {
            return false;
        }

        var scheme = SchemeBefore().Match(_pending.ToString()).Value;
        var length = scheme.Length == 0 ? 0 : BareLinks.LengthAtStart(_source[(_at - scheme.Length)..]);
        var address = _source.Substring(_at - scheme.Length, length).TrimEnd('*');
        if (address.Length <= scheme.Length)
        {
            return false;
        }

        _pending.Length -= scheme.Length;
        return LinkTo(address.Length - scheme.Length, address, address);
    }

    private bool LinkTo(int length, string label, string address)
    {
        Push(MarkdownTokenKind.LinkOpen, address);
        Push(MarkdownTokenKind.LinkText, label);
        Push(MarkdownTokenKind.LinkClose, "");
        _at += length;
        return true;
    }

    [GeneratedRegex(
        @"\G\(\s*(?<address><[^<>\n]*>|[^\s<()]*(?:\([^\s()]*\)[^\s()]*)*)(?:\s+(?:""[^""]*""|'[^']*'|\([^()]*\)))?\s*\)"
    )]
    private static partial Regex Target();

    [GeneratedRegex(
        @"\G<(?<address>[A-Za-z][A-Za-z0-9+.-]{1,31}:[^<>\x00-\x20]*|"
            + @"(?<mail>[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*))>"
    )]
    private static partial Regex Angled();

    [GeneratedRegex(@"(?<![A-Za-z0-9+.-])[A-Za-z][A-Za-z0-9+.-]*\z")]
    private static partial Regex SchemeBefore();
}
