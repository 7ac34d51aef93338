using Bot.Options;
using Bot.Tests.Support;

namespace Bot.Tests.Contract;

/// <summary>
/// On any server: cross-lists in a list, and new versions in a list or a toot of their own, once each, whatever
/// requests and answers get lost.
/// </summary>
[Collection("the contract")]
[Trait("Category", "Slow")]
public sealed class CrossListContract
{
    public static MatrixTheoryData<TestServer, string> All => new(TestServers.List, ["list", "toot"]);

    [Theory]
    [MemberData(nameof(All))]
    public async Task Cross_lists_and_new_versions_are_told_once_each(TestServer on, string replacements)
    {
        await using var trial = await Trial.StartAsync(on, requests: 120);
        (trial.Settings["Bot:Accounts:0:CrossLists"], trial.Settings["Bot:Accounts:0:Replacements"]) = (
            "list",
            replacements
        );
        var day = new FreshDay();
        await trial.ServeAsync(
            day,
            day.Feed([.. day.Ids(2).Select(id => SampleListings.Item(id)), .. CrossLists(day)])
        );
        trial.Wire.FaultNext(
            WireFault.LoseRequest,
            WireFault.LoseAnswer,
            WireFault.LoseAnswer,
            WireFault.LoseRequest,
            WireFault.LoseAnswer
        );
        await trial.RunAsync();
        await ExpectAsync(trial, day, [Told.Summary, day.Id(1), day.Id(2), $"{day.Id(3)} {day.Id(4)}"]);

        await trial.ServeAsync(
            day,
            SampleListings.Feed(
                string.Concat(day.Ids(2).Select(id => SampleListings.Item(id, "replace", 2))),
                date: new FreshDay().Date
            )
        );
        trial.Wire.FaultNext(WireFault.LoseAnswer, WireFault.LoseRequest, WireFault.LoseAnswer);
        await trial.RunAsync();
        string[] before = [Told.Summary, day.Id(1), day.Id(2), $"{day.Id(3)} {day.Id(4)}"];
        var told = await ExpectAsync(
            trial,
            day,
            [.. before, .. replacements == "list" ? [$"{day.Id(1)} {day.Id(2)}"] : new[] { day.Id(1), day.Id(2) }]
        );
        Assert.All(told.Where(one => one.Papers.Count > 1), list => Assert.Equal("unlisted", list.Visibility));

        // Nothing of it a second time.
        await trial.RunAsync();
        Assert.Equal(told.Count, (await trial.Bot.ToldAsync(day)).Count);
    }

    private static IEnumerable<string> CrossLists(FreshDay day) =>
        new[] { 3, 4 }.Select(n => SampleListings.Item(day.Id(n), "cross", categories: "math.OC cs.LG"));

    private static async Task<IReadOnlyList<Told>> ExpectAsync(Trial trial, FreshDay day, string[] expected)
    {
        var told = await trial.Bot.ToldAsync(day);
        Assert.Equal(expected, told.Select(one => one.What == Told.Summary ? one.What : string.Join(' ', one.Papers)));
        return told;
    }
}
