namespace Bot.Cli.Demo;

/// <summary>How one life of the worker is to end, by kill -9 in each case.</summary>
internal enum Death
{
    /// <summary>
    /// Some time after its start, whatever it is doing: reading its ledger, verifying its account, reading its
    /// timeline.
    /// </summary>
    Anytime,

    /// <summary>While its post is on the way. The server accepts the post after the worker is dead.</summary>
    PostOnItsWay,

    /// <summary>While the answer is on the way. The server has the toot.</summary>
    AnswerOnItsWay,
}

/// <summary>One life of the worker.</summary>
/// <param name="Death">How it ends.</param>
/// <param name="Toot">The toot, counted from 1, with which it dies at the latest.</param>
/// <param name="After">For <see cref="Death.Anytime"/>: the time from its start to its death.</param>
/// <param name="Loses">The toot, counted from 1, whose connection is cut before the answer; 0 for none.</param>
/// <param name="Arrives">Whether the server accepts that toot all the same.</param>
internal sealed record ChaosLife(Death Death, int Toot, TimeSpan After, int Loses, bool Arrives);

/// <summary>
/// What will go wrong, chosen by a seed: as many lives, deaths and lost answers as a listing has room for.
/// </summary>
internal static class ChaosPlan
{
    /// <summary>Three deaths for each ten papers.</summary>
    private const double DeathsPerPaper = 0.29;

    /// <summary>In milliseconds. A start and a look at the timeline take about so long.</summary>
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
