using Bot.Ledger;
using Bot.Sandbox;
using Bot.Tests.Support;

namespace Bot.Tests.Ledger;

/// <summary>
/// Whatever befalls whichever write of what the archive tells: papers that no feed brought are said once, and that one
/// was withdrawn is told once.
/// </summary>
[Trait("Category", "Slow")]
public sealed class ArchiveFaultTests
{
    private static readonly DateOnly Back = SampleListings.Monday.AddDays(3);

    public static MatrixTheoryData<string, string> All =>
        new(
            TestEngine.All.Select(engine => $"{engine}"),
            [
                nameof(IRecovery.HarvestBegan),
                nameof(IRecovery.HarvestRead),
                nameof(IRecovery.HarvestFailed),
                nameof(IRecovery.CaughtUp),
                nameof(IRecovery.WithdrawalsSettled),
                nameof(IRecovery.WithdrawalsQueued),
            ]
        );

    [Theory]
    [MemberData(nameof(All))]
    public async Task After_a_fault_at_it_nothing_is_missing_and_nothing_is_said_twice(string engine, string write)
    {
        foreach (var fault in OneFault.Kinds)
        {
            await using var gap = await OffAsync(TestEngine.Named(engine));
            var rehearsal = gap.Rehearsal;
            if (write == nameof(IRecovery.HarvestFailed))
            {
                await rehearsal.FaultAsync("archive", "500", times: 6);
            }

            var faults = new OneFault(write, fault)
            {
                Passes = () => rehearsal.Clock.Advance(TimeSpan.FromMinutes(10)),
            };
            await faults.RunUntilSaidAsync(
                rehearsal,
                async () => Papers.All(new HashSet<string>(Expect.LinkedPapers(await rehearsal.TextsAsync())).Contains)
            );

            Assert.True(faults.HasStruck, $"{write} was never called:\n{string.Join('\n', faults.Calls)}");
            var texts = await rehearsal.TextsAsync();
            Assert.Equal(Papers.Order(), Expect.LinkedPapers(texts).Order());
            var edited = Assert.Single(await rehearsal.AcceptedAsync(), one => (int)one["edits"]! > 0);
            Assert.Equal(1, (int)edited["edits"]!);
            Assert.StartsWith("WITHDRAWN (v2", (string)edited["text"]!, StringComparison.Ordinal);
        }
    }

    private static List<string> Papers =>
        [
            .. SampleListings.Ids(4),
            .. SampleListings.Ids(3, 100),
            .. SampleListings.Ids(3, 200),
            .. SampleListings.Ids(2, 900),
        ];

    // Monday's listing was told, the next two days' came while the bot was off, and one of Monday's was withdrawn.
    private static async Task<Gap> OffAsync(TestEngine engine)
    {
        var gap = await Gap.StartAsync(
            "list",
            options: new SandboxOptions { PostsPerThreeHours = 0, KeepsIdempotencyKeys = false },
            engine: engine
        );
        gap.Rehearsal.Settings["Bot:Accounts:0:Withdrawals"] = "edit";
        await gap.AnnounceAsync(SampleListings.Monday, 4, 1);
        await gap.RunAsync(SampleListings.Monday);
        await gap.AnnounceAsync(SampleListings.Monday.AddDays(1), 3, 100);
        await gap.AnnounceAsync(SampleListings.Monday.AddDays(2), 3, 200);
        await gap.PutAsync(
            Gap.Paper(
                "2506.00002",
                SampleListings.Monday.AddDays(-3),
                SampleListings.Monday.AddDays(2),
                withdrawn: true,
                comments: "no longer true"
            )
        );
        await gap.AnnounceAsync(Back, 2, 900);
        gap.ComeTo(Back, hour: 1);
        return gap;
    }
}
