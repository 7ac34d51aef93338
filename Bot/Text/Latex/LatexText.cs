using System.Buffers;
using System.Text.RegularExpressions;

namespace Bot.Text.Latex;

/// <summary>
/// Renders the TeX in arXiv's titles, names and abstracts as Unicode that reads well. What is not TeX stays as it is:
/// money, links, code, names with underscores. What TeX would call an error is no error here; what cannot be rendered
/// stays readable source.
/// </summary>
internal sealed partial class LatexText
{
    private const int MostDepth = 24;

    private const string Syntax = "\\${}~`'\"-&^_[*@< \t\r\n";

    // With "h" begins a link.
    private const string LinkAndMojibakeStarts = "hâÃÂÄÅð";

    // Whatever stands between two of these is copied as it is.
    private static readonly SearchValues<char> Signs = SearchValues.Create(
        string.Concat(
            Syntax,
            LinkAndMojibakeStarts,
            DeleteAndC1Controls(),
            PlainLetters.Starts,
            PlainLetters.FullWidth()
        )
    );

    private readonly string _source;
    private readonly LatexReader _tex;
    private readonly RenderingBuilder _out;
    private readonly LatexCommands _commands;
    private readonly LatexPunctuation _punctuation;
    private readonly LatexMarkup _markup;
    private readonly int _depth;

    // What each open brace will close with.
    private readonly Stack<string> _closers = new();

    private LatexText(string source, Stretch stretch, int depth)
    {
        (_source, _depth) = (source, depth);
        _tex = new LatexReader(source, stretch);
        _out = new RenderingBuilder(stretch.End - stretch.Start);
        _commands = new LatexCommands(this, _tex, _out, depth);
        _punctuation = new LatexPunctuation(_tex, _out);
        _markup = new LatexMarkup(_tex, _out, depth);
    }

    /// <summary>Renders a whole text of arXiv's: a title, a name, an abstract.</summary>
    public static Rendering Render(string source) => new LatexText(source, new Stretch(0, source.Length), 0).Run();

    /// <summary>Renders the name of a person, without the marks that lead to places and notes.</summary>
    public static string Name(string source) => MarksOfPlaces().Replace(Render(source).Text, "").TrimEnd(' ', ',');

    /// <summary>A stretch within something else, such as a formula's words.</summary>
    public static string Inline(string source, Stretch stretch, int depth) =>
        depth > MostDepth ? stretch.Of(source) : new LatexText(source, stretch, depth).Run().Text;

    private Rendering Run()
    {
        while (!_tex.Done)
        {
            var plain = _source.AsSpan(_tex.At, _tex.End - _tex.At).IndexOfAny(Signs);
            var end = plain < 0 ? _tex.End : _tex.At + plain;
            for (; _tex.At < end; _tex.At++)
            {
                _out.Add(_source[_tex.At], _tex.At);
            }

            if (!_tex.Done)
            {
                Next(_tex.Current);
            }
        }

        return _out.Finish(_source);
    }

    /// <summary>Goes into a group at whose end <paramref name="closer"/> is written.</summary>
    public void Open(string closer)
    {
        _tex.SkipSpaces();
        _tex.At++;
        _closers.Push(closer);
    }

    private void Next(char c)
    {
        switch (c)
        {
            case '\\' or '$' when Formulas.At(_source, _tex.At, _tex.End) is var (whole, inner):
                Formula(whole, inner);
                break;
            case '\\':
                _commands.Next();
                break;
            case '{':
                Brace();
                break;
            case '}':
                CloseGroup();
                break;
            case '^' or '_' when _tex.Ahead() is '{' or '\\':
                Script(c);
                break;
            case 'h' when LatexLinks.At(_source, _tex.At, _tex.End) is var (url, end):
                Link(url, end);
                break;
            case '[' when LatexLinks.Markdown(_source, _tex.At, _tex.End) is var (label, url, end):
                _markup.Link(label, url, end);
                break;
            case '~' or '`' or '\'' or '-' or '"':
                _punctuation.Next(c);
                break;
            case '&':
                _markup.Entity();
                break;
            case '*' when _punctuation.IsBold():
                _tex.At += 2;
                break;
            case ' ' or '\t' or '\r' or '\n':
                Space();
                break;
            case '\u007F' or (>= '\u0080' and <= '\u009F'):
                _tex.At++;
                break;
            case '<' when HtmlTags.At(_source, _tex.At, _tex.End) is { } element:
                _markup.Element(element);
                break;
            default:
                Letter(c);
                break;
        }
    }

    /// <summary>Writes what the next characters of the source read as.</summary>
    private void Keep(string text, int length = 1)
    {
        _out.Add(text, _tex.At);
        _tex.At += length;
    }

