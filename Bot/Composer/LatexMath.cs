using System.Text;

namespace Bot.Composer;

/// <summary>
/// Reads a formula aloud in Unicode: linear, without braces, styled letters plain because screen readers stumble over mathematical
/// alphabets. Space is the author's, but for relations and words, which TeX would set apart too.
/// </summary>
internal sealed class LatexMath
{
    // Formulas in abstracts nest three or four deep; text that nests deeper is no formula.
    private const int MostDepth = 24;

    private readonly LatexReader _tex;
    private readonly StringBuilder _out = new();
    private readonly int _depth;

    // Space that the next term gets before it, if there is a term before it.
    private bool _space;

    // A word or a relation asks for it; a bracket or a script behind a word takes it back.
    private bool _wordSpace;

    private LatexMath(string source, Stretch formula, int depth) => (_tex, _depth) = (new LatexReader(source, formula), depth);

    public static string Render(string source, Stretch formula, int depth = 0)
    {
        if (depth > MostDepth) return formula.Of(source);
        var math = new LatexMath(source, formula, depth);
        while (!math._tex.Done) math.Next();
        return math._out.ToString();
    }

    /// <summary>True for what only makes brackets larger.</summary>
    public static bool IsSize(string command) => command.StartsWith("big", StringComparison.OrdinalIgnoreCase) && LatexVocabulary.SilentInFormulas.Contains(command);

    private void Next()
    {
        var c = _tex.Current;
        switch (c)
        {
            case '\\':
                Command();
                break;
            case '{':
                if (_tex.Group() is { } group) Term(Inner(group));
                else _tex.At++;
                break;
            case '^' or '_':
                Script(c);
                break;
            case '\'':
                _tex.At++;
                Close("′");
                break;
            case '}' or '$':
                _tex.At++;
                break;
            case '~' or '&' or var _ when c is '~' or '&' || char.IsWhiteSpace(c):
                _tex.At++;
                _space = true;
                break;
            default:
                _tex.At++;
                Term(c.ToString());
                break;
        }
    }

    private string Inner(Stretch stretch) => Render(_tex.Text, stretch, _depth + 1).Trim();

    private string Argument() => Inner(_tex.Argument());

    private char Last => _out.Length > 0 ? _out[^1] : '\0';

    // What stands for itself. Behind a word ("log n") a letter or a digit is set apart, a bracket is not.
    private void Term(string text)
    {
        if (text.Length == 0) return;
        var apart = _space || (_wordSpace && (char.IsLetterOrDigit(text[0]) || text[0] is '√' or '∑' or '|' or '‖' || char.IsSurrogate(text[0])));
        if (apart && _out.Length > 0 && !(Last is '(' or '[' or '{' or '⟨' or ' ') && !(text[0] is ')' or ']' or '}' or ',' or '.' or ';' or '⟩')) _out.Append(' ');
        _out.Append(text);
        _space = _wordSpace = false;
    }

    // What hangs on the term before it.
    private void Close(string text)
    {
        _out.Append(text);
        _space = false;
    }

    private void Word(string text)
    {
        if (LatexTerms.Ends(Last)) _space = true;
        Term(text);
        _tex.SkipSpaces();
        _wordSpace = true;
    }

    private void Relation(string sign)
    {
        var first = _out.Length == 0 || Last is '(' or '[' or '{';
        _space = !first;
        Term(sign);
        _tex.SkipSpaces();
        // "∼50", but "x ∼ p".
        _space = !first && !_tex.Done;
    }

    private void Binary(string sign)
    {
        var spaced = _space && _out.Length > 0;
        Term(sign);
        _tex.SkipSpaces();
        _space = spaced;
    }

    private void Script(char kind)
    {
        _tex.At++;
        var word = _wordSpace;
        var script = Argument().Replace(" ", "", StringComparison.Ordinal);
        Close(LatexScripts.Write(kind, script, _tex.Ahead(0)));
        _wordSpace = word;
    }

    private void Command()
    {
        var name = _tex.Command();
        if (LatexSymbols.Relations.TryGetValue(name, out var sign)) Relation(sign);
        else if (LatexSymbols.Binary.TryGetValue(name, out sign)) Binary(sign);
        else if (LatexSymbols.Plain.TryGetValue(name, out sign)) Symbol(sign);
        else if (LatexSymbols.Words.Contains(name)) Word(name);
        else if (LatexAccents.IsMathMark(name)) Term(LatexAccents.MathMarked(name, Argument()));
        else if (LatexVocabulary.SilentInFormulas.Contains(name)) Skip(name);
        else if (LatexVocabulary.DroppedInFormulas.Contains(name)) _tex.Argument();
        else if (name == "not") Not();
        else if (LatexVocabulary.Styles.Contains(name)) Styled(name);
        else if (!Structure(name)) Other(name);
    }

