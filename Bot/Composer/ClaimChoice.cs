using Bot.Text.Sentences;

namespace Bot.Composer;

/// <summary>A stretch of one sentence.</summary>
/// <param name="Sentence">The sentence's place in the abstract.</param>
/// <param name="FromStart">Begins with the sentence.</param>
/// <param name="ToEnd">Ends with the sentence.</param>
/// <param name="Price">In the server's counting.</param>
/// <param name="Value">How much it tells, in points.</param>
internal sealed record Piece(int Sentence, int Start, int End, bool FromStart, bool ToEnd, int Price, int Value)
{
    /// <summary>True where nothing is left out between the two; null stands for the abstract's beginning.</summary>
    public bool Follows(Piece? before) =>
        FromStart && (before is null ? Sentence == 0 : before.ToEnd && before.Sentence == Sentence - 1);

    public bool IsLast(int sentences) => ToEnd && Sentence == sentences - 1;
}

/// <summary>
/// Chooses what to keep of an abstract: the claim and the one other piece that together tell the most, whole or up to a
/// clause's end, then whatever more tells something and fits.
/// </summary>
internal sealed class ClaimChoice(MeasuredText text, List<SentenceRole> roles, int room)
{
    // "[...] "
    private const int GapPrice = 6;

    // A claim this close to the best may take its place where it can be told more fully.
    private const int Rivalry = 8;

    private readonly List<Piece> _chosen = [];
    private int _cost;

    /// <summary>In the abstract's order; empty when no claim can be told in the room.</summary>
    public IReadOnlyList<Piece> Choose()
    {
        var firstOutright = roles.FindIndex(role => role.Outright);
        var strengths = new int[roles.Count];
        for (var at = 0; at < roles.Count; at++)
        {
            strengths[at] = roles[at].Claim - Lateness(at) + (at == firstOutright ? 20 : 0);
        }

        var best = strengths.Max();
        var main = Array.IndexOf(strengths, best);
        var others = Others(main);
        foreach (var withinClauses in (ReadOnlySpan<bool>)[false, true])
        {
            Piece? claim = null,
                other = null;
            var most = 0;
            for (var at = 0; at < roles.Count; at++)
            {
                if (strengths[at] < best - Rivalry)
                {
                    continue;
                }

                foreach (var piece in Claims(at, withinClauses))
                {
                    Restart(piece);
                    if (_cost > room)
                    {
                        continue;
                    }

                    var second = BestOf(others);
                    var value =
                        piece.Value
                        + (second?.Value ?? 0)
                        + (30 * (_cost + (second is null ? 0 : Surcharge(second))) / room);
                    if (value > most)
                    {
                        (most, claim, other) = (value, piece, second);
                    }
                }
            }

            if (claim is null)
            {
                continue;
            }

            Restart(claim);
            for (; other is not null; other = BestOf(others))
            {
                Add(other);
            }

            return _chosen;
        }

        return [];
    }

    private int Lateness(int sentence) => 40 * sentence / roles.Count;

    // The ways to tell a sentence as the claim.
    private List<Piece> Claims(int sentence, bool withinClauses)
    {
        var role = roles[sentence];
        var pieces = new List<Piece>();
        foreach (var cut in role.Cuts)
        {
            // "We propose Plume" says nothing yet.
            if (
                cut.Kind != CutKind.Whole
                && cut.End - Math.Max(role.ClaimVerbEnd, role.Start) < (withinClauses ? 15 : 30)
            )
            {
                continue;
            }

            if (cut.Kind == CutKind.Word && !withinClauses)
            {
                continue;
            }

            var value = Worth(role, cut, Math.Max(20, cut.Claim - Lateness(sentence) + (cut.Result / 3)), enough: 16);
            AddIfFits(pieces, sentence, role.Start, cut, value);
            if (role.ClauseStart > role.Start && role.ClauseStart < cut.End)
            {
                AddIfFits(pieces, sentence, role.ClauseStart, cut, value - 3);
            }
        }

        return pieces;
    }

