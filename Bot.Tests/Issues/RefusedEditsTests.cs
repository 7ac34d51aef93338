using Bot.Ledger;
using Bot.Sandbox;
using Bot.Tests.Support;

namespace Bot.Tests.Issues;

/// <summary>
/// A server without edits, or one that refuses them in some way of its own, locked the account out or was asked
/// without end; and what the edit was to tell was never told.
/// </summary>
[Trait("Category", "Slow")]
public sealed class RefusedEditsTests
{
    private const string Paper = "2506.00002";

    [Theory]
    [InlineData("405")]
    [InlineData("501")]
    [InlineData("400")]
    [InlineData("402")]
    [InlineData("403")]
    [InlineData("404")]
    [InlineData("406")]
    [InlineData("410")]
    [InlineData("418")]
    [InlineData("422")]
    [InlineData("451")]
    [InlineData("499")]
    public async Task A_withdrawal_that_no_edit_can_tell_is_told_by_one_reply(string status)
    {
        await using var gap = await AfterADayAsync();
        await gap.Rehearsal.FaultAsync("edit", status, times: 0);
        await WithdrawAsync(gap, Paper);
        await gap.RunUntilDoneAsync();

        var accepted = await gap.Rehearsal.AcceptedAsync();
        Assert.Equal(5, accepted.Count);
        Assert.All(accepted, one => Assert.Equal(0, (int)one["edits"]!));
        Assert.StartsWith("WITHDRAWN (v2, 11 June 2025)", (string)accepted[4]["text"]!, StringComparison.Ordinal);
        Assert.Equal(
            ((string)accepted[2]["id"]!, "unlisted"),
            ((string)accepted[4]["inReplyTo"]!, (string)accepted[4]["visibility"]!)
        );
        Assert.Equal(new WithdrawalReport(1, 0, 0), gap.Rehearsal.Report().Accounts[0].Withdrawals);
        Assert.DoesNotContain(gap.Rehearsal.Log, line => line.Contains("delivery pauses", StringComparison.Ordinal));

        // It is known as told: after a lost ledger, and when it is withdrawn again, nothing more is said.
        gap.Rehearsal.LoseLedger();
        await gap.RunAsync(SampleListings.Monday.AddDays(3), 9);
        await gap.RunAsync(SampleListings.Monday.AddDays(4), 9);
        Assert.Equal(5, (await gap.TextsAsync()).Count);
    }

    [Theory]
    [InlineData("405")]
    [InlineData("501")]
    [InlineData("408")]
    [InlineData("409")]
    [InlineData("425")]
    [InlineData("500")]
    [InlineData("418")]
    public async Task A_passing_mood_costs_no_edit(string status)
    {
        await using var gap = await AfterADayAsync();
        await gap.Rehearsal.FaultAsync("edit", status);
        await WithdrawAsync(gap, Paper);
        await gap.RunUntilDoneAsync();

        var accepted = await gap.Rehearsal.AcceptedAsync();
        Assert.Equal((4, 1), (accepted.Count, (int)accepted[2]["edits"]!));
    }

    [Fact]
    public async Task Doubtful_answers_for_a_day_become_a_reply_too()
    {
        await using var gap = await AfterADayAsync();
        await gap.Rehearsal.FaultAsync("edit", "500", times: 0);
        await WithdrawAsync(gap, Paper);
        await gap.RunUntilDoneAsync(runs: 80);
        Assert.StartsWith("WITHDRAWN", (await gap.TextsAsync())[4], StringComparison.Ordinal);
        Assert.Equal(new WithdrawalReport(1, 0, 0), gap.Rehearsal.Report().Accounts[0].Withdrawals);
    }

    [Theory]
    [InlineData("405")]
    [InlineData("501")]
    public async Task The_operator_is_told_once_however_many_papers_are_withdrawn(string status)
    {
        await using var gap = await AfterADayAsync();
        await gap.Rehearsal.FaultAsync("edit", status, times: 0);
        await gap.PutAsync(Withdrawn("2506.00001"), Withdrawn("2506.00002"), Withdrawn("2506.00003"));
        await gap.RunAsync(SampleListings.Monday.AddDays(2), 22);

        Assert.Equal(7, (await gap.TextsAsync()).Count);
        Assert.Single(
            gap.Rehearsal.Log,
            line =>
                !line.StartsWith("Information", StringComparison.Ordinal)
                && line.Contains("withdrawal/", StringComparison.Ordinal)
        );
        Assert.Contains(gap.Rehearsal.Log, line => line.Contains("Withdrawals to reply", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(TootAction.Edit, "405")]
    [InlineData(TootAction.Edit, "501")]
    [InlineData(TootAction.Edit, "404")]
    [InlineData(TootAction.Boost, "405")]
    [InlineData(TootAction.Boost, "501")]
    [InlineData(TootAction.Boost, "423")]
    public async Task Any_other_refused_action_is_set_aside_and_the_account_goes_on(TootAction action, string status)
    {
        await using var gap = await AfterADayAsync();
        Deeds.Queue(gap.Rehearsal, action, "2506.00001");
        await gap.Rehearsal.FaultAsync(action == TootAction.Edit ? "edit" : "boost", status, times: 0);
        await gap.RunUntilDoneAsync();
        await gap.AnnounceAsync(SampleListings.Monday.AddDays(1), 2, 20);
        await gap.RunAsync(SampleListings.Monday.AddDays(1));

        Assert.Equal(7, (await gap.TextsAsync()).Count);
        Assert.Equal(1, Assert.Single(gap.Rehearsal.Report().Accounts).Actions.SetAside);
    }

    private static object Withdrawn(string paper) =>
        Gap.Paper(
            paper,
            SampleListings.Monday,
            SampleListings.Monday.AddDays(2),
            withdrawn: true,
            comments: "This paper has been withdrawn: an error in Lemma 1"
        );

    private static async Task<Gap> AfterADayAsync()
    {
        var gap = await Gap.StartAsync(options: new SandboxOptions { PostsPerThreeHours = 0 });
        await gap.AnnounceAsync(SampleListings.Monday, 3, 1);
        await gap.RunAsync(SampleListings.Monday);
        return gap;
    }

    private static async Task WithdrawAsync(Gap gap, string paper)
    {
        await gap.PutAsync(Withdrawn(paper));
        await gap.RunAsync(SampleListings.Monday.AddDays(2), 22);
    }
}
