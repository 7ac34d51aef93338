using System.Text.Json.Nodes;
using Bot.Arxiv;
using Bot.Ledger;
using Bot.Sandbox;
using Bot.Tests.Support;

namespace Bot.Tests.Pipeline.Archive;

/// <summary>
/// A paper that was tooted and is withdrawn: its article says so, once, on each kind of server and whatever the
/// answers.
/// </summary>
[Trait("Category", "Slow")]
public sealed class WithdrawalTests
{
    private const string Paper = "2506.00002",
        Reason = "This paper has been withdrawn by @mallory: an error in Lemma $\\alpha$, see https://example.com/why";

    private const string Note =
        "WITHDRAWN (v2, 11 June 2025): This paper has been withdrawn by @\u2060mallory: an error in Lemma α, "
        + "see example.com/why";

    public static MatrixTheoryData<string, string> KindsAndFaults =>
        new(
            SandboxOptions.Kinds,
            ["none", "lost-answer", "cut", "500", "503-accepted", "429", "429-bare", "401", "html-accepted"]
        );

    [Theory]
    [MemberData(nameof(KindsAndFaults))]
    public async Task Its_article_is_edited_once_and_nothing_else_changes_in_spite_of(string kind, string fault)
    {
        await using var gap = await AfterADayAsync(kind);
        var before = await gap.Rehearsal.AcceptedAsync();
        if (fault != "none")
        {
            await gap.Rehearsal.FaultAsync("edit", fault, milliseconds: 2000);
        }

        await WithdrawAsync(gap);
        await RunUntilDoneAsync(gap);

        var after = await gap.Rehearsal.AcceptedAsync();
        Assert.Equal(4, after.Count);
        var article = Assert.Single(after, one => (int)one["edits"]! > 0);
        var text = HolloReader.Unguarded((string)article["text"]!);
        Assert.StartsWith(
            $"{Note}\n\nA Study of Case 2506 00002\n\nAda Lovelace, Alan Turing\n\nhttps://arxiv.org/abs/{Paper}\n",
            text,
            StringComparison.Ordinal
        );
        Assert.EndsWith("\n\n#toXiv_bot_toot #toXiv_bot_new_article_toot #csLG", text, StringComparison.Ordinal);
        Assert.Equal(
            (1, "en", "public"),
            ((int)article["edits"]!, (string)article["language"]!, (string)article["visibility"]!)
        );
        Assert.Equal(
            [Text(before, 0), Text(before, 1), Text(before, 3)],
            after.Where(one => one != article).Select(one => (string)one["text"]!)
        );
        Assert.Equal(new WithdrawalReport(1, 0, 0), gap.Rehearsal.Report().Accounts[0].Withdrawals);
        await ReadersSeeAsync(gap, "an error in Lemma α");

        // Withdrawn again with other words, and reinstated: nothing more.
        await WithdrawAsync(gap, "Withdrawn for good", days: 4);
        await gap.PutAsync(Gap.Paper(Paper, SampleListings.Monday, SampleListings.Monday.AddDays(6)));
        await gap.RunAsync(SampleListings.Monday.AddDays(7), 9);
        Assert.Equal((4, text), ((await gap.TextsAsync()).Count, HolloReader.Unguarded((await gap.TextsAsync())[2])));
        await ReadersSeeAsync(gap, null);
    }

