using System.CommandLine;
using Bot.Arxiv;
using Bot.Feed;
using Bot.Ledger;
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
            if (accounts.Count > 0)
            {
                findings.Ok("settings", accounts.Count == 1 ? "one account" : $"{accounts.Count} accounts");
            }
            else
            {
                findings.Problem("settings", "no account has an instance; set Bot:Accounts:0:Instance and its token");
            }

            if (TagAdvice.For(accounts) is { } advice)
            {
                findings.Advice("settings", advice);
            }

            if (accounts.Find(account => account.Summary.Picture) is { } pictured)
            {
                var (png, noPicture) = await new PictureProgram(pictured.Shared.PictureProgram, clock).MakeAsync(
                    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"/>",
                    cancellation
                );
                if (png is null)
                {
                    findings.Advice("pictures", $"summaries go out without a picture: {noPicture}");
                }
                else
                {
                    findings.Ok("pictures", $"{pictured.Shared.PictureProgram} makes them");
                }
            }

            using var ledger = Ledger(options.LedgerPath, clock.GetUtcNow(), findings);
            var checkup = new AccountCheckup(findings);
            foreach (var account in accounts)
            {
                if (account.TokenTrouble is { } trouble)
                {
                    findings.Problem($"{account}", trouble);
                    continue;
                }

                using var http = BotHost.Client(BotHost.Agent(options), account.Instance);
                await checkup.RunAsync(
                    account,
                    new MastodonClient(
                        http,
                        account.AccessToken,
                        RetryPolicy.Reads(clock),
                        clock,
                        onRequest: () => { }
                    ),
                    cancellation
                );
            }

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

    private static SqliteLedger? Ledger(string path, DateTimeOffset now, Findings findings)
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

        try
        {
            var ledger = SqliteLedger.OpenToRead(path);
            var holder = SqliteLedger.HolderOf(path);
            if (holder is null)
            {
                findings.Ok("ledger", $"{path} can be read; no process has it");
            }
            else if (ledger.IsAlive(now))
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
            findings.Problem("ledger", e.Message);
            return null;
        }
    }

    // As politely as the bot: in turn with what it last asked, and conditional.
    private static async Task FeedsAsync(
        BotOptions options,
        SqliteLedger? ledger,
        TimeProvider clock,
        Findings findings,
        CancellationToken cancellation
    )
    {
        var last = ledger?.LastTime("feed");
        using var http = BotHost.Client(BotHost.Agent(options));
        using var gate = new ArxivGate(async stop =>
        {
            if (last <= clock.GetUtcNow())
            {
                await clock.Until(last.Value + options.Feed.MinimumInterval, stop);
            }

            if (!SettingsReader.IsLoopback(options.Feed.BaseUrl))
            {
                await clock.Until(ArxivCalendar.AwayFromMidnight(clock.GetUtcNow()), stop);
            }

            last = clock.GetUtcNow();
        });
        var feed = new ArxivFeed(http, options.Feed, gate, clock);
        foreach (var category in options.Accounts.SelectMany(account => account.Categories).Distinct())
        {
            switch (await feed.ReadAsync(category, ledger?.Feed(category).ETag, cancellation))
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

/// <summary>Tells findings as they come, one line each.</summary>
internal sealed class Findings(TextWriter output)
{
    public bool HasProblem { get; private set; }

    public void Ok(string about, string finding) => Say("ok", about, finding);

    public void Advice(string about, string finding) => Say("advice", about, finding);

    public void Problem(string about, string finding)
    {
        HasProblem = true;
        Say("problem", about, finding);
    }

    private void Say(string weight, string about, string finding) =>
        output.WriteLine($"{weight, -8}{about}: {finding.ReplaceLineEndings(" ")}");
}
