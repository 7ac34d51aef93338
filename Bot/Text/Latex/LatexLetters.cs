namespace Bot.Text.Latex;

/// <summary>
/// Letters that TeX writes as commands: those with accents, such as <c>\'e</c>, and special ones, such as <c>\o</c>.
/// </summary>
internal sealed class LatexLetters(LatexReader tex, RenderingBuilder output, int depth)
{
    private bool? _areQuotesEscaped;

    /// <summary>True where the author writes <c>\"</c> for a straight quote, not for the accent.</summary>
    public bool AreQuotesEscaped => _areQuotesEscaped ??= HasEscapedQuotes();

    /// <summary>Writes the letter that a command stands for; false when it stands for none.</summary>
    public bool TryRead(string name, int start)
    {
        if (LatexAccents.IsMark(name) && TakesLetter())
        {
            Accent(name, start);
            return true;
        }

        if (LatexAccents.Letter(name) is { } letter)
        {
            Special(letter, start);
            return true;
        }

        return false;
    }

    /// <summary>Reads the letter behind the command of an accent, and writes both as one.</summary>
    public void Accent(string mark, int start)
    {
        if (IsSpaceBeforeLetter(mark))
        {
            tex.At++;
        }

        var letter = tex.Ahead(0);
        var takes = letter is '{' or '\\' || char.IsLetter(letter);
        var letters = takes ? LatexText.Inline(tex.Text, tex.Argument(), depth + 1) : "";
        output.Add(LatexAccents.Marked(mark, letters), start);
        // "Garc\'\i a"
        if (letter == '\\' && IsSpaceWithinWord())
        {
            tex.At++;
        }
    }

    // "\v Sprem" and "\' e", but not "\' Then".
    private bool IsSpaceBeforeLetter(string mark)
    {
        var next = tex.Ahead();
        return char.IsWhiteSpace(tex.Ahead(0))
            && (char.IsAsciiLetter(next) || next == '\\')
            && (char.IsAsciiLetter(mark[0]) || char.IsAsciiLetterLower(next));
    }

    // "\v Sprem", "\c{c}", "\u\i"; "\color" has been read as another command, and "\b" alone is the author's own.
    private bool TakesLetter() =>
        tex.Ahead(0) == '{'
        || (tex.Ahead(0) == ' ' && char.IsAsciiLetter(tex.Ahead()))
        || (tex.Ahead(0) == '\\' && tex.Ahead() is 'i' or 'j');

    private void Special(string letter, int start)
    {
        output.Add(letter, start);
        // "M\o gelmose" is one word, "Micha\l Nowak" two.
        if (tex.StartsWith("{}"))
        {
            tex.At += 2;
        }
        else if (IsSpaceWithinWord())
        {
            tex.At++;
        }
    }

    // The space that only ends a command's name: a name goes on in small letters.
    private bool IsSpaceWithinWord() => tex.Ahead(0) == ' ' && char.IsAsciiLetterLower(tex.Ahead());

    // In "\"word\"" the sign is a quote: no accent stands before a space or a stop.
    private bool HasEscapedQuotes()
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
