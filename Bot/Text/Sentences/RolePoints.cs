namespace Bot.Text.Sentences;

/// <summary>
/// Adds up, word by word, how much a sentence claims and how much it reports. What the points weigh against one another
/// was found by reading some hundreds of shortened abstracts; only their order of size means anything.
/// </summary>
internal sealed class RolePoints(TitleWords title, int titleTold, bool isFirst)
{
    // "We also formally introduce" is still the authors' verb.
    private const int VerbReach = 3;

    private Cue _speaker,
        _last;
    private int _sinceSpeaker = 99,
        _address,
        _verbs,
        _gains,
        _evidence,
        _exactNumbers,
        _roundNumbers,
        _hindsight,
        _complaint;
    private int _lastStart,
        _praisesFrom = int.MaxValue,
        _wishesFrom = int.MaxValue;
    private bool _lastAfterComma,
        _lastIsBy,
        _inPaper,
        _acronym,
        _onlyStates,
        _aside,
        _code,
        _available,
        _offers,
        _english,
        _readable;

    public int Claim { get; private set; }

    public int Result { get; private set; }

    public int Said { get; private set; }

    public int TitleBits { get; private set; }

    /// <summary>Where the authors begin to speak behind an opening; 0 when they do not.</summary>
    public int ClauseStart { get; private set; }

    /// <summary>Behind "show that"; 0 when there is none.</summary>
    public int ThatEnd { get; private set; }

    public int ShownBefore { get; private set; }

    public int ClaimVerbEnd { get; private set; }

    public int ResultVerbEnd { get; private set; }

    public bool Own { get; private set; }

    public bool Outright { get; private set; }

    public bool Dangling { get; private set; }

    /// <summary>English, with words that tell a sentence's role.</summary>
    public bool Understood => _english && _readable;

    public bool Availability => _code && _available && !_offers && Result < 40;

    public void Take(Word word)
    {
        if (word.IsNumber)
        {
            TakeNumber(word);
        }

        TakeTitleWord(word);
        _acronym |= word.Bracketed && word.Text.Length > 1 && word.IsCapital && char.IsUpper(word.Text[^1]);
        _sinceSpeaker++;
        _english |= word.Is("the") || word.Is("and") || word.Is("we");
        if (word.Cue != Cue.None)
        {
            TakeCue(word);
        }

        if (!word.Bracketed)
        {
            Said += word.IsCapital ? 1 : 2;
        }

        (_last, _lastStart, _lastAfterComma, _lastIsBy) = (word.Cue, word.Start, word.AfterComma, word.Is("by"));
    }

    /// <summary>Percent, times, or a number with a fraction: something was measured.</summary>
    public void AddNumber()
    {
        if (_exactNumbers++ < 3)
        {
            Result += _exactNumbers == 1 ? 30 : 15;
        }
    }

    /// <summary>The cuts with what only the whole sentence tells taken into account.</summary>
    public IReadOnlyList<Cut> Settle(List<Cut> cuts, int end)
    {
        if (Own && _verbs == 0 && !_onlyStates)
        {
            Claim += 25 + _address;
        }

        cuts.Add(new Cut(end, CutKind.Whole, Claim, Result, int.MaxValue));
        var dangles = Dangling && _sinceSpeaker < 99;
        var lessClaim =
            (Own ? 0 : Math.Min(50, _complaint))
            + (_aside ? 25 : 0)
            + (
                dangles
                    ? Own
                        ? 25
                        : 45
                    : 0
            );
        var lessResult = Own || _verbs > 0 ? 0 : Math.Min(30, _hindsight);
        for (var at = 0; at < cuts.Count; at++)
        {
            var (praises, wishes) = (cuts[at].End > _praisesFrom, cuts[at].End > _wishesFrom);
            var claim = cuts[at].Claim - lessClaim - (wishes ? 40 : 0);
            var result = cuts[at].Result - lessResult - (praises ? 25 : 0) - (wishes ? 25 : 0);
            cuts[at] = Availability
                ? cuts[at] with
                {
                    Claim = 0,
                    Result = 0,
                }
                : cuts[at] with
                {
                    Claim = claim,
                    Result = result,
                };
        }

        return cuts;
    }

    private void TakeNumber(Word word)
    {
        if (word.Text.Contains('.') || word.Text[^1] is 'x' or 'X')
        {
            AddNumber();
        }
        else if (_roundNumbers++ < 2)
        {
            Result += 5;
        }
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
        Claim += (titleTold & bit) == 0 ? 30 : 10;
        if (word.Place < 3)
        {
            (_sinceSpeaker, _speaker) = (0, Cue.Work);
        }
    }

