using System.Text.Json.Nodes;
using Bot.Tests.Support;

namespace Bot.Tests.Pipeline.Sending;

/// <summary>
/// Killed with -9 between claim and answer, a boost is made once and an edit too, on the server where a second boost
/// would be another.
/// </summary>
[Trait("Category", "Slow")]
public sealed class KilledActionTests
{
    public static MatrixTheoryData<TootAction, string, string> Deaths =>
        new(
            [TootAction.Boost, TootAction.Unboost, TootAction.Edit],
            ["held-request", "held-answer"],
            ["gotosocial", "snac", "hollo"]
        );

    [Theory]
    [MemberData(nameof(Deaths))]
    public async Task Killed_with_it_in_flight_it_is_done_once(TootAction action, string fault, string kind)
    {
        await using var rehearsal = await LiveRehearsal.StartAsync(keepsKeys: false, kind);
        await rehearsal.ServeAsync(SampleListings.Day(2));
        await FinishAsync(rehearsal);
        var said = await rehearsal.AcceptedAsync();
        if (action == TootAction.Unboost)
        {
            Deeds.Queue(rehearsal.LedgerPath, TimeProvider.System, TootAction.Boost, "2506.00001", version: 1);
            await FinishAsync(rehearsal);
        }

        Deeds.Queue(rehearsal.LedgerPath, TimeProvider.System, action, "2506.00001");
        await rehearsal.FaultAsync(new { on = action.ToString().ToLowerInvariant(), kind = fault });
        await rehearsal.KillInFlightAsync();
        await FinishAsync(rehearsal);

        var accepted = await rehearsal.AcceptedAsync();
        Assert.Equal(said.Count, accepted.Count(one => one["boostOf"] is null));
        if (action == TootAction.Edit)
        {
            Assert.Equal((Deeds.NewText, 1), ((string)accepted[1]["text"]!, (int)accepted[1]["edits"]!));
        }
        else
        {
            Assert.Single(Boosts(accepted), one => !(bool)one["deleted"]!);
        }

        Assert.Equal(
            action switch
            {
                TootAction.Unboost => 2,
                TootAction.Boost => 1,
                _ => 0,
            },
            Boosts(accepted).Count()
        );
    }

    private static IEnumerable<JsonNode> Boosts(IReadOnlyList<JsonNode> accepted) =>
        accepted.Where(one => one["boostOf"] is not null);

    private static async Task FinishAsync(LiveRehearsal rehearsal)
    {
        var (exitCode, output, errors) = await BotProcess.RunAsync(rehearsal.Environment, "run", "--once");
        Assert.True(exitCode == 0, output + errors);
    }
}
