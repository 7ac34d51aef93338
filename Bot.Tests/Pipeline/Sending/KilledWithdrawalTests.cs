using Bot.Arxiv;
using Bot.Ledger;
using Bot.Tests.Support;

namespace Bot.Tests.Pipeline.Sending;

/// <summary>Killed with -9 between claim and answer, a withdrawal is told once, by edit and by reply.</summary>
[Trait("Category", "Slow")]
public sealed class KilledWithdrawalTests
{
    public static MatrixTheoryData<string, string, string> Deaths =>
        new(["edit", "reply"], ["held-request", "held-answer"], ["mastodon", "gotosocial", "snac", "hollo"]);

    [Theory]
    [MemberData(nameof(Deaths))]
    public async Task Killed_with_it_in_flight_it_is_told_once(string how, string fault, string kind)
    {
        await using var rehearsal = await LiveRehearsal.StartAsync(keepsKeys: false, kind);
        rehearsal.Environment["Bot__Archive__BaseUrl"] = new Uri(rehearsal.Sandbox.Url, "oai").AbsoluteUri;
        rehearsal.Environment["Bot__Accounts__0__Withdrawals"] = how;
        await rehearsal.ServeAsync(SampleListings.Day(2));
        await FinishAsync(rehearsal);
        Assert.Equal(3, (await rehearsal.TextsAsync()).Count);
        await WithdrawAsync(rehearsal.LedgerPath, "2506.00001");

        await rehearsal.FaultAsync(new { on = how == "edit" ? "edit" : "post", kind = fault });
        await rehearsal.KillInFlightAsync();
        await FinishAsync(rehearsal);

        var accepted = await rehearsal.AcceptedAsync();
        Assert.Equal(how == "edit" ? [0, 1, 0] : [0, 0, 0, 0], accepted.Select(one => (int)one["edits"]!));
        Assert.StartsWith(
            "WITHDRAWN (v2): no longer true\n\n",
            (string)accepted[how == "edit" ? 1 : 3]["text"]!,
            StringComparison.Ordinal
        );
    }

    // As a page of the archive does it, which is asked for once a day only.
    private static async Task WithdrawAsync(string path, string paper)
    {
        using var ledger = TestEngine.Sqlite.Open(path, TimeProvider.System);
        var archived = new ArchivedPaper
        {
            Id = ArxivId.Parse(paper),
            Datestamp = new DateOnly(2026, 1, 2),
            Versions = [new PaperVersion(1, null, null), new PaperVersion(2, null, "I")],
            Title = "A",
            Categories = ["cs.LG"],
            Comments = "no longer true",
        };
        await ledger.Recovery.HarvestRead(
            new HarvestPage
            {
                Category = "cs.LG",
                Papers = [(archived, new DateOnly(2026, 1, 2))],
                Accounts = [1],
                Since = new DateOnly(2026, 1, 1),
                LeftOut = [],
                Next = null,
            },
            TimeProvider.System.GetUtcNow()
        );
    }

    private static async Task FinishAsync(LiveRehearsal rehearsal)
    {
        var (exitCode, output, errors) = await BotProcess.RunAsync(rehearsal.Environment, "run", "--once");
        Assert.True(exitCode == 0, output + errors);
    }
}
