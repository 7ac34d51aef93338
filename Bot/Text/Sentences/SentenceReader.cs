namespace Bot.Text.Sentences;

/// <summary>A word of a sentence and how it stands there.</summary>
internal readonly ref struct Word(
    ReadOnlySpan<char> text,
    int start,
    Cue cue,
    int place,
    bool afterComma,
    bool bracketed
)
{
    public ReadOnlySpan<char> Text { get; } = text;

    /// <summary>Where it begins in the abstract.</summary>
    public int Start { get; } = start;

    public int End => Start + Text.Length;

    public Cue Cue { get; } = cue;

    /// <summary>How many words of the sentence stand before it.</summary>
    public int Place { get; } = place;

    public bool AfterComma { get; } = afterComma;

    public bool Bracketed { get; } = bracketed;

    public bool IsNumber => char.IsAsciiDigit(Text[0]);

    public bool IsCapital => char.IsUpper(Text[0]);

    public bool IsVerb => Cue is Cue.Propose or Cue.Study or Cue.Aim or Cue.Show or Cue.Use or Cue.Gain;

    /// <summary>True for this word in either case; <paramref name="other"/> is in small letters.</summary>
    public bool Is(string other) =>
        Text.Length == other.Length
        && (Text[^1] | ' ') == other[^1]
        && Text.Equals(other, StringComparison.OrdinalIgnoreCase);

    /// <summary>True for this ending in either case; <paramref name="ending"/> is in small letters.</summary>
    public bool EndsWith(string ending) =>
        (Text[^1] | ' ') == ending[^1] && Text.EndsWith(ending, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Reads the sentences of an abstract, one after the other, and tells each one's role.</summary>
internal sealed class SentenceReader(MeasuredText measured, bool[]? formulas, string title)
{
    private readonly string _text = measured.Text;
    private readonly TitleWords _title = new(title);
    private int _titleTold;

    public List<SentenceRole> Read()
    {
        var roles = new List<SentenceRole>();
        var start = 0;
        foreach (var end in Sentences.Ends(_text, formulas))
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
        int depth = 0,
            place = 0;
        var comma = false;
        for (var at = start; at < end; at++)
        {
            var wordEnd = TitleWords.WordEnd(_text, at, end);
            if (wordEnd == at)
            {
                depth = Math.Max(0, depth + DepthChange(_text[at]));
                if (_text[at] is '%' or '×')
                {
                    points.AddNumber();
                }

                comma |= _text[at] == ',' || (depth == 0 && ends.TakeSign(at, points));
                continue;
            }

            var span = _text.AsSpan(at, NumberEnd(at, wordEnd, end) - at);
            var word = new Word(
                span,
                at,
                char.IsAsciiDigit(span[0]) ? Cue.None : CueWords.Of(span),
                place++,
                comma,
                depth > 0
            );
            ends.Before(word, points);
            points.Take(word);
            ends.After(word);
            comma = false;
            at = word.End - 1;
        }

        _titleTold |= points.TitleBits;
        return new SentenceRole
        {
            Start = start,
            ClauseStart = MayStart(points.ClauseStart) ? points.ClauseStart : start,
            FindingStart =
                points.ThatEnd > 0 && MayStart(SkipSpace(points.ThatEnd)) ? SkipSpace(points.ThatEnd) : start,
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
