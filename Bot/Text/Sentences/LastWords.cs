using System.Runtime.InteropServices;

namespace Bot.Text.Sentences;

/// <summary>What is remembered of the last two words before a place in a sentence.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct LastWords
{
    private Cue _beforeLast;
    private bool _isTo;
    private bool _wasTo;
    private bool _isThat;

    /// <param name="start">Where the sentence begins.</param>
    public LastWords(int start) => End = EndBefore = start;

    /// <summary>Of the last word.</summary>
    public Cue Cue { get; private set; }

    /// <summary>Behind the last word.</summary>
    public int End { get; private set; }

    /// <summary>Behind the word before it.</summary>
    public int EndBefore { get; private set; }

    public bool IsAnd { get; private set; }

    public void Take(Word word)
    {
        // "This" may stand for itself; "show that" waits for more.
        var standsAlone = Cue == Cue.This && !_isThat;
        _beforeLast = standsAlone ? Cue.None : Cue;
        EndBefore = End;
        _wasTo = _isTo;
        Cue = word.Cue;
        End = word.End;
        _isTo = word.Is("to");
        _isThat = word.Is("that");
        IsAnd = word.Is("and");
    }

    /// <summary>True when a sentence that ended here would leave a reader waiting.</summary>
    /// <param name="next">The word behind the place.</param>
    public readonly bool Hang(Word next)
    {
        if (LeavesWaiting(Cue))
        {
            return true;
        }

        if (next.AfterComma)
        {
            return false;
        }

        return WantsObject(Cue) || _beforeLast is Cue.This or Cue.Clause || _wasTo;
    }

    /// <summary>True when the next word tells what the authors or their results do, not what they want to do.</summary>
    public readonly bool LetAct(Word word) =>
        word.Cue is Cue.Gain or Cue.Show && !_isTo && Cue is not (Cue.Clause or Cue.This) && !word.EndsWith("ing");

    private static bool LeavesWaiting(Cue last) =>
        last
            is Cue.Small
                or Cue.Joint
                or Cue.Be
                or Cue.This
                or Cue.Clause
                or Cue.We
                or Cue.Novel
                or Cue.Aside
                or Cue.Hope;

    private static bool WantsObject(Cue last) =>
        last is Cue.Propose or Cue.Study or Cue.Show or Cue.Use or Cue.Gain or Cue.Before;
}
