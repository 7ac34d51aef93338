using System.CommandLine;
using Bot.Ledger.Sqlite;
using Bot.Options;

namespace Bot.Cli;

/// <summary><c>ledger backup</c>: a copy of the bot's memory, also while the bot runs.</summary>
internal static class LedgerCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "The copy; must not exist yet" };
        var backup = new Command(
            "backup",
            "Copy the ledger to a file, checked and consistent, also while the bot runs.\n\nExamples:\n  Bot "
                + "ledger backup /var/backups/tootprint-2026-11-22.db"
        )
        {
            file,
        };
        backup.SetAction(parsed =>
        {
            var path = BotSettings.Read(BotSettings.Sources(), forService: false).LedgerPath;
            var copy = parsed.GetRequiredValue(file);
            SqliteLedger.BackUp(path, copy.FullName);
            copy.Refresh();
            Console.WriteLine($"{copy.FullName}: a checked copy of {path}, {copy.Length} bytes");
            return CommandLine.Done;
        });
        return new Command(
            "ledger",
            "Look after the ledger.\n\nExamples:\n  Bot ledger backup /var/backups/tootprint-2026-11-22.db"
        )
        {
            backup,
        };
    }
}
