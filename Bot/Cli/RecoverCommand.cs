using System.CommandLine;
using Bot.Ledger;
using Bot.Ledger.Sqlite;
using Bot.Options;
using Bot.Pipeline;

namespace Bot.Cli;

/// <summary><c>recover</c>: completes the ledger from the accounts' timelines, by hand.</summary>
internal static class RecoverCommand
{
    public static Command Create(TimeProvider clock)
    {
        var command = new Command(
            "recover",
            "Read each account's timeline and note as sent what the ledger lacks; posts nothing. A lost "
                + "ledger, and one restored from `ledger backup`, does this by itself; interrupted, it goes on "
                + "where it was.\n\nExamples:\n  Bot recover"
        );
        command.SetAction((_, cancellation) => RunAsync(clock, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(TimeProvider clock, CancellationToken cancellation)
    {
        var options = BotSettings.Read(BotSettings.Sources(), forService: true);
        if (!options.HasInstance)
        {
            await Console.Error.WriteLineAsync(
                "No account is configured, so there is no timeline to read; set Bot:Accounts:0:Instance and its token."
            );
            return CommandLine.WrongUse;
        }

        using ILedger ledger = SqliteLedger.Open(options.LedgerPath, clock);
        var result = await RunCommand.RunHostAsync(options, RunMode.Recover, ledger, clock, cancellation);
        foreach (var finding in result.Findings)
        {
            Console.WriteLine(finding);
        }

        return result.ExitCode;
    }
}
