namespace Bot.Text.Sentences;

/// <summary>Finds the places where a sentence may be cut, from the words around them.</summary>
internal sealed class ClauseEnds(MeasuredText measured, bool[]? insideFormula, int start, int end)
{
    // Commas with at most so many words between them part the items of a list.
    private const int LongestItem = 4;

    // Further back than any item begins.
    private const int NoComma = -LongestItem - 1;

    private readonly string _text = measured.Text;
    private readonly int _start = start;
    private LastWords _last = new(start);

    // The place of the last word behind a comma that may part the items of a list.
    private int _lastComma = NoComma;

    // An opening, such as "By using noise,", says nothing without what follows it.
    private bool _mayOpen = true;
    private bool _isOpening;

    /// <summary>Ascending.</summary>
    public List<Cut> Cuts { get; } = [];

    /// <summary>Takes a sign outside of brackets; true when it parts clauses as a comma does.</summary>
    public bool TakeSign(int at, RolePoints points)
    {
        if (!PartsClauses(at))
        {
            return false;
        }

        var isColon = _text[at] == ':';
        _mayOpen |= isColon;
        if (!_isOpening)
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
        _isOpening |= _mayOpen && Opens(word);
        _mayOpen = false;
        if (word.Place == 0 || word.Bracketed || !char.IsWhiteSpace(_text[word.Start - 1]))
        {
            return;
        }

        if (_isOpening)
        {
            // "By using noise, we": the second half begins.
            var beginsMain = word.Cue is Cue.Small or Cue.We or Cue.This || word.IsCapital;
            _isOpening = !(word.AfterComma && beginsMain);
            return;
        }

        if (_last.IsAnd && IsLikePredicate(word))
        {
            // "It learns fast and offers": what "and" joins are clauses when a verb follows.
            Raise(CutKind.Clause);
        }

        var hangs = _last.Hang(word);
        if (word.AfterComma && hangs && word.Cue is Cue.Clause or Cue.Joint)
        {
            _isOpening = true;
        }
        else
        {
            Look(word, hangs, points);
        }
    }

    /// <summary>Remembers a word for the places behind it.</summary>
    public void After(Word word)
    {
        _mayOpen = word.Is("that") && _last.Cue == Cue.Show;
        var speaks = word.Cue == Cue.We || word.Is("our") || (word.Cue == Cue.Paper && _last.Cue == Cue.This);
        if (speaks || _last.LetAct(word))
        {
            _isOpening = false;
        }

        _last.Take(word);
    }

    // "Kullback--Leibler" and "5–10" are whole, as are links; a dash without space parts clauses only when it is a long
    // one.
    private bool PartsClauses(int at)
    {
        var isSpaced = at > 0 && char.IsWhiteSpace(_text[at - 1]);
        var spaceFollows = at + 1 == _text.Length || char.IsWhiteSpace(_text[at + 1]);
        return _text[at] switch
        {
            ';' or ':' => spaceFollows,
            '-' => isSpaced && (spaceFollows || _text[at + 1] == '-'),
            '–' => isSpaced,
            '—' => true,
            _ => false,
        };
    }

    private static bool Opens(Word word) =>
        word.Cue is Cue.Joint or Cue.Clause
        || word.EndsWith("ing")
        || word.EndsWith("ed")
        || word.Is("known")
        || word.Is("given")
        || word.Is("despite");

    private static bool IsLikePredicate(Word word) =>
        (word.IsVerb || word.Cue is Cue.Be or Cue.We or Cue.Clause || word.Is("that")) && !word.EndsWith("ing");

    private void Look(Word word, bool hangs, RolePoints points)
    {
        var place = EndOfKept(word);
        var isPastParticiple = !word.AfterComma && place > 1 && _text[place - 1] == 'd' && _text[place - 2] == 'e';
        if (isPastParticiple && word.Cue == Cue.Joint && !hangs)
        {
            // "A method designed for" may end behind the method.
            Raise(CutKind.Joint);
        }

        var mayPartItems = word.AfterComma || word.IsAndOr;
        if (mayPartItems && word.Place - _lastComma <= LongestItem && !word.IsVerb)
        {
            UnmakeList();
        }

        if (word.AfterComma)
        {
            _lastComma = word.IsVerb ? NoComma : word.Place;
        }

        if (!hangs && !isPastParticiple)
        {
            var isInApposition = _last.Cue == Cue.Work && word.Place - _lastComma <= 3;
            Add(place, CutKinds.Before(word, _text.AsSpan(0, place), isInApposition), points);
        }
    }

    // Brackets and quotation marks behind the last word are part of what is kept, a comma is not.
    private int EndOfKept(Word word)
    {
        for (var at = word.Start - 1; at >= _last.End; at--)
        {
            var isLeftOut = char.IsWhiteSpace(_text[at]) || (word.AfterComma && _text[at] is ',' or ';' or ':');
            if (!isLeftOut)
            {
                return at + 1;
            }
        }

        return _last.End;
    }

    // The place before the last word turns out to be a better one.
    private void Raise(CutKind kind)
    {
        if (Cuts.Count > 0 && Cuts[^1].End == _last.EndBefore && Cuts[^1].Kind < kind)
        {
            Cuts[^1] = Cuts[^1] with { Kind = kind };
        }
    }

    // What looked like the end of a part was the end of a list's item.
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
        while (place > _last.End && char.IsWhiteSpace(_text[place - 1]))
        {
            place--;
        }

        if (MayEndAt(place) && (Cuts.Count == 0 || Cuts[^1].End < place))
        {
            Cuts.Add(new Cut(place, kind, points.Claim, points.Result, points.Said));
        }
    }

    private bool MayEndAt(int place) =>
        place > _start
        && place < end
        && insideFormula?[place] is not true
        && measured.IsBoundary(place)
        && _text[place - 1] is not ('-' or '/' or '(');
}
