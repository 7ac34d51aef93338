using System.CommandLine;
using Bot.Ledger;
using Bot.Pipeline;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Bot.Cli;

/// <summary><c>recover</c>: completes the ledger from the accounts' timelines, by hand.</summary>
internal static class RecoverCommand
{
    public static Command Create(TimeProvider clock)
    {
        var command = new Command("recover", "Read each account's timeline and note as sent what the ledger lacks; posts nothing. A lost ledger, and one restored from `ledger backup`, does this by itself; interrupted, it goes on where it was.\n\nExamples:\n  Bot recover");
        command.SetAction((_, cancellation) => RunAsync(clock, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(TimeProvider clock, CancellationToken cancellation)
    {
        var options = BotSettings.Read(BotSettings.Sources(), forService: true);
        if (!options.HasInstance)
        {
            await Console.Error.WriteLineAsync("No account is configured, so there is no timeline to read; set Bot:Accounts:0:Instance and its token.");
            return CommandLine.WrongUse;
        }

        using var ledger = SqliteLedger.Open(options.LedgerPath, clock);
        using var host = BotHost.Build(options, RunMode.Recover, ledger, clock);
        var result = host.Services.GetRequiredService<RunResult>();
        await host.RunAsync(cancellation);
        foreach (var finding in result.Findings) Console.WriteLine(finding);
        foreach (var trouble in result.Troubles) await Console.Error.WriteLineAsync(trouble);
        return result.ExitCode;
    }
}
