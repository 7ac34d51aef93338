using System.Runtime.InteropServices;

namespace Bot.Text.Sentences;

/// <summary>Who speaks in a sentence, and how many words ago that was said.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct Speaker
{
    // "We also formally introduce" is still the authors' verb.
    private const int VerbReach = 3;

    // Further back than any verb reaches.
    private const int Never = 99;

    private bool _inPaper;

    // Points for the authors' speaking at all, which count once they do something.
    private int _address;

    public Speaker() => WordsSince = Never;

    /// <summary>The authors (<see cref="Cue.We"/>), what they made, or their experiments.</summary>
    public Cue Who { get; private set; }

    public int WordsSince { get; private set; }

    /// <summary>True once the authors speak of themselves or of what they made.</summary>
    public bool IsOwn { get; private set; }

    /// <summary>True when the authors only say how things are: "we are".</summary>
    public bool OnlyStates { get; private set; }

    /// <summary>Where the authors begin to speak behind an opening; 0 when they do not.</summary>
    public int ClauseStart { get; private set; }

    /// <summary>True where a verb is still the speaker's.</summary>
    public readonly bool IsNear => WordsSince <= VerbReach;

    /// <summary>True when somebody spoke within the last hundred words.</summary>
    public readonly bool WasHeard => WordsSince < Never;

    /// <summary>What they made speaks and is at hand.</summary>
    public readonly bool IsWorkNear => IsNear && Who == Cue.Work;

    public void PassWord() => WordsSince++;

    /// <summary>"We".</summary>
    public void BeginAuthors(Word word, bool hasVerbs)
    {
        BeginOwn(word.Start, word.AfterComma && !word.Bracketed && !hasVerbs);
        _address = word.AfterComma ? 20 : 15;
        if (_inPaper)
        {
            _address = 30;
        }
    }

    /// <summary>"This paper", "our work".</summary>
    /// <param name="start">Where it begins.</param>
    /// <param name="behindOpening">It is the first to act, behind such as "To this end,".</param>
    public void BeginPaper(int start, bool behindOpening)
    {
        BeginOwn(start, behindOpening);
        _inPaper = true;
    }

    /// <summary>"Our", and whatever of theirs comes behind it.</summary>
    public void BeginOurs(Word word, bool hasVerbs)
    {
        BeginOwn(word.Start, word.AfterComma && !word.Bracketed && !hasVerbs);
        Who = Cue.Work;
    }

    /// <summary>What the authors made.</summary>
    public void BeginWork() => Begin(Cue.Work);

    /// <summary>"The proposed", and what the authors call the thing they made.</summary>
    public void BeginProposed()
    {
        IsOwn = true;
        Begin(Cue.Work);
    }

    public void BeginEvidence() => Begin(Cue.Evidence);

    /// <summary>"We study wide networks and prove": the second verb is theirs too.</summary>
    public void GoOn() => WordsSince = Math.Min(WordsSince, 1);

    /// <summary>"We are": nothing is done.</summary>
    public void State()
    {
        _address = 0;
        OnlyStates = true;
    }

    /// <summary>The points for the authors' speaking, once.</summary>
    public int TakeAddress()
    {
        var address = _address;
        _address = 0;
        return address;
    }

    private void BeginOwn(int start, bool behindOpening)
    {
        IsOwn = true;
        Begin(Cue.We);
        if (behindOpening && ClauseStart == 0)
        {
            ClauseStart = start;
        }
    }

    private void Begin(Cue who)
    {
        Who = who;
        WordsSince = 0;
    }
}