    // The ways to tell each sentence besides the claim.
    private List<Piece> Others(int main)
    {
        var pieces = new List<Piece>();
        for (var at = 0; at < roles.Count; at++)
        {
            var role = roles[at];
            foreach (var cut in role.Cuts)
            {
                var isWhole = cut.Kind == CutKind.Whole;
                if (role.Availability || (at < main && !role.Own))
                {
                    // Background comes last of all, and not in parts.
                    if (isWhole)
                    {
                        AddIfFits(pieces, at, role.Start, cut, role.Availability ? 3 : 1);
                    }

                    continue;
                }

                if (cut.Kind == CutKind.Word || (!isWhole && cut.End - role.ResultVerbEnd is > 0 and < 25))
                {
                    continue;
                }

                if (cut.End - role.Start >= (isWhole ? 25 : 40))
                {
                    AddIfFits(pieces, at, role.Start, cut, Value(role, cut, cut.Result));
                }

                if (role.ClauseStart > role.Start && cut.End - role.ClauseStart >= 40)
                {
                    AddIfFits(pieces, at, role.ClauseStart, cut, Value(role, cut, cut.Result) - 3);
                }
                // "Experiments show that" is worth something, but what they show is worth more.
                if (role.FindingStart > role.Start && cut.End - role.FindingStart >= 40)
                {
                    AddIfFits(
                        pieces,
                        at,
                        role.FindingStart,
                        cut,
                        Value(role, cut, cut.Result, Math.Min(0, 50 - role.ShownBefore)) - 3
                    );
                }
            }
        }

        return pieces;
    }

    private static int Value(SentenceRole role, Cut cut, int result, int less = 0)
    {
        // Beyond a point more numbers tell no more.
        if (result > 100)
        {
            result = 100 + ((result - 100) / 4);
        }

        result += less;
        var claim = cut.Claim / 5;
        var value = Math.Max(result, claim) + (Math.Min(result, claim) / 3);
        if (value is >= 0 and < 20)
        {
            value = role.Dangling ? 15 : 20;
        }

        return Worth(role, cut, value, enough: 10);
    }

    // What is left of the value when the sentence ends here.
    private static int Worth(SentenceRole role, Cut cut, int value, int enough)
    {
        var less = cut.Kind switch
        {
            CutKind.Whole => 0,
            CutKind.Clause => 8,
            CutKind.Joint => 15,
            _ => 35,
        };
        return value
            - less
            - (4 * Math.Max(0, enough - cut.Said))
            - (10 * (role.End - cut.End) / (role.End - role.Start));
    }

    private void AddIfFits(List<Piece> pieces, int sentence, int start, Cut cut, int value)
    {
        var price = text.PriceOf(start, cut.End);
        if (value > 0 && price <= room)
        {
            pieces.Add(
                new Piece(
                    sentence,
                    start,
                    cut.End,
                    start == roles[sentence].Start,
                    cut.Kind == CutKind.Whole,
                    price,
                    value
                )
            );
        }
    }

    private Piece? BestOf(List<Piece> pieces)
    {
        // Background serves only to fill a room that would stay half empty.
        var least = _cost * 4 < room * 3 ? 0 : 1;
        Piece? best = null;
        foreach (var piece in pieces)
        {
            if (
                piece.Value > Math.Max(least, best?.Value ?? 0)
                && !_chosen.Exists(chosen => chosen.Sentence == piece.Sentence)
                && _cost + Surcharge(piece) <= room
            )
            {
                best = piece;
            }
        }

        return best;
    }

    private void Restart(Piece piece)
    {
        _chosen.Clear();
        _cost = 0;
        Add(piece);
    }

    private void Add(Piece piece)
    {
        _cost += Surcharge(piece);
        _chosen.Insert(PlaceOf(piece), piece);
    }

    private int PlaceOf(Piece piece)
    {
        var place = 0;
        while (place < _chosen.Count && _chosen[place].Sentence < piece.Sentence)
        {
            place++;
        }

        return place;
    }

    // What a piece costs more among those already chosen.
    private int Surcharge(Piece piece)
    {
        var place = PlaceOf(piece);
        var before = place > 0 ? _chosen[place - 1] : null;
        var after = place < _chosen.Count ? _chosen[place] : null;
        var seam = _chosen.Count == 0 ? 0 : Seam(before, after);
        return piece.Price + Seam(before, piece) + Seam(piece, after) - seam;
    }

    // What stands between two pieces, or before the first, or behind the last.
    private int Seam(Piece? before, Piece? after)
    {
        if (after is null)
        {
            return before!.IsLast(roles.Count) ? 0 : GapPrice;
        }

        var gap = after.Follows(before) ? 0 : GapPrice;
        return before is null ? gap : gap + 1;
    }
}
