namespace Bot.Text.Sentences;

/// <summary>Finds the places where a sentence may be cut, from the words around them.</summary>
internal sealed class ClauseEnds(MeasuredText measured, bool[]? insideFormula, int start, int end)
{
    // Commas with at most so many words between them part the items of a list.
    private const int LongestItem = 4;

    private static readonly string[] AdjectiveEndings =
    [
        "al",
        "ive",
        "ed",
        "ous",
        "ic",
        "ble",
        "ful",
        "less",
        "ary",
        "ent",
        "ant",
    ];

    private readonly string _text = measured.Text;
    private readonly int _start = start;
    private Cue _last,
        _beforeLast;
    private int _lastEnd = start,
        _beforeLastEnd = start,
        _lastComma = -LongestItem - 1;
    private bool _mayOpen = true,
        _opening,
        _lastIsTo,
        _beforeLastIsTo,
        _lastIsThat,
        _lastIsAnd;

    public List<Cut> Cuts { get; } = [];

    /// <summary>Takes a sign outside of brackets; true when it parts clauses as a comma does.</summary>
    public bool TakeSign(int at, RolePoints points)
    {
        var spaced = at > 0 && char.IsWhiteSpace(_text[at - 1]);
        var spaceFollows = at + 1 == _text.Length || char.IsWhiteSpace(_text[at + 1]);
        // "Kullback--Leibler" and "5–10" are whole, as are links; a dash without space parts clauses only when it is a
        // long one.
        var parts = _text[at] switch
        {
            ';' or ':' => spaceFollows,
            '-' => spaced && (spaceFollows || _text[at + 1] == '-'),
            '–' => spaced,
            '—' => true,
            _ => false,
        };
        if (!parts)
        {
            return false;
        }

        var isColon = _text[at] == ':';
        _mayOpen |= isColon;
        if (!_opening)
        {
            Add(at, isColon ? CutKind.Joint : CutKind.Clause, points);
        }

        return true;
    }

    /// <summary>
    /// Looks at the place before a word. What has been said up to there stands in <paramref name="points"/>.
    /// </summary>
    public void Before(Word word, RolePoints points)
    {
        _opening |= _mayOpen && Opens(word);
        _mayOpen = false;
        if (word.Place == 0 || word.Bracketed || !char.IsWhiteSpace(_text[word.Start - 1]))
        {
            return;
        }

        if (_opening)
        {
            // "By using noise, we": nothing is said before the second half.
            if (word.AfterComma && (word.Cue is Cue.Small or Cue.We or Cue.This || word.IsCapital))
            {
                _opening = false;
            }

            return;
        }

        // "It learns fast and offers": what "and" joins are clauses when a verb follows.
        if (
            _lastIsAnd
            && (word.IsVerb || word.Cue is Cue.Be or Cue.We or Cue.Clause || word.Is("that"))
            && !word.EndsWith("ing")
        )
        {
            Raise(CutKind.Clause);
        }

        var hangs = Hangs(word);
        if (word.AfterComma && hangs && word.Cue is Cue.Clause or Cue.Joint)
        {
            _opening = true;
        }
        else
        {
            Look(word, hangs, points);
        }
    }

    /// <summary>Remembers a word for the places behind it.</summary>
    public void After(Word word)
    {
        var isThat = word.Is("that");
        _mayOpen = isThat && _last == Cue.Show;
        var speaks = word.Cue == Cue.We || word.Is("our") || (word.Cue == Cue.Paper && _last == Cue.This);
        var acts =
            word.Cue is Cue.Gain or Cue.Show
            && !_lastIsTo
            && _last is not (Cue.Clause or Cue.This)
            && !word.EndsWith("ing");
        if (speaks || acts)
        {
            _opening = false;
        }

        (_beforeLast, _beforeLastEnd, _beforeLastIsTo) = (
            _last is Cue.This && !_lastIsThat ? Cue.None : _last,
            _lastEnd,
            _lastIsTo
        );
        (_last, _lastEnd, _lastIsTo, _lastIsThat, _lastIsAnd) = (
            word.Cue,
            word.End,
            word.Is("to"),
            isThat,
            word.Is("and")
        );
    }

    private static bool Opens(Word word) =>
        word.Cue is Cue.Joint or Cue.Clause
        || word.EndsWith("ing")
        || word.EndsWith("ed")
        || word.Is("known")
        || word.Is("given")
        || word.Is("despite");

