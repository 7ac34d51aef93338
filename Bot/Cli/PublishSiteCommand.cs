using System.CommandLine;
using Bot.Ledger;
using Bot.Ledger.Sqlite;
using Bot.Options;
using Bot.Web;

namespace Bot.Cli;

/// <summary><c>publish-site</c>: the readers' page as files, for any web host.</summary>
internal static class PublishSiteCommand
{
    /// <summary>A month of days: every paper is a file.</summary>
    private const int UsualDays = 30;

    public static Command Create(TimeProvider clock)
    {
        var folder = new Argument<DirectoryInfo>("DIR")
        {
            Description = "Where to write; made if need be. Files that are the same already are left alone",
        };
        var days = new Option<int>("--days")
        {
            Description = "How many of the newest days, with a page for each paper",
            DefaultValueFactory = _ => UsualDays,
        };
        days.Validators.Add(option =>
        {
            if (option.GetValueOrDefault<int>() < 1)
            {
                option.AddError("--days is a number from 1 on");
            }
        });
        var command = new Command(
            "publish-site",
            "Write the readers' page as files that any web host can serve, also while the bot runs.\n\n"
                + "Examples:\n  Bot publish-site /var/www/papers\n  Bot publish-site public --days 7"
        )
        {
            folder,
            days,
        };
        command.SetAction((parsed, _) => RunAsync(parsed.GetRequiredValue(folder), parsed.GetValue(days), clock));
        return command;
    }

    private static async Task<int> RunAsync(DirectoryInfo folder, int days, TimeProvider clock)
    {
        var options = BotSettings.Read(BotSettings.Sources(), forService: false);
        if ((options.Web.PublicUrl ?? options.Web.Url) is not { } root)
        {
            await Console.Error.WriteLineAsync(
                "The files' feeds need to know where they will be found; set Bot:Web:PublicUrl (or "
                    + "Bot__Web__PublicUrl) to the site's address, such as https://papers.example/"
            );
            return CommandLine.WrongUse;
        }

        using ILedger ledger = SqliteLedger.OpenToRead(options.LedgerPath);
        var site = new StaticSite(ledger, root, options.Web.SubscribeUrl, clock.GetUtcNow());
        try
        {
            var (files, written) = await site.WriteAsync(folder, days);
            Console.WriteLine(
                $"{folder.FullName}: {files} files, {written} of them new or changed; begin with index.html"
            );
            return CommandLine.Done;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(
                $"{folder.FullName} cannot be written ({e.Message}); give it to the user who runs this, "
                    + "or name another folder"
            );
            return CommandLine.Failed;
        }
    }
}
