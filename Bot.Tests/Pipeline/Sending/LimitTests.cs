using Bot.Sandbox;
using Bot.Tests.Support;

namespace Bot.Tests.Pipeline.Sending;

/// <summary>No toot is refused, whatever the limit and whoever counts.</summary>
[Trait("Category", "Slow")]
public sealed class LimitTests
{
    public static TheoryData<int, string, string?, string?, string> Servers()
    {
        var data = new TheoryData<int, string, string?, string?, string>();
        // A kind, the name that it gives itself if another, and how it counts if otherwise: snac itself counts nothing,
        // and a server that the bot does not know may count either way.
        (string Kind, string? Software, string? Rule)[] servers =
        [
            ("mastodon", null, null),
            ("gotosocial", null, null),
            ("snac", null, "graphemes"),
            ("snac", null, "codePoints"),
            ("mastodon", "other", null),
            ("gotosocial", "other", null),
        ];
        foreach (var limit in new[] { 300, 500, 1000, 5000 })
        {
            foreach (var (kind, software, rule) in servers)
            {
                foreach (var longAbstract in new[] { "shorten", "thread" })
                {
                    data.Add(limit, kind, software, rule, longAbstract);
                }
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task A_hard_day_goes_out_whole_and_nothing_of_it_is_refused(
        int limit,
        string kind,
        string? software,
        string? rule,
        string longAbstract
    )
    {
        await using var rehearsal = await Rehearsal.StartAsync(
            new SandboxOptions
            {
                Kind = kind,
                MaxCharacters = limit,
                PostsPerThreeHours = 0,
                RequestsPerFiveMinutes = 300,
            }
        );
        if (software is not null)
        {
            await rehearsal.ChangeAsync(new { software });
        }

        if (rule is not null)
        {
            await rehearsal.ChangeAsync(new { lengthRule = rule });
        }

        rehearsal.Settings["Bot:Accounts:0:LongAbstract"] = longAbstract;
        rehearsal.Settings["Bot:Accounts:0:PostsPerThreeHours"] = "100000";
        await rehearsal.ServeAsync(
            SampleListings.Feed(string.Concat(HardDay.Items(SampleListings.Ids(HardDay.Papers))))
        );

        for (var run = 0; run < 20 && (run == 0 || rehearsal.Report().Accounts[0].Listings[0].Queued > 0); run++)
        {
            await rehearsal.RunOnceAsync();
            rehearsal.Clock.Advance(TimeSpan.FromMinutes(5));
        }

        Expect.EachOnceInOrder(SampleListings.Ids(HardDay.Papers), await rehearsal.TextsAsync());
        var account = Assert.Single(rehearsal.Report().Accounts);
        Assert.Empty(account.Refused);
        Assert.Equal(0, Assert.Single(account.Listings).Queued);
        Assert.All(
            (await rehearsal.RequestsAsync()).Where(one => (string)one["method"]! == "POST"),
            one => Assert.Equal(200, (int)one["answered"]!)
        );
    }

    [Theory]
    [InlineData("snac", "Let's &lt;think> about &#42;stars&#42;")]
    [InlineData("hollo", @"Let's \<think> about \*stars\*")]
    [InlineData("mastodon", "Let's <think> about *stars*")]
    public async Task Only_a_server_that_reads_markup_is_sent_references_for_signs(string kind, string title)
    {
        await using var rehearsal = await Rehearsal.StartAsync(new SandboxOptions { Kind = kind });
        await rehearsal.ServeAsync(
            SampleListings.Feed(SampleListings.Item("2506.00001", title: "Let's <think> about *stars*"))
        );

        await rehearsal.RunOnceAsync();

        Assert.StartsWith(title, (await rehearsal.TextsAsync())[^1], StringComparison.Ordinal);
    }
}
