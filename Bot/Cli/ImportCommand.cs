using System.CommandLine;
using Bot.Arxiv;
using Bot.Import;
using Bot.Ledger;
using Bot.Ledger.Sqlite;
using Bot.Options;
using Bot.Pipeline.Listings;

namespace Bot.Cli;

/// <summary>
/// <c>import toxiv</c>: moves in from the reference bot, with its accounts, its settings and its memory.
/// </summary>
internal static class ImportCommand
{
    /// <summary>More than these would hide the rest of what is said.</summary>
    private const int MostProblems = 50;

    public static Command Create(TimeProvider clock)
    {
        var switches = new Option<FileInfo>("--switches")
        {
            Description = "Its switches.json: accounts, tokens and what each of them does",
            Required = true,
        };
        var logfiles = new Option<FileInfo>("--logfiles")
        {
            Description = "Its logfiles.json, which names the CSV logs of what was posted",
            Required = true,
        };
        var aliases = new Option<FileInfo?>("--aliases")
        {
            Description = "Its aliases.json; arXiv's own aliases are known here, any other is reported",
        };
        var captions = new Option<FileInfo?>("--captions")
        {
            Description = "Its captions.json; arXiv's own names of categories are known here, any other is reported",
        };
        var output = new Option<DirectoryInfo>("--output")
        {
            Description = "Where to write appsettings.json and tokens/",
            DefaultValueFactory = _ => new DirectoryInfo("tootprint-settings"),
        };
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would be done, write nothing" };
        foreach (var file in new[] { switches, logfiles })
        {
            file.AcceptExistingOnly();
        }

        var toxiv = new Command(
            "toxiv",
            "Take over accounts, settings and all that was posted from so-okada/toXiv, so that nothing is "
                + "said again. Posts nothing and asks no server; stop toXiv first.\n\nExamples:\n  Bot import "
                + "toxiv --switches switches.json --logfiles logfiles.json --dry-run\n  Bot import toxiv "
                + "--switches switches.json --logfiles logfiles.json --output /etc/tootprint"
        )
        {
            switches,
            logfiles,
            aliases,
            captions,
            output,
            dryRun,
        };
        toxiv.SetAction(
            async (parsed, _) =>
            {
                try
                {
                    var import = ToxivImport.Read(
                        parsed.GetRequiredValue(switches).FullName,
                        parsed.GetRequiredValue(logfiles).FullName
                    );
                    var notes = ToxivSettings
                        .Differences(import)
                        .Concat(Aliases(parsed.GetValue(aliases)))
                        .Concat(Captions(parsed.GetValue(captions)))
                        .ToList();
                    return await RunAsync(
                        import,
                        notes,
                        parsed.GetRequiredValue(output).FullName,
                        parsed.GetValue(dryRun),
                        clock
                    );
                }
                catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
                {
                    await Console.Error.WriteLineAsync(e.Message);
                    return CommandLine.Failed;
                }
            }
        );
        return new Command(
            "import",
            "Move in from another bot.\n\nExamples:\n  Bot import toxiv --switches switches.json --logfiles "
                + "logfiles.json --dry-run"
        )
        {
            toxiv,
        };
    }

    private static async Task<int> RunAsync(
        ToxivImport import,
        IReadOnlyList<string> notes,
        string folder,
        bool dryRun,
        TimeProvider clock
    )
    {
        foreach (var line in import.Problems.Take(MostProblems).Concat(notes))
        {
            await Console.Error.WriteLineAsync(line);
        }

        if (import.Problems.Count > MostProblems)
        {
            await Console.Error.WriteLineAsync($"... and {import.Problems.Count - MostProblems} more of that kind");
        }

        if (import.Accounts.Count == 0)
        {
            await Console.Error.WriteLineAsync("no account is left to import; mend the switches and try again");
            return CommandLine.Failed;
        }

        var files = ToxivSettings.Files(import, folder);
        if (ToxivSettings.InTheWay(files).ToList() is { Count: > 0 } inTheWay)
        {
            await Console.Error.WriteLineAsync(
                $"{string.Join(", ", inTheWay)} would be written over; move that away or name another folder "
                    + "with --output. Nothing was done"
            );
            return CommandLine.Failed;
        }

        foreach (var account in import.Accounts)
        {
            Console.WriteLine(
                $"{account.Handle}: {string.Join(", ", account.Categories.Select(one => one.Category))}; "
                    + $"{import.Count(account, TootKind.Article)} papers, {import.Count(account, TootKind.Summary)} "
                    + $"summaries, {import.Count(account, TootKind.Abstract)} replies said{Retold(import, account)}"
            );
        }

        var path = BotSettings.Read(BotSettings.Sources(), forService: false).LedgerPath;
        if (dryRun)
        {
            Console.WriteLine(
                $"would write {string.Join(", ", files.Select(file => file.Path))} and note "
                    + $"{import.Toots.Count} toots in {path}; nothing was done"
            );
            return CommandLine.Done;
        }

        using (ILedger ledger = SqliteLedger.Open(path, clock))
        {
            var noted = await ledger.Recovery.Imported(import.Toots);
            Console.WriteLine($"{path}: {noted} of {import.Toots.Count} toots were not noted yet and are now");
        }

        ToxivSettings.Write(files);
        Console.WriteLine(
            $"wrote {string.Join(", ", files.Select(file => file.Path))}\nNext: put {files[^1].Path} in the "
                + $"place of {Path.Combine(AppContext.BaseDirectory, "appsettings.json")} (or set its values "
                + "there), then run `doctor`, and `run`"
        );
        return CommandLine.Done;
    }

    private static string Retold(ToxivImport import, ToxivAccount account)
    {
        (int Count, string What)[] counts =
        [
            (import.Count(account, TootKind.CrossListBoost), "boosts of cross-lists"),
            (import.Count(account, TootKind.CrossLists), "lists of cross-lists"),
            (import.Count(account, TootKind.Replacement), "toots about new versions"),
            (import.Count(account, TootKind.ReplacementBoost), "boosts for new versions"),
            (import.Count(account, TootKind.Replacements), "lists of new versions"),
        ];
        return string.Concat(counts.Where(one => one.Count > 0).Select(one => $", {one.Count} {one.What}"));
    }

    private static IEnumerable<string> Aliases(FileInfo? file) =>
        file is null
            ? []
            : ToxivFiles
                .Pairs(file.FullName)
                .Where(pair => !ArxivCategories.Same(pair.Key, pair.Value))
                .Select(pair =>
                    $"{file.Name}: {pair.Key} = {pair.Value} is no alias of arXiv's and is not taken over; an "
                    + "account reads every category that its Categories name"
                );

    private static IEnumerable<string> Captions(FileInfo? file) =>
        file is null
            ? []
            : ToxivFiles
                .Pairs(file.FullName)
                .Where(pair =>
                    ArxivCategories.Spelling(pair.Key) is not { } category
                    || !pair.Value.Equals(ArxivCategories.Caption(category), StringComparison.OrdinalIgnoreCase)
                )
                .Select(pair =>
                    $"{file.Name}: the caption '{pair.Value}' of {pair.Key} is not arXiv's "
                    + $"('{ArxivCategories.Caption(pair.Key)}') and is not taken over"
                );
}
