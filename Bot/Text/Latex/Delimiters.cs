namespace Bot.Text.Latex;

/// <summary>Commands of formulas that stand for brackets around what they are given: norms, states, sets, derivatives.</summary>
internal static class Delimiters
{
    /// <summary>Reads and writes what the command takes; false, and nothing is read, for any other command.</summary>
    public static bool TryRead(LatexMath math, string name)
    {
        // Without anything to take it is the author's own name for something.
        var hasDegree = math.Source.Ahead(0) == '[' && name is ("pdv" or "dv" or "odv");
        if (!hasDegree && math.Source.NextGroup() is null)
        {
            return false;
        }

        switch (name)
        {
            case "norm" or "Norm":
                Enclose(math, "‖", "‖");
                return true;
            case "abs" or "Abs" or "card" or "absolutevalue":
                Enclose(math, "|", "|");
                return true;
            case "ceil" or "Ceil":
                Enclose(math, "⌈", "⌉");
                return true;
            case "floor" or "Floor":
                Enclose(math, "⌊", "⌋");
                return true;
            case "set" or "Set" or "cbr":
                Enclose(math, "{", "}");
                return true;
            case "ket" or "Ket":
                Enclose(math, "|", "⟩");
                return true;
            case "bra" or "Bra":
                Enclose(math, "⟨", "|");
                return true;
            case "expval" or "ev":
                Enclose(math, "⟨", "⟩");
                return true;
            default:
                return TryReadPair(math, name);
        }
    }

    private static bool TryReadPair(LatexMath math, string name)
    {
        switch (name)
        {
            case "braket" or "Braket":
                Products(math, "|");
                return true;
            case "inner" or "innerproduct" or "inprod" or "ip" or "innerprod":
                Products(math, ", ");
                return true;
            case "ketbra" or "dyad" or "outerproduct":
                var ket = math.Argument();
                math.Output.Term($"|{ket}⟩⟨{Second(math) ?? ket}|");
                return true;
            case "mel" or "matrixel":
                math.Output.Term($"⟨{math.Argument()}|{math.Argument()}|{math.Argument()}⟩");
                return true;
            case "pdv" or "partialderivative" or "pd":
                Derivative(math, "∂");
                return true;
            case "dv" or "derivative" or "odv":
                Derivative(math, "d");
                return true;
            default:
                return false;
        }
    }

    private static void Enclose(LatexMath math, string open, string close) =>
        math.Output.Term($"{open}{math.Argument()}{close}");

    // One group has its own bar or comma; of two, what is between them is written.
    private static void Products(LatexMath math, string between)
    {
        var first = math.Argument();
        var second = Second(math);
        var inner = second is null ? first.Replace(" | ", "|", StringComparison.Ordinal) : $"{first}{between}{second}";
        math.Output.Term($"⟨{inner}⟩");
    }

    private static string? Second(LatexMath math) => math.Source.Ahead(0) == '{' ? math.Argument() : null;

    private static void Derivative(LatexMath math, string d)
    {
        var degree = math.Source.Option() is { } option ? LatexScripts.Write('^', math.Inner(option), ' ') : "";
        var first = math.Argument();
        var (of, by) = Second(math) is { } second ? (first, second) : ("", first);
        var above = of.Length == 0 || LatexTerms.IsSimple(of) ? of : $"({of})";
        math.Output.Term($"{d}{degree}{above}/{d}{by}{degree}");
    }
}
