using System.Text.Json.Nodes;
using Bot.Sandbox;
using Bot.Tests.Support;
using Bot.Text.Latex;
using Bot.Text.Safety;

namespace Bot.Tests.Pipeline.Sending;

/// <summary>
/// A day on a server with Hollo's habits: Markdown in every text, host names as links, errors for what was done before.
/// </summary>
[Trait("Category", "Slow")]
public sealed class HolloDayTests
{
    private static readonly string[] Titles =
    [
        "1. Let's <think> about *stars* in e.g.this",
        "# cs.AI and foo.py: issue #8684 in C#7",
        "> By @user of user@example.org, or [x](y)",
        "2*3*4 is __not__ `code` & neither is &amp;",
        "- A ~~list~~ of x_1*y_2 \\ ![z](w) :smile:",
    ];

    public static MatrixTheoryData<string, string> Days =>
        new(["none", "lost-answer", "500", "502-html-accepted"], ["toot", "list"]);

    [Theory]
    [MemberData(nameof(Days))]
    public async Task Each_paper_is_said_once_and_seen_as_it_was_written(string fault, string newPapers)
    {
        await using var rehearsal = await StartAsync(newPapers);
        if (fault != "none")
        {
            await rehearsal.FaultAsync("post", fault, skip: 1, every: 2, times: 2);
        }

        await rehearsal.RunOnceAsync();

        var texts = await rehearsal.TextsAsync();
        ExpectOnce(newPapers, texts);
        ExpectSeen(await rehearsal.AcceptedAsync(), newPapers);
        if (fault == "none")
        {
            Assert.DoesNotContain(await rehearsal.RequestsAsync(), one => (int?)one["answered"] is 400 or 422 or 500);
        }
    }

    [Theory]
    [InlineData("shorten", 1, "toot")]
    [InlineData("shorten", 3, "toot")]
    [InlineData("thread", 4, "toot")]
    [InlineData("shorten", 1, "list")]
    public async Task A_lost_ledger_is_rebuilt_from_what_readers_see(string longAbstract, int said, string newPapers)
    {
        await using var rehearsal = await StartAsync(newPapers);
        rehearsal.Settings["Bot:Accounts:0:LongAbstract"] = longAbstract;
        await rehearsal.FaultAsync("post", "401", skip: said, times: 0);
        await rehearsal.RunOnceAsync();
        Assert.Equal(said, (await rehearsal.TextsAsync()).Count);
        rehearsal.LoseLedger();
        await rehearsal.HealAsync();

        Assert.Empty((await rehearsal.RunOnceAsync()).Troubles);

        ExpectOnce(newPapers, await rehearsal.TextsAsync());
        Assert.Contains(rehearsal.Log, line => line.Contains("the ledger did not know of", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("held-request")]
    [InlineData("held-answer")]
    public async Task Killed_with_a_post_in_flight_it_says_it_once(string kind)
    {
        await using var rehearsal = await LiveRehearsal.StartAsync(keepsKeys: false, "hollo");
        await rehearsal.ServeAsync(Feed());
        await rehearsal.FaultAsync(
            new
            {
                on = "post",
                kind,
                skip = 2,
            }
        );
        await rehearsal.KillInFlightAsync();
        var (exitCode, output, errors) = await BotProcess.RunAsync(rehearsal.Environment, "run", "--once");
        Assert.True(exitCode == 0, output + errors);

        var texts = (await rehearsal.AcceptedAsync()).Select(one => (string)one["text"]!);
        Expect.EachOnceInOrder(SampleListings.Ids(Titles.Length), texts);
    }

    private static async Task<Rehearsal> StartAsync(string newPapers)
    {
        var rehearsal = await Rehearsal.StartAsync(new SandboxOptions { Kind = "hollo", KeepsIdempotencyKeys = false });
        rehearsal.Settings["Bot:Accounts:0:NewPapers"] = newPapers;
        await rehearsal.ServeAsync(Feed());
        return rehearsal;
    }

    private static string Feed() =>
        SampleListings.Feed(
            string.Concat(
                SampleListings.Ids(Titles.Length).Zip(Titles, (id, title) => SampleListings.Item(id, title: title))
            )
        );

    private static void ExpectOnce(string newPapers, IReadOnlyList<string> texts)
    {
        if (newPapers == "list")
        {
            Expect.EachListedOnceInOrder(SampleListings.Ids(Titles.Length), texts);
        }
        else
        {
            Expect.EachOnceInOrder(SampleListings.Ids(Titles.Length), texts);
        }
    }

    private static void ExpectSeen(IReadOnlyList<JsonNode> accepted, string newPapers)
    {
        var seen = accepted
            .Select(one => HolloText.Of((string)one["text"]!, "https://hollo.example"))
            .Where(one => one.Html.Length > 0)
            .ToList();
        var words = string.Join(
            '\n',
            seen.Select(one =>
                HolloReader.SeenIn(one.Html).Replace($"{Neutralizer.WordJoiner}", "", StringComparison.Ordinal)
            )
        );
        Assert.All(Titles, title => Assert.Contains(LatexText.Render(title).Text, words, StringComparison.Ordinal));
        Assert.All(
            seen.SelectMany(one => one.Links),
            link => Assert.StartsWith("https://arxiv.org/", link, StringComparison.Ordinal)
        );
        Assert.All(seen, one => Assert.Empty(one.Mentions));
        Assert.All(seen.SelectMany(one => one.Tags), tag => Assert.Matches("^(?:toXiv_bot_|csLG)", tag));
        Assert.True(newPapers == "list" || seen.Count == Titles.Length + 1);
    }
}
