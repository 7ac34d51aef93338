namespace Bot.Text.Latex;

/// <summary>Commands of siunitx and of astronomers in a text: quantities, units, ions, isotopes.</summary>
internal sealed class LatexUnits(LatexReader tex, RenderingBuilder output, int depth)
{
    /// <summary>Reads and writes what the command takes; false, and nothing is read, for any other command.</summary>
    public bool TryRead(string name, int start)
    {
        if (tex.NextGroup() is null && name is not ("isotope" or "nuclide"))
        {
            return false;
        }

        switch (name)
        {
            case "SI" or "qty":
                Quantity(start);
                return true;
            case "si" or "unit":
                output.Add(UnitOf(tex.Argument()), start);
                return true;
            case "num":
                output.Add(LatexText.Inline(tex.Text, tex.Argument(), depth + 1), start);
                return true;
            case "ion":
                var element = tex.Argument().Of(tex.Text);
                var stage = tex.Group() is { } given ? given.Of(tex.Text).ToUpperInvariant() : "";
                output.Add($"{element} {stage}".TrimEnd(), start);
                return true;
            case "isotope" or "nuclide":
                var mass = tex.Option() is { } option ? LatexScripts.Write('^', option.Of(tex.Text), ' ') : "";
                output.Add(mass + (tex.Group() is { } symbol ? symbol.Of(tex.Text) : ""), start);
                return true;
            default:
                return false;
        }
    }

    private void Quantity(int start)
    {
        var number = LatexText.Inline(tex.Text, tex.Argument(), depth + 1);
        var unit = tex.Group() is { } given ? UnitOf(given) : "";
        var isApart = unit.Length > 0 && (char.IsLetter(unit[0]) || unit.StartsWith("°C", StringComparison.Ordinal));
        output.Add(number + (isApart ? " " : "") + unit, start);
    }

    private string UnitOf(Stretch unit) =>
        Chemistry.Unit(unit.Of(tex.Text)) ?? LatexMath.Render(tex.Text, unit, depth + 1);
}
