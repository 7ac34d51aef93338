using System.CommandLine;
using System.Globalization;
using Bot.Arxiv;
using Bot.Ledger;
using Bot.Ledger.Sqlite;
using Bot.Options;
using Bot.Pipeline;
using Bot.Pipeline.Archive;
using Microsoft.Extensions.DependencyInjection;

namespace Bot.Cli;

/// <summary><c>backfill</c>: queues papers of days long past.</summary>
internal static class BackfillCommand
{
    private const string About =
        "Queue papers of past days that the ledger does not know as said, from arXiv's archive, for each configured "
        + "account: unlisted, oldest first, each once. Posts nothing: `run`, or `run --once`, delivers them, behind "
        + "every new listing. Stop the bot first.\n"
        + "\n"
        + "The archive does not say when a paper was announced. Its day is derived from when version 1 was sent: "
        + "papers that arXiv held longer count for that earlier day, and a holiday shifts a day. The archive is "
        + "asked for all that changed since --from, which takes a while for days long past. A paper is told as it "
        + "is today, with its newest version's text. Withdrawn ones are left out.\n"
        + "\n"
        + "Examples:\n"
        + "  Bot backfill --from 2026-06-01 --to 2026-06-05 --dry-run\n"
        + "  Bot backfill --from 2026-06-01 --to 2026-06-05 --category cs.LG --as toot";

    private static readonly Option<string> From = new("--from")
    {
        Description = "The first day, such as 2026-06-01",
        Required = true,
    };
    private static readonly Option<string> To = new("--to")
    {
        Description = "The last day; at the latest two days ago, since what is younger the feeds and catching up tell",
        Required = true,
    };
    private static readonly Option<string?> Category = new("--category")
    {
        Description = "Only this one of the accounts' categories",
    };
    private static readonly Option<string?> How = new("--as")
    {
        Description =
            "list: a few toots that name as many papers as fit (the default where the settings allow "
            + "lists); toot: one for each",
    };
    private static readonly Option<bool> DryRun = new("--dry-run")
    {
        Description = "Print how many papers of each day would be told, queue nothing",
    };

    public static Command Create(TimeProvider clock)
    {
        How.AcceptOnlyFromAmong("list", "toot");
        var command = new Command("backfill", About) { From, To, Category, How, DryRun };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var options = BotSettings.Read(BotSettings.Sources(), forService: true);
                var (order, mistake) = Order(parsed, options, clock.GetUtcNow());
                if (order is null)
                {
                    await Console.Error.WriteLineAsync(mistake);
                    return CommandLine.WrongUse;
                }

                return await RunAsync(order, options, clock, cancellation);
            }
        );
        return command;
    }

    private static async Task<int> RunAsync(
        BackfillOrder order,
        BotOptions options,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        using ILedger ledger = SqliteLedger.Open(options.LedgerPath, clock);
        using var host = BotHost.Build(options, RunMode.Once, ledger, clock);
        var result = new RunResult();
        await host.Services.GetRequiredService<Backfill>().RunAsync(order, result, cancellation);
        foreach (var finding in result.Findings)
        {
            Console.WriteLine(finding);
        }

        foreach (var trouble in result.Troubles)
        {
            await Console.Error.WriteLineAsync(trouble);
        }

        return result.ExitCode;
    }

    /// <summary>What is asked for, or null and what is wrong with it.</summary>
    private static (BackfillOrder? Order, string Mistake) Order(
        ParseResult parsed,
        BotOptions options,
        DateTimeOffset now
    )
    {
        var (from, to) = (parsed.GetRequiredValue(From), parsed.GetRequiredValue(To));
        var latest = Backfill.Latest(now);
        if (!TryRead(from, out var first))
        {
            return (null, $"--from is '{from}', which is no day; write one such as 2026-06-01");
        }

        if (!TryRead(to, out var last))
        {
            return (null, $"--to is '{to}', which is no day; write one such as 2026-06-05");
        }

        if (first > last)
        {
            return (null, $"--from {first:yyyy-MM-dd} is after --to {last:yyyy-MM-dd}; write the earlier day first");
        }

        if (last > latest)
        {
            return (
                null,
                $"--to {last:yyyy-MM-dd} is too young: what is younger than {latest:yyyy-MM-dd} the feeds and "
                    + "catching up tell; write that day or an earlier one"
            );
        }

        if (!options.HasInstance)
        {
            return (
                null,
                "No account is configured, so there is nobody to tell anything; set Bot:Accounts:0:Instance "
                    + "and its token"
            );
        }

        if (options.Feed.ArchiveUrl is null)
        {
            return (null, "No archive is set to read from; set Bot:Archive:BaseUrl to https://oaipmh.arxiv.org/oai");
        }

        var asked = parsed.GetValue(Category);
        var category = asked is null ? null : ArxivCategories.Spelling(asked);
        if (asked is not null && !options.Accounts.Any(account => account.Categories.Contains(category ?? "")))
        {
            var read = options.Accounts.SelectMany(account => account.Categories).Distinct();
            return (null, $"no account reads '{asked}'; write one of {string.Join(", ", read)}");
        }

        var how = parsed.GetValue(How);
        if (how == "list" && options.Accounts.FirstOrDefault(account => !account.AllowsLists) is { } unlisted)
        {
            return (
                null,
                $"{unlisted.Key} cannot have lists, for its Style or its Tags:List; write --as toot, or leave "
                    + "it out to have lists where they can be"
            );
        }

        CatchUp? form = how is null ? null : Enum.Parse<CatchUp>(how, ignoreCase: true);
        return (new BackfillOrder(first, last, category, form, parsed.GetValue(DryRun)), "");
    }

    private static bool TryRead(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
}
