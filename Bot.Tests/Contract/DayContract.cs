using Bot.Sandbox;
using Bot.Tests.Support;

namespace Bot.Tests.Contract;

/// <summary>
/// A day on any server. All of the contract is one collection: on a real server the tests share one account.
/// </summary>
[Collection("the contract")]
[Trait("Category", "Slow")]
public sealed class DayContract
{
    [Theory]
    [MemberData(nameof(TestServers.All), MemberType = typeof(TestServers))]
    public async Task A_day_is_told_once_in_the_feeds_order_after_its_summary_however_often_the_bot_runs(TestServer on)
    {
        await using var trial = await Trial.StartAsync(on);
        var day = new FreshDay();
        await trial.ServeAsync(day, day.Feed(6));

        await trial.RunAsync();
        await trial.RunAsync();

        var told = await trial.ExpectOnceInOrderAsync(day, day.Ids(6));
        Assert.All(told, one => Assert.Equal((null, "public"), (one.Parent, one.Visibility)));
        Assert.Equal(7, trial.Wire.Texts.Count);
    }

    [Theory]
    [MemberData(nameof(TestServers.All), MemberType = typeof(TestServers))]
    public async Task In_a_thread_each_part_answers_the_part_before_it_and_only_the_first_is_public(TestServer on)
    {
        await using var trial = await Trial.StartAsync(on);
        trial.Settings["Bot:Accounts:0:LongAbstract"] = "thread";
        trial.Wire.Limit = TootLimits.Default.MaxCharacters;
        var day = new FreshDay();
        await trial.ServeAsync(day, day.Feed(3));

        await trial.RunAsync();

        ExpectThreads(await trial.ExpectOnceInOrderAsync(day, day.Ids(3)), papers: 3);
    }

    [Theory]
    [MemberData(nameof(TestServers.All), MemberType = typeof(TestServers))]
    public async Task Limits_are_asked_for_at_every_start_first_of_version_2_then_of_version_1(TestServer on)
    {
        await using var trial = await Trial.StartAsync(on);
        trial.Wire.Limit = 400;
        var narrow = new FreshDay();
        await trial.ServeAsync(narrow, narrow.Feed(2));
        await trial.RunAsync();
        Assert.All(trial.Wire.Texts, text => Assert.InRange(StatusLength.Of(text, "", 23), 1, 400));

        trial.Wire.Limit = null;
        var roomy = new FreshDay();
        await trial.ServeAsync(roomy, roomy.Feed(2));
        await trial.RunAsync();
        Assert.Contains(trial.Wire.Texts.Skip(3), text => StatusLength.Of(text, "", 23) > 400);

        var asked = trial
            .Wire.Answers.Where(answer => answer.Contains("/instance ", StringComparison.Ordinal))
            .ToList();
        string[] once = asked.Contains("GET /api/v2/instance 200")
            ? ["GET /api/v2/instance 200"]
            : ["GET /api/v2/instance 404", "GET /api/v1/instance 200"];
        Assert.Equal([.. once, .. once], asked);
        await trial.ExpectOnceInOrderAsync(narrow, narrow.Ids(2));
        await trial.ExpectOnceInOrderAsync(roomy, roomy.Ids(2));
    }

    [Theory]
    [MemberData(nameof(TestServers.All), MemberType = typeof(TestServers))]
    public async Task With_a_wrong_token_nothing_is_posted_the_operator_is_told_and_the_right_token_mends_it(
        TestServer on
    )
    {
        await using var trial = await Trial.StartAsync(on);
        var day = new FreshDay();
        await trial.ServeAsync(day, day.Feed(2));
        var token = trial.Settings["Bot:Accounts:0:AccessToken"];
        trial.Settings["Bot:Accounts:0:AccessToken"] = "no-such-token";

        Assert.Contains("make a token", Assert.Single((await trial.TryAsync()).Troubles), StringComparison.Ordinal);
        Assert.Empty(trial.Wire.Texts);

        trial.Settings["Bot:Accounts:0:AccessToken"] = token;
        await trial.RunAsync();
        await trial.ExpectOnceInOrderAsync(day, day.Ids(2));
    }

    [Theory]
    [MemberData(nameof(ServersAndLimits))]
    public async Task At_every_limit_a_hard_day_is_taken_whole(TestServer on, int limit)
    {
        await using var trial = await Trial.StartAsync(on);
        trial.Wire.Limit = limit;
        var day = new FreshDay();
        await trial.ServeAsync(day, day.Feed(HardDay.Items(day.Ids(HardDay.Papers))));

        await trial.RunAsync();

        await trial.ExpectOnceInOrderAsync(day, day.Ids(HardDay.Papers));
        Assert.All(
            trial.Wire.Texts,
            text =>
                Assert.InRange(
                    Math.Min(
                        StatusLength.Of(text, "", TootLimits.Default.CharactersPerUrl),
                        StatusLength.CodePoints(text, "")
                    ),
                    1,
                    limit
                )
        );
        Assert.All(
            trial.Wire.Answers.Where(answer => answer.StartsWith("POST ", StringComparison.Ordinal)),
            answer => Assert.EndsWith(" 200", answer, StringComparison.Ordinal)
        );
    }

    public static MatrixTheoryData<TestServer, int> ServersAndLimits => new(TestServers.List, [300, 500, 1000, 5000]);

    internal static void ExpectThreads(IReadOnlyList<Told> told, int papers)
    {
        var replies = told.Index().Where(one => one.Item.Parent is not null).ToList();
        Assert.True(replies.Count >= papers, $"only {replies.Count} replies");
        Assert.All(
            replies,
            one => Assert.Equal((told[one.Index - 1].Id, "unlisted"), (one.Item.Parent!, one.Item.Visibility!))
        );
        Assert.All(told.Except(replies.Select(one => one.Item)), one => Assert.Equal("public", one.Visibility));
    }
}
