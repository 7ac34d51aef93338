namespace Bot.Tests.Simulation;

/// <summary>What came of a week.</summary>
internal sealed record WeekReport(int Seed, string Hash, IReadOnlyList<string> Wrongs, IReadOnlyList<string> Lines)
{
    public int Papers { get; init; }
    public int Toots { get; init; }
    public int Lost { get; init; }
    public int Twice { get; init; }
    public int False { get; init; }

    /// <summary>By their names, with deaths among them.</summary>
    public required IReadOnlyDictionary<string, int> Faults { get; init; }
}
