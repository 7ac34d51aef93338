using Bot.Ledger;
using Bot.Sandbox;
using Bot.Tests.Support;

namespace Bot.Tests.Ledger;

/// <summary>
/// Whatever befalls whichever write to the ledger, on any engine: the next start goes on, and every paper is said once.
/// </summary>
[Trait("Category", "Slow")]
public sealed class StoreFaultTests
{
    private const int Papers = 4;

    // Each write of a day's run: with the trouble that leads to it, and how many calls go well before.
    private static readonly (string Write, string Trouble, int Skip)[] Writes =
    [
        (nameof(IAccounts.Registered), "", 0),
        (nameof(IAccounts.TroublesCleared), "", 0),
        (nameof(IAccounts.TroubleChanged), "", 0),
        (nameof(IAccounts.ClockSeen), "", 0),
        (nameof(IAccounts.Charged), "", 5),
        (nameof(IAccounts.Done), "", 0),
        (nameof(IAccounts.Unlocked), "post 401", 1),
        (nameof(IRecovery.Adopted), "", 0),
        (nameof(IRecovery.Demanded), "a lost ledger", 0),
        (nameof(IRecovery.Found), "a lost ledger", 0),
        (nameof(IRecovery.Adopted), "a lost ledger", 0),
        (nameof(IIntake.Recorded), "", 0),
        (nameof(IIntake.FeedFailed), "feed 503", 0),
        (nameof(IIntake.FeedUnchanged), "post 401", 0),
        (nameof(IOutbox.Claimed), "", 1),
        (nameof(IOutbox.Claimed), "", 2),
        (nameof(IOutbox.Sent), "", 1),
        (nameof(IOutbox.Sent), "", 2),
        (nameof(IOutbox.Sent), "post lost-answer", 2),
        (nameof(IOutbox.Drained), "", 0),
        (nameof(IOutbox.Doubted), "post lost-answer", 0),
        (nameof(IOutbox.PutBack), "post cut", 0),
        (nameof(IOutbox.PutBack), "post 429", 0),
        (nameof(IOutbox.SetAside), "post 422", 0),
        (nameof(IOutbox.LockedOut), "post 401", 0),
        (nameof(IOutbox.Recomposed), "a smaller limit", 0),
        (nameof(IOutbox.ListsRecomposed), "a smaller limit for lists", 0),
    ];

    public static IEnumerable<TheoryDataRow<string, string, string, int>> All =>
        from engine in TestEngine.All
        from write in Writes
        select new TheoryDataRow<string, string, string, int>($"{engine}", write.Write, write.Trouble, write.Skip);

    [Theory]
    [MemberData(nameof(All))]
    public async Task After_a_fault_at_it_the_next_start_goes_on_and_every_paper_is_said_once(
        string engine,
        string write,
        string trouble,
        int skip
    )
    {
        foreach (var fault in OneFault.Kinds)
        {
            await using var rehearsal = await StartAsync(TestEngine.Named(engine), trouble);
            var faults = new OneFault(write, fault, skip)
            {
                Passes = () => rehearsal.Clock.Advance(TimeSpan.FromMinutes(10)),
            };
            await faults.RunUntilSaidAsync(rehearsal);

            Assert.True(faults.HasStruck, $"{write} was never called:\n{string.Join('\n', faults.Calls)}");
            var texts = await rehearsal.TextsAsync();
            Assert.True(texts.Count(Expect.IsSummary) == 1, $"{fault}: {string.Join('\n', texts)}");
            Assert.Equal(SampleListings.Ids(Papers), Expect.LinkedPapers(texts).Order());
        }
    }

    [Theory]
    [InlineData(nameof(IPaperIndex.Indexed))]
    [InlineData(nameof(IPaperIndex.IndexedUpTo))]
    [InlineData(nameof(IPaperIndex.WithdrawalsShown))]
    public async Task After_a_fault_at_it_the_next_start_shows_readers_every_paper(string write)
    {
        foreach (var fault in OneFault.Kinds)
        {
            await using var rehearsal = await StartAsync(TestEngine.Sqlite, "");
            var faults = new OneFault(write, fault);
            await faults.RunUntilSaidAsync(rehearsal);

            Assert.True(faults.HasStruck, $"{write} was never called:\n{string.Join('\n', faults.Calls)}");
            using var ledger = rehearsal.ReadLedger();
            var shown = await ledger.Pages!.Find(new PaperQuery { Date = SampleListings.Monday });
            Assert.Equal(SampleListings.Ids(Papers), shown.Papers.Select(paper => paper.Id.Value));
        }
    }

    private static async Task<Rehearsal> StartAsync(TestEngine engine, string trouble)
    {
        var rehearsal = await Rehearsal.StartAsync(
            new SandboxOptions { PostsPerThreeHours = 0, KeepsIdempotencyKeys = false },
            engine
        );
        rehearsal.Settings["Bot:Pace:SpreadOver"] = "00:00:00";
        // So that requests are counted.
        rehearsal.Settings["Bot:Accounts:0:PostsPerThreeHours"] = "300";
        await rehearsal.ServeAsync(SampleListings.Day(Papers));
        switch (trouble)
        {
            case "":
                break;
            case "a lost ledger":
                await StopAfterAsync(rehearsal, 3);
                rehearsal.LoseLedger();
                // What may be in flight is waited for.
                await rehearsal.ChangeAsync(new { feedHonoursEtag = false });
                break;
            case "a smaller limit":
                await StopAfterAsync(rehearsal, 2);
                await rehearsal.ChangeAsync(new { maxCharacters = 300 });
                break;
            case "a smaller limit for lists":
                rehearsal.Settings["Bot:Accounts:0:NewPapers"] = "list";
                await StopAfterAsync(rehearsal, 1);
                await rehearsal.ChangeAsync(new { maxCharacters = 300 });
                break;
            default:
                var (on, kind) = (trouble.Split(' ')[0], trouble.Split(' ')[1]);
                await rehearsal.FaultAsync(on, kind, skip: on == "post" ? 2 : 0, times: on == "post" ? 1 : 3);
                break;
        }

        return rehearsal;
    }

    private static async Task StopAfterAsync(Rehearsal rehearsal, int posts)
    {
        await rehearsal.FaultAsync("post", "401", skip: posts, times: 0);
        await rehearsal.RunOnceAsync();
        await rehearsal.HealAsync();
        rehearsal.Clock.Advance(TimeSpan.FromMinutes(31));
    }
}
