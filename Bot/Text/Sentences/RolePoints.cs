namespace Bot.Text.Sentences;

/// <summary>
/// Adds up, word by word, how much a sentence claims and how much it reports. What the points weigh against one another
/// was found by reading some hundreds of shortened abstracts; only their order of size means anything.
/// </summary>
internal sealed class RolePoints(TitleWords title, int titleTold, bool isFirst)
{
    private Speaker _speaker = new();
    private RoleDeductions _deductions = new();
    private VerbPoints _verbs;
    private NumberPoints _numbers;

    // Points for experiments, which count once they show something.
    private int _evidence;

    private Cue _last;
    private int _lastStart;
    private bool _lastAfterComma;
    private bool _lastIsBy;

    private bool _hasAcronym;
    private bool _tellsOfCode;
    private bool _tellsOfAccess;
    private bool _isEnglish;
    private bool _hasRoleWords;

    public int Claim { get; private set; }

    public int Result { get; private set; }

    /// <summary>How much has followed the last verb that counted: two for a word, one for a name's.</summary>
    public int Said { get; private set; }

    /// <summary>The words of the title that the sentence has, as <see cref="TitleWords.Bit"/> numbers them.</summary>
    public int TitleBits { get; private set; }

    /// <summary>Where the authors begin to speak behind an opening; 0 when they do not.</summary>
    public int ClauseStart => _speaker.ClauseStart;

    /// <summary>Behind "show that"; 0 when there is none.</summary>
    public int ThatEnd { get; private set; }

    /// <summary>The result points that lie before <see cref="ThatEnd"/>.</summary>
    public int ShownBefore { get; private set; }

    public int ClaimVerbEnd => _verbs.ClaimEnd;

    public int ResultVerbEnd => _verbs.ResultEnd;

    public bool Own => _speaker.IsOwn;

    public bool Outright => _verbs.AreOutright;

    /// <summary>Begins with a word that points at the sentence before.</summary>
    public bool Dangling { get; private set; }

    /// <summary>English, with words that tell a sentence's role.</summary>
    public bool Understood => _isEnglish && _hasRoleWords;

    /// <summary>Tells where programs and data lie, and little else.</summary>
    public bool Availability => _tellsOfCode && _tellsOfAccess && !_verbs.Offer && Result < 40;

    private bool HasVerbs => _verbs.Counted > 0;

    public void Take(Word word)
    {
        if (word.IsNumber)
        {
            Result += _numbers.Of(word);
        }

        TakeTitleWord(word);
        _hasAcronym |= word.IsAcronym;
        _speaker.PassWord();
        _isEnglish |= word.Is("the") || word.Is("and") || word.Is("we");
        if (word.Cue != Cue.None)
        {
            TakeCue(word);
        }

        if (!word.Bracketed)
        {
            Said += word.IsCapital ? 1 : 2;
        }

        _last = word.Cue;
        _lastStart = word.Start;
        _lastAfterComma = word.AfterComma;
        _lastIsBy = word.Is("by");
    }

    /// <summary>Percent or times: something was measured.</summary>
    public void AddMeasure() => Result += _numbers.OfExact();

    /// <summary>The cuts with what only the whole sentence tells taken into account.</summary>
    /// <param name="cuts">Those within the sentence.</param>
    /// <param name="end">The sentence's end, which becomes the last cut.</param>
    public IReadOnlyList<Cut> Settle(List<Cut> cuts, int end)
    {
        if (Own && !HasVerbs && !_speaker.OnlyStates)
        {
            Claim += 25 + _speaker.TakeAddress();
        }

        cuts.Add(new Cut(end, CutKind.Whole, Claim, Result, int.MaxValue));
        var tellsOnlyWhere = Availability;
        var fromClaim = _deductions.FromClaim(Own, dangles: Dangling && _speaker.WasHeard);
        var fromResult = Own || HasVerbs ? 0 : _deductions.FromResult();
        for (var at = 0; at < cuts.Count; at++)
        {
            var claim = cuts[at].Claim - fromClaim - _deductions.FromClaimAt(cuts[at].End);
            var result = cuts[at].Result - fromResult - _deductions.FromResultAt(cuts[at].End);
            cuts[at] = cuts[at] with { Claim = tellsOnlyWhere ? 0 : claim, Result = tellsOnlyWhere ? 0 : result };
        }

        return cuts;
    }

