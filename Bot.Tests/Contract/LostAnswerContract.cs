using Bot.Pipeline.Sending;
using Bot.Tests.Support;

namespace Bot.Tests.Contract;

/// <summary>
/// On any server: after a doubtful answer the bot looks, recognises its own toots, and repeats only what is not there.
/// </summary>
[Collection("the contract")]
[Trait("Category", "Slow")]
public sealed class LostAnswerContract
{
    [Theory]
    [MemberData(nameof(TestServers.All), MemberType = typeof(TestServers))]
    public async Task A_toot_whose_answer_was_lost_is_found_and_one_whose_request_was_lost_is_repeated(TestServer on)
    {
        await using var trial = await Trial.StartAsync(on);
        var day = new FreshDay();
        await trial.ServeAsync(day, day.Feed(6));
        trial.Wire.FaultNext(
            WireFault.LoseAnswer,
            WireFault.LoseAnswer,
            WireFault.None,
            WireFault.LoseRequest,
            WireFault.LoseAnswer,
            WireFault.None,
            WireFault.LoseRequest,
            WireFault.LoseRequest
        );

        await trial.RunAsync();

        await trial.ExpectOnceInOrderAsync(day, day.Ids(6));
        // Seven toots, and three requests that the server never saw.
        Assert.Equal(10, trial.Wire.Texts.Count);
    }

    [Theory]
    [MemberData(nameof(TestServers.All), MemberType = typeof(TestServers))]
    public async Task A_thread_survives_lost_answers_and_requests_in_every_part(TestServer on)
    {
        await using var trial = await Trial.StartAsync(on);
        trial.Settings["Bot:Accounts:0:LongAbstract"] = "thread";
        trial.Wire.Limit = TootLimits.Default.MaxCharacters;
        var day = new FreshDay();
        await trial.ServeAsync(day, day.Feed(4));
        trial.Wire.Faults = n =>
            (n % 4) switch
            {
                1 => WireFault.LoseRequest,
                3 => WireFault.LoseAnswer,
                _ => WireFault.None,
            };

        await trial.RunAsync();

        DayContract.ExpectThreads(await trial.ExpectOnceInOrderAsync(day, day.Ids(4)), papers: 4);
    }

    [Theory]
    [MemberData(nameof(TestServers.All), MemberType = typeof(TestServers))]
    public async Task Lists_survive_lost_answers_and_requests_and_a_lost_ledger(TestServer on)
    {
        await using var trial = await Trial.StartAsync(on);
        trial.Settings["Bot:Accounts:0:NewPapers"] = "list";
        trial.Wire.Limit = TootLimits.Default.MaxCharacters;
        var day = new FreshDay();
        await trial.ServeAsync(day, day.Feed(20));
        trial.Wire.Faults = n =>
            (n % 4) switch
            {
                1 => WireFault.LoseRequest,
                3 => WireFault.LoseAnswer,
                _ => WireFault.None,
            };

        await trial.RunAsync();
        trial.Wire.Faults = _ => WireFault.None;
        trial.LoseLedger();
        await trial.RunAsync();

        var told = await trial.ExpectOnceInOrderAsync(day, []);
        // How many lists 20 papers make follows from the server's price of a link; more than one is what matters here.
        Assert.InRange(told.Count, 3, 20);
        Assert.Equal(day.Ids(20), told.SelectMany(one => one.Papers));
        Assert.All(told.Skip(1), list => Assert.Equal((told[0].Id, "unlisted"), (list.Parent!, list.Visibility!)));
    }

    [Theory]
    [MemberData(nameof(TestServers.All), MemberType = typeof(TestServers))]
    public async Task Folded_toots_survive_lost_answers_and_requests_and_a_lost_ledger(TestServer on)
    {
        await using var trial = await Trial.StartAsync(on);
        trial.Settings["Bot:Accounts:0:Fold"] = "title";
        var day = new FreshDay();
        await trial.ServeAsync(day, day.Feed(4));
        trial.Wire.Faults = n =>
            (n % 4) switch
            {
                1 => WireFault.LoseRequest,
                3 => WireFault.LoseAnswer,
                _ => WireFault.None,
            };

        await trial.RunAsync();
        trial.Wire.Faults = _ => WireFault.None;
        trial.LoseLedger();
        await trial.RunAsync();

        await trial.ExpectOnceInOrderAsync(day, day.Ids(4));
    }

    [Theory]
    [MemberData(nameof(TestServers.All), MemberType = typeof(TestServers))]
    public async Task Whatever_a_server_makes_of_signs_in_a_title_the_toot_is_recognised(TestServer on)
    {
        string[] titles =
        [
            "On *stars*, _bars_, **both** and __more__ of it",
            "`Code` & Q&A: <think> deep </think> <b>bold</b> &amp; &lt;i&gt;",
            "$a<b$ but $c>d$, $k<3$ and x<y",
            "Losses :-) and gains 8-o with X-D :shrug: :beer: B-)",
            "@alice and bob@example.org at #1 of #MachineLearning, R@1@0.5",
            "~~Old~~ tricks [link](https://example.org) ![picture](https://example.org/a.png) for all",
            "> quote",
            "# Heading",
            "- item",
            "1. Introduction",
            "https://example.org/a_b_c*d* is a link first of all",
            "Émile's naïve ﬁnding – 模型 in \\(x\\) \\emph{words}",
            "...!?",
        ];
        await using var trial = await Trial.StartAsync(on);
        var day = new FreshDay();
        await trial.ServeAsync(
            day,
            day.Feed(titles.Select((title, n) => SampleListings.Item(day.Id(n + 1), title: title)))
        );
        // Each text's first answer only: a toot that is not recognised shall come twice, not for ever.
        trial.Wire.Faults = _ =>
            trial.Wire.Texts.Count(text => text == trial.Wire.Texts.Last()) == 1
                ? WireFault.LoseAnswer
                : WireFault.None;

        await trial.RunAsync();

        await trial.ExpectOnceInOrderAsync(day, day.Ids(titles.Length));
        Assert.Equal(titles.Length + 1, trial.Wire.Texts.Count);
    }

    [Theory]
    [InlineData(TestServer.Sandbox)]
    [InlineData(TestServer.Real)]
    public async Task A_post_that_arrives_after_it_was_given_up_or_is_answered_too_late_is_not_said_again(TestServer on)
    {
        await using var trial = await Trial.StartAsync(on, TimeProvider.System);
        // A post is given up after half of it; the request arrives between that and the look.
        trial.Settings["Bot:Delivery:LookFirstAfter"] = "00:00:03";
        trial.Wire.Delay = TimeSpan.FromSeconds(1.7);
        var day = new FreshDay();
        await trial.ServeAsync(day, day.Feed(2));
        trial.Wire.FaultNext(WireFault.None, WireFault.DelayRequest, WireFault.DelayAnswer);

        await trial.RunAsync();

        await trial.ExpectOnceInOrderAsync(day, day.Ids(2));
        Assert.Equal(3, trial.Wire.Texts.Count);
    }
}
