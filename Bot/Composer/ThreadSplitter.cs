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
/// Deals an abstract out to the parts of a thread: no word lost, none twice, white space lost only where two parts
/// meet. A part ends with a sentence when one ends late enough in its room, else with a part of a sentence, else with a
/// word; a word longer than a part is cut between graphemes.
/// </summary>
internal sealed class ThreadSplitter(MeasuredText text, bool[]? formulas, double fillBeforeSentence = 0.9)
{
    /// <summary>Less than this is no share worth having beside a title; the first part then carries none.</summary>
    public const int LeastShare = 25;

    // A comma is a better place to stop at than any other word, but not worth much room.
    private const double FillBeforeClause = 0.9;

    // Splitting at a word outside a formula is fine as long as half of the part is filled.
    private const double FillBeforeFormula = 0.5;

    // What is too long by a word's length fits after one cut, rarely two.
    private const int FewTries = 4;

    private readonly CutPoints _cuts = new(text, formulas);

    /// <summary>Deals out the abstract from <paramref name="start"/> on.</summary>
    /// <param name="start">Where the first of the new parts takes over.</param>
    /// <param name="firstPart">Its number in the thread.</param>
    /// <param name="roomOf">
    /// What a part's share may cost, by its number and by how many digits the thread's total has.
    /// </param>
    public List<Share> Split(int start, int firstPart, Func<int, int, int> roomOf)
    {
        // Room for more digits can only be needed when a total with fewer digits did not do.
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
            var share =
                part == 1 && LeavesAllToReplies(room, roomOf(2)) ? new Share(0, 0, false) : Next(at, Math.Max(1, room));
            shares.Add(share);
            if (share.End > at)
            {
                at = _cuts.SkipSpace(share.End);
            }
        }

        return shares;
    }

    // Rather than cut a word that a reply could hold whole, the article goes without a share.
    private bool LeavesAllToReplies(int room, int replyRoom) =>
        room < LeastShare
        || (
            _cuts.WordEnd(0, text.Reach(0, room), withinFormulas: true) is null
            && _cuts.WordEnd(0, text.Reach(0, replyRoom), withinFormulas: true) is not null
        );

    private Share Next(int start, int room)
    {
        var reach = text.Reach(start, room);
        var end = SentenceEnd(start, reach, room) ?? ClauseEnd(start, reach, room) ?? WordEnd(start, reach, room);
        var fresh = !_cuts.SplitsWord(start);
        if (fresh && end is { } whole)
        {
            return new Share(start, whole, false);
        }

        return Split(start, end ?? Math.Max(reach, text.Boundary(Math.Min(text.Length, start + room), start)), room);
    }

    private int? SentenceEnd(int start, int reach, int room) =>
        reach == text.Length ? reach
        : _cuts.SentenceEnd(start, reach) is { } end && text.PriceOf(start, end) >= fillBeforeSentence * room ? end
        : null;

    private int? ClauseEnd(int start, int reach, int room) =>
        _cuts.ClauseEnd(start, reach) is { } end && text.PriceOf(start, end) >= FillBeforeClause * room ? end : null;

    private int? WordEnd(int start, int reach, int room) =>
        _cuts.WordEnd(start, reach, withinFormulas: false) is { } end
        && text.PriceOf(start, end) >= FillBeforeFormula * room
            ? end
            : _cuts.WordEnd(start, reach, withinFormulas: true);

    // Half a word may read quite differently than within the whole: half a link is none, and a sign at its start stands
    // free.
    private Share Split(int start, int end, int room)
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
            // The links of a long piece may cost far more than a shorter one is long: then half of it is nearer to what
            // fits.
            var fitting = share.End - excess;
            end = text.Boundary(
                Math.Max(least, tries < FewTries && fitting > least ? fitting : start + (share.End - start) / 2),
                least
            );
        }
    }
}