    private void Letter(char c)
    {
        if (PlainLetters.At(_source, _tex.At) is var (plain, units))
        {
            Keep(plain, units);
            return;
        }

        var mended = Mojibake.Read(_source, _tex.At);
        Keep(mended?.Character ?? c.ToString(), mended?.Length ?? 1);
    }

    private void Formula(Stretch whole, Stretch inner)
    {
        var text = LatexMath.Render(_source, inner, _depth + 1);
        // "is$ n $and"
        if (char.IsWhiteSpace(_source[inner.Start]) && char.IsLetterOrDigit(_out.Last))
        {
            _out.Add(' ', whole.Start);
        }

        _out.Add(text.Trim(), whole.Start);
        _tex.At = whole.End;
        if (EndsInSpace(inner) && char.IsLetterOrDigit(_tex.Ahead(0)))
        {
            _out.Add(' ', whole.End);
        }
    }

    // "$5\,$ms" and "$5 $ms"
    private bool EndsInSpace(Stretch inner) =>
        char.IsWhiteSpace(_source[inner.End - 1])
        || (inner.Length > 1 && _source[inner.End - 2] == '\\' && _source[inner.End - 1] is ',' or ';' or ':');

    private void Script(char kind)
    {
        var start = _tex.At++;
        var script = LatexMath.Render(_source, _tex.Argument(), _depth + 1).Replace(" ", "", StringComparison.Ordinal);
        _out.Add(LatexScripts.Write(kind, script, _tex.Ahead(0)), start);
    }

    // "{0,1}" is a set, "{BERT}" is protected from a bibliography's style.
    private void Brace()
    {
        var inside = _source.AsSpan(_tex.At + 1, Math.Min(40, _tex.End - _tex.At - 1));
        inside = inside[..Math.Max(0, inside.IndexOf('}'))];
        var isSet =
            !char.IsLetterOrDigit(_out.Last)
            && inside.IndexOfAny(",:|=") >= 0
            && inside.IndexOfAny("\\{") < 0
            && !inside.Contains("://", StringComparison.Ordinal);
        if (isSet)
        {
            _out.Add('{', _tex.At);
        }

        _tex.At++;
        _closers.Push(isSet ? "}" : "");
    }

    private void Link(string url, int end)
    {
        // Servers see no link in "athttps://".
        if (char.IsLetterOrDigit(_out.Last) || _out.Last is '@' or '$' or '#')
        {
            _out.Add(' ', _tex.At);
        }

        _out.Add(url, _tex.At);
        _tex.At = end;
        while (_tex.Ahead(0) is '.' or ',' or ';' && _tex.Ahead() == '(')
        {
            Keep($"{_tex.Current} ");
        }

        var closesGroup = _tex.Ahead(0) == '}';
        var next = closesGroup ? _tex.Ahead() : _tex.Ahead(0);
        var isGlued = closesGroup ? next == '{' || char.IsLetterOrDigit(next) : next == '$';
        if (!isGlued)
        {
            return;
        }

        if (closesGroup)
        {
            CloseGroup();
        }

        _out.Add(' ', _tex.At);
    }

    private void CloseGroup() => Keep(_closers.TryPop(out var closer) ? closer : "");

    private void Space()
    {
        var start = _tex.At;
        _tex.SkipSpaces();
        var paragraph =
            _depth == 0
            && _source.AsSpan(start, _tex.At - start).Contains('\n')
            && (EndsSentence(start) || BeginsItem())
            && _closers.Count == 0;
        if (paragraph && !_tex.Done)
        {
            _out.AddParagraph(start);
        }
        else
        {
            _out.Add(' ', start);
        }
    }

    private bool BeginsItem() =>
        _tex.StartsWith("$\\bullet$")
        || _tex.StartsWith("\\bullet")
        || (_tex.Ahead(0) is '•' or '-' or '*' && _tex.Ahead() == ' ');

    // A line break in mid-sentence comes from the author's editor and means nothing.
    private bool EndsSentence(int at)
    {
        while (at > 0 && _source[at - 1] is ')' or ']' or '"' or '\'' or '}' or '$')
        {
            at--;
        }

        return at > 0 && _source[at - 1] is '.' or '!' or '?' or ':' or ';';
    }

    private static string DeleteAndC1Controls()
    {
        const char First = '\u007F';
        const char Last = '\u009F';
        return string.Concat(Enumerable.Range(First, Last - First + 1).Select(code => (char)code));
    }

    [GeneratedRegex(@"(?:\^\([\da-z,*⋆†‡§¶]+\)|\^[\da-z*⋆†‡§¶]|[⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉ]|[*⋆†‡§¶])+$")]
    private static partial Regex MarksOfPlaces();
}
