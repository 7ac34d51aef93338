using Bot.Pipeline;
using Bot.Sandbox;
using Bot.Tests.Support;
using Microsoft.Extensions.Hosting;

namespace Bot.Tests.Pipeline.Sending;

/// <summary>
/// A ledger lost in mid-day is rebuilt from the account's timeline, by itself, and nothing is said twice.
/// </summary>
public sealed class RecoveryTests
{
    [Theory]
    [InlineData("shorten", 1, "mastodon", false)]
    [InlineData("shorten", 1, "another", false)]
    [InlineData("shorten", 7, "snac", true)]
    [InlineData("thread", 9, "mastodon", false)]
    [InlineData("thread", 8, "gotosocial", true)]
    public async Task The_next_start_goes_on_where_the_lost_ledger_was(
        string longAbstract,
        int said,
        string software,
        bool oddIds
    )
    {
        await using var rehearsal = await Rehearsal.StartAsync(
            new SandboxOptions { PostsPerThreeHours = 0, KeepsIdempotencyKeys = false }
        );
        await rehearsal.ChangeAsync(new { software, oddIds });
        rehearsal.Settings["Bot:Accounts:0:LongAbstract"] = longAbstract;
        await rehearsal.ServeAsync(SampleListings.Day(12));
        await rehearsal.FaultAsync("post", "401", skip: said, times: 0);
        await rehearsal.RunOnceAsync();
        Assert.Equal(said, (await rehearsal.TextsAsync()).Count);
        rehearsal.LoseLedger();
        await rehearsal.HealAsync();

        Assert.Empty((await rehearsal.RunOnceAsync()).Troubles);

        var accepted = await rehearsal.AcceptedAsync();
        Expect.EachOnceInOrder(SampleListings.Ids(12), accepted.Select(one => (string)one["text"]!));
        Assert.Equal(
            longAbstract == "thread" ? 12 : 0,
            accepted.Count(one =>
                ((string)one["text"]!).Contains("Code is public.", StringComparison.Ordinal)
                && one["inReplyTo"] is not null
            )
        );
        Assert.All(
            accepted.Index().Where(one => one.Item["inReplyTo"] is not null),
            one => Assert.Equal((string)accepted[one.Index - 1]["id"]!, (string)one.Item["inReplyTo"]!)
        );
        Assert.Contains(rehearsal.Log, line => line.Contains("the ledger did not know of", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("keyword")]
    [InlineData("hashtag")]
    public async Task Our_toots_are_known_by_their_tag_words_with_and_without_the_sign(string sharedTags)
    {
        await using var rehearsal = await Rehearsal.StartAsync(new SandboxOptions { PostsPerThreeHours = 0 });
        rehearsal.Settings["Bot:Accounts:0:SharedTags"] = sharedTags;
        rehearsal.Settings["Bot:Accounts:0:Tags:Category"] = "false";
        rehearsal.Settings["Bot:Accounts:0:LongAbstract"] = "thread";
        await rehearsal.ServeAsync(SampleListings.Day(4));
        await rehearsal.RunOnceAsync();
        var before = (await rehearsal.TextsAsync()).Count;
        rehearsal.LoseLedger();

        await rehearsal.RunOnceAsync();

        Assert.Equal(before, (await rehearsal.TextsAsync()).Count);
        Assert.Equal(
            sharedTags == "hashtag",
            (await rehearsal.TextsAsync())[0].Contains('#', StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_toot_that_was_in_flight_when_the_ledger_was_lost_is_waited_for()
    {
        await using var rehearsal = await Rehearsal.StartAsync(
            new SandboxOptions { PostsPerThreeHours = 0, KeepsIdempotencyKeys = false }
        );
        await rehearsal.ServeAsync(SampleListings.Day(5));
        await rehearsal.ChangeAsync(new { visibilityDelaySeconds = 5 });
        await rehearsal.FaultAsync("post", "401", skip: 4, times: 0);
        await rehearsal.RunOnceAsync();
        rehearsal.LoseLedger();
        await rehearsal.HealAsync();
        // The first toots show by now, the last do not yet.
        rehearsal.Clock.Advance(TimeSpan.FromSeconds(2));

        await rehearsal.RunOnceAsync();

        Expect.EachOnceInOrder(SampleListings.Ids(5), await rehearsal.TextsAsync());
    }

    [Fact]
    public async Task Toots_deleted_before_the_loss_are_not_said_again()
    {
        await using var rehearsal = await Rehearsal.StartAsync(new SandboxOptions { PostsPerThreeHours = 0 });
        await rehearsal.ServeAsync(SampleListings.Day(6));
        await rehearsal.FaultAsync("post", "401", skip: 5, times: 0);
        await rehearsal.RunOnceAsync();
        var third = (await rehearsal.AcceptedAsync())[2];
        using var delete = new HttpRequestMessage(HttpMethod.Delete, $"api/v1/statuses/{third["id"]}");
        delete.Headers.Authorization = new("Bearer", rehearsal.Sandbox.BotToken);
        (await rehearsal.Http.SendAsync(delete)).EnsureSuccessStatusCode();
        rehearsal.LoseLedger();
        await rehearsal.HealAsync();

        await rehearsal.RunOnceAsync();

        Expect.EachOnceInOrder(SampleListings.Ids(6), await rehearsal.TextsAsync());
    }

    [Fact]
    public async Task An_interrupted_recovery_goes_on_where_it_was()
    {
        await using var rehearsal = await Rehearsal.StartAsync(new SandboxOptions { PostsPerThreeHours = 0 });
        await rehearsal.ServeAsync(SampleListings.Day(130));
        await rehearsal.FaultAsync("post", "401", skip: 121, times: 0);
        await rehearsal.RunOnceAsync();
        rehearsal.LoseLedger();
        await rehearsal.HealAsync();
        // The look at the start, the probe, two pages; then the timeline is away for longer than the tries last.
        await rehearsal.FaultAsync("timeline", "503", skip: 5, times: 3);

        Assert.Contains(
            "cannot be read for recovery",
            Assert.Single((await rehearsal.RunOnceAsync()).Troubles),
            StringComparison.Ordinal
        );
        Assert.Equal(121, (await rehearsal.TextsAsync()).Count);
        rehearsal.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Empty((await rehearsal.RunOnceAsync()).Troubles);

        Expect.EachOnceInOrder(SampleListings.Ids(130), await rehearsal.TextsAsync());
    }

    [Fact]
    public async Task What_a_person_wrote_about_a_paper_does_not_count_as_said()
    {
        await using var rehearsal = await Rehearsal.StartAsync(new SandboxOptions { PostsPerThreeHours = 0 });
        using var post = new HttpRequestMessage(HttpMethod.Post, "api/v1/statuses")
        {
            Content = new StringContent(
                """{"status":"Do read https://arxiv.org/abs/2506.00002","visibility":"public"}""",
                System.Text.Encoding.UTF8,
                "application/json"
            ),
        };
        post.Headers.Authorization = new("Bearer", rehearsal.Sandbox.BotToken);
        (await rehearsal.Http.SendAsync(post)).EnsureSuccessStatusCode();
        await rehearsal.ServeAsync(SampleListings.Day(3));

        await rehearsal.RunOnceAsync();

        Expect.EachOnceInOrder(SampleListings.Ids(3), (await rehearsal.TextsAsync()).Skip(1));
    }

    [Fact]
    public async Task Asked_for_by_hand_it_notes_what_is_there_and_posts_nothing()
    {
        await using var rehearsal = await Rehearsal.StartAsync(
            new SandboxOptions { PostsPerThreeHours = 0, KeepsIdempotencyKeys = false }
        );
        await rehearsal.ServeAsync(SampleListings.Day(6));
        await rehearsal.FaultAsync("post", "401", skip: 3, times: 0);
        await rehearsal.RunOnceAsync();
        var old = rehearsal.LedgerPath + TestEngine.EndOfBackUps;
        rehearsal.Engine.Copy(rehearsal.LedgerPath, old);
        await rehearsal.HealAsync();
        await rehearsal.RunOnceAsync();
        // Put back by a plain copy, which does not know that it is one.
        rehearsal.PutBack(old);

        var result = await rehearsal.RunAsync(RunMode.Recover, async (host, _) => await host.WaitForShutdownAsync());

        Assert.Contains("4 toots on the timeline", Assert.Single(result.Findings), StringComparison.Ordinal);
        Assert.Equal(7, (await rehearsal.TextsAsync()).Count);
        await rehearsal.RunOnceAsync();
        Expect.EachOnceInOrder(SampleListings.Ids(6), await rehearsal.TextsAsync());
    }
}
