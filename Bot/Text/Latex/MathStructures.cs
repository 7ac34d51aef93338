namespace Bot.Text.Latex;

/// <summary>Commands of formulas that put terms above, below or behind one another: fractions, roots, arrows.</summary>
internal static class MathStructures
{
    /// <summary>Reads and renders what the command takes; false, and nothing is read, for any other command.</summary>
    public static bool TryRead(LatexMath math, string name)
    {
        switch (name)
        {
            case "frac" or "dfrac" or "tfrac" or "cfrac" or "nicefrac" or "sfrac":
                Fraction(math);
                return true;
            case "binom" or "tbinom" or "dbinom":
                math.Output.Term($"({math.Argument()} choose {math.Argument()})");
                return true;
            case "sqrt":
                Root(math);
                return true;
            case "xrightarrow" or "xlongrightarrow":
                LabelledArrow(math, "→");
                return true;
            case "xleftarrow":
                LabelledArrow(math, "←");
                return true;
            case "overset" or "stackrel":
                Stack(math, '^');
                return true;
            case "underset":
                Stack(math, '_');
                return true;
            case "pmod":
                math.Output.Space();
                math.Output.Term($"(mod {math.Argument()})");
                return true;
            case "begin" or "end" when math.Source.Group() is { } environment:
                Environment(math, name, environment.Of(math.Source.Text).TrimEnd('*'));
                return true;
            case "underbrace" or "overbrace":
                Brace(math);
                return true;
            case "ce":
                math.Output.Term(Chemistry.Formula(math.Source.Argument().Of(math.Source.Text)));
                return true;
            case "unicode" or "char" or "symbol":
                math.Output.Term(LatexTerms.Character(math.Source.Argument().Of(math.Source.Text)));
                return true;
            default:
                return false;
        }
    }

    // A matrix keeps its brackets; how an array's columns are set is nobody's word.
    private static void Environment(LatexMath math, string command, string name)
    {
        if (command == "begin" && name is "array" or "tabular" or "alignedat")
        {
            math.Source.Option();
            math.Source.Group();
        }

        var (open, close) = name switch
        {
            "pmatrix" or "psmallmatrix" => ("(", ")"),
            "bmatrix" or "bsmallmatrix" => ("[", "]"),
            "Bmatrix" => ("{", "}"),
            "vmatrix" => ("|", "|"),
            "Vmatrix" => ("‖", "‖"),
            _ => ("", ""),
        };
        if (open.Length == 0)
        {
            return;
        }

        math.Output.Term(command == "begin" ? open : close);
        math.Source.SkipSpaces();
    }

    // What is written below or above a brace says what stands there.
    private static void Brace(LatexMath math)
    {
        math.Output.Term(math.Argument());
        if (math.Source.Ahead(0) is not ('_' or '^'))
        {
            return;
        }

        math.Source.At++;
        var label = math.Argument();
        if (label.Length > 0)
        {
            math.Output.Space();
            math.Output.Term($"({label})");
        }
    }

    private static void Fraction(LatexMath math)
    {
        var above = math.Argument();
        var below = math.Factor();
        var fraction = LatexTerms.Fraction(above, below);
        var source = math.Source;
        // A bracket behind a fraction comes close to it, so that no space of the author's stays in a script.
        if (source.StartsWith(" ("))
        {
            source.At++;
        }

        // "2(a/b)" and "(1/2)x"
        var touches =
            math.Output.Touches
            || char.IsAsciiLetterOrDigit(source.Ahead(0))
            || source.Ahead(0) == '('
            || (source.Ahead(0) == '\\' && !EndsTerm(source.NextCommand()));
        math.Output.Term(touches ? $"({fraction})" : fraction);
    }

    // True for what parts a term from what follows it.
    private static bool EndsTerm(string command) =>
        command is ")" or "]" or "}" or "," or ";" or ":" or ">" or "\\" or " " or "right" or "quad" or "qquad"
        || LatexSymbols.Relations.ContainsKey(command);

    private static void Root(LatexMath math)
    {
        var degree = math.Source.Option() is { } option ? math.Inner(option) : "";
        var root = LatexTerms.Root(degree, math.Factor());
        if (root[^1] == ')')
        {
            math.Output.Term(root);
        }
        else
        {
            // "√n k" is not √(nk).
            math.Output.TermApart(root);
        }
    }

    private static void LabelledArrow(LatexMath math, string arrow)
    {
        math.Source.Option();
        math.Output.Relation(arrow + LatexScripts.Write('^', math.ArgumentWithoutSpaces(), ' '));
        math.Source.SkipSpaces();
    }

    // A label that is more than one thing is left out.
    private static void Stack(LatexMath math, char kind)
    {
        var script = math.ArgumentWithoutSpaces();
        math.Output.Term(math.Argument());
        if (LatexTerms.IsSimple(script))
        {
            math.Output.Close(LatexScripts.Write(kind, script, math.Source.Ahead(0)));
        }
    }
}
