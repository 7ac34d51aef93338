using Bot.Ledger;
using Bot.Text.Sentences;

namespace Bot.Text.Latex;

/// <summary>
/// Reads a formula aloud in Unicode: linear, without braces, styled letters plain because screen readers stumble over
/// mathematical alphabets.
/// </summary>
internal sealed class LatexMath
{
    // Formulas in abstracts nest three or four deep; text that nests deeper is no formula.
    private const int MostDepth = 24;

    private readonly LatexReader _tex;
    private readonly FormulaBuilder _out = new();
    private readonly int _depth;

    private LatexMath(string source, Stretch formula, int depth) =>
        (_tex, _depth) = (new LatexReader(source, formula), depth);

    public static string Render(string source, Stretch formula, int depth = 0)
    {
        if (depth > MostDepth)
        {
            return formula.Of(source);
        }

        var math = new LatexMath(source, formula, depth);
        while (!math._tex.Done)
        {
            math.Next();
        }

        return math._out.ToString();
    }

    /// <summary>True for what only makes brackets larger.</summary>
    public static bool IsSize(string command) =>
        command.StartsWith("big", StringComparison.OrdinalIgnoreCase)
        && LatexVocabulary.SilentInFormulas.Contains(command);

    private void Next()
    {
        var c = _tex.Current;
        switch (c)
        {
            case '\\':
                Command();
                break;
            case '{':
                if (_tex.Group() is { } group)
                {
                    Term(Inner(group));
                }
                else
                {
                    _tex.At++;
                }

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
            case '=' or '<' or '>' or ':' when c != ':' || _tex.Ahead() == '=':
                var sign = c.ToString();
                while (_tex.Ahead() is '=' or '<' or '>')
                {
                    sign += _tex.Text[++_tex.At];
                }

                _tex.At++;
                _out.Compare(sign, char.IsWhiteSpace(_tex.Ahead(0)));
                break;
            case '~' or '&' or var _ when c is '~' or '&' || char.IsWhiteSpace(c):
                _tex.At++;
                _out.Space();
                break;
            case '.' when char.IsAsciiDigit(_tex.Ahead()):
                _tex.At += 2;
                Term($".{_tex.Text[_tex.At - 1]}");
                break;
            default:
                _tex.At++;
                Term(c.ToString());
                break;
        }
    }

    private string Inner(Stretch stretch) => Render(_tex.Text, stretch, _depth + 1).Trim();

    private string Argument() => Inner(_tex.Argument());

    // Letters without more are a product, not a name.
    private string Factor()
    {
        var argument = _tex.Argument();
        var term = Inner(argument);
        return
            argument.Length > 1
            && term.Length == argument.Length
            && term.All(char.IsAsciiLetter)
            && !LatexTerms.IsDifferential(term)
            ? $"({term})"
            : term;
    }

    private void Script(char kind)
    {
        _tex.At++;
        Close(LatexScripts.Write(kind, Unspaced(), _tex.Ahead(0)));
    }

    // What a script, an arrow or an accent has no room for.
    private string Unspaced() => Argument().Replace(" ", "", StringComparison.Ordinal);

    private void Command()
    {
        var name = _tex.Command();
        if (LatexSymbols.Relations.TryGetValue(name, out var sign))
        {
            Relation(sign);
        }
        else if (LatexSymbols.Binary.TryGetValue(name, out sign))
        {
            Binary(sign);
        }
        else if (name == "deg" && char.IsAsciiDigit(_out.Last))
        {
            Close("°");
        }
        else if (LatexSymbols.Plain.TryGetValue(name, out sign))
        {
            Symbol(name, sign);
        }
        else if (LatexSymbols.Words.Contains(name))
        {
            Word(name == "bmod" ? "mod" : name);
        }
        else if (LatexAccents.IsMathMark(name))
        {
            Term(LatexAccents.MathMarked(name, Argument()));
        }
        else if (LatexVocabulary.SilentInFormulas.Contains(name))
        {
            Skip(name);
        }
        else if (LatexVocabulary.DroppedInFormulas.Contains(name))
        {
            _tex.Argument();
        }
        else if (name == "not")
        {
            Not();
        }
        else if (LatexVocabulary.Styles.Contains(name))
        {
            Styled(name);
        }
        else if (!Structure(name))
        {
            Other(name);
        }
    }

    private void Term(string term) => _out.Term(term);

    private void Close(string text) => _out.Close(text);

    private void Word(string word)
    {
        _out.Word(word);
        _tex.SkipSpaces();
    }

    private void Relation(string sign)
    {
        _out.Relation(sign);
        _tex.SkipSpaces();
    }

    private void Binary(string sign)
    {
        _out.Binary(sign);
        _tex.SkipSpaces();
    }

