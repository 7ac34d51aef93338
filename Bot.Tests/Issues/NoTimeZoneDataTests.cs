using Bot.Arxiv;
using Bot.Tests.Support;

namespace Bot.Tests.Issues;

/// <summary>
/// On a machine without time zone data, as small container images are, the program ended with a trace at its first look
/// at the calendar.
/// </summary>
[Trait("Category", "Slow")]
public sealed class NoTimeZoneDataTests
{
    [Fact]
    public async Task The_demo_runs_on_a_machine_without_time_zone_data()
    {
        var empty = Directory.CreateTempSubdirectory("tootprint-test-");
        try
        {
            var (exitCode, said, errors) = await BotProcess.RunAsync(
                new Dictionary<string, string> { ["TZDIR"] = empty.FullName },
                "demo",
                "--once"
            );
            Assert.True(exitCode == 0, errors);
            Assert.Contains("10 toots posted, 0 refused", said, StringComparison.Ordinal);
        }
        finally
        {
            empty.Delete();
        }
    }

    [Fact]
    public void New_york_by_law_has_the_hours_of_the_time_zone_data()
    {
        Assert.SkipUnless(
            TimeZoneInfo.TryFindSystemTimeZoneById("America/New_York", out var zone),
            "needs time zone data to compare with"
        );
        var law = ArxivDay.ByLaw();
        for (
            var hour = new DateTimeOffset(2007, 1, 1, 0, 30, 0, TimeSpan.Zero);
            hour.Year < 2037;
            hour += TimeSpan.FromHours(1)
        )
        {
            Assert.True(zone!.GetUtcOffset(hour) == law.GetUtcOffset(hour), $"{hour:u}");
        }
    }
}
