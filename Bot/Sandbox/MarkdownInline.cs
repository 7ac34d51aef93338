using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Bot.Sandbox;

internal enum MarkdownTokenKind
{
    /// <summary>Plain words, in which hashtags and addresses are found.</summary>
    Text,

    /// <summary>An escaped sign or a reference: a word ends before it and begins behind it.</summary>
    Sign,

    /// <summary>Whole HTML.</summary>
    Html,

    /// <summary>Its text is where the link leads.</summary>
    LinkOpen,

    /// <summary>Its text is shown; nothing in it means anything.</summary>
    LinkText,

    LinkClose,
}

/// <summary>A piece of a paragraph.</summary>
internal readonly record struct MarkdownToken(MarkdownTokenKind Kind, string Text);

/// <summary>Markdown within a paragraph, as CommonMark has it, with <c>~~</c> and addresses besides.</summary>
internal sealed partial class MarkdownInline
{
    private const string Punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

    private readonly string _source;
    private readonly bool _isInLink;
    private readonly List<MarkdownToken> _tokens = [];
    private readonly MarkdownEmphasis _emphasis = new();
    private readonly StringBuilder _pending = new();
    private int _at;

    private MarkdownInline(string source, bool isInLink) => (_source, _isInLink) = (source, isInLink);

    /// <summary>The pieces of a paragraph in order; words that stand together are one.</summary>
    public static IEnumerable<MarkdownToken> Tokens(string source) => new MarkdownInline(source, false).Read();

    public static string Html(MarkdownToken token) =>
        token.Kind switch
        {
            MarkdownTokenKind.Html => token.Text,
            MarkdownTokenKind.LinkOpen => $"<a href=\"{Sandbox.Html.Encode(token.Text)}\">",
            MarkdownTokenKind.LinkClose => "</a>",
            _ => Sandbox.Html.Encode(token.Text),
        };

    private List<MarkdownToken> Read()
    {
        while (_at < _source.Length)
        {
            var isMarkup = _source[_at] switch
            {
                '\n' => LineEnd(),
                '\\' => Escape(),
                '`' => Code(),
                '*' or '_' or '~' => Delimiters(),
                '[' => Link(_at, isPicture: false),
                '!' => _at + 1 < _source.Length && _source[_at + 1] == '[' && Link(_at + 1, isPicture: true),
                '<' => AngleLink(),
                '&' => Reference(),
                ':' => Address(),
                _ => false,
            };
            if (!isMarkup)
            {
                _pending.Append(_source[_at++]);
            }
        }

        Flush();
        return Joined(_emphasis.Resolve(_tokens));
    }

    private void Push(MarkdownTokenKind kind, string text)
    {
        Flush();
        _tokens.Add(new MarkdownToken(kind, text));
    }

    private void Flush()
    {
        if (_pending.Length > 0)
        {
            _tokens.Add(new MarkdownToken(MarkdownTokenKind.Text, _pending.ToString()));
            _pending.Clear();
        }
    }

    private bool LineEnd()
    {
        var spaces = 0;
        while (_pending.Length > 0 && _pending[^1] == ' ')
        {
            _pending.Length--;
            spaces++;
        }

        Break(isHard: spaces >= 2, at: _at + 1);
        return true;
    }

    private void Break(bool isHard, int at)
    {
        Push(MarkdownTokenKind.Html, isHard ? "<br>\n" : "\n");
        _at = at;
        while (_at < _source.Length && _source[_at] is ' ' or '\t')
        {
            _at++;
        }
    }

    private bool Escape()
    {
        if (_at + 1 == _source.Length)
        {
            return false;
        }

        var next = _source[_at + 1];
        if (next == '\n')
        {
            Break(isHard: true, at: _at + 2);
            return true;
        }

        var length = char.IsSurrogatePair(_source, _at + 1) ? 2 : 1;
        Push(MarkdownTokenKind.Sign, Punctuation.Contains(next) ? $"{next}" : _source.Substring(_at, length + 1));
        _at += length + 1;
        return true;
    }

    private bool Code()
    {
        var length = RunLength('`');
        var mark = _source.Substring(_at, length);
        for (var end = _at + length; (end = _source.IndexOf(mark, end, StringComparison.Ordinal)) >= 0; )
        {
            var run = end;
            while (run < _source.Length && _source[run] == '`')
            {
                run++;
            }

            if (run - end == length)
            {
                var code = _source[(_at + length)..end].Replace('\n', ' ');
                var isPadded = code is [' ', .., ' '] && code.Trim(' ').Length > 0;
                Push(MarkdownTokenKind.Html, $"<code>{Sandbox.Html.Encode(isPadded ? code[1..^1] : code)}</code>");
                _at = run;
                return true;
            }

            end = run;
        }

        _pending.Append(mark);
        _at += length;
        return true;
    }

    private bool Delimiters()
    {
        var sign = _source[_at];
        var length = RunLength(sign);
        if (sign == '~' && length < 2)
        {
            return false;
        }

        Flush();
        _emphasis.Add(_source, _at, length, _tokens);
        _at += length;
        return true;
    }

    private int RunLength(char sign)
    {
        var end = _at;
        while (end < _source.Length && _source[end] == sign)
        {
            end++;
        }

        return end - _at;
    }

    private bool Reference()
    {
        var match = Entity().Match(_source, _at);
        var read = match.Success ? WebUtility.HtmlDecode(match.Value) : "";
        if (read.Length == 0 || read == match.Value)
        {
            return false;
        }

        Push(MarkdownTokenKind.Sign, read);
        _at += match.Length;
        return true;
    }

    private static List<MarkdownToken> Joined(IEnumerable<MarkdownToken> tokens)
    {
        var joined = new List<MarkdownToken>();
        foreach (var token in tokens)
        {
            if (token.Kind == MarkdownTokenKind.Text && joined is [.., { Kind: MarkdownTokenKind.Text } last])
            {
                joined[^1] = last with { Text = last.Text + token.Text };
            }
            else
            {
                joined.Add(token);
            }
        }

        return joined;
    }

    [GeneratedRegex(@"\G&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")]
    private static partial Regex Entity();
}
