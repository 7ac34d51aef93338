using Bot.Arxiv;
using Bot.Ledger;

namespace Bot.Import;

/// <summary>One account to be: all categories that the reference bot posts with it.</summary>
/// <param name="Acct">Its name.</param>
/// <param name="Host">Its server.</param>
/// <param name="Categories">In the order of the switches; the first one's switches count for all.</param>
internal sealed record ToxivAccount(string Acct, string Host, IReadOnlyList<ToxivCategory> Categories)
{
    public string Handle => $"@{Acct}@{Host}";
}

/// <summary>
/// What moving from the reference bot would bring: its accounts, all that they have posted, and what cannot be taken
/// over.
/// </summary>
internal sealed class ToxivImport
{
    private readonly List<string> _problems = [];
    private readonly List<ImportedToot> _toots = [];

    private ToxivImport(IReadOnlyList<ToxivAccount> accounts) => Accounts = accounts;

    public IReadOnlyList<ToxivAccount> Accounts { get; }

    public IReadOnlyList<ImportedToot> Toots => _toots;

    /// <summary>One line each, with file and line where there is one. None of them stops the import.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <param name="switches">The reference's <c>switches.json</c>.</param>
    /// <param name="logfiles">The reference's <c>logfiles.json</c>.</param>
    /// <exception cref="InvalidDataException">One of the two cannot be read; says where and what to do.</exception>
    public static ToxivImport Read(string switches, string logfiles)
    {
        var problems = new List<string>();
        var categories = ToxivFiles.Read(switches, logfiles, problems);
        var import = new ToxivImport([
            .. categories
                .GroupBy(one => (Acct: one.Acct.ToLowerInvariant(), Host: one.Host.ToLowerInvariant()))
                .Select(group => new ToxivAccount(group.First().Acct, group.Key.Host, [.. group])),
        ]);
        import._problems.AddRange(problems);
        var folder = Path.GetDirectoryName(Path.GetFullPath(logfiles))!;
        foreach (var category in categories)
        {
            import.ReadLogs(category, folder);
        }

        foreach (var category in categories)
        {
            import.ReadBoostsAndLists(category, folder);
        }

        return import;
    }

    public int Count(ToxivAccount account, TootKind kind) =>
        _toots.Count(toot => toot.Kind == kind && IsOf(toot, account));

    private static bool IsOf(ImportedToot toot, ToxivAccount account) =>
        toot.Acct.Equals(account.Acct, StringComparison.OrdinalIgnoreCase)
        && toot.Host.Equals(account.Host, StringComparison.OrdinalIgnoreCase);

    private void ReadLogs(ToxivCategory category, string folder)
    {
        var replies = new Dictionary<string, int>();
        var said = new HashSet<string>();
        Take(
            category,
            "newsubmission_summary_log",
            Rows(category, folder, "newsubmission_summary_log", ofPapers: false),
            row => Toot(category, row, TootKind.Summary)
        );
        Take(
            category,
            "newsubmission_log",
            Rows(category, folder, "newsubmission_log"),
            row => said.Add(row.Subject) ? Toot(category, row, TootKind.Article) : null
        );
        Take(
            category,
            "abstract_log",
            Rows(category, folder, "abstract_log"),
            row => Toot(category, row, TootKind.Abstract, Next(replies, row.Subject))
        );
        Take(
            category,
            "toot_replacement_log",
            Rows(category, folder, "toot_replacement_log", use: "toot_replacements"),
            row => Toot(category, row, TootKind.Replacement)
        );
    }

