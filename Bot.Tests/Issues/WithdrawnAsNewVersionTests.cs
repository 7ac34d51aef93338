using System.Net;
using Bot.Ledger;
using Bot.Options;
using Bot.Sandbox;
using Bot.Tests.Support;

namespace Bot.Tests.Issues;

/// <summary>
/// arXiv announces a withdrawal as a replacement, and the bot told it twice: as a withdrawal, and as a new version that
/// is there to be read.
/// </summary>
public sealed class WithdrawnAsNewVersionTests
{
    private const string Paper = "2506.00002",
        Notice = "This paper has been withdrawn by the authors due to an error in Lemma 2";

    private static readonly DateOnly Tuesday = SampleListings.Monday.AddDays(1),
        Wednesday = SampleListings.Monday.AddDays(2);

    [Theory]
    [InlineData("toot", true)]
    [InlineData("boost", true)]
    [InlineData("edit", true)]
    [InlineData("toot", false)]
    [InlineData("boost", false)]
    [InlineData("list", false)]
    [InlineData("edit", false)]
    public async Task A_version_that_withdraws_its_paper_is_told_as_a_withdrawal_alone(
        string replacements,
        bool archiveKnowsAfterTheFeed
    )
    {
        await using var gap = await AfterADayAsync(replacements);
        if (!archiveKnowsAfterTheFeed)
        {
            await gap.PutAsync(Gap.Paper(Paper, SampleListings.Monday, Tuesday, withdrawn: true, comments: Notice));
            await gap.RunAsync(Tuesday, 22);
        }

        gap.ComeTo(Wednesday, 0);
        await gap.Rehearsal.ServeAsync(
            SampleListings.Feed(SampleListings.Item("2506.00030") + Replaced(Paper, "We changed it"), date: Wednesday)
        );
        if (archiveKnowsAfterTheFeed)
        {
            await gap.PutAsync(Gap.Paper(Paper, SampleListings.Monday, Wednesday, withdrawn: true, comments: Notice));
        }

        await gap.RunAsync(Wednesday, 1);
        await gap.RunAsync(Wednesday, 23);
        await IsToldOnceAsync(gap, others: 2);
    }

    [Theory]
    [InlineData("toot")]
    [InlineData("boost")]
    [InlineData("edit")]
    [InlineData("list")]
    public async Task So_is_one_with_a_notice_in_its_abstracts_place(string replacements)
    {
        await using var gap = await AfterADayAsync(replacements);
        gap.ComeTo(Wednesday, 0);
        await gap.Rehearsal.ServeAsync(
            SampleListings.Feed(SampleListings.Item("2506.00030") + Replaced(Paper, Notice), date: Wednesday)
        );
        await gap.RunAsync(Wednesday, 1);
        await gap.RunAsync(Wednesday, 23);
        await IsToldOnceAsync(gap, others: 2);
    }

    private static string Replaced(string id, string about) =>
        SampleListings.Item(id, "replace", version: 2, title: "A Study of Case 2506 00002, Anew", about: about);

    // One edit that begins with the note, and nothing else of the paper: no toot, no list, no boost, no second edit.
    private static async Task IsToldOnceAsync(Gap gap, int others)
    {
        var accepted = await gap.Rehearsal.AcceptedAsync();
        Assert.Equal(4 + others, accepted.Count);
        var edited = Assert.Single(accepted, one => (int)one["edits"]! > 0);
        Assert.Equal(1, (int)edited["edits"]!);
        Assert.StartsWith("WITHDRAWN (v2, ", WebUtility.HtmlDecode((string)edited["text"]!), StringComparison.Ordinal);
        Assert.Equal(new WithdrawalReport(1, 0, 0), gap.Rehearsal.Report().Accounts[0].Withdrawals);
    }

    private static async Task<Gap> AfterADayAsync(string replacements)
    {
        var gap = await Gap.StartAsync(
            options: new SandboxOptions { PostsPerThreeHours = 0, RequestsPerFiveMinutes = 0 }
        );
        gap.Rehearsal.Settings["Bot:Accounts:0:Replacements"] = replacements;
        await gap.AnnounceAsync(SampleListings.Monday, 3, 1);
        await gap.RunAsync(SampleListings.Monday);
        return gap;
    }
}
