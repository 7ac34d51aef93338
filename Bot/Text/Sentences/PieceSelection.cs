namespace Bot.Text.Sentences;

/// <summary>
/// The pieces of an abstract that were chosen so far, and what they cost with the marks between them.
/// </summary>
/// <param name="sentences">How many sentences the abstract has.</param>
/// <param name="room">What all may cost, in the server's counting.</param>
internal sealed class PieceSelection(int sentences, int room)
{
    // "[...] "
    private const int GapPrice = 6;

    private readonly List<Piece> _chosen = [];

    /// <summary>In the abstract's order.</summary>
    public IReadOnlyList<Piece> Chosen => _chosen;

    /// <summary>In the server's counting.</summary>
    public int Cost { get; private set; }

    public bool Fits => Cost <= room;

    /// <summary>Forgets what was chosen and starts with a piece.</summary>
    public void Restart(Piece piece)
    {
        _chosen.Clear();
        Cost = 0;
        Add(piece);
    }

    public void Add(Piece piece)
    {
        Cost += Surcharge(piece);
        _chosen.Insert(PlaceOf(piece), piece);
    }

    /// <summary>The piece of the highest value that still fits; null when none does.</summary>
    public Piece? BestOf(List<Piece> pieces)
    {
        // Background has one point. It only serves to fill a room of which a quarter or more would stay empty.
        var least = Cost * 4 < room * 3 ? 0 : 1;
        Piece? best = null;
        foreach (var piece in pieces)
        {
            if (
                piece.Value > Math.Max(least, best?.Value ?? 0)
                && !_chosen.Exists(chosen => chosen.Sentence == piece.Sentence)
                && Cost + Surcharge(piece) <= room
            )
            {
                best = piece;
            }
        }

        return best;
    }

    /// <summary>What all would cost more with this piece among them.</summary>
    public int Surcharge(Piece piece)
    {
        var place = PlaceOf(piece);
        var before = place > 0 ? _chosen[place - 1] : null;
        var after = place < _chosen.Count ? _chosen[place] : null;
        var replaced = _chosen.Count == 0 ? 0 : Seam(before, after);
        return piece.Price + Seam(before, piece) + Seam(piece, after) - replaced;
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

    // What stands between two pieces, before the first or behind the last. One of the two is never null.
    private int Seam(Piece? before, Piece? after)
    {
        if (after is null)
        {
            return before!.IsLast(sentences) ? 0 : GapPrice;
        }

        var gap = after.Follows(before) ? 0 : GapPrice;
        return before is null ? gap : gap + 1;
    }
}
