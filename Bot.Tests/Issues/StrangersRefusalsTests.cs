using Bot.Ledger;
using Bot.Sandbox;
using Bot.Tests.Support;

namespace Bot.Tests.Issues;

/// <summary>Refused edits, gone parents and posts that are worked on, as a stranger thought of them.</summary>
[Trait("Category", "Slow")]
public sealed class StrangersRefusalsTests
{
    private const string Paper = "2506.00002";

    [Theory]
    [InlineData("407", 5)]
    [InlineData("413", 5)]
    [InlineData("421", 5)]
    [InlineData("431", 5)]
    [InlineData("444", 5)]
    [InlineData("html", 80)]
    [InlineData("no-id", 80)]
    [InlineData("502-html", 80)]
    public async Task A_withdrawal_that_no_edit_can_tell_becomes_one_reply(string fault, int runs)
    {
        await using var gap = await AfterADayAsync();
        await gap.Rehearsal.FaultAsync("edit", fault, times: 0);
        await WithdrawAsync(gap);
        await gap.RunUntilDoneAsync(runs);

        var accepted = await gap.Rehearsal.AcceptedAsync();
        Assert.Equal(5, accepted.Count);
        Assert.StartsWith("WITHDRAWN (v2, 11 June 2025)", (string)accepted[4]["text"]!, StringComparison.Ordinal);
        Assert.Equal((string)accepted[2]["id"]!, (string)accepted[4]["inReplyTo"]!);
        Assert.Equal(new WithdrawalReport(1, 0, 0), gap.Rehearsal.Report().Accounts[0].Withdrawals);

        gap.Rehearsal.LoseLedger();
        await gap.RunAsync(SampleListings.Monday.AddDays(4), 9);
        await gap.RunAsync(SampleListings.Monday.AddDays(5), 9);
        Assert.Equal(5, (await gap.TextsAsync()).Count);
    }

    [Theory]
    [InlineData(TootAction.Edit, "411")]
    [InlineData(TootAction.Edit, "415")]
    [InlineData(TootAction.Edit, "424")]
    [InlineData(TootAction.Boost, "407")]
    [InlineData(TootAction.Boost, "410")]
    [InlineData(TootAction.Boost, "426")]
    [InlineData(TootAction.Boost, "403")]
    [InlineData(TootAction.Boost, "422")]
    public async Task Any_other_refused_action_is_asked_seldom_and_the_account_goes_on(TootAction action, string status)
    {
        await using var gap = await AfterADayAsync();
        Deeds.Queue(gap.Rehearsal, action, "2506.00001");
        await gap.Rehearsal.FaultAsync(action == TootAction.Edit ? "edit" : "boost", status, times: 0);
        await gap.RunUntilDoneAsync();
        await gap.AnnounceAsync(SampleListings.Monday.AddDays(1), 2, 20);
        await gap.RunAsync(SampleListings.Monday.AddDays(1));

        Assert.Equal(7, (await gap.TextsAsync()).Count);
        var asked = (await gap.Rehearsal.RequestsAsync()).Count(request =>
            (string)request["method"]! == "PUT"
            || ((string)request["path"]!).EndsWith("/reblog", StringComparison.Ordinal)
        );
        Assert.InRange(asked, 1, 5);
    }

    [Theory]
    [InlineData(422)]
    [InlineData(410)]
    [InlineData(400)]
    [InlineData(504)]
    [InlineData(501)]
    public async Task A_withdrawal_whose_article_is_gone_keeps_nobody_waiting(int status)
    {
        await using var gap = await StartAsync();
        gap.Rehearsal.Settings["Bot:Accounts:0:Withdrawals"] = "reply";
        await gap.AnnounceAsync(SampleListings.Monday, 3, 1);
        await gap.RunAsync(SampleListings.Monday);
        await gap.Rehearsal.ChangeAsync(new { goneParentAnswers = status });
        await gap.Rehearsal.DeleteAsync(at: 2);
        await WithdrawAsync(gap);

        Assert.Equal(4, (await gap.TextsAsync()).Count);
        await gap.AnnounceAsync(SampleListings.Monday.AddDays(3), 2, 40);
        await gap.RunAsync(SampleListings.Monday.AddDays(3));
        Assert.Equal(7, (await gap.TextsAsync()).Count);
    }

