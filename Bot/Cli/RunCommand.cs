using System.CommandLine;
using Bot.Ledger;
using Bot.Ledger.Sqlite;
using Bot.Options;
using Bot.Pipeline;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Bot.Cli;

/// <summary><c>run</c>: the service. <c>run --once</c>: one look, one delivery.</summary>
internal static class RunCommand
{
    public static Command Create(TimeProvider clock)
    {
        var once = new Option<bool>("--once")
        {
            Description = "Look now, deliver until the outbox is drained or blocked, and end; opens no web port",
        };
        var command = new Command(
            "run",
            "Watch arXiv and toot what is new, until stopped.\n\nExamples:\n  Bot run\n  Bot run --once      "
                + "  (from a timer; exit 1 says when to try again)"
        )
        {
            once,
        };
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetValue(once), clock, cancellation));
        return command;
    }

    public static async Task<int> RunAsync(bool once, TimeProvider clock, CancellationToken cancellation)
    {
        var options = BotSettings.Read(BotSettings.Sources(), forService: true);
        if (!options.HasInstance)
        {
            return await WithoutInstanceAsync(once, clock, cancellation);
        }

        using ILedger ledger = SqliteLedger.Open(options.LedgerPath, clock);
        var began = clock.GetUtcNow();
        // Not always zero: after a clock was set back, earlier toots have later times.
        var before = await ledger.Accounts.Totals(began);
        var result = await RunHostAsync(options, once ? RunMode.Once : RunMode.Service, ledger, clock, cancellation);
        if (once)
        {
            Console.WriteLine(Tally(before, await ledger.Accounts.Totals(began)));
        }

        return result.ExitCode;
    }

    /// <summary>Runs the bot to its end and tells its troubles on stderr.</summary>
    public static async Task<RunResult> RunHostAsync(
        BotOptions options,
        RunMode mode,
        ILedger ledger,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        using var host = BotHost.Build(options, mode, ledger, clock);
        var result = host.Services.GetRequiredService<RunResult>();
        await host.RunAsync(cancellation);
        foreach (var trouble in result.Troubles)
        {
            await Console.Error.WriteLineAsync(trouble);
        }

        return result;
    }

    public static string Tally(TootTotals before, TootTotals after) =>
        $"{after.Sent - before.Sent} {(after.Sent - before.Sent == 1 ? "toot" : "toots")} posted, "
        + $"{after.SetAside - before.SetAside} refused";

    private static async Task<int> WithoutInstanceAsync(bool once, TimeProvider clock, CancellationToken cancellation)
    {
        if (!once && !Console.IsInputRedirected && !Console.IsOutputRedirected)
        {
            await Console.Error.WriteLineAsync(
                "No account is configured, so this is the demo: a built-in instance, a sample listing, and "
                    + "nothing leaves this machine."
            );
            return await DemoCommand.RunAsync(feed: null, once: false, clock, cancellation);
        }

        await Console.Error.WriteLineAsync(
            """
            No account is configured. Three ways on:
              1. See it work, on this machine alone:        demo
              2. See what it would toot, without account:   preview --feed https://rss.arxiv.org/rss/cs.LG
              3. Go live with two values:                   Bot:Accounts:0:Instance in appsettings.json (or Bot__Accounts__0__Instance)
                                                            and the token in Bot__Accounts__0__AccessToken
            """
        );
        return CommandLine.WrongUse;
    }
}
