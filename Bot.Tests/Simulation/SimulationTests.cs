using System.Globalization;
using Bot.Tests.Support;

namespace Bot.Tests.Simulation;

[Trait("Category", "Slow")]
public sealed class SimulationTests(ITestOutputHelper output)
{
    private static int Number(string variable, int otherwise) =>
        int.Parse(
            Environment.GetEnvironmentVariable(variable) ?? otherwise.ToString(CultureInfo.InvariantCulture),
            CultureInfo.InvariantCulture
        );

    [Fact]
    public void In_many_weeks_of_troubles_nothing_is_lost_nothing_said_twice_and_nothing_false()
    {
        var (weeks, first) = (Number("TOOTPRINT_WEEKS", 1000), Number("TOOTPRINT_FIRST_SEED", 1));
        var start = TimeProvider.System.GetTimestamp();
        var reports = Live(weeks, first, untilWrong: Number("TOOTPRINT_UNTIL_WRONG", 0) == 1);
        Tell(reports, start);
        GoWell(reports, weeks);
    }

    /// <summary>
    /// The promises are the bot's, and no engine's: on another one they hold too. (Where the tests run on that one, the
    /// test above lives many such weeks.)
    /// </summary>
    [Fact]
    public void In_weeks_of_troubles_on_a_ledger_in_memory_the_promises_hold_too()
    {
        const int Weeks = 150;
        var start = TimeProvider.System.GetTimestamp();
        var reports = Live(Weeks, first: 5000, untilWrong: false, TestEngine.Memory);
        Tell(reports, start);
        GoWell(reports, Weeks);
    }

    private void Tell(WeekReport[] reports, long start)
    {
        foreach (var line in Lines(reports))
        {
            output.WriteLine(line);
        }

        output.WriteLine($"{TimeProvider.System.GetElapsedTime(start).TotalSeconds:0.0} s");
    }

    private static void GoWell(WeekReport[] reports, int weeks)
    {
        var wrong = reports.Where(report => report.Wrongs.Count > 0).ToList();
        Assert.True(
            wrong.Count == 0,
            string.Join(
                '\n',
                wrong.Take(20).Select(report => $"seed {report.Seed}: {string.Join("\n    ", report.Wrongs.Take(6))}")
            )
                + $"\n{wrong.Count} of {reports.Length} weeks went wrong; replay one with: eng/simulate 1 "
                + $"{wrong.FirstOrDefault()?.Seed}"
        );

        // A bot that never reads and never posts loses nothing and repeats nothing. A few weeks may be quiet, many are
        // not.
        var (papers, toots) = (reports.Sum(report => report.Papers), reports.Sum(report => report.Toots));
        Assert.True(
            weeks < 100 || (papers > 20 * weeks && toots > papers),
            $"only {papers} papers and {toots} toots in {weeks} weeks"
        );
    }

    /// <summary>Weeks in which the bot, or the simulator, once failed.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(67)]
    [InlineData(130)]
    [InlineData(142)]
    [InlineData(16)]
    [InlineData(620)]
    [InlineData(200031)]
    [InlineData(202629)]
    [InlineData(202645)]
    [InlineData(202651)]
    [InlineData(201334)]
    [InlineData(201404)]
    [InlineData(202089)]
    [InlineData(202380)]
    [InlineData(203108)]
    [InlineData(203867)]
    [InlineData(200291)]
    [InlineData(310530)]
    [InlineData(501448)]
    [InlineData(900077)]
    [InlineData(901726)]
    [InlineData(904373)]
    [InlineData(906223)]
    [InlineData(906569)]
    public void A_week_that_once_went_wrong_goes_well(int seed)
    {
        var report = SimulatedWeek.Live(seed);
        Assert.Empty(report.Wrongs);
        Assert.True(report.Toots > 0, "nothing was said in all the week");
    }

    [Fact]
    public void One_seed_is_one_week_to_the_last_event()
    {
        for (var seed = 1; seed <= 12; seed++)
        {
            var (once, again) = (SimulatedWeek.Live(seed), SimulatedWeek.Live(seed));
            Assert.Equal(once.Hash, again.Hash);
        }
    }

    /// <summary>Engines are alike in all that can be seen of the bot.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(101)]
    [InlineData(201)]
    [InlineData(301)]
    public void One_seed_is_the_same_week_on_every_engine(int first)
    {
        for (var seed = first; seed < first + 10; seed++)
        {
            var (file, memory) = (
                SimulatedWeek.Live(seed, TestEngine.Sqlite),
                SimulatedWeek.Live(seed, TestEngine.Memory)
            );
            Assert.Equal(file.Lines, memory.Lines);
            Assert.Equal(file.Hash, memory.Hash);
        }
    }

    // On threads of their own: on the pool's, they would keep other tests' continuations waiting for a minute.
    private static WeekReport[] Live(int weeks, int first, bool untilWrong, TestEngine? engine = null)
    {
        var reports = new WeekReport?[weeks];
        var next = -1;
        var stop = false;
        var threads = Enumerable
            .Range(0, Environment.ProcessorCount)
            .Select(_ => new Thread(() =>
            {
                while (!Volatile.Read(ref stop) && Interlocked.Increment(ref next) is var n && n < weeks)
                {
                    reports[n] = SimulatedWeek.Live(first + n, engine);
                    if (untilWrong && reports[n]!.Wrongs.Count > 0)
                    {
                        Volatile.Write(ref stop, true);
                    }
                }
            }))
            .ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        return [.. reports.OfType<WeekReport>()];
    }

    private static IEnumerable<string> Lines(WeekReport[] reports)
    {
        yield return $"{reports.Length} weeks, {reports.Sum(one => one.Papers)} papers, {reports.Sum(one => one.Toots)} "
            + $"toots: {reports.Sum(one => one.Lost)} lost, {reports.Sum(one => one.Twice)} twice, "
            + $"{reports.Sum(one => one.False)} false";
        foreach (
            var (fault, times) in reports
                .SelectMany(one => one.Faults)
                .GroupBy(one => one.Key, one => one.Value)
                .Select(group => (group.Key, group.Sum()))
                .OrderBy(one => one.Key, StringComparer.Ordinal)
        )
        {
            yield return $"  {times, 8} {fault}";
        }

        if (reports is [var only])
        {
            foreach (var line in only.Lines)
            {
                yield return line;
            }
        }
    }
}
