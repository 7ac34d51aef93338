using System.Diagnostics;

namespace Bot.Tests.Fuzz;

/// <summary>What a run of many spoilt inputs brought to light.</summary>
/// <param name="Inputs">So many were tried.</param>
/// <param name="Crashes">Inputs that ended in what their target does not declare.</param>
/// <param name="Hangs">Inputs that took more than a second, twice.</param>
/// <param name="Took">All of them together.</param>
/// <param name="PeakBytes">The most memory that the process had.</param>
internal sealed record FuzzReport(
    int Inputs,
    IReadOnlyList<string> Crashes,
    IReadOnlyList<string> Hangs,
    TimeSpan Took,
    long PeakBytes
)
{
    public override string ToString() =>
        $"{Inputs} inputs, {Crashes.Count} crashes, {Hangs.Count} hangs over 1 s, peak memory "
        + $"{PeakBytes / 1e6:0} MB, {Took.TotalSeconds:0} s ({Inputs / Took.TotalSeconds:0} a second)";
}

/// <summary>
/// Spoilt inputs one after the other. Input n of a run has the seed of the run plus n, so that a run of one with that
/// seed is that input again.
/// </summary>
/// <param name="tell">Hears how it goes.</param>
internal sealed class FuzzRun(Action<string> tell)
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(1);

    /// <summary>An input that does not come back in this time never will.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private const int MostTold = 20;
    private const int BetweenReports = 50_000;

    private readonly List<string> _crashes = [];
    private readonly List<string> _hangs = [];
    private readonly long _start = TimeProvider.System.GetTimestamp();
    private int _done;

    public async Task<FuzzReport> RunAsync(int count, int seed)
    {
        var run = Task.Run(async () =>
        {
            for (; _done < count && _crashes.Count + _hangs.Count < MostTold; Volatile.Write(ref _done, _done + 1))
            {
                await TryAsync(seed + _done);
            }
        });
        for (
            var (last, since) = (-1, _start);
            !run.IsCompleted;
            await Task.WhenAny(run, Task.Delay(Long, TimeProvider.System))
        )
        {
            var done = Volatile.Read(ref _done);
            if (done != last)
            {
                (last, since) = (done, TimeProvider.System.GetTimestamp());
            }

            if (TimeProvider.System.GetElapsedTime(since) > Patience)
            {
                Assert.Fail($"{Name(seed + done)} never ends");
            }
        }

        await run;
        return Report();
    }

    private async Task TryAsync(int seed)
    {
        try
        {
            if (await TakeAsync(seed) > Long && await TakeAsync(seed) is var took && took > Long)
            {
                Note(_hangs, $"{Name(seed)} takes {took.TotalSeconds:0.0} s");
            }
        }
        catch (Exception e)
        {
            Note(_crashes, $"{Name(seed)} ends in {e}");
        }

        if ((_done + 1) % BetweenReports == 0)
        {
            tell(Report().ToString());
        }
    }

    private static async Task<TimeSpan> TakeAsync(int seed)
    {
        var chance = Chance(seed);
        var target = FuzzTarget.Pick(chance);
        var input = new Mutator(chance, target.Seeds).Spoil(target.Seeds[chance.Next(target.Seeds.Count)]);
        var start = TimeProvider.System.GetTimestamp();
        await target.Take(input, chance);
        return TimeProvider.System.GetElapsedTime(start);
    }

    private FuzzReport Report()
    {
        using var process = Process.GetCurrentProcess();
        return new FuzzReport(
            _done,
            _crashes,
            _hangs,
            TimeProvider.System.GetElapsedTime(_start),
            process.PeakWorkingSet64
        );
    }

    private void Note(List<string> list, string what)
    {
        list.Add(what);
        tell(what);
    }

    private static string Name(int seed) =>
        $"the {FuzzTarget.Pick(Chance(seed)).Name} input of seed {seed} (eng/fuzz 1 {seed})";

    // Neighbouring seeds would begin alike.
    private static Random Chance(int seed) => new(unchecked(seed * (int)2654435761));
}
