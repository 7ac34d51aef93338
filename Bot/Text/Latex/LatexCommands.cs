using System.Collections.Frozen;
using System.Net;

namespace Bot.Text.Latex;

/// <summary>What TeX's commands mean outside of formulas.</summary>
internal sealed class LatexCommands(LatexText text, LatexReader tex, RenderingBuilder output, int depth)
{
    // Behind these a reference is part of the sentence: "as in [ref]".
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Prepositions = FrozenSet
        .Create(
            StringComparer.OrdinalIgnoreCase,
            "in",
            "by",
            "of",
            "from",
            "to",
            "with",
            "than",
            "see",
            "for",
            "on",
            "and",
            "the",
            "via",
            "using",
            "extend",
            "extends",
            "following"
        )
        .GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly Lazy<bool> _quotes = new(() => HasEscapedQuotes(tex));

    public void Next()
    {
        var start = tex.At;
        var name = tex.Command();
        if (name.Length == 0)
        {
            return;
        }

        if (!char.IsAsciiLetter(name[0]))
        {
            Sign(name, start);
        }
        else if (LatexAccents.IsMark(name) && TakesLetter())
        {
            Accent(name, start);
        }
        else if (LatexAccents.Letter(name) is { } letter)
        {
            Letter(letter, start);
        }
        else if (name == "deg" && !(tex.Ahead(0) == '(' || tex.Ahead() == '('))
        {
            Symbol("°", start);
        }
        else if (LatexSymbols.Of(name) is { } symbol)
        {
            Symbol(symbol, start);
        }
        else if (LatexVocabulary.Silent.Contains(name) || LatexMath.IsSize(name))
        {
            Skip(name, start);
        }
        else if (IsCitation(name))
        {
            Citation(start);
        }
        else if (LatexVocabulary.Dropped.Contains(name))
        {
            Drop();
        }
        else if (LatexVocabulary.Terms.Contains(name) || LatexAccents.IsMathMark(name) && name is not "underline")
        {
            Term(start);
        }
        else
        {
            Words(name, start);
        }
    }

    /// <summary>The character of an HTML entity and the entity's length; null for none.</summary>
    public static (string Character, int Length)? EntityAt(string source, int at)
    {
        var end = source.IndexOf(';', at, Math.Min(12, source.Length - at));
        if (end < at + 3)
        {
            return null;
        }

        var entity = source[at..(end + 1)];
        var character = WebUtility.HtmlDecode(entity);
        return character == entity || entity.AsSpan(1).ContainsAny(" &")
            ? null
            : (character == "\u00A0" ? " " : character, entity.Length);
    }

    private void Sign(string sign, int start)
    {
        switch (sign)
        {
            case "&" when EntityAt(tex.Text, start + 1) is var (character, length):
                output.Add(character, start);
                tex.At = start + 1 + length;
                break;
            case "\"" when _quotes.Value:
                output.Add('"', start);
                break;
            case "~" or "^" or "'" or "`" or "\"" or "=" or ".":
                Accent(sign, start);
                break;
            case "\\":
                if (tex.Ahead(0) == '*')
                {
                    tex.At++;
                }

                output.Add(' ', start);
                break;
            case " " or "," or ";" or ":" or ">" or "\n" or "\t" or "\r":
                output.Add(' ', start);
                break;
            case "-":
                if (IsHyphen(start))
                {
                    output.Add('-', start);
                }

                break;
            case "!" or "/" or "<":
                break;
            case "(" or ")" or "[" or "]" or "|" or _:
                output.Add(sign, start);
                break;
        }
    }

    private void Accent(string mark, int start)
    {
        if (
            char.IsWhiteSpace(tex.Ahead(0))
            && (char.IsAsciiLetter(tex.Ahead()) || tex.Ahead() == '\\')
            && (char.IsAsciiLetter(mark[0]) || char.IsAsciiLetterLower(tex.Ahead()))
        )
        {
            tex.At++;
        }

        var letter = tex.Ahead(0);
        var takes = letter is '{' or '\\' || char.IsLetter(letter);
        output.Add(
            LatexAccents.Marked(mark, takes ? LatexText.Inline(tex.Text, tex.Argument(), depth + 1) : ""),
            start
        );
        // "Garc\'\i a"
        if (letter == '\\' && tex.Ahead(0) == ' ' && char.IsAsciiLetterLower(tex.Ahead()))
        {
            tex.At++;
        }
    }

    // "\v Sprem", "\c{c}", "\u\i"; "\color" has been read as another command, and "\b" alone is somebody's own.
    private bool TakesLetter() =>
        tex.Ahead(0) == '{'
        || (tex.Ahead(0) == ' ' && char.IsAsciiLetter(tex.Ahead()))
        || (tex.Ahead(0) == '\\' && tex.Ahead() is 'i' or 'j');

    private void Letter(string letter, int start)
    {
        output.Add(letter, start);
        // "M\o gelmose" is one word, "Micha\l Nowak" two.
        if (tex.StartsWith("{}"))
        {
            tex.At += 2;
        }
        else if (tex.Ahead(0) == ' ' && char.IsAsciiLetterLower(tex.Ahead()))
        {
            tex.At++;
        }
    }

    private void Symbol(string symbol, int start)
    {
        output.Add(symbol, start);
        if (tex.StartsWith("{}"))
        {
            tex.At += 2;
        }
    }

