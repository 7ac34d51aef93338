using Bot.Composer;
using Bot.Pipeline.Sending;
using Bot.Publisher;
using Bot.Sandbox;
using Bot.Tests.Support;
using Bot.Text;

namespace Bot.Tests.Publisher;

public sealed class ServerKindTests
{
    [Theory]
    [InlineData("mastodon", null, ServerKind.Mastodon)]
    [InlineData("GoToSocial", null, ServerKind.GoToSocial)]
    [InlineData("snac", null, ServerKind.Snac)]
    [InlineData("akkoma", null, ServerKind.Pleroma)]
    [InlineData("hollo", "0.10.0", ServerKind.Hollo)]
    [InlineData("glitchcafe", "4.5.0", ServerKind.Unknown)]
    [InlineData(null, "4.5.0", ServerKind.Mastodon)]
    [InlineData(null, "4.5.0+glitch", ServerKind.Unknown)]
    [InlineData(null, "2.7.2 (compatible; Akkoma 3.10.4)", ServerKind.Pleroma)]
    [InlineData(null, "snac/2.96", ServerKind.Snac)]
    [InlineData(null, null, ServerKind.Unknown)]
    public void A_server_is_known_by_its_nodeinfo_else_by_its_version(
        string? software,
        string? version,
        ServerKind expected
    ) => Assert.Equal(expected, ServerHabits.KindOf(software, version));

    [Theory]
    [InlineData("see https://arxiv.org/abs/2506.06280 now", LengthRule.Graphemes, 4 + 23 + 4)]
    [InlineData("see https://arxiv.org/abs/2506.06280 now", LengthRule.CodePoints, 40)]
    [InlineData("see https://arxiv.org/abs/2506.06280 now", LengthRule.Stricter, 40)]
    [InlineData("https://a.io", LengthRule.CodePoints, 12)]
    [InlineData("https://a.io", LengthRule.Stricter, 23)]
    [InlineData("\U0001F469\u200D\U0001F52C", LengthRule.Graphemes, 1)]
    [InlineData("\U0001F469\u200D\U0001F52C", LengthRule.CodePoints, 3)]
    [InlineData("e\u0301\r\n", LengthRule.Graphemes, 2)]
    [InlineData("e\u0301\r\n", LengthRule.Stricter, 4)]
    public void Each_rule_counts_as_its_server_does(string text, LengthRule rule, int expected) =>
        Assert.Equal(expected, TootLength.Count(text, "", new TootLimits(500, 23, rule)));

    [Theory]
    [InlineData(300, "mastodon")]
    [InlineData(500, "gotosocial")]
    [InlineData(500, "snac")]
    [InlineData(1000, "glitchcafe")]
    [InlineData(5000, "gotosocial")]
    public async Task No_toot_is_refused_at_any_limit_of_any_kind(int maxCharacters, string software)
    {
        await using var rehearsal = await Rehearsal.StartAsync(
            new SandboxOptions { PostsPerThreeHours = 0, MaxCharacters = maxCharacters }
        );
        await rehearsal.ChangeAsync(new { software });
        rehearsal.Settings["Bot:Accounts:0:LongAbstract"] = "thread";
        await rehearsal.ServeAsync(
            SampleListings.Feed(
                SampleListings.Item(
                    "2506.00001",
                    title: "Ünïcode 👩‍🔬 für Ä",
                    about: string.Concat(Enumerable.Repeat("Größe 👩‍🔬 see https://github.com/some/where. ", 60))
                ) + SampleListings.Item("2506.00002")
            )
        );

        await rehearsal.RunOnceAsync();

        Assert.DoesNotContain(await rehearsal.RequestsAsync(), request => (int?)request["answered"] is 400 or 422);
        var texts = await rehearsal.TextsAsync();
        Expect.EachOnceInOrder(SampleListings.Ids(2), texts);
        if (software == "gotosocial")
        {
            Assert.All(texts, text => Assert.True(text.EnumerateRunes().Count() <= maxCharacters));
        }
    }

    [Fact]
    public async Task Requests_keep_to_their_window_too()
    {
        await using var rehearsal = await Rehearsal.StartAsync(new SandboxOptions { PostsPerThreeHours = 0 });
        rehearsal.Settings["Bot:Accounts:0:PostsPerThreeHours"] = "5000";
        rehearsal.Settings["Bot:Pace:Interval"] = "00:00:00";
        rehearsal.Settings["Bot:Pace:SpreadOver"] = "00:00:00";
        await rehearsal.ServeAsync(SampleListings.Day(400));

        await rehearsal.ServeUntilAsync(ledger => ledger.Sent() > 400);

        var windows = (await rehearsal.RequestsAsync())
            .Where(one => ((string)one["path"]!).StartsWith("/api", StringComparison.Ordinal))
            .GroupBy(one => ((DateTimeOffset)one["at"]!).Ticks / TimeSpan.FromMinutes(5).Ticks)
            .Select(window => window.Count())
            .ToList();
        Assert.True(windows.Count >= 2);
        Assert.All(windows, count => Assert.InRange(count, 1, 306)); // the few before the account was known are not counted
    }

    [Fact]
    public void Budgets_turn_with_windows_that_are_aligned_to_the_epoch()
    {
        var now = new DateTimeOffset(2025, 6, 9, 4, 5, 6, TimeSpan.Zero);
        Assert.Equal(now, RateBudget.Posts(300).Next(now, 299));
        Assert.Equal(new DateTimeOffset(2025, 6, 9, 6, 0, 0, TimeSpan.Zero), RateBudget.Posts(300).Next(now, 300));
        Assert.Equal(new DateTimeOffset(2025, 6, 9, 4, 10, 0, TimeSpan.Zero), RateBudget.Requests(300).Next(now, 301));
        Assert.Equal(new DateTimeOffset(2025, 6, 9, 4, 30, 0, TimeSpan.Zero), RateBudget.Deletes.Next(now, 30));
        Assert.Equal(now, RateBudget.Posts(0).Next(now, 100_000));
    }
}
