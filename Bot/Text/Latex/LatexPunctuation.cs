namespace Bot.Text.Latex;

/// <summary>What TeX's ties, quotes and dashes read as; those of code and of rough numbers stay.</summary>
internal sealed class LatexPunctuation(LatexReader tex, RenderingBuilder output)
{
    private int _closingQuote = -1;

    private int _boldEnds = -1;

    // How many “ still want a ”, and whether a straight quote wants another.
    private int _open;

    private bool _straight;

    public void Next(char sign)
    {
        if (sign == '~')
        {
            Write(IsTie() ? " " : "~");
        }
        else if (sign == '-')
        {
            Dash();
        }
        else if (sign == '"')
        {
            StraightQuote();
        }
        else
        {
            Quote(sign);
        }
    }

    /// <summary>True for the two stars on either side of what Markdown makes bold.</summary>
    public bool IsBold()
    {
        if (tex.Ahead() != '*' || tex.Ahead(2) == '*')
        {
            return tex.Ahead() == '*' && ClosesBold();
        }

        var close = tex.Text.AsSpan(tex.At + 2, Math.Min(64, tex.End - tex.At - 2)).IndexOf("**");
        var opens = close > 0 && !char.IsWhiteSpace(tex.Ahead(2)) && !char.IsWhiteSpace(tex.Text[tex.At + 1 + close]);
        if (opens)
        {
            _boldEnds = tex.At + 2 + close;
        }

        return opens || ClosesBold();
    }

    private bool ClosesBold() => tex.At == _boldEnds;

    private void Write(string text, int length = 1)
    {
        output.Add(text, tex.At);
        tex.At += length;
    }

    // "Table~1" is tied; "~50" and "10~20" are rough.
    private bool IsTie()
    {
        var before = tex.At > 0 ? tex.Text[tex.At - 1] : ' ';
        var after = tex.Ahead();
        if (char.IsDigit(before) && char.IsDigit(after))
        {
            return false;
        }

        if (after is '\\' or '$' or '{')
        {
            return !char.IsWhiteSpace(before);
        }

        return char.IsWhiteSpace(after)
            || char.IsLetter(after)
            || char.IsLetterOrDigit(before)
            || before is '}' or '$' or '.' or ',' or ')' or ']' or '%' or '\'' or ':' or ';';
    }

    private void Quote(char sign)
    {
        var doubled = tex.Ahead() == sign;
        if (sign == '`' && doubled)
        {
            Curly("“");
        }
        else if (sign == '`')
        {
            Backtick();
        }
        else if (doubled)
        {
            DoubleQuote();
        }
        else
        {
            Write(tex.At == _closingQuote ? "’" : "'");
        }
    }

    private void Backtick()
    {
        var close = tex.Text.AsSpan(tex.At + 1, Math.Min(62, tex.End - tex.At - 1)).IndexOfAny('`', '\'', '\n');
        var end = tex.At + 1 + close;
        // Code keeps its signs.
        if (close > 0 && tex.Text[end] == '`' && !tex.Text.AsSpan(tex.At, close).ContainsAny("\\$"))
        {
            for (; tex.At <= end; tex.At++)
            {
                output.Add(tex.Text[tex.At], tex.At);
            }

            return;
        }

        var quote = close > 0 && tex.Text[end] == '\'' && !char.IsLetterOrDigit(output.Last);
        if (quote)
        {
            // "`don't'": the last of the apostrophes that no letter follows closes.
            while (
                end < Math.Min(tex.At + 120, tex.End - 1)
                && char.IsLetter(tex.Text[end + 1])
                && tex.Text.IndexOf('\'', end + 1, Math.Min(60, tex.End - end - 1)) is > 0 and var next
            )
            {
                end = next;
            }

            _closingQuote = end;
        }

        Write(quote ? "‘" : "`");
    }

    private void DoubleQuote()
    {
        var opens =
            (output.Last is '\0' or ' ' or '\n' or '(' or '[')
            && tex.Ahead(2) != '\0'
            && !char.IsWhiteSpace(tex.Ahead(2));
        var prime =
            _open == 0
            && char.IsLetterOrDigit(output.Last)
            && tex.At > 1
            && !char.IsLetterOrDigit(tex.Text[tex.At - 2]);
        if (opens || !prime)
        {
            Curly(opens ? "“" : "”");
        }
        else
        {
            Write("''", 2);
        }
    }

    private void Curly(string quote)
    {
        Write(quote, 2);
        _open = quote == "“" ? _open + 1 : Math.Max(0, _open - 1);
    }

    // "``word\"": the two signs mean one pair, unless straight ones pair up inside, or a backtick closes what may be
    // code.
    private void StraightQuote()
    {
        var opens = output.Last is '\0' or ' ' or '\n' or '(' or '[';
        var curly = _open > 0 && !opens && !_straight && !ClosesCode();
        Write(curly ? "”" : "\"");
        if (curly)
        {
            _open--;
        }
        else
        {
            _straight = opens;
        }
    }

    private bool ClosesCode()
    {
        var rest = tex.Text.AsSpan(tex.At, Math.Min(400, tex.End - tex.At));
        return rest.IndexOfAny('`', '\'') is >= 0 and var next && rest[next] == '`';
    }

    // "--flag" keeps its dashes.
    private void Dash()
    {
        var run = 1;
        while (tex.Ahead(run) == '-')
        {
            run++;
        }

        var rest = tex.Text.AsSpan(Math.Min(tex.At + run, tex.End), Math.Max(0, Math.Min(80, tex.End - tex.At - run)));
        var option =
            output.Last is '\0' or ' ' or '\n' or '(' or '"' or '\'' or '`' or '['
            && rest.Length > 0
            && char.IsAsciiLetter(rest[0])
            && !ClosesDash(rest);
        var dash = run switch
        {
            2 when !option => "–",
            3 when !option => "—",
            _ => new string('-', run),
        };
        Write(dash, run);
    }

    private static bool ClosesDash(ReadOnlySpan<char> rest)
    {
        var dash = rest.IndexOf("--");
        return dash > 0 && char.IsLetterOrDigit(rest[dash - 1]);
    }
}
