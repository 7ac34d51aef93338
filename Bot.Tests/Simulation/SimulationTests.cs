using System.Globalization;

namespace Bot.Tests.Simulation;

public sealed class SimulationTests(ITestOutputHelper output)
{
    private static int Number(string variable, int otherwise) => int.Parse(Environment.GetEnvironmentVariable(variable) ?? otherwise.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    [Fact]
    public void In_many_weeks_of_troubles_nothing_is_lost_nothing_said_twice_and_nothing_false()
    {
        var (weeks, first) = (Number("TOOTPRINT_WEEKS", 1000), Number("TOOTPRINT_FIRST_SEED", 1));
        var start = TimeProvider.System.GetTimestamp();
        var reports = new WeekReport[weeks];
        Parallel.For(0, weeks, n => reports[n] = SimulatedWeek.Live(first + n));
        foreach (var line in Lines(reports)) output.WriteLine(line);
        output.WriteLine($"{TimeProvider.System.GetElapsedTime(start).TotalSeconds:0.0} s");
        var wrong = reports.Where(report => report.Wrongs.Count > 0).ToList();
        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Take(20).Select(report => $"seed {report.Seed}: {string.Join("\n    ", report.Wrongs.Take(6))}")) + $"\n{wrong.Count} of {weeks} weeks went wrong; replay one with: eng/simulate 1 {wrong.FirstOrDefault()?.Seed}");
    }

    [Fact]
    public void One_seed_is_one_week_to_the_last_event()
    {
        for (var seed = 1; seed <= 24; seed++)
        {
            var (once, again) = (SimulatedWeek.Live(seed), SimulatedWeek.Live(seed));
            var at = once.Lines.Zip(again.Lines).TakeWhile(pair => pair.First == pair.Second).Count();
            Assert.True(once.Lines.SequenceEqual(again.Lines), $"seed {seed} was two weeks: {string.Join('\n', once.Lines.Skip(at - 6).Take(9))}\n\nand\n{string.Join('\n', again.Lines.Skip(at - 2).Take(5))}");
            Assert.Equal(once.Hash, again.Hash);
        }
    }

    private static IEnumerable<string> Lines(WeekReport[] reports)
    {
        yield return $"{reports.Length} weeks, {reports.Sum(one => one.Papers)} papers, {reports.Sum(one => one.Toots)} toots: {reports.Sum(one => one.Lost)} lost, {reports.Sum(one => one.Twice)} twice, {reports.Sum(one => one.False)} false";
        foreach (var (fault, times) in reports.SelectMany(one => one.Faults).GroupBy(one => one.Key, one => one.Value).Select(group => (group.Key, group.Sum())).OrderBy(one => one.Key, StringComparer.Ordinal))
            yield return $"  {times,8} {fault}";
        if (reports is [var only]) foreach (var line in only.Lines) yield return line;
    }
}
