using System.Text.Json.Nodes;
using Bot.Pipeline.Sending;
using Bot.Sandbox;
using Bot.Tests.Support;

namespace Bot.Tests.Pipeline.Sending;

/// <summary>The day's picture goes out with its summary, and never at its cost.</summary>
public sealed class SummaryPictureTests : IDisposable
{
    private readonly PictureMaker _maker = new();

    public void Dispose() => _maker.Dispose();

    [Theory]
    [InlineData("mastodon")]
    [InlineData("gotosocial")]
    [InlineData("snac")]
    [InlineData("hollo")]
    public async Task The_summary_carries_the_day_as_a_picture_described_in_words_and_the_papers_do_not(string kind)
    {
        await using var rehearsal = await StartAsync(kind);
        await rehearsal.RunOnceAsync();

        var accepted = await rehearsal.AcceptedAsync();
        Assert.StartsWith(
            "12 new papers in cs.LG, Monday 9 June 2025.",
            Assert.Single(Pictures(accepted[0])),
            StringComparison.Ordinal
        );
        Assert.All(accepted.Skip(1), article => Assert.Empty(Pictures(article)));
        Expect.EachOnceInOrder(SampleListings.Ids(12), await rehearsal.TextsAsync());
        var page = await rehearsal.Http.GetStringAsync("/");
        Assert.Contains("<figcaption><span>ALT</span> 12 new papers in cs.LG", page, StringComparison.Ordinal);
        Assert.StartsWith(
            "\x89PNG",
            System.Text.Encoding.Latin1.GetString(await rehearsal.Http.GetByteArrayAsync("media/1")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_server_that_still_works_on_the_picture_is_waited_for()
    {
        await using var rehearsal = await StartAsync();
        await rehearsal.ChangeAsync(new { mediaBusyReads = 3 });
        await rehearsal.RunOnceAsync();
        Assert.Single(Pictures((await rehearsal.AcceptedAsync())[0]));
    }

    [Theory]
    [InlineData("403", "write:media")]
    [InlineData("500", "500")]
    [InlineData("429", "429")]
    [InlineData("html", "no picture with an id")]
    [InlineData("cut", "")]
    [InlineData("endless", "")]
    public async Task When_the_upload_fails_the_summary_goes_out_in_its_place_without_it_and_the_operator_hears_why(
        string fault,
        string reason
    )
    {
        await using var rehearsal = await StartAsync();
        await rehearsal.FaultAsync("media", fault, times: 0);
        Assert.Equal(0, (await rehearsal.RunOnceAsync()).ExitCode);
        await GoesOutBareAsync(rehearsal, reason);
    }

    [Theory]
    [InlineData("/no/such/program", "install it")]
    [InlineData("false", "ended with 1 and made no PNG")]
    [InlineData("cat", "made no PNG")]
    public async Task When_no_picture_can_be_made_the_summary_goes_out_without_it(string program, string reason)
    {
        await using var rehearsal = await StartAsync();
        rehearsal.Settings["Bot:Pictures:Program"] = program;
        Assert.Equal(0, (await rehearsal.RunOnceAsync()).ExitCode);
        await GoesOutBareAsync(rehearsal, reason);
    }

    [Fact]
    public async Task A_summary_that_is_refused_with_its_picture_goes_out_without_it_before_the_papers()
    {
        await using var rehearsal = await StartAsync();
        await rehearsal.FaultAsync("post", "422");
        Assert.Equal(0, (await rehearsal.RunOnceAsync()).ExitCode);
        await GoesOutBareAsync(rehearsal, "not to our taste");
    }

    [Fact]
    public async Task A_summary_whose_answer_was_lost_is_found_with_its_picture_and_not_said_again()
    {
        await using var rehearsal = await StartAsync("gotosocial");
        await rehearsal.FaultAsync("post", "lost-answer");
        Assert.Equal(0, (await rehearsal.RunOnceAsync()).ExitCode);
        Assert.Single(Pictures((await rehearsal.AcceptedAsync())[0]));
        Expect.EachOnceInOrder(SampleListings.Ids(12), await rehearsal.TextsAsync());
    }

    [Fact]
    public async Task A_summary_that_did_not_arrive_gets_another_picture_since_a_server_may_take_each_once()
    {
        await using var rehearsal = await StartAsync("gotosocial");
        await rehearsal.FaultAsync("post", "cut");
        Assert.Equal(0, (await rehearsal.RunOnceAsync()).ExitCode);
        Assert.Single(Pictures((await rehearsal.AcceptedAsync())[0]));
        Assert.Equal(
            2,
            (await rehearsal.RequestsAsync()).Count(request => (string)request["path"]! == "/api/v2/media")
        );
    }

    [Theory]
    [InlineData("429", true)]
    [InlineData("401", true)]
    [InlineData("422", true)]
    [InlineData("cut", false)]
    [InlineData("lost-answer", false)]
    public async Task A_picture_whose_toot_was_certainly_not_posted_is_taken_back(string fault, bool takenBack)
    {
        await using var rehearsal = await StartAsync();
        // Since 4.4.
        await rehearsal.ChangeAsync(new { version = "4.6" });
        await rehearsal.FaultAsync("post", fault, milliseconds: 2000);
        await rehearsal.RunOnceAsync();
        rehearsal.Clock.Advance(TimeSpan.FromMinutes(16));
        await rehearsal.RunOnceAsync();

        Expect.EachOnceInOrder(SampleListings.Ids(12), await rehearsal.TextsAsync());
        var takes = (await rehearsal.RequestsAsync()).Where(one => (string)one["method"]! == "DELETE").ToList();
        Assert.Equal(takenBack ? 1 : 0, takes.Count);
        Assert.All(takes, one => Assert.Equal((200, "/api/v1/media/1"), ((int)one["answered"]!, (string)one["path"]!)));
    }

    [Theory]
    [InlineData(10_000, "12 new papers in cs.LG, Monday 9 June 2025.")]
    [InlineData(30, "12 new papers in cs.LG,…")]
    [InlineData(20, "12 new papers in…")]
    public async Task Its_description_is_as_long_as_the_instance_takes_it(int most, string expected)
    {
        await using var rehearsal = await StartAsync();
        await rehearsal.ChangeAsync(new { longestDescription = most });
        await rehearsal.RunOnceAsync();
        Assert.Equal(expected, Assert.Single(Pictures((await rehearsal.AcceptedAsync())[0])));
    }

    [Fact]
    public async Task A_few_papers_are_no_picture_and_classic_has_none()
    {
        await using var rehearsal = await StartAsync();
        await rehearsal.ServeAsync(SampleListings.Day(7));
        await rehearsal.RunOnceAsync();
        Assert.Empty(Pictures((await rehearsal.AcceptedAsync())[0]));

        await using var classic = await StartAsync();
        (classic.Settings["Bot:Accounts:0:Style"], classic.Settings["Bot:Accounts:0:SummaryPicture"]) = (
            "classic",
            null
        );
        await classic.RunOnceAsync();
        Assert.Empty(Pictures((await classic.AcceptedAsync())[0]));
    }

    private static async Task GoesOutBareAsync(Rehearsal rehearsal, string reason)
    {
        var accepted = await rehearsal.AcceptedAsync();
        Assert.StartsWith("12 new papers", (string)accepted[0]["text"]!, StringComparison.Ordinal);
        Assert.All(accepted, toot => Assert.Empty(Pictures(toot)));
        Expect.EachOnceInOrder(SampleListings.Ids(12), await rehearsal.TextsAsync());
        Assert.Contains(
            reason,
            Assert.Single(
                rehearsal.Log,
                line => line.Contains("goes out without its picture", StringComparison.Ordinal)
            ),
            StringComparison.Ordinal
        );
    }

    private async Task<Rehearsal> StartAsync(string kind = "mastodon")
    {
        var rehearsal = await Rehearsal.StartAsync(
            new SandboxOptions
            {
                Kind = kind,
                PostsPerThreeHours = 100_000,
                RequestsPerFiveMinutes = 0,
            }
        );
        (rehearsal.Settings["Bot:Accounts:0:SummaryPicture"], rehearsal.Settings["Bot:Pictures:Program"]) = (
            "true",
            _maker.Path
        );
        await rehearsal.ServeAsync(SampleListings.Day(12));
        return rehearsal;
    }

    private static IEnumerable<string> Pictures(JsonNode toot) =>
        toot["pictures"]!.AsArray().Select(one => (string)one!);
}