    // Where there are pages.
    private static async Task ReadersSeeAsync(Gap gap, string? reason)
    {
        using var ledger = gap.Rehearsal.ReadLedger();
        if (ledger.Pages is not { } pages)
        {
            return;
        }

        var withdrawal = Assert.Single(await pages.Papers([ArxivId.Parse(Paper)])).Withdrawal;
        Assert.Equal(reason is null, withdrawal is null);
        Assert.Contains(reason ?? "", withdrawal?.Reason ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mastodon", "none")]
    [InlineData("mastodon", "lost-answer")]
    [InlineData("gotosocial", "lost-answer")]
    [InlineData("snac", "lost-answer")]
    [InlineData("snac", "500")]
    [InlineData("hollo", "lost-answer")]
    public async Task With_reply_an_unlisted_reply_says_it_once(string kind, string fault)
    {
        await using var gap = await AfterADayAsync(kind, "reply");
        var article = (string)(await gap.Rehearsal.AcceptedAsync())[2]["id"]!;
        if (fault != "none")
        {
            await gap.Rehearsal.FaultAsync("post", fault);
        }

        await WithdrawAsync(gap);
        await RunUntilDoneAsync(gap);

        var accepted = await gap.Rehearsal.AcceptedAsync();
        Assert.Equal(5, accepted.Count);
        Assert.Equal(
            $"{Note}\n\nhttps://arxiv.org/abs/{Paper}\n\n#toXiv_bot_toot",
            HolloReader.Unguarded((string)accepted[4]["text"]!)
        );
        Assert.Equal((article, "unlisted"), ((string)accepted[4]["inReplyTo"]!, (string)accepted[4]["visibility"]!));
        Assert.All(accepted, one => Assert.Equal(0, (int)one["edits"]!));
        await WithdrawAsync(gap, "Withdrawn again", days: 4);
        Assert.Equal(5, (await gap.TextsAsync()).Count);
    }

    [Fact]
    public async Task A_reply_is_known_again_when_the_ledger_is_lost_or_older_than_it()
    {
        await using var gap = await AfterADayAsync("mastodon", "reply");
        var copy = gap.Rehearsal.BackUp();
        await WithdrawAsync(gap);
        Assert.Equal(5, (await gap.TextsAsync()).Count);
        gap.Rehearsal.PutBack(copy);
        await gap.RunAsync(SampleListings.Monday.AddDays(3), 9);
        Assert.Equal(5, (await gap.TextsAsync()).Count);
        gap.Rehearsal.LoseLedger();
        await gap.RunAsync(SampleListings.Monday.AddDays(4), 9);
        await gap.RunAsync(SampleListings.Monday.AddDays(5), 9);
        Assert.Equal(5, (await gap.TextsAsync()).Count);
        Assert.DoesNotContain(gap.Rehearsal.Report().Accounts, account => account.BlockedReason is not null);
    }

    [Fact]
    public async Task With_off_nothing_is_said_then_or_later()
    {
        await using var gap = await AfterADayAsync("mastodon", "off");
        await WithdrawAsync(gap);
        gap.Rehearsal.Settings["Bot:Accounts:0:Withdrawals"] = "edit";
        await gap.RunAsync(SampleListings.Monday.AddDays(3), 9);
        Assert.All(await gap.Rehearsal.AcceptedAsync(), one => Assert.Equal(0, (int)one["edits"]!));
        Assert.Equal(new WithdrawalReport(0, 0, 1), gap.Rehearsal.Report().Accounts[0].Withdrawals);
    }

    [Theory]
    [InlineData("edit")]
    [InlineData("reply")]
    public async Task An_article_that_is_gone_is_left_alone(string how)
    {
        await using var gap = await AfterADayAsync("mastodon", how);
        using var delete = new HttpRequestMessage(
            HttpMethod.Delete,
            $"api/v1/statuses/{(await gap.Rehearsal.AcceptedAsync())[2]["id"]}"
        );
        delete.Headers.Authorization = new("Bearer", gap.Rehearsal.Sandbox.BotToken);
        (await gap.Rehearsal.Http.SendAsync(delete)).EnsureSuccessStatusCode();
        await WithdrawAsync(gap);
        await RunUntilDoneAsync(gap);
        Assert.Equal(4, (await gap.TextsAsync()).Count);
        Assert.Equal(new WithdrawalReport(0, 0, 1), gap.Rehearsal.Report().Accounts[0].Withdrawals);
        Assert.Empty(gap.Rehearsal.Report().Accounts[0].Refused);
    }

    [Fact]
    public async Task A_paper_that_is_withdrawn_before_its_toot_is_sent_is_noted_as_seen()
    {
        await using var gap = await StartAsync("mastodon", "edit");
        await gap.AnnounceAsync(SampleListings.Monday, 3, 1);
        await gap.Rehearsal.FaultAsync("post", "401", skip: 2, times: 0);
        await gap.RunAsync(SampleListings.Monday);
        await WithdrawAsync(gap, paper: "2506.00003");
        await gap.Rehearsal.HealAsync();
        await RunUntilDoneAsync(gap);
        Expect.EachOnceInOrder(SampleListings.Ids(2), await gap.TextsAsync());
    }

    [Fact]
    public async Task A_paper_that_is_reinstated_before_that_was_told_is_not_called_withdrawn()
    {
        await using var gap = await AfterADayAsync("mastodon");
        await gap.Rehearsal.FaultAsync("edit", "401", times: 0);
        await gap.Rehearsal.FaultAsync("post", "401", times: 0);
        await gap.AnnounceAsync(SampleListings.Monday.AddDays(1), 1, 20);
        await gap.RunAsync(SampleListings.Monday.AddDays(1));
        await WithdrawAsync(gap);
        Assert.Equal(1, gap.Rehearsal.Report().Accounts[0].Withdrawals.Waiting);
        await gap.PutAsync(Gap.Paper(Paper, SampleListings.Monday, SampleListings.Monday.AddDays(3)));
        await gap.RunAsync(SampleListings.Monday.AddDays(3), 9);
        await gap.Rehearsal.HealAsync();
        await RunUntilDoneAsync(gap);
        Assert.All(await gap.Rehearsal.AcceptedAsync(), one => Assert.Equal(0, (int)one["edits"]!));
    }

    [Fact]
    public async Task Lists_are_left_alone_and_so_are_toots_older_than_90_days()
    {
        await using var gap = await StartAsync("mastodon", "edit");
        gap.Rehearsal.Settings["Bot:Accounts:0:NewPapers"] = "list";
        await gap.AnnounceAsync(SampleListings.Monday, 3, 1);
        await gap.RunAsync(SampleListings.Monday);
        gap.Rehearsal.Settings["Bot:Accounts:0:NewPapers"] = "toot";
        await gap.AnnounceAsync(SampleListings.Monday.AddDays(1), 1, 20);
        await gap.RunAsync(SampleListings.Monday.AddDays(1));
        await WithdrawAsync(gap);
        await gap.RunAsync(SampleListings.Monday.AddDays(90), 9);
        await WithdrawAsync(gap, days: 92, paper: "2506.00020");
        Assert.All(await gap.Rehearsal.AcceptedAsync(), one => Assert.Equal(0, (int)one["edits"]!));

        // Of a young toot that is no list it is told, with the same settings on the same days.
        await gap.AnnounceAsync(SampleListings.Monday.AddDays(93), 1, 30);
        await gap.RunAsync(SampleListings.Monday.AddDays(93));
        await WithdrawAsync(gap, days: 94, paper: "2506.00030");
        var edited = Assert.Single(await gap.Rehearsal.AcceptedAsync(), one => (int)one["edits"]! > 0);
        Assert.Contains("https://arxiv.org/abs/2506.00030", (string)edited["text"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(120)]
    public async Task Of_a_thread_its_first_part_is_edited_and_a_limit_that_shrinks_meanwhile_is_kept(int limit)
    {
        await using var gap = await StartAsync("mastodon", "edit");
        gap.Rehearsal.Settings["Bot:Accounts:0:LongAbstract"] = "thread";
        await gap.AnnounceAsync(SampleListings.Monday, 3, 1);
        await gap.RunAsync(SampleListings.Monday);
        var before = await gap.Rehearsal.AcceptedAsync();
        await gap.Rehearsal.FaultAsync("edit", "401", times: 0);
        await WithdrawAsync(gap);
        await gap.Rehearsal.HealAsync();
        await gap.Rehearsal.ChangeAsync(new { maxCharacters = limit });
        await RunUntilDoneAsync(gap);

        var after = await gap.Rehearsal.AcceptedAsync();
        var edited = Assert.Single(after, one => (int)one["edits"]! > 0);
        Assert.StartsWith("WITHDRAWN (v2, 11 June 2025)", (string)edited["text"]!, StringComparison.Ordinal);
        Assert.Contains($"https://arxiv.org/abs/{Paper}", (string)edited["text"]!, StringComparison.Ordinal);
        Assert.Equal(before.Count, after.Count);
        Assert.True(before.Count >= 7, $"{before.Count} toots");
    }

    private static string Text(IReadOnlyList<JsonNode> statuses, int at) => (string)statuses[at]["text"]!;

    private static async Task<Gap> StartAsync(string kind, string how)
    {
        var gap = await Gap.StartAsync(
            options: new SandboxOptions
            {
                Kind = kind,
                PostsPerThreeHours = 0,
                RequestsPerFiveMinutes = 0,
                KeepsIdempotencyKeys = false,
            }
        );
        gap.Rehearsal.Settings["Bot:Accounts:0:Withdrawals"] = how;
        return gap;
    }

    private static async Task<Gap> AfterADayAsync(string kind, string how = "edit")
    {
        var gap = await StartAsync(kind, how);
        await gap.AnnounceAsync(SampleListings.Monday, 3, 1);
        await gap.RunAsync(SampleListings.Monday);
        return gap;
    }

    private static async Task WithdrawAsync(Gap gap, string reason = Reason, int days = 2, string paper = Paper)
    {
        await gap.PutAsync(
            Gap.Paper(
                paper,
                SampleListings.Monday,
                SampleListings.Monday.AddDays(days),
                withdrawn: true,
                comments: reason
            )
        );
        await gap.RunAsync(SampleListings.Monday.AddDays(days), 22);
    }

    private static async Task RunUntilDoneAsync(Gap gap)
    {
        for (var run = 0; run < 40; run++)
        {
            if (
                gap.Rehearsal.Report().Accounts is [{ BlockedReason: null } account]
                && account.Listings.All(listing => listing is { Queued: 0, Sending: 0 })
            )
            {
                return;
            }

            gap.Rehearsal.Clock.Advance(TimeSpan.FromMinutes(31));
            await gap.Rehearsal.RunOnceAsync();
        }

        Assert.Fail($"the outbox was not drained: {string.Join('\n', gap.Rehearsal.Log.TakeLast(20))}");
    }
}