    private void TakeTitleWord(Word word)
    {
        var bit = title.Bit(word.Text);
        if (bit == 0 || (TitleBits & bit) != 0)
        {
            return;
        }

        TitleBits |= bit;
        Claim += 50 / Math.Max(4, title.Count);
        if (bit != title.Name)
        {
            return;
        }

        // A name is first told where it is given.
        var isNew = (titleTold & bit) == 0;
        Claim += isNew ? 30 : 10;
        if (word.Place < 3)
        {
            _speaker.BeginWork();
        }
    }

    private void TakeCue(Word word)
    {
        switch (word.Cue)
        {
            case Cue.We:
                _speaker.BeginAuthors(word, HasVerbs);
                break;
            case Cue.This:
                TakeThis(word);
                break;
            case Cue.Be or Cue.Small:
                TakeSmall(word);
                break;
            case Cue.Paper:
                TakePaper(word);
                break;
            case Cue.Work when _speaker.IsWorkNear:
                Claim += 15;
                Result += word.Place < 6 ? 20 : 0;
                _speaker.BeginWork();
                break;
            case Cue.Evidence:
                _evidence = 20;
                _hasRoleWords = true;
                _speaker.BeginEvidence();
                break;
            case Cue.Joint when word.Is("and") && _speaker.Who == Cue.We:
                _speaker.GoOn();
                break;
            case Cue.Propose when _last == Cue.Small && word.Is("proposed"):
                TakeTheProposed();
                break;
            case Cue.Code:
                _tellsOfCode = true;
                break;
            case Cue.Available:
                _tellsOfAccess = true;
                break;
            case var _ when word.IsVerb:
                TakeVerb(word, word.Cue);
                break;
            default:
                AddPlainPoints(word);
                _deductions.Take(word);
                break;
        }
    }

    private void TakeThis(Word word)
    {
        Dangling |= word.Place == 0;
        if (word.Is("our"))
        {
            _speaker.BeginOurs(word, HasVerbs);
        }

        if (_last == Cue.Show && word.Is("that"))
        {
            ThatEnd = word.End;
            ShownBefore = Result;
        }
    }

    private void TakeSmall(Word word)
    {
        var isBe = word.Cue == Cue.Be;
        // "Conflict-aware Evidential Learning (C-EDL) is a": not in the first sentence, which explains the subject.
        var explainsAcronym = !isFirst && _hasAcronym && !HasVerbs && word.Place < 16 && !_speaker.IsNear;
        var explainsName = (TitleBits & title.Name) != 0 && word.Place < 12 && _speaker.WordsSince > 0;
        if (isBe && explainsAcronym)
        {
            Claim += 45;
        }
        else if (isBe && explainsName)
        {
            Claim += 50;
        }
        else if (_last == Cue.We)
        {
            _speaker.State();
        }
    }

    private void TakePaper(Word word)
    {
        if (_last == Cue.This)
        {
            _speaker.BeginPaper(_lastStart, behindOpening: _lastAfterComma && !word.Bracketed && !HasVerbs);
            Claim += 25;
            Dangling &= word.Place != 1;
        }
        else if (_speaker.IsNear)
        {
            // "We survey": what authors call their text is a verb here.
            TakeVerb(word, Cue.Study);
        }
    }

    // "The proposed method"
    private void TakeTheProposed()
    {
        _speaker.BeginProposed();
        _hasRoleWords = true;
        Dangling = false;
        Claim += 20;
        Result += 10;
    }

    private void AddPlainPoints(Word word)
    {
        switch (word.Cue)
        {
            case Cue.Best:
                Result += 20;
                break;
            case Cue.Compare:
                Result += 8;
                break;
            case Cue.Novel when word.Place > 0:
                Claim += 8;
                break;
            case Cue.Named:
                Claim += 15;
                break;
        }
    }

    private void TakeVerb(Word word, Cue kind)
    {
        _hasRoleWords = true;
        // "We address this by introducing": the offer comes second.
        var isSecondOffer = kind == Cue.Propose && Own && HasVerbs && _lastIsBy;
        var isPassive = _last == Cue.Be && word.EndsWith("ed");
        var (claim, result, says) = _verbs.Take(kind, word.End, _speaker, isPassive);
        Claim += claim + (isSecondOffer ? 40 : 0);
        if (_speaker.IsNear)
        {
            Claim += _speaker.TakeAddress();
        }

        if (says)
        {
            Said = 0;
        }

        if (result > 0)
        {
            Result += result + _evidence;
            _evidence = 0;
        }
    }
}
