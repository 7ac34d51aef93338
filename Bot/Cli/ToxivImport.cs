using Bot.Ledger;

namespace Bot.Cli;

/// <summary>One account to be: all categories that the reference bot posts with it.</summary>
/// <param name="Acct">Its name.</param>
/// <param name="Host">Its server.</param>
/// <param name="Categories">In the order of the switches; the first one's switches count for all.</param>
internal sealed record ToxivAccount(string Acct, string Host, IReadOnlyList<ToxivCategory> Categories)
{
    public string Handle => $"@{Acct}@{Host}";
}

/// <summary>What moving from the reference bot would bring: its accounts, all that they have posted, and what cannot be taken over.</summary>
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
        var import = new ToxivImport([.. categories.GroupBy(one => (Acct: one.Acct.ToLowerInvariant(), Host: one.Host.ToLowerInvariant())).Select(group => new ToxivAccount(group.First().Acct, group.Key.Host, [.. group]))]);
        import._problems.AddRange(problems);
        foreach (var category in categories) import.ReadLogs(category, Path.GetDirectoryName(Path.GetFullPath(logfiles))!);
        return import;
    }

    public int Count(ToxivAccount account, TootKind kind) => _toots.Count(toot => toot.Kind == kind && IsOf(toot, account));

    private static bool IsOf(ImportedToot toot, ToxivAccount account) =>
        toot.Acct.Equals(account.Acct, StringComparison.OrdinalIgnoreCase) && toot.Host.Equals(account.Host, StringComparison.OrdinalIgnoreCase);

    private void ReadLogs(ToxivCategory category, string folder)
    {
        var replies = new Dictionary<string, int>();
        var said = new HashSet<string>();
        Rows("newsubmission_summary_log", ofPapers: false, row => Toot(row, TootKind.Summary));
        Rows("newsubmission_log", ofPapers: true, row => said.Add(row.Subject) ? Toot(row, TootKind.Article) : null);
        Rows("abstract_log", ofPapers: true, row => Toot(row, TootKind.Abstract, (replies[row.Subject] = replies.GetValueOrDefault(row.Subject, 1) + 1)));

        ImportedToot Toot(ToxivRow row, TootKind kind, int part = 1) =>
            new(row.Account.Host, row.Account.Acct, kind, category.Category, row.Utc, row.StatusId, kind == TootKind.Summary ? null : ArxivId.Parse(row.Subject), part);

        void Rows(string purpose, bool ofPapers, Func<ToxivRow, ImportedToot?> read)
        {
            if (category.Logs.GetValueOrDefault(purpose, "") is not { Length: > 0 } named) return;
            if (Find(named, folder) is not { } path) _problems.Add($"{category}: there is no {named}, named as its {purpose}; the reference makes it with its first toot. If there should be one, run this in the folder from which the reference ran");
            else Take(ToxivLog.Read(path, ofPapers, _problems), read, path);
        }
    }

    // The reference logs into one file whichever account it posted with.
    private void Take(IEnumerable<ToxivRow> rows, Func<ToxivRow, ImportedToot?> read, string path)
    {
        var foreign = new Dictionary<string, int>();
        foreach (var toot in rows.Select(read).OfType<ImportedToot>())
        {
            if (Accounts.Any(account => IsOf(toot, account))) _toots.Add(toot);
            else foreign[$"@{toot.Acct}@{toot.Host}"] = foreign.GetValueOrDefault($"@{toot.Acct}@{toot.Host}") + 1;
        }

        foreach (var (handle, count) in foreign) _problems.Add($"{path}: {count} rows of {handle}, an account that the switches do not have, are left out");
    }

    // The reference takes its paths from the folder in which it is started, which is often the one above its settings.
    private static string? Find(string named, string folder) =>
        new[] { Path.GetFullPath(named), Path.GetFullPath(named, folder), Path.GetFullPath(named, Path.GetDirectoryName(folder) ?? folder) }.FirstOrDefault(File.Exists);
}
