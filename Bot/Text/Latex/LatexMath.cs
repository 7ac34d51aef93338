namespace Bot.Text.Latex;

/// <summary>
/// Renders a formula in Unicode as it would be read aloud: in one line, without braces. Styled letters become plain
/// ones, because screen readers stumble over mathematical alphabets.
/// </summary>
internal sealed class LatexMath
{
    // Formulas in abstracts nest three or four deep; text that nests deeper is no formula.
    private const int MostDepth = 24;

    private readonly int _depth;

    private LatexMath(string source, Stretch formula, int depth)
    {
        Source = new LatexReader(source, formula);
        _depth = depth;
    }

    /// <summary>The formula as the author wrote it.</summary>
    public LatexReader Source { get; }

    /// <summary>What it reads as.</summary>
    public FormulaBuilder Output { get; } = new();

    public static string Render(string source, Stretch formula, int depth = 0)
    {
        if (depth > MostDepth)
        {
            return formula.Of(source);
        }

        var math = new LatexMath(source, formula, depth);
        while (!math.Source.Done)
        {
            math.Next();
        }

        return math.Output.ToString();
    }

    /// <summary>Renders a part of the formula by itself.</summary>
    public string Inner(Stretch stretch) => Render(Source.Text, stretch, _depth + 1).Trim();

    /// <summary>Reads and renders what a command takes.</summary>
    public string Argument() => Inner(Source.Argument());

    /// <summary>The same for a script, an arrow or an accent, which has no room for spaces.</summary>
    public string ArgumentWithoutSpaces() => Argument().Replace(" ", "", StringComparison.Ordinal);

    /// <summary>The same for something to divide by: letters without more are a product, not a name.</summary>
    public string Factor()
    {
        var argument = Source.Argument();
        var term = Inner(argument);
        var isProduct =
            argument.Length > 1
            && term.Length == argument.Length
            && term.All(char.IsAsciiLetter)
            && !LatexTerms.IsDifferential(term);
        return isProduct ? $"({term})" : term;
    }

    /// <summary>Renders words within a formula, as in <c>\text{ if }</c>, whose spaces count.</summary>
    public void Words(Stretch words)
    {
        if (words.IsEmpty)
        {
            return;
        }

        if (char.IsWhiteSpace(Source.Text[words.Start]))
        {
            Output.Space();
        }

        Output.Term(LatexText.Inline(Source.Text, words, _depth + 1));
        if (char.IsWhiteSpace(Source.Text[words.End - 1]))
        {
            Output.Space();
        }
    }

    private void Next()
    {
        var c = Source.Current;
        switch (c)
        {
            case '\\':
                MathCommands.Next(this);
                break;
            case '{':
                Group();
                break;
            case '^' or '_':
                Script(c);
                break;
            case '\'':
                Source.At++;
                Output.Close("′");
                break;
            case '}' or '$':
                Source.At++;
                break;
            case ':' when Source.Ahead() == '=':
            case '=' or '<' or '>':
                Comparison();
                break;
            case '~' or '&':
            case var _ when char.IsWhiteSpace(c):
                Source.At++;
                Output.Space();
                break;
            case '.' when char.IsAsciiDigit(Source.Ahead()):
                Source.At += 2;
                Output.Term($".{Source.Text[Source.At - 1]}");
                break;
            default:
                var plain = PlainLetters.At(Source.Text, Source.At);
                Source.At += plain?.Length ?? 1;
                Output.Term(plain?.Text ?? c.ToString());
                break;
        }
    }

    private void Group()
    {
        if (Source.Group() is { } group)
        {
            Output.Term(Inner(group));
        }
        else
        {
            Source.At++;
        }
    }

    private void Script(char kind)
    {
        Source.At++;
        Output.Close(LatexScripts.Write(kind, ArgumentWithoutSpaces(), Source.Ahead(0)));
    }

    // "<=", ":=" and "==" are one sign.
    private void Comparison()
    {
        var start = Source.At;
        while (Source.Ahead() is '=' or '<' or '>')
        {
            Source.At++;
        }

        Source.At++;
        Output.Compare(Source.Text[start..Source.At], char.IsWhiteSpace(Source.Ahead(0)));
    }
}
