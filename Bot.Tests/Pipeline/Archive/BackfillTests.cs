using Bot.Ledger;
using Bot.Options;
using Bot.Pipeline;
using Bot.Pipeline.Archive;
using Bot.Pipeline.Listings;
using Bot.Sandbox;
using Bot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bot.Tests.Pipeline.Archive;

/// <summary>
/// Papers of past days are told when an operator asks for them: each once, oldest first, behind what is new, and
/// nothing else.
/// </summary>
[Trait("Category", "Slow")]
public sealed class BackfillTests
{
    private static readonly DateOnly[] Past = [new(2025, 3, 3), new(2025, 3, 4), new(2025, 3, 5)];

    [Theory]
    [InlineData(null, "unlisted")]
    [InlineData(CatchUp.Toot, "unlisted")]
    public async Task Papers_of_the_days_asked_for_are_told_once_oldest_first_behind_a_new_listing(
        CatchUp? how,
        string visibility
    )
    {
        await using var gap = await StartAsync();
        var result = await BackfillAsync(gap, Past[0], Past[1], how);
        Assert.Equal((0, 0), (result.ExitCode, (await gap.TextsAsync()).Count - 5));
        await BackfillAsync(gap, Past[0], Past[1], how);
        await gap.AnnounceAsync(SampleListings.Monday.AddDays(1), 2, 50);
        await gap.RunAsync(SampleListings.Monday.AddDays(1));
        await gap.RunAsync(SampleListings.Monday.AddDays(2), 9);
        await BackfillAsync(gap, Past[0], Past[1], how);
        await gap.RunAsync(SampleListings.Monday.AddDays(3), 9);

        var accepted = await gap.Rehearsal.AcceptedAsync();
        Expect.EachListedOnceInOrder(
            [
                .. SampleListings.Ids(4),
                .. SampleListings.Ids(2, 50),
                "2503.00001",
                "2503.00002",
                "2503.00011",
                "2503.00012",
            ],
            accepted.Select(one => (string)one["text"]!),
            summaries: 2
        );
        Assert.All(
            accepted.Skip(8),
            one => Assert.Equal((visibility, null), ((string)one["visibility"]!, (string?)one["inReplyTo"]))
        );
        if (how is null)
        {
            Assert.StartsWith(
                "Caught up: 4 papers of cs.LG from 3 to 4 March 2025",
                (string)accepted[8]["text"]!,
                StringComparison.Ordinal
            );
        }

        Assert.Contains(result.Findings, line => line.EndsWith("cs.LG 2025-03-03 2", StringComparison.Ordinal));
        Assert.Contains("cs.LG: 1 papers were withdrawn since, and are left out", result.Findings);
        Assert.Contains(
            result.Findings,
            line => line.Contains("1 papers changed in the last 2 days", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task An_account_that_has_told_nothing_yet_still_begins_with_its_first_listing()
    {
        await using var gap = await Gap.StartAsync();
        await PutPastAsync(gap);
        gap.Rehearsal.Settings["Bot:Accounts:0:FirstRun"] = "seen";
        await BackfillAsync(gap, Past[0], Past[0]);
        await gap.AnnounceAsync(SampleListings.Monday, 4, 1);
        await gap.RunAsync(SampleListings.Monday);
        await gap.RunAsync(SampleListings.Monday.AddDays(1), 9);
        Expect.EachListedOnceInOrder(["2503.00001", "2503.00002"], await gap.TextsAsync(), summaries: 0);
    }

    [Fact]
    public async Task Days_between_those_asked_for_and_the_accounts_beginning_are_not_caught_up_for_it()
    {
        await using var gap = await StartAsync();
        await gap.PutAsync(
            Gap.Paper("2506.00901", new DateOnly(2025, 6, 2), new DateOnly(2025, 6, 3)),
            Gap.Paper("2506.00902", new DateOnly(2025, 6, 4), SampleListings.Monday.AddDays(1))
        );
        await BackfillAsync(gap, new DateOnly(2025, 6, 3), new DateOnly(2025, 6, 3));
        foreach (var days in new[] { 1, 2, 3, 4 })
        {
            await gap.RunAsync(SampleListings.Monday.AddDays(days), 9);
        }

        Expect.EachListedOnceInOrder([.. SampleListings.Ids(4), "2506.00901"], await gap.TextsAsync());
    }

    [Fact]
    public async Task A_dry_run_counts_and_queues_nothing()
    {
        await using var gap = await StartAsync();
        var result = await BackfillAsync(gap, Past[0], Past[2], dryRun: true);
        Assert.Contains(
            result.Findings,
            line =>
                line.EndsWith(
                    "cs.LG: 6 papers that it has not told; dry run, nothing was queued",
                    StringComparison.Ordinal
                )
        );
        await gap.RunAsync(SampleListings.Monday.AddDays(2), 9);
        Assert.Equal(5, (await gap.TextsAsync()).Count);
    }

    [Fact]
    public async Task Too_many_papers_and_an_archive_that_fails_queue_nothing_and_say_what_to_do()
    {
        await using var gap = await StartAsync();
        await gap.PutAsync([
            .. Enumerable
                .Range(1, Backfill.MostPapers)
                .Select(n => Gap.Paper($"2504.{n:00000}", Past[2], Past[2].AddDays(2))),
        ]);
        Assert.Contains(
            "3006 papers are more than 3000 at once; ask for fewer days",
            Assert.Single((await BackfillAsync(gap, Past[0], Past[2].AddDays(1))).Troubles),
            StringComparison.Ordinal
        );
        await gap.Rehearsal.FaultAsync("archive", "500", times: 0);
        Assert.Contains(
            "nothing was queued",
            Assert.Single((await BackfillAsync(gap, Past[0], Past[0])).Troubles),
            StringComparison.Ordinal
        );
        await gap.Rehearsal.HealAsync();
        await gap.RunAsync(SampleListings.Monday.AddDays(2), 9);
        Assert.Equal(5, (await gap.TextsAsync()).Count);
    }

    [Fact]
    public async Task The_verb_queues_for_the_next_run_and_refuses_while_the_bot_runs()
    {
        await using var rehearsal = await LiveRehearsal.StartAsync();
        (await rehearsal.Http.DeleteAsync("sandbox/papers")).EnsureSuccessStatusCode();
        rehearsal.Environment["Bot__Archive__BaseUrl"] = new Uri(rehearsal.Sandbox.Url, "oai").AbsoluteUri;
        await rehearsal.ServeAsync(SampleListings.Day(3));
        string[] verb =
        [
            "backfill",
            "--from",
            $"{SampleListings.Monday:yyyy-MM-dd}",
            "--to",
            $"{SampleListings.Monday:yyyy-MM-dd}",
        ];
        using (TestEngine.Sqlite.Open(rehearsal.LedgerPath, TimeProvider.System))
        {
            var (refused, _, why) = await BotProcess.RunAsync(rehearsal.Environment, verb);
            Assert.Equal(1, refused);
            Assert.Contains("is in use by process", why, StringComparison.Ordinal);
        }

        var (exitCode, output, errors) = await BotProcess.RunAsync(rehearsal.Environment, [.. verb, "--as", "toot"]);
        Assert.True(exitCode == 0 && output.Contains("3 toots queued", StringComparison.Ordinal), output + errors);
        Assert.Empty(await rehearsal.TextsAsync());
        Assert.Equal(0, (await BotProcess.RunAsync(rehearsal.Environment, "run", "--once")).ExitCode);
        Expect.EachOnceInOrder(SampleListings.Ids(3), await rehearsal.TextsAsync(), summaries: 0);
        foreach (var (wrong, words) in new[] { ("2999-01-01", "is too young"), ("June", "is no day") })
        {
            var (code, _, said) = await BotProcess.RunAsync(
                rehearsal.Environment,
                "backfill",
                "--from",
                "2025-06-09",
                "--to",
                wrong
            );
            Assert.Equal(2, code);
            Assert.Contains(words, said, StringComparison.Ordinal);
        }
    }

    private static async Task<Gap> StartAsync()
    {
        var gap = await Gap.StartAsync(
            options: new SandboxOptions { PostsPerThreeHours = 0, RequestsPerFiveMinutes = 0 }
        );
        await PutPastAsync(gap);
        await gap.AnnounceAsync(SampleListings.Monday, 4, 1);
        await gap.RunAsync(SampleListings.Monday);
        return gap;
    }

    // Two papers of each day, the second revised long after; one of another category, one withdrawn, one held until
    // now.
    private static async Task PutPastAsync(Gap gap)
    {
        foreach (var (at, day) in Past.Index())
        {
            await gap.PutAsync(
                Gap.Paper($"2503.000{at}1", day.AddDays(at == 0 ? -3 : -1), day),
                Gap.Paper($"2503.000{at}2", day.AddDays(at == 0 ? -3 : -1), new DateOnly(2025, 5, 5)),
                Gap.Paper($"2503.000{at}3", day.AddDays(-1), day, categories: "cs.CV cs.LG")
            );
        }

        await gap.PutAsync(
            Gap.Paper("2503.00091", Past[0], Past[1], withdrawn: true, comments: "Withdrawn"),
            Gap.Paper("2503.00092", Past[0], SampleListings.Monday)
        );
    }

    private static async Task<RunResult> BackfillAsync(
        Gap gap,
        DateOnly from,
        DateOnly to,
        CatchUp? how = null,
        bool dryRun = false
    )
    {
        var options = gap.Rehearsal.Options();
        using var ledger = gap.Rehearsal.OpenLedger();
        using var host = BotHost.Build(
            options,
            RunMode.Once,
            ledger,
            gap.Rehearsal.Clock,
            logging => logging.AddProvider(new LogQueue(gap.Rehearsal.Log))
        );
        var result = new RunResult();
        await host
            .Services.GetRequiredService<Backfill>()
            .RunAsync(new BackfillOrder(from, to, null, how, dryRun), result, TestContext.Current.CancellationToken);
        return result;
    }
}
