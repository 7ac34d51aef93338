using System.Collections.Frozen;

namespace Bot.Text.Latex;

/// <summary>Commands of TeX that point elsewhere: citations, which no toot can show, and links.</summary>
internal sealed class LatexReferences(LatexText text, LatexReader tex, RenderingBuilder output, int depth)
{
    // Behind these a reference is part of the sentence: "as in [ref]".
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Prepositions = WordTable
        .Split("in by of from to with than see for on and the via using extend extends following")
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    public static bool IsCitation(string name) => name.Contains("cite", StringComparison.Ordinal);

    /// <summary>Reads what a citation takes. <c>[ref]</c> is written only where the sentence needs it.</summary>
    public void Citation(int start)
    {
        while (tex.Option() is not null)
        {
            // Pages and notes, as in \cite[p. 5]{key}.
        }

        if (tex.Group() is null)
        {
            return;
        }

        if (Prepositions.Contains(WordBefore(tex.Text, start)) || tex.StartsWith("'s"))
        {
            output.Add("[ref]", start);
        }
        // Nothing was in the brackets but the reference.
        else if (tex.Ahead(0) == ')' && output.TryRemove('('))
        {
            tex.At++;
        }
    }

    /// <summary>True where the next group is a web address, not a place within the paper.</summary>
    public bool LeadsToPage() => tex.NextGroup() is { } place && HasScheme(place.Of(tex.Text));

    /// <summary>Reads the label of a link, and writes both; the address alone where the label tells no more.</summary>
    public void Link(Stretch target, int start)
    {
        var url = LatexLinks.At(tex.Text, target.Start, target.End)?.Url ?? LatexLinks.Unescaped(target.Of(tex.Text));
        var at = tex.At;
        var label = tex.Group() is { } group ? LatexText.Inline(tex.Text, group, depth + 1) : "";
        // Some give the two the wrong way round.
        if (!HasScheme(url) && label.StartsWith("http", StringComparison.Ordinal))
        {
            output.Add(LatexLinks.Says(url, label) ? label : $"{url} ({label})", start);
            return;
        }

        if (label.Length == 0 || LatexLinks.Says(label, url))
        {
            output.Add(url, start);
            if (char.IsLetterOrDigit(tex.Ahead(0)))
            {
                output.Add(' ', tex.At);
            }

            return;
        }

        tex.At = at;
        text.Open(HasScheme(url) ? $" ({url})" : "");
    }

    private static bool HasScheme(string address) => address.Contains("://", StringComparison.Ordinal);

    private static ReadOnlySpan<char> WordBefore(string source, int at)
    {
        while (at > 0 && source[at - 1] is ' ' or '~')
        {
            at--;
        }

        var end = at;
        while (at > 0 && char.IsAsciiLetter(source[at - 1]))
        {
            at--;
        }

        return source.AsSpan(at, end - at);
    }
}
