namespace Bot.Text.Sentences;

/// <summary>
/// Chooses what to keep of an abstract: the claim and the one other piece that together tell the most, each whole or up
/// to the end of a clause; then more pieces while they tell something and fit.
/// </summary>
/// <param name="text">The abstract.</param>
/// <param name="roles">What each of its sentences is for.</param>
/// <param name="room">What the pieces and the marks between them may cost, in the server's counting.</param>
internal sealed class ClaimChoice(MeasuredText text, List<SentenceRole> roles, int room)
{
    // A sentence whose claim is weaker than the best by no more than this may be told in its place.
    private const int Rivalry = 8;

    private readonly PieceFinder _finder = new(text, roles, room);
    private readonly PieceSelection _selection = new(roles.Count, room);

    /// <summary>In the abstract's order; empty when no claim can be told in the room.</summary>
    public IReadOnlyList<Piece> Choose()
    {
        var strengths = Strengths();
        var others = _finder.Others(Array.IndexOf(strengths, strengths.Max()));
        var pair = BestPair(strengths, others, anyCut: false) ?? BestPair(strengths, others, anyCut: true);
        if (pair is not (var claim, var other))
        {
            return [];
        }

        _selection.Restart(claim);
        while (other is not null)
        {
            _selection.Add(other);
            other = _selection.BestOf(others);
        }

        return _selection.Chosen;
    }

    // How strongly each sentence makes a claim, in points.
    private int[] Strengths()
    {
        var firstOutright = roles.FindIndex(role => role.Outright);
        var strengths = new int[roles.Count];
        for (var at = 0; at < roles.Count; at++)
        {
            strengths[at] = roles[at].Claim - _finder.Lateness(at) + (at == firstOutright ? 20 : 0);
        }

        return strengths;
    }

    private (Piece Claim, Piece? Other)? BestPair(int[] strengths, List<Piece> others, bool anyCut)
    {
        (Piece, Piece?)? best = null;
        var most = 0;
        var enough = strengths.Max() - Rivalry;
        var rivals = Enumerable.Range(0, roles.Count).Where(at => strengths[at] >= enough);
        foreach (var claim in rivals.SelectMany(at => _finder.Claims(at, anyCut)))
        {
            _selection.Restart(claim);
            if (!_selection.Fits)
            {
                continue;
            }

            var other = _selection.BestOf(others);
            var cost = _selection.Cost + (other is null ? 0 : _selection.Surcharge(other));
            var value = claim.Value + (other?.Value ?? 0) + (30 * cost / room);
            if (value > most)
            {
                most = value;
                best = (claim, other);
            }
        }

        return best;
    }
}
