using System.CommandLine;
using System.Globalization;
using Bot.Cli.Demo;
using Bot.Feed;
using Bot.Ledger;
using Bot.Ledger.Sqlite;
using Bot.Options;
using Bot.Pipeline;
using Bot.Pipeline.Sending;
using Bot.Sandbox;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Spectre.Console;

namespace Bot.Cli;

/// <summary>
/// <c>demo</c>: the real pipeline against the sandbox, on this machine alone, with a ledger that is thrown away.
/// </summary>
internal static class DemoCommand
{
    private static readonly TimeSpan PaceOfDemo = TimeSpan.FromSeconds(0.3);

    public static Command Create(TimeProvider clock)
    {
        var feed = new Option<FileInfo>("--feed")
        {
            Description = "A listing of your own (.xml, .xml.gz) instead of the nine sample papers",
        };
        feed.AcceptExistingOnly();
        var once = new Option<bool>("--once")
        {
            Description = "End when all is posted, instead of keeping the timeline open",
        };
        var chaos = new Option<bool>("--chaos")
        {
            Description =
                "The proof: the bot as a process of its own is killed and robbed of answers over and over "
                + "while it toots 128 made-up papers; ends within a minute, with 0 if each was said once and "
                + "in order",
        };
        var seed = new Option<int?>("--seed")
        {
            Description = "For --chaos: what goes wrong, and when; another each time when not given, and printed",
        };
        var papers = new Option<int>("--papers")
        {
            Description = "For --chaos: how many",
            DefaultValueFactory = _ => ChaosDemo.Papers,
        };
        var version = new Option<string?>("--version")
        {
            Description =
                "For --chaos: on a Mastodon of this version with its idempotency keys; by default on a server that has "
                + "none",
        };
        version.AcceptOnlyFromAmong([.. SandboxOptions.Versions]);
        var command = new Command(
            "demo",
            "Watch a listing being tooted on a built-in instance. Nothing leaves this machine.\n\nExamples:\n"
                + "  Bot demo\n  Bot demo --once\n  Bot demo --chaos\n  Bot demo --feed 2025-06-10-cs-lg.xml.gz"
        )
        {
            feed,
            once,
            chaos,
            seed,
            papers,
            version,
        };
        papers.Validators.Add(result =>
        {
            if (
                result.Tokens is [var token]
                && !(int.TryParse(token.Value, out var count) && count is >= 1 and <= ChaosDemo.MostPapers)
            )
            {
                result.AddError($"--papers is a number from 1 to {ChaosDemo.MostPapers}");
            }
        });
        command.Validators.Add(result =>
        {
            if (result.GetValue(chaos) && result.GetValue(feed) is not null)
            {
                result.AddError("--chaos makes up its listing; leave out --feed");
            }

            if (!result.GetValue(chaos) && result.GetValue(seed) is not null)
            {
                result.AddError("--seed is for --chaos");
            }

            if (!result.GetValue(chaos) && result.GetValue(version) is not null)
            {
                result.AddError("--version is for --chaos");
            }
        });
        command.SetAction(
            (parsed, cancellation) =>
                parsed.GetValue(chaos)
                    ? new ChaosDemo(clock, parsed.GetValue(version)).RunAsync(
                        parsed.GetValue(seed),
                        parsed.GetValue(papers),
                        cancellation
                    )
                    : RunAsync(parsed.GetValue(feed)?.FullName, parsed.GetValue(once), clock, cancellation)
        );
        return command;
    }

