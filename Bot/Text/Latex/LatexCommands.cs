namespace Bot.Text.Latex;

/// <summary>What TeX's commands mean outside of formulas.</summary>
internal sealed class LatexCommands(LatexText text, LatexReader tex, RenderingBuilder output, int depth)
{
    private readonly LatexLetters _letters = new(tex, output, depth);
    private readonly LatexUnits _units = new(tex, output, depth);
    private readonly LatexReferences _references = new(text, tex, output, depth);

    /// <summary>Reads the command that begins at the reader's place, and what belongs to it.</summary>
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
        else if (
            !_letters.TryRead(name, start)
            && !TrySymbol(name, start)
            && !TrySilent(name, start)
            && !_units.TryRead(name, start)
        )
        {
            WithWords(name, start);
        }
    }

    private void Sign(string sign, int start)
    {
        switch (sign)
        {
            // The space behind "i.e.\@" is one of a sentence, which nobody sees here.
            case "@" when !char.IsLetter(tex.Ahead(0)):
                break;
            case "&" when HtmlEntities.At(tex.Text, start + 1) is var (character, length):
                output.Add(character, start);
                tex.At = start + 1 + length;
                break;
            case "\"" when _letters.AreQuotesEscaped:
                output.Add('"', start);
                break;
            case "~" or "^" or "'" or "`" or "\"" or "=" or ".":
                _letters.Accent(sign, start);
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
            case "-" when IsHyphen(start):
                output.Add('-', start);
                break;
            case "-" or "!" or "/" or "<":
                break;
            default:
                output.Add(sign, start);
                break;
        }
    }

    // One in a word is meant as a hyphen, several are places where a line may break; so is one before or behind one or
    // two letters: "co\-operation".
    private bool IsHyphen(int at)
    {
        var before = at;
        while (before > 0 && char.IsAsciiLetter(tex.Text[before - 1]))
        {
            before--;
        }

        var after = tex.At;
        while (after < tex.End && char.IsAsciiLetter(tex.Text[after]))
        {
            after++;
        }

        const int LeastLetters = 3;
        return at - before >= LeastLetters
            && after - tex.At >= LeastLetters
            && !(before > 0 && tex.Text[before - 1] == '-')
            && !tex.Text.AsSpan(after).StartsWith("\\-");
    }

    private bool TrySymbol(string name, int start)
    {
        var isDegree = name == "deg" && !(tex.Ahead(0) == '(' || tex.Ahead() == '(');
        if ((isDegree ? "°" : LatexSymbols.Of(name)) is not { } symbol)
        {
            return false;
        }

        output.Add(symbol, start);
        // "\textdegree C" and "\textquoteright s" are one word: the space only ends the command's name.
        var endsName =
            symbol is ("°" or "’")
            && tex.Ahead(0) == ' '
            && char.IsAsciiLetter(tex.Ahead())
            && !char.IsLetter(tex.Ahead(2));
        if (!SkipEmptyGroup() && endsName)
        {
            tex.At++;
        }

        return true;
    }

    private bool TrySilent(string name, int start)
    {
        if (LatexVocabulary.Silent.Contains(name) || LatexVocabulary.IsSize(name))
        {
            Skip(name, start);
        }
        else if (LatexReferences.IsCitation(name))
        {
            _references.Citation(start);
        }
        else if (LatexVocabulary.Dropped.Contains(name))
        {
            Drop();
        }
        else
        {
            return false;
        }

        return true;
    }

    private void Skip(string name, int start)
    {
        if (name is "par" or "smallskip" or "medskip" or "bigskip")
        {
            output.AddParagraph(start);
        }
        else if (
            name is "newline" or "linebreak" or "break" or "quad" or "qquad" or "space" or "enspace" or "thinspace"
        )
        {
            output.Add(' ', start);
        }

        if (!SkipEmptyGroup())
        {
            tex.SkipSpaces();
        }
    }

    private void Drop()
    {
        tex.Option();
        tex.Group();
    }

    // The empty group that ends a command's name.
    private bool SkipEmptyGroup()
    {
        if (!tex.StartsWith("{}"))
        {
            return false;
        }

        tex.At += 2;
        return true;
    }

    private void WithWords(string name, int start)
    {
        var isTerm = LatexVocabulary.Terms.Contains(name) || (LatexAccents.IsMathMark(name) && name is not "underline");
        if (isTerm)
        {
            Term(start);
            return;
        }

        switch (name)
        {
            case "hyperlink" or "hyperref" when !_references.LeadsToPage():
                Drop();
                Named(name, start);
                break;
            case "href" or "hyperlink" or "hyperref" when tex.Group() is { } target:
                _references.Link(target, start);
                break;
            case "footnote" or "thanks" or "footnotetext" when tex.Ahead(0) == '{':
                output.TrimEnd();
                output.Add(" (", start);
                text.Open(")");
                break;
            case "textsuperscript" when tex.Group() is { } script:
                Script('^', script, start);
                break;
            case "textsubscript" when tex.Group() is { } script:
                Script('_', script, start);
                break;
            case "verb" when !char.IsLetterOrDigit(tex.Ahead(0)) && tex.Ahead(0) is not ('\0' or ' '):
                Verbatim(start);
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

    private void Term(int start)
    {
        tex.Option();
        while (tex.Ahead(0) == '{' && tex.Group() is not null)
        {
            // The term goes on behind each of its groups.
        }

        output.Add(LatexMath.Render(tex.Text, new Stretch(start, tex.At), depth + 1), start);
    }

    private void Script(char kind, Stretch script, int start)
    {
        var rendered = LatexText.Inline(tex.Text, script, depth + 1).Replace(" ", "", StringComparison.Ordinal);
        output.Add(LatexScripts.Write(kind, rendered, tex.Ahead(0)), start);
    }

    // Code between two equal signs.
    private void Verbatim(int start)
    {
        var close = tex.Text.IndexOf(tex.Ahead(0), tex.At + 1, tex.End - tex.At - 1);
        if (close < 0)
        {
            output.Add("verb", start);
            return;
        }

        output.Add(tex.Text[(tex.At + 1)..close], start);
        tex.At = close + 1;
    }

    // A command with words is about their looks; one without is the author's own name for a thing.
    private void Named(string name, int start)
    {
        var known =
            LatexVocabulary.FirstDropped.Contains(name)
            || name.StartsWith("text", StringComparison.Ordinal)
            || name is "emph" or "url" or "path" or "nolinkurl" or "mbox" or "underline" or "uline" or "ul";
        var hasWords = tex.Ahead(0) == '{' || (known && tex.Ahead(0) == ' ' && tex.Ahead() == '{');
        if (!SkipEmptyGroup() && hasWords)
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
}
