using System.Globalization;
using Bot.Options;
using Bot.Pipeline.Sending;
using Bot.Sandbox;
using Microsoft.Extensions.Configuration;

namespace Bot.Cli.Demo;

/// <summary>
/// <c>demo --chaos</c>: tests before your eyes that each paper is tooted once. The bot runs as a process of its own
/// (<c>run --once</c>, as from a timer) and is killed with -9 time and again. The instance ignores idempotency keys and
/// loses answers. At the end the account's toots are counted.
/// </summary>
/// <param name="clock">The time.</param>
/// <param name="version">Of a Mastodon that holds idempotency keys; null for a server that ignores them.</param>
internal sealed class ChaosDemo(TimeProvider clock, string? version = null)
{
    /// <summary>A weekday's new papers in cs.LG.</summary>
    public const int Papers = 128;

    /// <summary>More would not be tooted within a minute.</summary>
    public const int MostPapers = 500;

    /// <summary>When the killing stops. A slow machine then has seen fewer deaths than planned.</summary>
    private static readonly TimeSpan ChaosEnds = TimeSpan.FromSeconds(40);

    /// <summary>How long the last worker may take. Undisturbed it needs seconds.</summary>
    private static readonly TimeSpan LongestLastLife = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan BetweenReports = TimeSpan.FromSeconds(5);

    private int _kills;