    public static async Task<int> RunAsync(string? feed, bool once, TimeProvider clock, CancellationToken cancellation)
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions(), clock, cancellation);
        var folder = Directory.CreateTempSubdirectory("tootprint-demo-");
        try
        {
            var (category, listing) = feed is null
                ? ("cs.LG", SandboxServer.SampleListing)
                : await SandboxClient.ReadListingAsync(feed, cancellation);
            await SandboxClient.ServeFeedAsync(sandbox, category, listing, cancellation);
            var (totals, troubles) = await TootAsync(
                Options(sandbox, category, folder.FullName),
                sandbox.Url,
                clock,
                cancellation
            );
            foreach (var trouble in troubles)
            {
                await Console.Error.WriteLineAsync(trouble);
            }

            if (!once)
            {
                await KeepOpenAsync(sandbox.Url, clock, cancellation);
            }

            Console.WriteLine(RunCommand.Tally(new TootTotals(0, 0), totals));
            return troubles.Count > 0 || totals.SetAside > 0 ? CommandLine.Failed : CommandLine.Done;
        }
        catch (FeedFormatException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return CommandLine.Failed;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static BotOptions Options(SandboxServer sandbox, string category, string folder) =>
        BotSettings.Read(
            new ConfigurationBuilder()
                .AddInMemoryCollection(
                    new Dictionary<string, string?>
                    {
                        ["Bot:Feed:BaseUrl"] = new Uri(sandbox.Url, "rss/").AbsoluteUri,
                        ["Bot:Feed:MinimumInterval"] = "00:00:00",
                        ["Bot:Ledger:Path"] = Path.Combine(folder, "ledger.db"),
                        ["Bot:Pace:Interval"] = PaceOfDemo.ToString("c", CultureInfo.InvariantCulture),
                        ["Bot:Accounts:0:Name"] = "demo",
                        ["Bot:Accounts:0:Instance"] = sandbox.Url.AbsoluteUri,
                        ["Bot:Accounts:0:AccessToken"] = sandbox.BotToken,
                        ["Bot:Accounts:0:Categories:0"] = category,
                    }
                )
                .Build(),
            forService: true
        );

    private static async Task<(TootTotals Totals, IReadOnlyList<string> Troubles)> TootAsync(
        BotOptions options,
        Uri timeline,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        using ILedger ledger = SqliteLedger.Open(options.LedgerPath, clock);
        using var host = BotHost.Build(
            options,
            RunMode.Once,
            ledger,
            clock,
            logging => logging.SetMinimumLevel(LogLevel.None)
        );
        await Console.Error.WriteLineAsync($"The timeline, filling now: {timeline}");
        var result = host.Services.GetRequiredService<RunResult>();
        var running = host.RunAsync(cancellation);
        await Progress(running, ledger.Accounts, clock);
        await running;
        // Of a ledger as young as this one, all of them.
        return (await ledger.Accounts.Totals(since: default), result.Troubles);
    }

    private static Task Progress(Task running, IAccounts accounts, TimeProvider clock) =>
        AnsiConsole
            .Create(
                new AnsiConsoleSettings
                {
                    Out = new AnsiConsoleOutput(Console.Error),
                    Ansi = Console.IsErrorRedirected ? AnsiSupport.No : AnsiSupport.Detect,
                    ColorSystem = Console.IsErrorRedirected ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
                }
            )
            .Progress()
            .AutoClear(true)
            .StartAsync(async context =>
            {
                var bar = context.AddTask("tooting", maxValue: 1);
                while (!running.IsCompleted)
                {
                    var report = await accounts.Report();
                    var listings = report.Accounts.SelectMany(account => account.Listings).ToList();
                    if (listings.Count > 0)
                    {
                        bar.MaxValue = listings.Sum(one => one.Queued + one.Sending + one.Sent + one.Refused);
                    }

                    bar.Value = listings.Sum(one => one.Sent + one.Refused);
                    await Task.WhenAny(
                        running,
                        Task.Delay(TimeSpan.FromMilliseconds(100), clock, CancellationToken.None)
                    );
                }
            });

    private static async Task KeepOpenAsync(Uri url, TimeProvider clock, CancellationToken cancellation)
    {
        await Console.Error.WriteLineAsync(
            $"All posted. The timeline stays open at {url}\nPress Ctrl+C to end; nothing is kept."
        );
        await Task.Delay(Timeout.InfiniteTimeSpan, clock, cancellation)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
