using System.CommandLine;
using Bot.Ledger;
using Bot.Ledger.Sqlite;
using Bot.Options;

namespace Bot.Cli;

/// <summary>
/// <c>health</c>: one line and an exit code for a watchdog. It reads the ledger and needs no web port.
/// </summary>
internal static class HealthCommand
{
    public static Command Create(TimeProvider clock)
    {
        var command = new Command(
            "health",
            "Tell whether the service runs and nothing asks for you: exit 0 and one line, or exit 1 and what "
                + "is wrong.\n\nExamples:\n  Bot health\n  docker exec tootprint dotnet /app/Bot.dll health"
        );
        command.SetAction((_, _) => RunAsync(clock));
        return command;
    }

    private static async Task<int> RunAsync(TimeProvider clock)
    {
        using ILedger ledger = SqliteLedger.OpenToRead(
            BotSettings.Read(BotSettings.Sources(), forService: false).LedgerPath
        );
        var (healthy, line) = LedgerHealth.Of(
            await ledger.Accounts.DoneAt(LastDone.Alive),
            await ledger.Accounts.Report(),
            clock.GetUtcNow()
        );
        Console.WriteLine(line);
        return healthy ? CommandLine.Done : CommandLine.Failed;
    }
}
