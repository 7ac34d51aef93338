namespace Bot.Text.Sentences;

/// <summary>Reads the sentences of an abstract, one after the other, and tells each one's role.</summary>
internal sealed class SentenceReader(MeasuredText measured, bool[]? formulas, string title)
{
    private readonly string _text = measured.Text;
    private readonly TitleWords _title = new(title);

    // The title's words that the sentences before had.
    private int _titleTold;

    public List<SentenceRole> Read()
    {
        var roles = new List<SentenceRole>();
        var start = 0;
        foreach (var end in SentenceEnds.Find(_text, formulas))
        {
            start = SkipSpace(start);
            if (start < end)
            {
                roles.Add(Read(start, end));
            }

            start = end;
        }

        return roles;
    }

    private SentenceRole Read(int start, int end)
    {
        // Space behind the last stop belongs to no sentence.
        while (char.IsWhiteSpace(_text[end - 1]))
        {
            end--;
        }

        var points = new RolePoints(_title, _titleTold, isFirst: start == 0);
        var ends = new ClauseEnds(measured, formulas, start, end);
        ReadWords(start, end, points, ends);
        _titleTold |= points.TitleBits;
        return new SentenceRole
        {
            Start = start,
            ClauseStart = MayStart(points.ClauseStart) ? points.ClauseStart : start,
            FindingStart = FindingStart(points) ?? start,
            ShownBefore = points.ShownBefore,
            ClaimVerbEnd = points.ClaimVerbEnd,
            ResultVerbEnd = points.ResultVerbEnd,
            Own = points.Own,
            Outright = points.Outright,
            Dangling = points.Dangling,
            Availability = points.Availability,
            Understood = points.Understood,
            Cuts = points.Settle(ends.Cuts, end),
        };
    }

    private void ReadWords(int start, int end, RolePoints points, ClauseEnds ends)
    {
        var depth = 0;
        var place = 0;
        var afterComma = false;
        for (var at = start; at < end; at++)
        {
            var wordEnd = TitleWords.WordEnd(_text, at, end);
            if (wordEnd == at)
            {
                depth = Math.Max(0, depth + DepthChange(_text[at]));
                if (_text[at] is '%' or '×')
                {
                    points.AddMeasure();
                }

                afterComma |= _text[at] == ',' || (depth == 0 && ends.TakeSign(at, points));
                continue;
            }

            var text = _text.AsSpan(at, NumberEnd(at, wordEnd, end) - at);
            var word = new Word
            {
                Text = text,
                Start = at,
                Cue = char.IsAsciiDigit(text[0]) ? Cue.None : CueWords.Of(text),
                Place = place++,
                AfterComma = afterComma,
                Bracketed = depth > 0,
            };
            ends.Before(word, points);
            points.Take(word);
            ends.After(word);
            afterComma = false;
            at = word.End - 1;
        }
    }

    private static int DepthChange(char c) =>
        c switch
        {
            '(' or '[' or '{' => 1,
            ')' or ']' or '}' => -1,
            _ => 0,
        };

    // "0.93" and "1,024" are one word.
    private int NumberEnd(int at, int wordEnd, int end)
    {
        if (!char.IsAsciiDigit(_text[at]))
        {
            return wordEnd;
        }

        while (wordEnd + 1 < end && _text[wordEnd] is '.' or ',' && char.IsAsciiDigit(_text[wordEnd + 1]))
        {
            wordEnd = TitleWords.WordEnd(_text, wordEnd + 1, end);
        }

        return wordEnd;
    }

    // Behind "experiments show that"; null where that may not stand alone.
    private int? FindingStart(RolePoints points)
    {
        var start = SkipSpace(points.ThatEnd);
        return points.ThatEnd > 0 && MayStart(start) ? start : null;
    }

    private bool MayStart(int at) =>
        at > 0
        && at < _text.Length
        && char.IsWhiteSpace(_text[at - 1])
        && _text[at] != ','
        && formulas?[at] is not true
        && measured.IsBoundary(at);

    private int SkipSpace(int at)
    {
        while (at < _text.Length && char.IsWhiteSpace(_text[at]))
        {
            at++;
        }

        return at;
    }
}
