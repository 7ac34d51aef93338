using Bot.Options;
using Bot.Sandbox;
using Bot.Tests.Support;

namespace Bot.Tests.Pipeline.Days;

public sealed class DayTests
{
    [Fact]
    public async Task A_listing_becomes_a_summary_and_one_toot_per_new_paper_in_the_feeds_order()
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        await rehearsal.ServeAsync(
            SampleListings.Feed(
                SampleListings.Item("2506.00002")
                    + SampleListings.Item("2506.00001")
                    + SampleListings.Item("2506.00009", "cross", categories: "cs.CV cs.LG")
                    + SampleListings.Item("2401.00001", "replace", 2)
            )
        );

        var result = await rehearsal.RunOnceAsync();

        Assert.Empty(result.Troubles);
        var texts = await rehearsal.TextsAsync();
        Expect.EachOnceInOrder(["2506.00002", "2506.00001"], texts);
        Assert.StartsWith(
            "2 new papers in cs.LG (Machine Learning), announced Monday 9 June 2025.\n\nThey follow here, "
                + "one toot each; the last is expected by ",
            texts[0],
            StringComparison.Ordinal
        );
        var listing = Assert.Single(Assert.Single(rehearsal.Report().Accounts).Listings);
        Assert.Equal(
            (2, 0, 0, 3, 0),
            (listing.Announced, listing.Queued, listing.Sending, listing.Sent, listing.Refused)
        );
    }

    [Theory]
    [InlineData("toot")]
    [InlineData("list")]
    public async Task Without_a_pace_the_summary_says_nothing_of_an_end(string newPapers)
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Settings["Bot:Pace:Interval"] = "00:00:00";
        rehearsal.Settings["Bot:Accounts:0:NewPapers"] = newPapers;
        await rehearsal.ServeAsync(SampleListings.Day(3));

        Assert.Empty((await rehearsal.RunOnceAsync()).Troubles);

        var summary = (await rehearsal.TextsAsync())[0];
        Assert.Contains(
            newPapers == "list" ? "follow in one list." : "one toot each.",
            summary,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("expected", summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_run_on_the_same_feed_posts_nothing()
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        await rehearsal.ServeAsync(SampleListings.Day(5));
        await rehearsal.RunOnceAsync();
        await rehearsal.RunOnceAsync();
        await rehearsal.ChangeAsync(new { feedHonoursEtag = false });
        await rehearsal.RunOnceAsync();

        Expect.EachOnceInOrder(SampleListings.Ids(5), await rehearsal.TextsAsync());
    }

    [Fact]
    public async Task A_stale_copy_under_a_new_date_posts_nothing_even_with_later_versions()
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        await rehearsal.ServeAsync(SampleListings.Day(3));
        await rehearsal.RunOnceAsync();
        await rehearsal.ServeAsync(
            SampleListings.Feed(
                SampleListings.Item("2506.00001", version: 2)
                    + SampleListings.Item("2506.00002")
                    + SampleListings.Item("2506.00003"),
                date: SampleListings.Monday.AddDays(1)
            )
        );

        await rehearsal.RunOnceAsync();

        Expect.EachOnceInOrder(SampleListings.Ids(3), await rehearsal.TextsAsync());
    }

    [Fact]
    public async Task Papers_that_join_a_listing_later_are_posted_without_a_second_summary()
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        await rehearsal.ServeAsync(SampleListings.Day(3));
        await rehearsal.RunOnceAsync();
        await rehearsal.ServeAsync(SampleListings.Day(5));
        await rehearsal.RunOnceAsync();

        Expect.EachOnceInOrder(SampleListings.Ids(5), await rehearsal.TextsAsync());
    }

    [Fact]
    public async Task An_empty_feed_says_nothing()
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        await rehearsal.ServeAsync(SampleListings.Feed(""));

        var result = await rehearsal.RunOnceAsync();

        Assert.Empty(result.Troubles);
        Assert.Empty(await rehearsal.TextsAsync());

        // It was silent because there was nothing to say, not because it never speaks.
        await rehearsal.ServeAsync(SampleListings.Day(2));
        await rehearsal.RunOnceAsync();
        Expect.EachOnceInOrder(SampleListings.Ids(2), await rehearsal.TextsAsync());
    }

    [Fact]
    public async Task A_paper_that_was_a_cross_list_yesterday_and_is_primary_today_is_not_lost()
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        await rehearsal.ServeAsync(
            SampleListings.Feed(SampleListings.Item("2506.00001", "cross", categories: "cs.CV cs.LG"))
        );
        await rehearsal.RunOnceAsync();
        await rehearsal.ServeAsync(
            SampleListings.Feed(SampleListings.Item("2506.00001"), date: SampleListings.Monday.AddDays(1))
        );
        await rehearsal.RunOnceAsync();

        Expect.EachOnceInOrder(["2506.00001"], await rehearsal.TextsAsync());
    }

    [Fact]
    public async Task An_account_that_joins_later_the_same_day_gets_the_listing_in_spite_of_the_etag()
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        await rehearsal.ServeAsync(SampleListings.Day(2));
        await rehearsal.RunOnceAsync();
        rehearsal.Settings["Bot:Accounts:1:Instance"] = rehearsal.Sandbox.Url.AbsoluteUri;
        rehearsal.Settings["Bot:Accounts:1:AccessToken"] = rehearsal.Sandbox.ReaderToken;

        await rehearsal.RunOnceAsync();

        var accepted = await rehearsal.AcceptedAsync();
        Assert.Equal(6, accepted.Count);
        Assert.Equal(3, accepted.Count(one => (string)one["author"]! != (string)accepted[0]["author"]!));
    }

    [Fact]
    public async Task Two_settings_that_lead_to_one_account_post_once_and_say_so()
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        await rehearsal.ServeAsync(SampleListings.Day(2));
        rehearsal.Settings["Bot:Accounts:1:Instance"] = rehearsal.Sandbox.Url.AbsoluteUri;
        rehearsal.Settings["Bot:Accounts:1:AccessToken"] = rehearsal.Sandbox.BotToken;

        var result = await rehearsal.RunOnceAsync();

        Assert.Contains("the same account", Assert.Single(result.Troubles), StringComparison.Ordinal);
        Expect.EachOnceInOrder(SampleListings.Ids(2), await rehearsal.TextsAsync());
    }

    [Fact]
    public async Task First_run_seen_starts_with_the_next_listing()
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Settings["Bot:Accounts:0:FirstRun"] = "seen";
        await rehearsal.ServeAsync(SampleListings.Day(3));
        await rehearsal.RunOnceAsync();
        Assert.Empty(await rehearsal.TextsAsync());

        await rehearsal.ServeAsync(SampleListings.Day(2, first: 10, date: SampleListings.Monday.AddDays(1)));
        await rehearsal.RunOnceAsync();

        Expect.EachOnceInOrder(SampleListings.Ids(2, 10), await rehearsal.TextsAsync());
    }

    [Fact]
    public async Task First_run_post_tells_count_end_and_alternative_before_the_first_toot()
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        await rehearsal.ServeAsync(SampleListings.Day(3));
        await rehearsal.RunOnceAsync();

        var lines = rehearsal.Log.ToList();
        var told = lines.FindIndex(line =>
            line.Contains("3 papers of cs.LG", StringComparison.Ordinal)
            && line.Contains("until 2025-06-09 04:05 UTC", StringComparison.Ordinal)
            && line.Contains("FirstRun to seen", StringComparison.Ordinal)
        );
        Assert.InRange(told, 0, lines.FindIndex(line => line.Contains("posted summary", StringComparison.Ordinal)) - 1);
    }

    [Fact]
    public async Task Threads_answer_part_by_part_and_only_the_first_part_is_public()
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Settings["Bot:Accounts:0:LongAbstract"] = "thread";
        await rehearsal.ServeAsync(SampleListings.Day(2));
        await rehearsal.RunOnceAsync();

        var accepted = await rehearsal.AcceptedAsync();
        Expect.EachOnceInOrder(SampleListings.Ids(2), accepted.Select(one => (string)one["text"]!));
        for (var n = 2; n < accepted.Count; n++)
        {
            if (accepted[n]["inReplyTo"] is not { } parent)
            {
                continue;
            }

            Assert.Equal((string)accepted[n - 1]["id"]!, (string)parent!);
            Assert.Equal("unlisted", (string)accepted[n]["visibility"]!);
        }

        Assert.True(accepted.Count(one => one["inReplyTo"] is not null) >= 2);
    }

    [Fact]
    public async Task The_service_posts_a_new_listing_and_keeps_running()
    {
        await using var rehearsal = await Rehearsal.StartAsync(new SandboxOptions());
        await rehearsal.ServeAsync(SampleListings.Day(4));
        await rehearsal.ServeUntilAsync(ledger => ledger.Sent() >= 5);

        Expect.EachOnceInOrder(SampleListings.Ids(4), await rehearsal.TextsAsync());
    }
}
