using System.Globalization;

namespace Bot.Tests.Fuzz;

/// <summary>
/// Spoilt feeds, answers, settings and papers: none ends the bot, holds it up, or is answered without a clear word.
/// </summary>
[Trait("Category", "Slow")]
public sealed class FuzzTests
{
    /// <summary>What the bot may take with all that is around it here: the tests' own program is counted too.</summary>
    private const long MostBytes = 200_000_000;

    [Fact]
    public async Task A_few_spoilt_inputs_of_each_kind_do_no_harm()
    {
        var report = await new FuzzRun(_ => { }).RunAsync(2000, seed: 1);
        Assert.True(
            report.Crashes.Count + report.Hangs.Count == 0,
            string.Join('\n', report.Crashes.Concat(report.Hangs))
        );
        Assert.Equal(2000, report.Inputs);
    }

    /// <summary>As many as the environment asks for; see <c>eng/fuzz</c>.</summary>
    [Fact]
    public async Task Many_spoilt_inputs_do_no_harm()
    {
        Assert.SkipUnless(Number("TOOTPRINT_FUZZ") is > 0, "eng/fuzz asks for them");
        var (count, seed) = (Number("TOOTPRINT_FUZZ")!.Value, Number("TOOTPRINT_FUZZ_SEED") ?? 1);
        var report = await new FuzzRun(TestContext.Current.SendDiagnosticMessage).RunAsync(count, seed);
        await File.WriteAllTextAsync(
            Environment.GetEnvironmentVariable("TOOTPRINT_FUZZ_REPORT")!,
            $"seed {seed}: {report}\n{string.Join('\n', report.Crashes.Concat(report.Hangs))}"
        );
        Assert.True(report.Crashes.Count + report.Hangs.Count == 0 && report.PeakBytes < MostBytes, report.ToString());
    }

    private static int? Number(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
