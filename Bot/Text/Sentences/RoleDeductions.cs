using System.Runtime.InteropServices;

namespace Bot.Text.Sentences;

/// <summary>
/// What speaks against a sentence: complaints about the state of the art, praise and wishes without substance, a
/// beginning that hangs on the sentence before. Counted in the points of <see cref="RolePoints"/>.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal struct RoleDeductions
{
    private const int MostForComplaints = 50;
    private const int MostForHindsight = 30;

    private int _complaints;
    private int _hindsight;
    private bool _isAside;

    // Where the first word of praise, and the first of a wish, begins in the abstract.
    private int _praiseStart = int.MaxValue;
    private int _wishStart = int.MaxValue;

    public RoleDeductions() { }

    public void Take(Word word)
    {
        switch (word.Cue)
        {
            case Cue.Before:
                _complaints += word.Place == 0 ? 20 : 10;
                _hindsight += 10;
                break;
            case Cue.Hard:
                _complaints += 10;
                break;
            case Cue.Praise:
                _praiseStart = Math.Min(_praiseStart, word.Start);
                break;
            case Cue.Hope:
                _wishStart = Math.Min(_wishStart, word.Start);
                break;
            case Cue.Novel when word.Place == 0:
            case Cue.Aside when word.Place < 2:
                _isAside = true;
                break;
        }
    }

    /// <summary>What the whole sentence loses as a claim.</summary>
    /// <param name="isOwn">The authors speak of themselves or of what they made.</param>
    /// <param name="dangles">It begins with a word that points at the sentence before.</param>
    public readonly int FromClaim(bool isOwn, bool dangles)
    {
        var less = _isAside ? 25 : 0;
        if (!isOwn)
        {
            less += Math.Min(MostForComplaints, _complaints);
        }

        if (dangles)
        {
            less += isOwn ? 25 : 45;
        }

        return less;
    }

    /// <summary>What the whole sentence loses as a result, unless the authors speak or act in it.</summary>
    public readonly int FromResult() => Math.Min(MostForHindsight, _hindsight);

    /// <summary>
    /// What a text that ends at <paramref name="end"/> loses as a claim: wishes cost from where they begin.
    /// </summary>
    public readonly int FromClaimAt(int end) => end > _wishStart ? 40 : 0;

    /// <summary>What such a text loses as a result: praise and wishes cost from where they begin.</summary>
    public readonly int FromResultAt(int end)
    {
        var forPraise = end > _praiseStart ? 25 : 0;
        var forWishes = end > _wishStart ? 25 : 0;
        return forPraise + forWishes;
    }
}