    private void Symbol(string sign)
    {
        Term(sign);
        _tex.SkipSpaces();
    }

    private void Skip(string name)
    {
        _tex.SkipSpaces();
        // "\right." is a bracket that is not shown.
        if (name is "left" or "right" && _tex.Ahead(0) == '.') _tex.At++;
    }

    private void Not()
    {
        var sign = Argument();
        if (sign.Length > 0) Relation(LatexVocabulary.Negated.GetValueOrDefault(sign[0]) is { } negated ? negated + sign[1..] : sign + "\u0338");
    }

    private void Styled(string name)
    {
        var argument = _tex.Argument();
        var text = name is "mathbb" or "Bbb" or "mathds" or "mathbbm" && LatexVocabulary.Doubled.TryGetValue(argument.Of(_tex.Text).Trim(), out var doubled) ? doubled : Inner(argument);
        if (name == "operatorname") Word(text);
        else Term(text);
    }

    private bool Structure(string name)
    {
        switch (name)
        {
            case "frac" or "dfrac" or "tfrac" or "cfrac" or "nicefrac" or "sfrac":
                Fraction();
                return true;
            case "binom" or "tbinom" or "dbinom":
                Term($"({Argument()} choose {Argument()})");
                return true;
            case "sqrt":
                var degree = _tex.Option() is { } option ? Inner(option) : "";
                var sign = degree switch { "" or "2" => "√", "3" => "∛", "4" => "∜", _ => $"{LatexScripts.Write('^', degree, '√')}√" };
                Term(sign + LatexTerms.Bracketed(Argument(), root: true));
                return true;
            case "xrightarrow" or "xlongrightarrow" or "xleftarrow":
                _tex.Option();
                Relation((name == "xleftarrow" ? "←" : "→") + LatexScripts.Write('^', Argument().Replace(" ", "", StringComparison.Ordinal), ' '));
                return true;
            case "overset" or "stackrel" or "underset":
                var script = Argument().Replace(" ", "", StringComparison.Ordinal);
                Term(Argument());
                if (LatexTerms.IsSimple(script)) Close(LatexScripts.Write(name == "underset" ? '_' : '^', script, _tex.Ahead(0)));
                return true;
            case "pmod":
                _space = true;
                Term($"(mod {Argument()})");
                return true;
            case "unicode" or "char" or "symbol":
                Term(LatexTerms.Character(_tex.Argument().Of(_tex.Text)));
                return true;
            default:
                return false;
        }
    }

    // Spaces, escaped signs, words within a formula, and private commands, which show their name.
    private void Other(string name)
    {
        if (name is "," or ";" or ":" or " " or ">" or "quad" or "qquad" or "enspace" or "enskip" or "thinspace" or "space" or "\n" or "hskip") _space = true;
        else if (name == "\\") Term(";");
        else if (name.Length == 1 && !char.IsAsciiLetter(name[0])) Term(name);
        else if (_tex.Ahead(0) == '{' && !_tex.StartsWith("{}")) Words(_tex.Argument());
        else if (name.Length > 0)
        {
            if (LatexTerms.Ends(Last)) _space = true;
            Term(name);
            _wordSpace = true;
            if (!_tex.Done && char.IsWhiteSpace(_tex.Current)) _space = true;
        }
    }

    // "\text{ if }": here spaces count.
    private void Words(Stretch words)
    {
        if (words.IsEmpty) return;
        _space |= char.IsWhiteSpace(_tex.Text[words.Start]);
        Term(LatexText.Inline(_tex.Text, words, _depth + 1));
        _space |= char.IsWhiteSpace(_tex.Text[words.End - 1]);
    }

    private void Fraction()
    {
        var (above, below) = (Argument(), Argument());
        var fraction = $"{LatexTerms.Bracketed(above)}/{LatexTerms.Bracketed(below, product: true)}";
        // "2(a/b)", "(1/2)x"
        var touches = (!_space && char.IsLetterOrDigit(Last)) || char.IsAsciiLetterOrDigit(_tex.Ahead(0)) || _tex.Ahead(0) is '(' or '\\' && !_tex.StartsWith("\\right") && !_tex.StartsWith("\\)");
        Term(touches ? $"({fraction})" : fraction);
    }
}
