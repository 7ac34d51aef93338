using System.CommandLine;
using Bot.Arxiv;
using Bot.Cli.Doctor;
using Bot.Feed;
using Bot.Ledger;
using Bot.Ledger.Sqlite;
using Bot.Options;
using Bot.PaperPages;
using Bot.Pipeline;
using Bot.Pipeline.Listings;
using Bot.Publisher;

namespace Bot.Cli;

/// <summary>
/// <c>doctor</c>: looks at all that the bot depends on and says what to mend. Posts nothing, writes nothing, takes no
/// lock.
/// </summary>
internal static class DoctorCommand
{
    public static Command Create(TimeProvider clock)
    {
        var command = new Command(
            "doctor",
            "Check settings, ledger, accounts and feeds without posting anything, also while the bot runs: "
                + "one line each, ok, advice or problem. Exit 0 when there is no problem.\n\nExamples:\n  Bot "
                + "doctor\n  Bot doctor | grep -v ^ok"
        );
        command.SetAction((_, cancellation) => RunAsync(clock, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(TimeProvider clock, CancellationToken cancellation)
    {
        var findings = new Findings(Console.Out);
        try
        {
            var options = BotSettings.Read(BotSettings.Sources(), forService: true);
            var accounts = options.Accounts.Where(account => account.Instance is not null).ToList();
            Settings(accounts, findings);
            TokenFile("model", options.Model?.TokenFile ?? "", findings);
            await PicturesAsync(accounts, clock, findings, cancellation);
            using var ledger = await LedgerAsync(options.LedgerPath, clock.GetUtcNow(), findings);
            await AccountsAsync(options, accounts, clock, findings, cancellation);
            await FeedsAsync(options, ledger, clock, findings, cancellation);
        }
        catch (SettingsException e)
        {
            foreach (var mistake in e.Mistakes)
            {
                findings.Problem("settings", mistake);
            }
        }

        return findings.HasProblem ? CommandLine.Failed : CommandLine.Done;
    }

    // Whoever reads the token can post; whoever changes the file decides for which account the bot posts.
    private static void TokenFile(string subject, string file, Findings findings)
    {
        if (file.Length > 0 && PrivateFiles.Exposure(file) is { } exposure)
        {
            findings.Problem(subject, $"the token's file {exposure}");
        }
    }

    private static void Settings(IReadOnlyList<AccountOptions> accounts, Findings findings)
    {
        if (accounts.Count > 0)
        {
            findings.Ok("settings", accounts.Count == 1 ? "one account" : $"{accounts.Count} accounts");
        }
        else
        {
            findings.Problem("settings", "no account has an instance; set Bot:Accounts:0:Instance and its token");
        }

        if (SharedTagAdvice.For(accounts) is { } advice)
        {
            findings.Advice("settings", advice);
        }
    }

    private static async Task PicturesAsync(
        IReadOnlyList<AccountOptions> accounts,
        TimeProvider clock,
        Findings findings,
        CancellationToken cancellation
    )
    {
        if (accounts.FirstOrDefault(account => account.Summary.Picture) is not { } pictured)
        {
            return;
        }

        var (png, trouble) = await new PictureProgram(pictured.Shared.PictureProgram, clock).MakeAsync(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"/>",
            cancellation
        );
        if (png is null)
        {
            findings.Advice("pictures", $"summaries go out without a picture: {trouble}");
        }
        else
        {
            findings.Ok("pictures", $"{pictured.Shared.PictureProgram} makes them");
        }
    }

    private static async Task AccountsAsync(
        BotOptions options,
        IReadOnlyList<AccountOptions> accounts,
        TimeProvider clock,
        Findings findings,
        CancellationToken cancellation
    )
    {
        var checkup = new AccountCheckup(
            findings,
            options.Web.Url is null ? null : options.Web.PublicUrl ?? options.Web.Url
        );
        foreach (var account in accounts)
        {
            if (account.TokenTrouble is { } trouble)
            {
                findings.Problem($"{account}", trouble);
                continue;
            }

            TokenFile($"{account}", account.AccessTokenFile, findings);

            using var http = HttpClients.Create(HttpClients.UserAgent(options), account.Instance);
            var client = new MastodonClient(
                http,
                account.AccessToken,
                RetryPolicy.Reads(clock),
                clock,
                onRequest: () => ValueTask.CompletedTask
            );
            await checkup.RunAsync(account, client, cancellation);
        }
    }

    private static async Task<ILedger?> LedgerAsync(string path, DateTimeOffset now, Findings findings)
    {
        if (!File.Exists(path))
        {
            findings.Advice(
                "ledger",
                $"there is none at {path} yet; the first `run` makes it, so if you expect one, set "
                    + "Bot:Ledger:Path to the right file"
            );
            return null;
        }

        ILedger? ledger = null;
        try
        {
            ledger = SqliteLedger.OpenToRead(path);
            var holder = SqliteLedger.HolderOf(path);
            if (holder is null)
            {
                findings.Ok("ledger", $"{path} can be read; no process has it");
            }
            else if (LedgerHealth.IsAlive(await ledger.Accounts.DoneAt(LastDone.Alive), now))
            {
                findings.Ok("ledger", $"{path} can be read; the service has it ({holder})");
            }
            else
            {
                findings.Advice(
                    "ledger",
                    $"{path} can be read; {holder} has it, or died with it, and gives no sign of life as a "
                        + "service; if it runs, stop it before you start another"
                );
            }

            return ledger;
        }
        catch (LedgerException e)
        {
            ledger?.Dispose();
            findings.Problem("ledger", e.Message);
            return null;
        }
    }

    // Keeps the bot's manners: waits for the next turn after its last request, and sends its ETag.
    private static async Task FeedsAsync(
        BotOptions options,
        ILedger? ledger,
        TimeProvider clock,
        Findings findings,
        CancellationToken cancellation
    )
    {
        var last = ledger is null ? null : await ledger.Accounts.DoneAt(LastDone.Feed);
        var avoidsMidnight = !SettingsReader.IsLoopback(options.Feed.BaseUrl);
        using var http = HttpClients.Create(HttpClients.UserAgent(options));
        using var gate = new ArxivGate(async stop =>
        {
            await ArxivTurn.WaitAsync(last, options.Feed.MinimumInterval, avoidsMidnight, clock, stop);
            last = clock.GetUtcNow();
        });
        var feed = new ArxivFeed(http, options.Feed, gate, clock);
        foreach (var category in options.Accounts.SelectMany(account => account.Categories).Distinct())
        {
            var known = ledger is null ? null : (await ledger.Intake.Feed(category)).ETag;
            switch (await feed.ReadAsync(category, known, cancellation))
            {
                case FeedAnswer.Read read:
                    findings.Ok(
                        $"feed {category}",
                        $"{read.Document.Announcements.Count} items of {read.Document.Date:yyyy-MM-dd}"
                    );
                    break;
                case FeedAnswer.Unchanged:
                    findings.Ok($"feed {category}", "unchanged since the bot last read it");
                    break;
                case FeedAnswer.Failed failed:
                    findings.Problem($"feed {category}", failed.Message);
                    break;
            }
        }
    }
}
