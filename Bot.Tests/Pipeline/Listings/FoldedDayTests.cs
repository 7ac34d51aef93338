using Bot.Sandbox;
using Bot.Tests.Support;

namespace Bot.Tests.Pipeline.Listings;

/// <summary>Folded toots do not show their title in the text: they must be known again all the same.</summary>
public sealed class FoldedDayTests
{
    // One author for all, so that neither title nor authors tell the toots apart; and one paper without any.
    private static string Day =>
        SampleListings.Feed(
            string.Concat(
                SampleListings
                    .Ids(5)
                    .Select(id =>
                        SampleListings.Item(id, creator: id.EndsWith('3') ? "" : "Ada Lovelace", about: "Short.")
                    )
            )
        );

    [Theory]
    [InlineData("lost-answer", "none", "shorten")]
    [InlineData("lost-answer", "snac", "shorten")]
    [InlineData("lost-answer", "none", "thread")]
    [InlineData("500", "none", "shorten")]
    [InlineData("502-html-accepted", "none", "card")]
    public async Task Each_paper_is_tooted_once_in_spite_of(string kind, string alterText, string longAbstract)
    {
        await using var rehearsal = await FoldingAsync(longAbstract);
        await rehearsal.ChangeAsync(new { alterText });
        await rehearsal.ServeAsync(longAbstract == "thread" ? SampleListings.Day(5) : Day);
        await rehearsal.FaultAsync("post", kind, every: 2, times: 5);
        for (
            var run = 0;
            run < 20 && (run == 0 || rehearsal.Report().Accounts is not [{ Listings: [{ Queued: 0, Sending: 0 }] }]);
            run++
        )
        {
            await rehearsal.RunOnceAsync();
            rehearsal.Clock.Advance(TimeSpan.FromMinutes(31));
        }

        var accepted = await rehearsal.AcceptedAsync();
        Expect.EachOnceInOrder(SampleListings.Ids(5), accepted.Select(one => (string)one["text"]!));
        Assert.All(
            accepted.Where(one => one["inReplyTo"] is null).Skip(1),
            one => Assert.StartsWith("A Study of Case", (string)one["spoilerText"]!, StringComparison.Ordinal)
        );
        Assert.Equal(
            accepted.Count,
            accepted.Select(one => (string)one["text"]! + (string?)one["inReplyTo"]).Distinct().Count()
        );
    }

    [Fact]
    public async Task A_lost_ledger_knows_them_again()
    {
        await using var rehearsal = await FoldingAsync("shorten");
        await rehearsal.ServeAsync(Day);
        await rehearsal.FaultAsync("post", "401", skip: 4, times: 0);
        await rehearsal.RunOnceAsync();
        rehearsal.LoseLedger();

        await rehearsal.HealAsync();

        await rehearsal.RunOnceAsync();

        Expect.EachOnceInOrder(SampleListings.Ids(5), await rehearsal.TextsAsync());
    }

    private static async Task<Rehearsal> FoldingAsync(string longAbstract)
    {
        var rehearsal = await Rehearsal.StartAsync(
            new SandboxOptions { PostsPerThreeHours = 0, KeepsIdempotencyKeys = false }
        );
        rehearsal.Settings["Bot:Accounts:0:Fold"] = "title";
        rehearsal.Settings["Bot:Accounts:0:LongAbstract"] = longAbstract;
        return rehearsal;
    }
}