    private void TakeCue(Word word)
    {
        switch (word.Cue)
        {
            case Cue.We:
                Speak(word.Start, word.AfterComma && !word.Bracketed);
                _address =
                    _inPaper ? 30
                    : word.AfterComma ? 20
                    : 15;
                break;
            // "Conflict-aware Evidential Learning (C-EDL) is a": not in the first sentence, which explains the subject.
            case Cue.Be when !isFirst && _acronym && _verbs == 0 && word.Place < 16 && _sinceSpeaker > VerbReach:
                Claim += 45;
                break;
            case Cue.Be when (TitleBits & title.Name) != 0 && word.Place < 12 && _sinceSpeaker > 0:
                Claim += 50;
                break;
            case Cue.Be or Cue.Small when _last == Cue.We:
                (_address, _onlyStates) = (0, true);
                break;
            case Cue.This:
                TakeThis(word);
                break;
            case Cue.Paper when _last == Cue.This:
                Speak(_lastStart, _lastAfterComma && !word.Bracketed);
                Claim += 25;
                _inPaper = true;
                if (word.Place == 1)
                {
                    Dangling = false;
                }

                break;
            case Cue.Paper when _sinceSpeaker <= VerbReach:
                TakeVerb(word, Cue.Study);
                break;
            case Cue.Work when _sinceSpeaker <= VerbReach && _speaker == Cue.Work:
                Claim += 15;
                if (word.Place < 6)
                {
                    Result += 20;
                }

                _sinceSpeaker = 0;
                break;
            case Cue.Propose when _last == Cue.Small && word.Is("proposed"):
                (Own, _readable, Dangling) = (true, true, false);
                (_sinceSpeaker, _speaker) = (0, Cue.Work);
                (Claim, Result) = (Claim + 20, Result + 10);
                break;
            case Cue.Propose or Cue.Study or Cue.Aim or Cue.Show or Cue.Use or Cue.Gain:
                TakeVerb(word, word.Cue);
                break;
            case Cue.Evidence:
                (_evidence, _readable) = (20, true);
                (_sinceSpeaker, _speaker) = (0, Cue.Evidence);
                break;
            case Cue.Best:
                Result += 20;
                break;
            case Cue.Compare:
                Result += 8;
                break;
            case Cue.Novel when word.Place == 0:
                _aside = true;
                break;
            case Cue.Novel:
                Claim += 8;
                break;
            case Cue.Named:
                Claim += 15;
                break;
            case Cue.Before:
                _complaint += word.Place == 0 ? 20 : 10;
                _hindsight += 10;
                break;
            case Cue.Hard:
                _complaint += 10;
                break;
            case Cue.Praise:
                _praisesFrom = Math.Min(_praisesFrom, word.Start);
                break;
            case Cue.Hope:
                _wishesFrom = Math.Min(_wishesFrom, word.Start);
                break;
            case Cue.Aside when word.Place < 2:
                _aside = true;
                break;
            case Cue.Code:
                _code = true;
                break;
            case Cue.Available:
                _available = true;
                break;
            // "We study wide networks and prove": the second verb is theirs too.
            case Cue.Joint when word.Is("and") && _speaker is Cue.We:
                _sinceSpeaker = Math.Min(_sinceSpeaker, 1);
                break;
        }
    }

    private void TakeThis(Word word)
    {
        Dangling |= word.Place == 0;
        if (word.Is("our"))
        {
            Speak(word.Start, word.AfterComma && !word.Bracketed);
            _speaker = Cue.Work;
        }

        if (_last == Cue.Show && word.Is("that"))
        {
            (ThatEnd, ShownBefore) = (word.End, Result);
        }
    }

    private void Speak(int start, bool behindOpening)
    {
        Own = true;
        (_sinceSpeaker, _speaker) = (0, Cue.We);
        if (behindOpening && ClauseStart == 0 && _verbs == 0)
        {
            ClauseStart = start;
        }
    }

    private void TakeVerb(Word word, Cue kind)
    {
        _readable = true;
        var spoken = _sinceSpeaker <= VerbReach;
        var passive = _last == Cue.Be && word.EndsWith("ed");
        var (claim, result) = kind switch
        {
            Cue.Propose => (
                spoken ? 100
                : passive ? 70
                : 5,
                0
            ),
            Cue.Study => (
                spoken ? 80
                : passive ? 40
                : 3,
                0
            ),
            Cue.Aim => (spoken ? 55 : 3, 0),
            Cue.Show => (
                spoken ? 60
                : passive ? 30
                : 3,
                spoken ? 45 : 20
            ),
            Cue.Use => (spoken ? 40 : 3, 0),
            _ => (spoken ? 10 : 0, _gains++ == 0 ? 40 : 10),
        };
        // What their method or their experiments do is less of a claim than what they do.
        if (spoken && _speaker == Cue.Evidence)
        {
            claim /= 3;
        }
        else if (spoken && _speaker == Cue.Work)
        {
            claim = claim * 2 / 5;
        }

        _offers |= kind is Cue.Propose or Cue.Study && claim >= 70;
        Outright |= spoken && claim >= 75;
        if (claim >= 40 && ClaimVerbEnd == 0)
        {
            ClaimVerbEnd = word.End;
        }

        if (result > 0 && ResultVerbEnd == 0)
        {
            ResultVerbEnd = word.End;
        }

        if (claim >= 40 || result > 0)
        {
            Said = 0;
        }

        if (spoken)
        {
            (Claim, _address) = (Claim + _address, 0);
        }

        Claim += _verbs == 0 ? claim : Math.Max(claim - 70, claim / 6);
        // "We address this by introducing": the offer comes second.
        if (kind == Cue.Propose && Own && _verbs > 0 && _lastIsBy)
        {
            Claim += 40;
        }
        // Experiments count once they show something.
        if (result > 0)
        {
            (Result, _evidence) = (Result + result + _evidence, 0);
        }

        if (claim >= 10)
        {
            _verbs++;
        }
    }
}
