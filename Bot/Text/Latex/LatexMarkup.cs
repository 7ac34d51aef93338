namespace Bot.Text.Latex;

/// <summary>What authors leave in TeX of other languages: elements and characters of HTML, links of Markdown.</summary>
internal sealed class LatexMarkup(LatexReader tex, RenderingBuilder output, int depth)
{
    /// <summary>What looks mean is lost in plain text, but what stands high or low means something.</summary>
    public void Element(HtmlElement element)
    {
        var inner = LatexText.Inline(tex.Text, element.Inner, depth + 1);
        if (element.Script is { } kind)
        {
            inner = LatexScripts.Write(kind, inner.Replace(" ", "", StringComparison.Ordinal), element.Next);
        }

        output.Add(inner, element.Whole.Start);
        tex.At = element.Whole.End;
    }

    /// <summary>A link with its label, or alone where the label says the same.</summary>
    public void Link(Stretch label, string url, int end)
    {
        var isLabelNeeded = !LatexLinks.Says(label.Of(tex.Text), url);
        if (isLabelNeeded)
        {
            output.Add($"{LatexText.Inline(tex.Text, label, depth + 1)} (", tex.At);
        }

        output.Add(url, tex.At);
        if (isLabelNeeded)
        {
            output.Add(')', tex.At);
        }

        tex.At = end;
    }

    /// <summary>A character by its name or number, or the sign that such a thing would begin with.</summary>
    public void Entity()
    {
        var (character, length) = HtmlEntities.At(tex.Text, tex.At) ?? ("&", 1);
        output.Add(character, tex.At);
        tex.At += length;
    }
}
