namespace Bot.Cli.Demo;

/// <summary>How one life of the worker is to end, by kill -9 in each case.</summary>
internal enum Death
{
    /// <summary>
    /// Some time after its start, whatever it does just then: reading its ledger, asking who it is, looking at its
    /// timeline.
    /// </summary>
    Anytime,

    /// <summary>Its post is on the way; the server takes it after its sender's death.</summary>
    PostOnItsWay,

    /// <summary>The server has the toot; its answer is on the way.</summary>
    AnswerOnItsWay,
}

/// <summary>One life of the worker.</summary>
/// <param name="Death">Its end.</param>
/// <param name="Toot">With which of its toots it dies at the latest, from 1.</param>
/// <param name="After">For <see cref="Death.Anytime"/>: so long after its start.</param>
/// <param name="Loses">Which of its toots gets no answer because the connection is cut, from 1; 0 for none.</param>
/// <param name="Arrives">Whether the server has that toot all the same.</param>
internal sealed record ChaosLife(Death Death, int Toot, TimeSpan After, int Loses, bool Arrives);

/// <summary>
/// What will go wrong, from a seed: lives, deaths and lost answers, as many as a listing has room for.
/// </summary>
internal static class ChaosPlan
{
    /// <summary>Three deaths for each ten papers.</summary>
    private const double DeathsPerPaper = 0.29;

    /// <summary>The time of a start and a look at the timeline: anything may be going on.</summary>
    private const int LongestAnytime = 1200;

    public static IReadOnlyList<ChaosLife> Of(int papers, Random chance) =>
        [.. Enumerable.Range(0, Math.Max(1, (int)(papers * DeathsPerPaper))).Select(_ => Life(chance))];

    private static ChaosLife Life(Random chance)
    {
        var death = chance.Next(10) switch
        {
            < 3 => Death.Anytime,
            < 6 => Death.PostOnItsWay,
            _ => Death.AnswerOnItsWay,
        };
        var toot = chance.Next(2, 7);
        return new ChaosLife(
            death,
            toot,
            TimeSpan.FromMilliseconds(chance.Next(20, LongestAnytime)),
            chance.Next(10) < 4 ? chance.Next(1, toot) : 0,
            chance.Next(3) > 0
        );
    }
}
