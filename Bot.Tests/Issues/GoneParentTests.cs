using Bot.Ledger;
using Bot.Sandbox;
using Bot.Tests.Support;

namespace Bot.Tests.Issues;

/// <summary>
/// Some servers answer 500 to a reply whose parent is gone; the account then waited for a day, trying it again.
/// </summary>
[Trait("Category", "Slow")]
public sealed class GoneParentTests
{
    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(409)]
    [InlineData(408)]
    [InlineData(404)]
    public async Task A_withdrawal_of_an_article_that_is_gone_is_left_out_and_the_next_day_is_said(int status)
    {
        await using var gap = await Gap.StartAsync(options: new SandboxOptions { PostsPerThreeHours = 0 });
        gap.Rehearsal.Settings["Bot:Accounts:0:Withdrawals"] = "reply";
        await gap.AnnounceAsync(SampleListings.Monday, 3, 1);
        await gap.RunAsync(SampleListings.Monday);
        await gap.Rehearsal.ChangeAsync(new { goneParentAnswers = status });
        await gap.Rehearsal.DeleteAsync(at: 2);
        await gap.PutAsync(
            Gap.Paper(
                "2506.00002",
                SampleListings.Monday,
                SampleListings.Monday.AddDays(2),
                withdrawn: true,
                comments: "This paper has been withdrawn"
            )
        );
        await gap.RunAsync(SampleListings.Monday.AddDays(2), 22);

        Assert.Equal(4, (await gap.TextsAsync()).Count);
        Assert.Equal(new WithdrawalReport(0, 0, 1), gap.Rehearsal.Report().Accounts[0].Withdrawals);
        await SaysTheNextDayAsync(gap, 4);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(404)]
    public async Task A_list_whose_summary_is_gone_is_posted_alone(int status)
    {
        await using var gap = await Gap.StartAsync(options: new SandboxOptions { PostsPerThreeHours = 0 });
        gap.Rehearsal.Settings["Bot:Accounts:0:NewPapers"] = "list";
        await HalfADayAsync(gap, said: 1, status);

        var accepted = await gap.Rehearsal.AcceptedAsync();
        Assert.Equal(2, accepted.Count);
        Assert.Null(accepted[1]["inReplyTo"]);
        await SaysTheNextDayAsync(gap, 2, toots: 2);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(404)]
    public async Task The_rest_of_a_thread_whose_beginning_is_gone_is_left_out(int status)
    {
        await using var gap = await Gap.StartAsync(options: new SandboxOptions { PostsPerThreeHours = 0 });
        gap.Rehearsal.Settings["Bot:Accounts:0:LongAbstract"] = "thread";
        await HalfADayAsync(gap, said: 2, status);

        var texts = await gap.TextsAsync();
        Assert.Single(texts, text => text.Contains("2506.00002", StringComparison.Ordinal));
        Assert.Single(texts, text => text.Contains("2506.00003", StringComparison.Ordinal));
        Assert.Equal(0, gap.Rehearsal.Report().Accounts[0].Listings.Sum(one => one.Queued + one.Sending));
    }

    // So many toots are said before the last of them is deleted.
    private static async Task HalfADayAsync(Gap gap, int said, int status)
    {
        await gap.AnnounceAsync(SampleListings.Monday, 3, 1);
        await gap.Rehearsal.FaultAsync("post", "401", skip: said);
        await gap.RunAsync(SampleListings.Monday);
        Assert.Equal(said, (await gap.TextsAsync()).Count);
        await gap.Rehearsal.ChangeAsync(new { goneParentAnswers = status });
        await gap.Rehearsal.DeleteAsync(at: said - 1);
        gap.Rehearsal.Clock.Advance(TimeSpan.FromMinutes(31));
        await gap.Rehearsal.RunOnceAsync();
    }

    private static async Task SaysTheNextDayAsync(Gap gap, int before, int toots = 3)
    {
        await gap.AnnounceAsync(SampleListings.Monday.AddDays(3), 2, 40);
        await gap.RunAsync(SampleListings.Monday.AddDays(3));
        Assert.Equal(before + toots, (await gap.TextsAsync()).Count);
    }
}