    private void Skip(string name, int start)
    {
        if (name is "par" or "smallskip" or "medskip" or "bigskip")
        {
            output.AddParagraph(start);
        }
        else if (name is "newline" or "linebreak" or "quad" or "qquad" or "space" or "enspace" or "thinspace")
        {
            output.Add(' ', start);
        }

        if (tex.StartsWith("{}"))
        {
            tex.At += 2;
        }
        else
        {
            tex.SkipSpaces();
        }
    }

    private static bool IsCitation(string name) => name.Contains("cite", StringComparison.Ordinal);

    private void Citation(int start)
    {
        while (tex.Option() is not null) { }
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

    // One in a word is meant as a hyphen, several are places where a line may break.
    private bool IsHyphen(int at)
    {
        var (before, after) = (at, tex.At);
        while (before > 0 && char.IsAsciiLetter(tex.Text[before - 1]))
        {
            before--;
        }

        while (after < tex.End && char.IsAsciiLetter(tex.Text[after]))
        {
            after++;
        }

        return before < at
            && after > tex.At
            && !(before > 0 && tex.Text[before - 1] == '-')
            && !tex.Text.AsSpan(after).StartsWith("\\-");
    }

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

    private void Drop()
    {
        tex.Option();
        tex.Group();
    }

    private void Term(int start)
    {
        tex.Option();
        while (tex.Ahead(0) == '{' && tex.Group() is not null) { }
        output.Add(LatexMath.Render(tex.Text, new Stretch(start, tex.At), depth + 1), start);
    }

    private void Words(string name, int start)
    {
        switch (name)
        {
            case "hyperlink"
            or "hyperref"
                when tex.NextGroup() is not { } place || !place.Of(tex.Text).Contains("://", StringComparison.Ordinal):
                goto default;
            case "href" or "hyperlink" or "hyperref" when tex.Group() is { } target:
                Href(target, start);
                break;
            case "footnote" or "thanks" or "footnotetext" when tex.Ahead(0) == '{':
                output.TrimEnd();
                output.Add(" (", start);
                text.Open(")");
                break;
            case "textsuperscript" or "textsubscript" when tex.Group() is { } script:
                output.Add(
                    LatexScripts.Write(
                        name == "textsubscript" ? '_' : '^',
                        LatexText.Inline(tex.Text, script, depth + 1).Replace(" ", "", StringComparison.Ordinal),
                        tex.Ahead(0)
                    ),
                    start
                );
                break;
            case "SI" or "qty" when tex.Group() is { } number:
                var unit = tex.Group() is { } given ? LatexMath.Render(tex.Text, given, depth + 1) : "";
                output.Add(
                    LatexText.Inline(tex.Text, number, depth + 1)
                        + (unit.Length > 0 && char.IsLetter(unit[0]) ? " " : "")
                        + unit,
                    start
                );
                break;
            case "item":
                output.AddParagraph(start);
                output.Add("• ", start);
                tex.SkipSpaces();
                break;
            default:
                if (LatexVocabulary.FirstDropped.Contains(name))
                {
                    Drop();
                }

                Named(name, start);
                break;
        }
    }

    private void Href(Stretch target, int start)
    {
        var url = LatexLinks.At(tex.Text, target.Start, target.End)?.Url ?? LatexLinks.Unescaped(target.Of(tex.Text));
        var at = tex.At;
        var label = tex.Group() is { } group ? LatexText.Inline(tex.Text, group, depth + 1) : "";
        // Some give the two the wrong way round.
        if (!url.Contains("://", StringComparison.Ordinal) && label.StartsWith("http", StringComparison.Ordinal))
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
        text.Open(url.Contains("://", StringComparison.Ordinal) ? $" ({url})" : "");
    }

    // A command with words is about their looks; one without is somebody's own name for a thing.
    private void Named(string name, int start)
    {
        var known =
            LatexVocabulary.FirstDropped.Contains(name)
            || name.StartsWith("text", StringComparison.Ordinal)
            || name is "emph" or "url" or "path" or "nolinkurl" or "mbox" or "underline" or "uline" or "ul";
        if (tex.StartsWith("{}"))
        {
            tex.At += 2;
        }
        else if (tex.Ahead(0) == '{' || (known && tex.Ahead(0) == ' ' && tex.Ahead() == '{'))
        {
            if (!known && char.IsLetter(output.Last) && char.IsLetter(tex.Ahead()))
            {
                output.Add(' ', start);
            }

            text.Open("");
            return;
        }

        if (known)
        {
            return;
        }

        if (LatexTerms.Ends(output.Last))
        {
            output.Add(' ', start);
        }

        output.Add(name, start);
    }

    // In "\"word\"" the sign is a quote: no accent stands before a space or a stop.
    private static bool HasEscapedQuotes(LatexReader tex)
    {
        var text = tex.Text.AsSpan(tex.Start, tex.End - tex.Start);
        for (var next = text.IndexOf("\\\""); next >= 0; next = text.IndexOf("\\\""))
        {
            text = text[(next + 2)..];
            if (text.IsEmpty || !(char.IsAsciiLetter(text[0]) || text[0] is '{' or '\\'))
            {
                return true;
            }
        }

        return false;
    }
}
