using Bot.Ledger;
using Bot.Sandbox;
using Bot.Tests.Support;
using Bot.Text.Unicode;

namespace Bot.Tests.Issues;

/// <summary>
/// Some servers keep texts in NFC or NFKC. A toot whose title had marks apart from its letters, or ligatures, was not
/// known again there: after a lost answer it was said twice.
/// </summary>
[Trait("Category", "Slow")]
public sealed class NormalizingServerTests
{
    /// <summary>Titles that are another text in NFC, in NFKC, or in both.</summary>
    public static TheoryData<string, string> Titles()
    {
        var titles = new TheoryData<string, string>();
        string[] spelt =
        [
            "The Poincare\u0301 Conjecture and Erdo\u030Bs Numbers",
            "Parsing Vie\u0302\u0323t, Vi\u1EB9\u0302t and Vi\u00EA\u0323t",
            "E\uFB03cient \uFB01ne-tuning of \uFB02ows",
            "\uFF21\uFF34tention \uFF29s \uFF21ll",
            "On \u1112\u1161\u11AB\u1100\u1173\u11AF and \uD55C\uAE00",
            "At 5 \u212Bngstro\u0308m and 3 k\u2126 of 7 \u212A",
            "Learning x\u00B2 from \u2460 and y\u2081",
            "Reading \uFE8D\uFEDF\uFEE0\uFEEA aloud",
            "Reading \u0958 and \u0915\u093C aloud",
            "Of \uF900 and \uFA0A",
            "Of\u2002\u00BD and \u2026",
            "\u00C5\u0323 begins \u0130t, \u017Fo \u00DFtarts",
        ];
        foreach (var title in spelt)
        {
            titles.Add("nfc", title);
            titles.Add("nfkc", title);
        }

        return titles;
    }

    [Theory]
    [MemberData(nameof(Titles))]
    public async Task A_toot_is_said_once_though_its_answer_is_lost(string form, string title)
    {
        await using var rehearsal = await StartAsync(form);
        await rehearsal.ServeAsync(SampleListings.Feed(SampleListings.Item("2506.00001", title: title)));
        await rehearsal.FaultAsync("post", "lost-answer", times: 8);
        await rehearsal.RunOnceAsync();

        AssertAllSent(rehearsal, await rehearsal.TextsAsync(), 2);
    }

    [Theory]
    [MemberData(nameof(Titles))]
    public async Task Each_part_of_a_thread_is_said_once_though_its_answer_is_lost(string form, string title)
    {
        await using var rehearsal = await StartAsync(form);
        rehearsal.Settings["Bot:Accounts:0:LongAbstract"] = "thread";
        var about = string.Concat(Enumerable.Repeat($"{title}, we say, and mean it. ", 60));
        await rehearsal.ServeAsync(SampleListings.Feed(SampleListings.Item("2506.00001", title: title, about: about)));
        await rehearsal.FaultAsync("post", "lost-answer", times: 40);
        await rehearsal.RunOnceAsync();

        var texts = await rehearsal.TextsAsync();
        Assert.True(texts.Count > 3, $"{texts.Count} toots");
        AssertAllSent(rehearsal, texts, texts.Count);
    }

    [Theory]
    [MemberData(nameof(Titles))]
    public async Task An_edit_is_made_once_though_its_answer_is_lost(string form, string title)
    {
        await using var gap = await Gap.StartAsync(options: Keeping(form));
        gap.Rehearsal.Settings["Bot:Accounts:0:Withdrawals"] = "edit";
        gap.ComeTo(SampleListings.Monday, 0);
        await gap.Rehearsal.ServeAsync(SampleListings.Feed(SampleListings.Item("2506.00001", title: title)));
        await gap.RunAsync(SampleListings.Monday);
        await gap.PutAsync(
            Gap.Paper(
                "2506.00001",
                SampleListings.Monday,
                SampleListings.Monday.AddDays(2),
                withdrawn: true,
                comments: $"Withdrawn because of {title}",
                title: title
            )
        );
        await gap.Rehearsal.FaultAsync("edit", "lost-answer");
        await gap.RunAsync(SampleListings.Monday.AddDays(2), 22);

        var requests = await gap.Rehearsal.RequestsAsync();
        Assert.Equal(1, requests.Count(request => (string)request["method"]! == "PUT"));
        Assert.Equal(2, (await gap.TextsAsync()).Count);
        Assert.Contains(await gap.TextsAsync(), text => text.StartsWith("WITHDRAWN", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("nfc", "toot")]
    [InlineData("nfkc", "toot")]
    [InlineData("nfc", "list")]
    [InlineData("nfkc", "list")]
    public async Task Nothing_is_said_twice_after_the_ledger_was_lost(string form, string newPapers)
    {
        await using var rehearsal = await StartAsync(form);
        rehearsal.Settings["Bot:Accounts:0:NewPapers"] = newPapers;
        rehearsal.Settings["Bot:Accounts:0:Tags:Every:0"] = "\u212BngstromBot";
        var items = Titles()
            .Select((row, at) => SampleListings.Item($"2506.{at + 1:00000}", title: row.Data.Item2))
            .ToList();
        await rehearsal.ServeAsync(SampleListings.Feed(string.Concat(items)));
        await rehearsal.RunOnceAsync();
        var before = await rehearsal.TextsAsync();
        rehearsal.LoseLedger();
        await rehearsal.RunOnceAsync();

        Assert.Equal(before, await rehearsal.TextsAsync());
    }

    private static SandboxOptions Keeping(string form) =>
        new()
        {
            PostsPerThreeHours = 0,
            KeepsIdempotencyKeys = false,
            KeptAs = form == "nfc" ? Normalization.Nfc : Normalization.Nfkc,
        };

    private static Task<Rehearsal> StartAsync(string form) => Rehearsal.StartAsync(Keeping(form));

    private static void AssertAllSent(Rehearsal rehearsal, IReadOnlyList<string> texts, int toots)
    {
        Assert.Equal(toots, texts.Count);
        Assert.Equal(texts.Count, texts.Distinct().Count());
        var listing = Assert.Single(rehearsal.Report().Accounts[0].Listings);
        Assert.Equal((0, 0, 0), (listing.Queued, listing.Sending, listing.Refused));
    }
}