    [Theory]
    [InlineData("list", 1, 422)]
    [InlineData("list", 1, 410)]
    [InlineData("list", 1, 504)]
    [InlineData("thread", 2, 422)]
    [InlineData("thread", 2, 409)]
    [InlineData("thread", 2, 400)]
    [InlineData("list", 1, 403)]
    [InlineData("thread", 2, 403)]
    public async Task What_follows_a_toot_that_is_gone_keeps_nobody_waiting(string mode, int said, int status)
    {
        await using var gap = await StartAsync();
        gap.Rehearsal.Settings[mode == "list" ? "Bot:Accounts:0:NewPapers" : "Bot:Accounts:0:LongAbstract"] = mode;
        await gap.AnnounceAsync(SampleListings.Monday, 3, 1);
        await gap.Rehearsal.FaultAsync("post", "401", skip: said);
        await gap.RunAsync(SampleListings.Monday);
        Assert.Equal(said, (await gap.TextsAsync()).Count);
        await gap.Rehearsal.ChangeAsync(new { goneParentAnswers = status });
        await gap.Rehearsal.DeleteAsync(at: said - 1);
        gap.Rehearsal.Clock.Advance(TimeSpan.FromMinutes(31));
        await gap.Rehearsal.RunOnceAsync();

        var texts = await gap.TextsAsync();
        foreach (var paper in SampleListings.Ids(2, first: 2))
        {
            Assert.Single(texts, text => text.Contains(paper, StringComparison.Ordinal));
        }

        Assert.Equal(0, gap.Rehearsal.Report().Accounts[0].Listings.Sum(one => one.Queued + one.Sending));
    }

    [Theory]
    [InlineData("pleroma", "toot", 1, 7)]
    [InlineData("friendica", "list", 0, 8)]
    [InlineData("sharkey", "toot", 2, 3)]
    [InlineData("gotosocial", "list", 0, 7)]
    [InlineData("akkoma", "thread", 3, 6)]
    [InlineData("snac", "thread", 1, 5)]
    [InlineData("hollo", "toot", 1, 8)]
    public async Task What_is_worked_on_after_we_hung_up_is_said_once(
        string software,
        string mode,
        int skip,
        int minutes
    )
    {
        await using var rehearsal = await Rehearsal.StartAsync(
            new SandboxOptions
            {
                Kind = software is "gotosocial" or "snac" ? software : "mastodon",
                PostsPerThreeHours = 0,
            }
        );
        await rehearsal.ChangeAsync(new { software });
        rehearsal.Settings["Bot:Delivery:LookFirstAfter"] = "00:03:00";
        rehearsal.Settings["Bot:Accounts:0:NewPapers"] = mode == "list" ? "list" : "toot";
        rehearsal.Settings["Bot:Accounts:0:LongAbstract"] = mode == "thread" ? "thread" : "shorten";
        await rehearsal.ServeAsync(SampleListings.Day(3));
        await rehearsal.FaultAsync("post", "works-on", skip, milliseconds: minutes * 60_000);
        for (var minute = 0; minute < 240; minute++)
        {
            await rehearsal.RunOnceAsync();
            if (rehearsal.Report().Accounts.All(account => account.Listings.Sum(one => one.Queued + one.Sending) == 0))
            {
                break;
            }

            rehearsal.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        rehearsal.Clock.Advance(TimeSpan.FromMinutes(30));
        var texts = await rehearsal.TextsAsync();
        Assert.Equal(SampleListings.Ids(3), Expect.LinkedPapers(texts).Distinct());
        // The second parts of the threads are alike.
        Assert.Equal(software == "akkoma" ? 7 : texts.Distinct().Count(), texts.Count);
        Assert.Equal(1, texts.Count(Expect.IsSummary));
    }

    private static async Task<Gap> StartAsync() =>
        await Gap.StartAsync(options: new SandboxOptions { PostsPerThreeHours = 0 });

    private static async Task<Gap> AfterADayAsync()
    {
        var gap = await StartAsync();
        await gap.AnnounceAsync(SampleListings.Monday, 3, 1);
        await gap.RunAsync(SampleListings.Monday);
        return gap;
    }

    private static async Task WithdrawAsync(Gap gap)
    {
        await gap.PutAsync(
            Gap.Paper(
                Paper,
                SampleListings.Monday,
                SampleListings.Monday.AddDays(2),
                withdrawn: true,
                comments: "This paper has been withdrawn: an error in Lemma 1"
            )
        );
        await gap.RunAsync(SampleListings.Monday.AddDays(2), 22);
    }
}