    // After the toots of all categories, because one account boosts what another posted.
    private void ReadBoostsAndLists(ToxivCategory category, string folder)
    {
        // The reference renews a boost by unboosting and boosting again. A boost that was undone and not renewed is
        // still to be made.
        var takenBack = Rows(category, folder, "uncrosslisting_log", use: "crosslistings")
            .ToLookup(row => (row.Account, row.Subject), row => row.Utc);
        Take(
            category,
            "crosslisting_log",
            Rows(category, folder, "crosslisting_log", use: "crosslistings")
                .GroupBy(row => (row.Account, row.Subject))
                .Select(rows => rows.MaxBy(row => row.Utc)!)
                .Where(row => !takenBack[(row.Account, row.Subject)].Any(utc => utc > row.Utc)),
            row => Toot(category, row, TootKind.CrossListBoost)
        );
        // One log holds both. An unboost has the id of the toot itself, a boost an id of its own.
        var toots = _toots
            .Where(toot => toot.Kind == TootKind.Replacement)
            .Select(toot => toot.StatusId)
            .OfType<string>()
            .ToHashSet();
        Take(
            category,
            "boost_replacement_log",
            Rows(category, folder, "boost_replacement_log", use: "boost_replacements")
                .GroupBy(row => (row.Account, row.Subject, Day: ArxivDay.Of(row.Utc)))
                .Select(rows => rows.Last())
                .Where(row => row.StatusId is null || !toots.Contains(row.StatusId)),
            row => Toot(category, row, TootKind.ReplacementBoost)
        );
        foreach (
            var (purpose, kind) in new[]
            {
                ("grouped_crosslists", TootKind.CrossLists),
                ("grouped_replacements", TootKind.Replacements),
            }
        )
        {
            var lists = new Dictionary<string, int>();
            Take(
                category,
                $"{purpose}_log",
                Rows(category, folder, $"{purpose}_log", ofPapers: false, use: purpose),
                row => Toot(category, row, kind, Next(lists, $"{ArxivDay.Of(row.Utc)} {row.Account}") - 1)
            );
        }
    }

    private static int Next(Dictionary<string, int> counts, string of) =>
        counts[of] = counts.GetValueOrDefault(of, 1) + 1;

    private static ImportedToot Toot(ToxivCategory category, ToxivRow row, TootKind kind, int part = 1) =>
        new(
            row.Account.Host,
            row.Account.Acct,
            kind,
            category.Category,
            row.Utc,
            row.StatusId,
            kind == TootKind.Summary || kind.IsList() ? null : ArxivId.Parse(row.Subject),
            part
        );

    private IEnumerable<ToxivRow> Rows(
        ToxivCategory category,
        string folder,
        string purpose,
        bool ofPapers = true,
        string? use = null
    )
    {
        if (category.Logs.GetValueOrDefault(purpose, "") is not { Length: > 0 } named)
        {
            return [];
        }

        if (Find(named, folder) is { } path)
        {
            return ToxivLog.Read(path, ofPapers, _problems);
        }

        if (use is null || category.Has(use))
        {
            _problems.Add(
                $"{category}: there is no {named}, named as its {purpose}; the reference makes it with its "
                    + "first toot. If there should be one, run this in the folder from which the reference ran"
            );
        }

        return [];
    }

    // The reference logs the posts of all accounts into one file.
    private void Take(
        ToxivCategory category,
        string purpose,
        IEnumerable<ToxivRow> rows,
        Func<ToxivRow, ImportedToot?> read
    )
    {
        var foreign = new Dictionary<string, int>();
        foreach (var toot in rows.Select(read).OfType<ImportedToot>())
        {
            if (Accounts.Any(account => IsOf(toot, account)))
            {
                _toots.Add(toot);
            }
            else
            {
                foreign[$"@{toot.Acct}@{toot.Host}"] = foreign.GetValueOrDefault($"@{toot.Acct}@{toot.Host}") + 1;
            }
        }

        foreach (var (handle, count) in foreign)
        {
            _problems.Add(
                $"{category.Logs[purpose]}: {count} rows of {handle}, an account that the switches do not "
                    + "have, are left out"
            );
        }
    }

    // The reference takes its paths from the folder in which it is started, which is often the one above its settings.
    private static string? Find(string named, string folder) =>
        new[]
        {
            Path.GetFullPath(named),
            Path.GetFullPath(named, folder),
            Path.GetFullPath(named, Path.GetDirectoryName(folder) ?? folder),
        }.FirstOrDefault(File.Exists);
}