    private void Symbol(string name, string sign)
    {
        if (sign == "‖")
        {
            _out.Fence(sign);
        }
        else
        {
            Term(sign);
        }

        if (!char.IsAsciiLetter(name[0]) || !char.IsWhiteSpace(_tex.Ahead(0)))
        {
            return;
        }

        _tex.SkipSpaces();
        // Space behind a command ends its name; before an operator it needs no end.
        if (
            (char.IsWhiteSpace(_tex.Ahead()) && _tex.Ahead(0) is '+' or '-' or '/' or '*' or ':' or '=' or '<' or '>')
            || (_tex.Ahead(0) == '\\' && LatexSymbols.Binary.ContainsKey(_tex.NextCommand()))
        )
        {
            _out.Space();
        }
    }

    private void Skip(string name)
    {
        _tex.SkipSpaces();
        // "\right." is a bracket that is not shown.
        if (name is "left" or "right" && _tex.Ahead(0) == '.')
        {
            _tex.At++;
        }
    }

    private void Not()
    {
        var sign = Argument();
        if (sign.Length > 0)
        {
            Relation(
                LatexVocabulary.Negated.GetValueOrDefault(sign[0]) is { } negated
                    ? negated + sign[1..]
                    : sign + "\u0338"
            );
        }
    }

    private void Styled(string name)
    {
        var argument = _tex.Argument();
        var text =
            name is "mathbb" or "Bbb" or "mathds" or "mathbbm"
            && LatexVocabulary.Doubled.TryGetValue(argument.Of(_tex.Text).Trim(), out var doubled)
                ? doubled
                : Inner(argument);
        if (name == "operatorname")
        {
            Word(text);
        }
        else
        {
            Term(text);
        }
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
                var root = LatexTerms.Root(_tex.Option() is { } degree ? Inner(degree) : "", Factor());
                // "√n k" is not √(nk).
                if (root[^1] == ')')
                {
                    Term(root);
                }
                else
                {
                    _out.TermApart(root);
                }

                return true;
            case "xrightarrow" or "xlongrightarrow" or "xleftarrow":
                _tex.Option();
                Relation((name == "xleftarrow" ? "←" : "→") + LatexScripts.Write('^', Unspaced(), ' '));
                return true;
            case "overset" or "stackrel" or "underset":
                var script = Unspaced();
                Term(Argument());
                if (LatexTerms.IsSimple(script))
                {
                    Close(LatexScripts.Write(name == "underset" ? '_' : '^', script, _tex.Ahead(0)));
                }

                return true;
            case "pmod":
                _out.Space();
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
        if (
            name
            is ","
                or ";"
                or ":"
                or " "
                or ">"
                or "quad"
                or "qquad"
                or "enspace"
                or "enskip"
                or "thinspace"
                or "space"
                or "\n"
                or "hskip"
        )
        {
            _out.Space();
        }
        else if (name == "\\")
        {
            Term(";");
        }
        else if (name.Length == 1 && !char.IsAsciiLetter(name[0]))
        {
            Term(name);
        }
        else if (_tex.Ahead(0) == '{' && !_tex.StartsWith("{}"))
        {
            Words(_tex.Argument());
        }
        else if (name.Length > 0)
        {
            _out.Word(name);
            if (char.IsWhiteSpace(_tex.Ahead(0)))
            {
                _out.Space();
            }
        }
    }

    // "\text{ if }": here spaces count.
    private void Words(Stretch words)
    {
        if (words.IsEmpty)
        {
            return;
        }

        if (char.IsWhiteSpace(_tex.Text[words.Start]))
        {
            _out.Space();
        }

        Term(LatexText.Inline(_tex.Text, words, _depth + 1));
        if (char.IsWhiteSpace(_tex.Text[words.End - 1]))
        {
            _out.Space();
        }
    }

    // True for what parts a term from what follows it.
    private static bool Ends(string command) =>
        command is ")" or "]" or "}" or "," or ";" or ":" or ">" or "\\" or " " or "right" or "quad" or "qquad"
        || LatexSymbols.Relations.ContainsKey(command);

    private void Fraction()
    {
        var (above, below) = (Argument(), Factor());
        var fraction = LatexTerms.Fraction(above, below);
        // "2(a/b)", "(1/2)x"; no space of the author's stays in a script.
        if (_tex.StartsWith(" ("))
        {
            _tex.At++;
        }

        var touches =
            _out.Touches
            || char.IsAsciiLetterOrDigit(_tex.Ahead(0))
            || _tex.Ahead(0) == '('
            || (_tex.Ahead(0) == '\\' && !Ends(_tex.NextCommand()));
        Term(touches ? $"({fraction})" : fraction);
    }
}
