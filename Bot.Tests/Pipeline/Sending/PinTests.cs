using Bot.Tests.Support;

namespace Bot.Tests.Pipeline.Sending;

/// <summary>The newest summary stands on top of the profile, where the operator wants it so.</summary>
public sealed class PinTests
{
    [Fact]
    public async Task Each_new_summary_takes_the_place_of_the_one_before()
    {
        await using var rehearsal = await StartAsync("profile read:statuses write:statuses write:accounts");
        await rehearsal.RunOnceAsync();
        Assert.Equal("P..", await PinnedAsync(rehearsal));
        await rehearsal.RunOnceAsync();
        await NextDayAsync(rehearsal);
        Assert.Equal("...P..", await PinnedAsync(rehearsal));
        Assert.Equal(
            3,
            (await rehearsal.RequestsAsync()).Count(request =>
                ((string)request["path"]!).EndsWith("pin", StringComparison.Ordinal)
            )
        );
    }

    [Theory]
    [InlineData("500")]
    [InlineData("422")]
    [InlineData("429")]
    [InlineData("404")]
    public async Task What_fails_is_told_once_and_holds_up_nothing(string fault)
    {
        await using var rehearsal = await StartAsync("profile read:statuses write:statuses write:accounts");
        await rehearsal.FaultAsync("pin", fault);
        Assert.Equal(0, (await rehearsal.RunOnceAsync()).ExitCode);
        await rehearsal.RunOnceAsync();
        Assert.Equal("...", await PinnedAsync(rehearsal));
        Assert.Single(rehearsal.Log, line => line.Contains("the summary was not pinned", StringComparison.Ordinal));
        await NextDayAsync(rehearsal);
        Assert.Equal("...P..", await PinnedAsync(rehearsal));
    }

    [Fact]
    public async Task Without_the_scope_the_warning_names_it()
    {
        await using var rehearsal = await StartAsync("profile read:statuses write:statuses");
        Assert.Equal(0, (await rehearsal.RunOnceAsync()).ExitCode);
        Assert.Contains(
            "write:accounts",
            Assert.Single(rehearsal.Log, line => line.Contains("the summary was not pinned", StringComparison.Ordinal)),
            StringComparison.Ordinal
        );
        Expect.EachOnceInOrder(SampleListings.Ids(2), await rehearsal.TextsAsync());
    }

    [Fact]
    public async Task Unless_asked_for_nothing_is_pinned()
    {
        await using var rehearsal = await StartAsync("profile read:statuses write:statuses write:accounts");
        rehearsal.Settings.Remove("Bot:Accounts:0:PinSummary");
        await rehearsal.RunOnceAsync();
        Assert.Equal("...", await PinnedAsync(rehearsal));
    }

    private static async Task<Rehearsal> StartAsync(string scopes)
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Settings["Bot:Accounts:0:PinSummary"] = "true";
        await rehearsal.ChangeAsync(new { tokenScopes = scopes });
        await rehearsal.ServeAsync(SampleListings.Day(2));
        return rehearsal;
    }

    private static async Task NextDayAsync(Rehearsal rehearsal)
    {
        rehearsal.Clock.Advance(TimeSpan.FromDays(1));
        await rehearsal.ServeAsync(SampleListings.Day(2, first: 11, date: SampleListings.Monday.AddDays(1)));
        Assert.Equal(0, (await rehearsal.RunOnceAsync()).ExitCode);
    }

    // P for a pinned toot, a dot for any other, in the order of their posting.
    private static async Task<string> PinnedAsync(Rehearsal rehearsal) =>
        string.Concat((await rehearsal.AcceptedAsync()).Select(toot => (bool)toot["pinned"]! ? 'P' : '.'));
}
