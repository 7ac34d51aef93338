namespace Bot.Text.Sentences;

/// <summary>A stretch of one sentence of an abstract.</summary>
internal sealed record Piece
{
    /// <summary>The sentence's place in the abstract, from 0.</summary>
    public required int Sentence { get; init; }

    /// <summary>Where it begins, in UTF-16 units.</summary>
    public required int Start { get; init; }

    /// <summary>Where it ends, in UTF-16 units.</summary>
    public required int End { get; init; }

    /// <summary>Begins with the sentence.</summary>
    public required bool IsFromStart { get; init; }

    /// <summary>Ends with the sentence.</summary>
    public required bool IsToEnd { get; init; }

    /// <summary>In the server's counting.</summary>
    public required int Price { get; init; }

    /// <summary>How much it tells, in points; more than 0.</summary>
    public required int Value { get; init; }

    /// <summary>True where nothing is left out between the two; null stands for the abstract's beginning.</summary>
    public bool Follows(Piece? before)
    {
        if (!IsFromStart)
        {
            return false;
        }

        return before is null ? Sentence == 0 : before.IsToEnd && before.Sentence == Sentence - 1;
    }

    /// <summary>True where nothing is left out behind it, in an abstract of so many sentences.</summary>
    public bool IsLast(int sentences) => IsToEnd && Sentence == sentences - 1;
}
