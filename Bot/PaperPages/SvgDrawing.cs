using System.Globalization;
using System.Text;

namespace Bot.PaperPages;

/// <summary>A line of text in a drawing. Lengths are in pixels.</summary>
/// <param name="X">Its start, or its end where <see cref="EndsAtX"/> is set.</param>
/// <param name="Y">Its baseline.</param>
/// <param name="Size">Of its letters.</param>
/// <param name="Colour">As SVG writes one.</param>
/// <param name="Words">The text, not escaped.</param>
internal sealed record SvgText(double X, double Y, int Size, string Colour, string Words)
{
    public bool IsBold { get; init; }

    public bool EndsAtX { get; init; }
}

/// <summary>A filled rectangle in a drawing. Lengths are in pixels.</summary>
/// <param name="X">Its left side.</param>
/// <param name="Y">Its upper side.</param>
/// <param name="Width">From left to right.</param>
/// <param name="Height">From top to bottom.</param>
/// <param name="Colour">As SVG writes one.</param>
internal sealed record SvgBar(double X, double Y, double Width, double Height, string Colour)
{
    /// <summary>The radius of its corners; 0 for sharp ones.</summary>
    public int Radius { get; init; }
}

/// <summary>Writes SVG 1.1: texts and rectangles only, nothing fetched.</summary>
internal sealed class SvgDrawing
{
    private readonly StringBuilder _svg = new();

    /// <param name="width">In pixels.</param>
    /// <param name="height">In pixels.</param>
    /// <param name="title">What the drawing shows, in words.</param>
    /// <param name="ground">The colour behind everything.</param>
    public SvgDrawing(int width, int height, string title, string ground)
    {
        Append($"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" ");
        Append($"viewBox=\"0 0 {width} {height}\" font-family=\"DejaVu Sans, Verdana, sans-serif\" role=\"img\">");
        Append($"<title>{Escaped(title)}</title>");
        Append($"<rect width=\"{width}\" height=\"{height}\" fill=\"{ground}\"/>");
    }

    public void Add(SvgText text)
    {
        var weight = text.IsBold ? " font-weight=\"bold\"" : "";
        var anchor = text.EndsAtX ? " text-anchor=\"end\"" : "";
        Append($"<text x=\"{text.X:0.#}\" y=\"{text.Y:0.#}\" font-size=\"{text.Size}\" fill=\"{text.Colour}\"");
        Append($"{weight}{anchor}>{Escaped(text.Words)}</text>");
    }

    public void Add(SvgBar bar)
    {
        var corners = bar.Radius > 0 ? string.Create(CultureInfo.InvariantCulture, $" rx=\"{bar.Radius}\"") : "";
        Append($"<rect x=\"{bar.X:0.#}\" y=\"{bar.Y:0.#}\" width=\"{bar.Width:0.#}\" height=\"{bar.Height:0.#}\"");
        Append($"{corners} fill=\"{bar.Colour}\"/>");
    }

    /// <summary>The drawing so far, complete.</summary>
    public override string ToString() => $"{_svg}</svg>";

    private void Append(FormattableString markup) => _svg.Append(FormattableString.Invariant(markup));

    private static string Escaped(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal)
            .Replace("\"", "&quot;", StringComparison.Ordinal);
}
