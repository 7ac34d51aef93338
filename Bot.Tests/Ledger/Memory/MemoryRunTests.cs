using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Bot.Tests.Support;

namespace Bot.Tests.Ledger.Memory;

/// <summary>
/// The tests of the pipeline once more, in a process of their own, on ledgers in memory: what they promise is promised
/// by the stores' contract, and not by SQLite.
/// </summary>
[Trait("Category", "Slow")]
public sealed partial class MemoryRunTests(ITestOutputHelper output)
{
    /// <summary>Fewer would mean that the names below lead to nothing.</summary>
    private const int FewestTests = 700;

    private static readonly string[] Namespaces = ["Bot.Tests.Pipeline.*", "Bot.Tests.Issues"];

    [Fact]
    public async Task The_engine_in_memory_passes_the_pipeline_fault_and_recovery_tests()
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
            Environment = { ["TOOTPRINT_TEST_ENGINE"] = "memory" },
        };
        string[] arguments =
        [
            typeof(MemoryRunTests).Assembly.Location,
            "-noColor",
            .. Namespaces.SelectMany(space => new[] { "-namespace", space }),
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        var summary = Summary().Match(said);
        Assert.True(summary.Success, said);
        output.WriteLine(summary.Value);
        Assert.True(process.ExitCode == 0 && Count("failed") + Count("errors") == 0, said);
        Assert.True(Count("total") - Count("skipped") >= FewestTests, summary.Value);

        int Count(string what) => int.Parse(summary.Groups[what].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(
        @"Total: (?<total>\d+), Errors: (?<errors>\d+), Failed: (?<failed>\d+), Skipped: (?<skipped>\d+)[^\n]*"
    )]
    private static partial Regex Summary();
}