    // True when the word before would leave a reader waiting.
    private bool Hangs(Word word)
    {
        if (
            _last
            is Cue.Small
                or Cue.Joint
                or Cue.Be
                or Cue.This
                or Cue.Clause
                or Cue.We
                or Cue.Novel
                or Cue.Aside
                or Cue.Hope
        )
        {
            return true;
        }

        if (word.AfterComma)
        {
            return false;
        }

        return _last is Cue.Propose or Cue.Study or Cue.Show or Cue.Use or Cue.Gain or Cue.Before
            || _beforeLast is Cue.This or Cue.Clause
            || _beforeLastIsTo;
    }

    private void Look(Word word, bool hangs, RolePoints points)
    {
        var place = _lastEnd;
        // Brackets and quotation marks behind the last word are part of what is kept, a comma is not.
        for (var at = word.Start - 1; at >= place; at--)
        {
            if (char.IsWhiteSpace(_text[at]) || (word.AfterComma && _text[at] is ',' or ';' or ':'))
            {
                continue;
            }

            place = at + 1;
            break;
        }

        if (!word.AfterComma && place > 1 && _text[place - 1] == 'd' && _text[place - 2] == 'e')
        {
            // "A method designed for" may end behind the method.
            if (word.Cue == Cue.Joint && !hangs)
            {
                Raise(CutKind.Joint);
            }

            hangs = true;
        }

        var joins = word.Is("and") || word.Is("or");
        if ((word.AfterComma || joins) && word.Place - _lastComma <= LongestItem && !word.IsVerb)
        {
            UnmakeList();
        }

        if (word.AfterComma)
        {
            _lastComma = word.IsVerb ? -LongestItem - 1 : word.Place;
        }

        if (!hangs)
        {
            Add(place, KindBefore(word, place, joins), points);
        }
    }

    // The place before the last word turns out to be a better one.
    private void Raise(CutKind kind)
    {
        if (Cuts.Count > 0 && Cuts[^1].End == _beforeLastEnd && Cuts[^1].Kind < kind)
        {
            Cuts[^1] = Cuts[^1] with { Kind = kind };
        }
    }

    private CutKind KindBefore(Word word, int place, bool joins)
    {
        if (word is { AfterComma: true, IsNumber: true })
        {
            return CutKind.Word;
        }
        // "A fast, robust method" must not end at its first adjective.
        if (word is { AfterComma: true, Cue: Cue.None, IsCapital: false } && EndsLikeAdjective(_text.AsSpan(0, place)))
        {
            return CutKind.Word;
        }

        if (word.AfterComma)
        {
            return word.Cue is Cue.Clause or Cue.We or Cue.Small or Cue.Joint or Cue.This || word.EndsWith("ing")
                ? CutKind.Clause
                : CutKind.Joint;
        }
        // "robust and fast methods" must not end at its first adjective; a noun in the plural stands for itself.
        if (joins || word.EndsWith("ing"))
        {
            return place > 1 && _text[place - 1] == 's' && _text[place - 2] is not ('s' or 'u' or 'i')
                ? CutKind.Joint
                : CutKind.Word;
        }

        if (word.Cue == Cue.Clause && !(word.Is("but") || word.Is("yet") || word.Is("so") || word.Is("even")))
        {
            return CutKind.Clause;
        }
        // ", a framework": better end before it.
        if (_last == Cue.Work && word.Place - _lastComma <= 3)
        {
            return CutKind.Word;
        }

        return word.Cue == Cue.Joint || word.Is("that") ? CutKind.Joint : CutKind.Word;
    }

    private static bool EndsLikeAdjective(ReadOnlySpan<char> text)
    {
        foreach (var ending in AdjectiveEndings)
        {
            if (text.EndsWith(ending, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private void UnmakeList()
    {
        for (var at = Cuts.Count - 1; at >= 0 && at >= Cuts.Count - 6; at--)
        {
            if (Cuts[at].Kind == CutKind.Joint)
            {
                Cuts[at] = Cuts[at] with { Kind = CutKind.Word };
            }
        }
    }

    private void Add(int place, CutKind kind, RolePoints points)
    {
        while (place > _lastEnd && char.IsWhiteSpace(_text[place - 1]))
        {
            place--;
        }

        if (
            place <= _start
            || place >= end
            || insideFormula?[place] is true
            || !measured.IsBoundary(place)
            || _text[place - 1] is '-' or '/' or '('
        )
        {
            return;
        }

        if (Cuts.Count == 0 || Cuts[^1].End < place)
        {
            Cuts.Add(new Cut(place, kind, points.Claim, points.Result, points.Said));
        }
    }
}
