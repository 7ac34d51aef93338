using Bot.Text.Safety;
using Bot.Text.Sentences;

namespace Bot.Composer;

/// <summary>A part's share of the abstract, in UTF-16 units of the safe text.</summary>
/// <param name="Split">True when one of its ends falls inside a word.</param>
internal readonly record struct Share(int Start, int End, bool Split)
{
    public string Of(string text) => Split ? Neutralizer.Neutralize(text[Start..End]) : text[Start..End];
}

/// <summary>
/// Splits an abstract into the shares of a thread's parts. No word is lost or repeated; white space is lost only
/// between two shares. A share ends with a sentence if one ends late enough in its room, else with a clause, else with
/// a word; a word longer than a share is cut between graphemes.
/// </summary>
/// <param name="text">The abstract.</param>
/// <param name="formulas">As <see cref="SafeText.Formulas"/> tells.</param>
/// <param name="fillBeforeSentence">How much of its room a share must fill to end with a sentence, from 0 to 1.</param>
internal sealed class ThreadSplitter(MeasuredText text, bool[]? formulas, double fillBeforeSentence = 0.9)
{
    /// <summary>In characters. With less room than this the first part carries no share.</summary>
    public const int LeastShare = 25;

    // A comma is a better place to stop at than any other word, but not worth more than a tenth of the room.
    private const double FillBeforeClause = 0.9;

    // Splitting at a word outside a formula is fine as long as half of the part is filled.
    private const double FillBeforeFormula = 0.5;

    // Most shares that are too long fit after one cut, some after two.
    private const int FewTries = 4;

    private readonly CutPoints _cuts = new(text, formulas);

    /// <summary>The shares of the abstract from <paramref name="start"/> on.</summary>
    /// <param name="start">Where the first of them begins, in UTF-16 units.</param>
    /// <param name="firstPart">The number of its part in the thread.</param>
    /// <param name="roomOf">
    /// What a part's share may cost, by its number and by how many digits the thread's total has.
    /// </param>
    public List<Share> Split(int start, int firstPart, Func<int, int, int> roomOf)
    {
        // The numbers get as many digits as the total needs; fewer are tried first.
        for (var digits = 1; ; digits++)
        {
            var shares = Split(start, firstPart, part => roomOf(part, digits));
            if (Marker.Digits(firstPart - 1 + shares.Count) <= digits)
            {
                return shares;
            }
        }
    }

    private List<Share> Split(int start, int firstPart, Func<int, int> roomOf)
    {
        var shares = new List<Share>();
        for (var at = _cuts.SkipSpace(start); at < text.Length; )
        {
            var part = firstPart + shares.Count;
            var room = roomOf(part);
            var isEmpty = part == 1 && LeavesAllToReplies(room, roomOf(2));
            var share = isEmpty ? new Share(0, 0, false) : Next(at, Math.Max(1, room));
            shares.Add(share);
            if (share.End > at)
            {
                at = _cuts.SkipSpace(share.End);
            }
        }

        return shares;
    }

    // The article goes without a share where it would have to cut a word that a reply can hold whole.
    private bool LeavesAllToReplies(int room, int replyRoom) =>
        room < LeastShare || (!HoldsFirstWord(room) && HoldsFirstWord(replyRoom));

    private bool HoldsFirstWord(int room) => _cuts.WordEnd(0, text.Reach(0, room), withinFormulas: true) is not null;

    private Share Next(int start, int room)
    {
        var reach = text.Reach(start, room);
        var end = SentenceEnd(start, reach, room) ?? ClauseEnd(start, reach, room) ?? WordEnd(start, reach, room);
        var fresh = !_cuts.SplitsWord(start);
        if (fresh && end is { } whole)
        {
            return new Share(start, whole, false);
        }

        var atRoom = text.Boundary(Math.Min(text.Length, start + room), start);
        return WordPart(start, end ?? Math.Max(reach, atRoom), room);
    }

    private int? SentenceEnd(int start, int reach, int room)
    {
        if (reach == text.Length)
        {
            return reach;
        }

        return _cuts.SentenceEnd(start, reach) is { } end && text.PriceOf(start, end) >= fillBeforeSentence * room
            ? end
            : null;
    }

    private int? ClauseEnd(int start, int reach, int room) =>
        _cuts.ClauseEnd(start, reach) is { } end && text.PriceOf(start, end) >= FillBeforeClause * room ? end : null;

    private int? WordEnd(int start, int reach, int room) =>
        _cuts.WordEnd(start, reach, withinFormulas: false) is { } end
        && text.PriceOf(start, end) >= FillBeforeFormula * room
            ? end
            : _cuts.WordEnd(start, reach, withinFormulas: true);

    // A part of a word may cost more or less than it did within the word: half a link is no link, and a character at
    // its start may need to be neutralized. So its text is counted, not looked up.
    private Share WordPart(int start, int end, int room)
    {
        var least = text.NextBoundary(start);
        for (var tries = 0; ; tries++)
        {
            var share = new Share(start, Math.Max(end, least), true);
            var excess = text.Counting.Of(share.Of(text.Text)) - room;
            if (excess <= 0 || share.End == least)
            {
                return share;
            }

            // Links may make a stretch cost far more than it is long. Then halving it comes to an end sooner.
            var fitting = share.End - excess;
            var half = start + (share.End - start) / 2;
            var isWorthTrying = tries < FewTries && fitting > least;
            end = text.Boundary(Math.Max(least, isWorthTrying ? fitting : half), least);
        }
    }
}