    /// <param name="seed">Chooses what goes wrong; null for another choice each time.</param>
    /// <param name="papers">How many are announced.</param>
    /// <param name="cancellation">Ends it early, and the worker with it.</param>
    public async Task<int> RunAsync(int? seed, int papers, CancellationToken cancellation)
    {
        var start = clock.GetTimestamp();
        var chosen = seed ?? (int)(clock.GetUtcNow().ToUnixTimeMilliseconds() % 1_000_000);
        var chance = new Random(chosen);
        await using var sandbox = await SandboxServer.StartAsync(
            new SandboxOptions
            {
                PostsPerThreeHours = 0,
                KeepsIdempotencyKeys = version is not null,
                Version = version ?? SandboxOptions.Versions[^1],
            },
            clock,
            cancellation
        );
        var folder = Directory.CreateTempSubdirectory("tootprint-chaos-");
        try
        {
            var settings = Settings(sandbox, Path.Combine(folder.FullName, "ledger.db"));
            if (OtherAccounts(settings) is { } others)
            {
                await Console.Error.WriteLineAsync(others);
                return CommandLine.WrongUse;
            }

            await SandboxClient.ServeFeedAsync(sandbox, "cs.LG", MadeUpListing.Of(papers, chance), cancellation);
            await Console.Error.WriteLineAsync(
                $"{papers} made-up papers, seed {chosen}. The timeline, filling now: {sandbox.Url}"
            );
            var lives = RunLivesAsync(sandbox, settings, ChaosPlan.Of(papers, chance), start, cancellation);
            while (
                await Task.WhenAny(lives, Task.Delay(BetweenReports, clock, cancellation)) != lives
                && !cancellation.IsCancellationRequested
            )
            {
                await Console.Error.WriteLineAsync(
                    $"{(await SandboxClient.TextsAsync(sandbox, cancellation)).Count} toots, "
                        + $"{Volatile.Read(ref _kills)} kills"
                );
            }

            var trouble = await lives;
            return await ReportAsync(
                sandbox,
                papers,
                trouble,
                $"seed {chosen}, {clock.GetElapsedTime(start).TotalSeconds:0} s",
                cancellation
            );
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("Stopped before its end, so nothing is proven.");
            return CommandLine.Failed;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // Everything that the worker must not take from an operator's settings on this machine.
    private static Dictionary<string, string?> Settings(SandboxServer sandbox, string ledger) =>
        new()
        {
            ["Bot:Feed:BaseUrl"] = new Uri(sandbox.Url, "rss/").AbsoluteUri,
            ["Bot:Feed:MinimumInterval"] = "00:00:00",
            ["Bot:Archive:BaseUrl"] = "",
            ["Bot:Web:Url"] = "",
            ["Bot:Ledger:Path"] = ledger,
            ["Bot:Pace:Interval"] = "00:00:00",
            // The least value allowed. A post may take half of it, and nothing on loopback takes that long.
            ["Bot:Delivery:LookFirstAfter"] = "00:00:01",
            ["Bot:Accounts:0:Name"] = "chaos",
            ["Bot:Accounts:0:Instance"] = sandbox.Url.AbsoluteUri,
            ["Bot:Accounts:0:AccessToken"] = sandbox.BotToken,
            ["Bot:Accounts:0:AccessTokenFile"] = "",
            ["Bot:Accounts:0:Categories"] = "cs.LG",
            ["Bot:Accounts:0:NewPapers"] = "toot",
            ["Bot:Accounts:0:SummaryPicture"] = "false",
            ["Bot:Accounts:0:LongAbstract"] = "shorten",
            ["Bot:Accounts:0:FirstRun"] = "post",
            ["Bot:Accounts:0:Visibility"] = "public",
            // Each start sends some six requests, more than a rate limit would let through.
            ["Bot:Accounts:0:PostsPerThreeHours"] = "0",
        };

    // A second account in the settings file would be a real one, and its followers would read of papers that do not
    // exist.
    private static string? OtherAccounts(Dictionary<string, string?> settings)
    {
        var options = BotSettings.Read(
            new ConfigurationBuilder()
                .AddConfiguration(BotSettings.Sources(environment: false))
                .AddInMemoryCollection(settings)
                .Build(),
            forService: true
        );
        return options.Accounts.Count == 1
            ? null
            : $"The settings beside the program name {options.Accounts.Count} accounts, and the worker of this "
                + "demo would post to those of real servers too. Run it from a copy with the shipped "
                + "appsettings.json and without user-secrets.";
    }

    // Null when the worker could do its work between its deaths, otherwise what stopped it.
    private async Task<string?> RunLivesAsync(
        SandboxServer sandbox,
        Dictionary<string, string?> settings,
        IReadOnlyList<ChaosLife> lives,
        long start,
        CancellationToken cancellation
    )
    {
        foreach (var life in lives)
        {
            var left = ChaosEnds - clock.GetElapsedTime(start);
            if (left <= TimeSpan.Zero)
            {
                break;
            }

            if (await RunLifeAsync(sandbox, settings, life, left, cancellation) is not { } ended)
            {
                continue;
            }

            if (ended.ExitCode == CommandLine.Done)
            {
                break;
            }

            return ended.LastOutput;
        }

        await SandboxClient.RemoveFaultsAsync(sandbox, cancellation);
        using var last = BotChild.Start(settings, "run", "--once");
        await Task.WhenAny(last.Ended, Task.Delay(LongestLastLife, clock, cancellation));
        return last is { HasExited: true, ExitCode: CommandLine.Done }
            ? null
            : $"left alone, the worker {(last.HasExited ? $"ended with {last.ExitCode}" : "did not end")}: {last.LastOutput}";
    }

    // Null when it was killed; otherwise it has ended by itself.
    private async Task<(int ExitCode, string LastOutput)?> RunLifeAsync(
        SandboxServer sandbox,
        Dictionary<string, string?> settings,
        ChaosLife life,
        TimeSpan longest,
        CancellationToken cancellation
    )
    {
        await SandboxClient.RemoveFaultsAsync(sandbox, cancellation);
        if (life.Loses > 0)
        {
            await SandboxClient.FaultOnPostAsync(
                sandbox,
                life.Arrives ? "lost-answer" : "cut",
                life.Loses - 1,
                cancellation
            );
        }

        await SandboxClient.FaultOnPostAsync(
            sandbox,
            life.Death == Death.AnswerOnItsWay ? "held-answer" : "held-request",
            life.Toot - 1,
            cancellation
        );
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var worker = BotChild.Start(settings, "run", "--once");
        var held = SandboxClient.WaitUntilHeldAsync(sandbox, done.Token);
        var time = Task.Delay(
            life.Death == Death.Anytime && life.After < longest ? life.After : longest,
            clock,
            done.Token
        );
        await Task.WhenAny(held, time, worker.Ended);
        var killed = await worker.KillAsync();
        await done.CancelAsync();
        await Task.WhenAll(held, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellation.ThrowIfCancellationRequested();
        await SandboxClient.ReleaseAsync(sandbox, cancellation);
        if (!killed)
        {
            return (worker.ExitCode, worker.LastOutput);
        }

        _kills++;
        return null;
    }

    private async Task<int> ReportAsync(
        SandboxServer sandbox,
        int papers,
        string? trouble,
        string how,
        CancellationToken cancellation
    )
    {
        var audit = ChaosAudit.Of(MadeUpListing.Ids(papers), await SandboxClient.TextsAsync(sandbox, cancellation));
        var lost = await SandboxClient.LostAnswersAsync(sandbox, cancellation);
        if (trouble is not null)
        {
            await Console.Error.WriteLineAsync(trouble);
        }

        foreach (var line in audit.Troubles())
        {
            Console.WriteLine(line);
        }

        await Console.Error.WriteLineAsync(how);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{papers} papers, {_kills} kills, {lost} lost answers: {audit.Lost.Count} lost, "
                    + $"{audit.Twice.Count} twice"
            )
        );
        return trouble is null && audit.IsGood ? CommandLine.Done : CommandLine.Failed;
    }
}
