using System.Globalization;
using System.Text.RegularExpressions;
using Bot.Options;
using Bot.Pipeline.Listings;
using Bot.Pipeline.Sending;

namespace Bot.Tests.Simulation;

/// <summary>A look at a feed that the bot has made and kept.</summary>
/// <param name="Fresh">The new papers in it that the account had not met before.</param>
internal sealed record KeptLook(DateTimeOffset At, string Category, FeedCopy Feed, IReadOnlyList<MadeUpPaper> Fresh);

/// <summary>
/// What an account must have said at the end of the week, as the feeds told it that the bot was given.
/// </summary>
internal sealed class Duty
{
    private readonly HashSet<string> _begun = [];
    private HashSet<string> _said = [];

    /// <summary>To be said, in this order.</summary>
    public List<MadeUpPaper> Papers { get; } = [];

    /// <summary>Whatever was announced to the account; only of these may it speak.</summary>
    public HashSet<string> Announced { get; } = [];

    public List<KeptLook> Looks { get; } = [];

    public void Take(KeptLook look, AccountOptions options)
    {
        Looks.Add(look);
        foreach (var paper in look.Fresh)
        {
            Announced.Add(paper.Id);
        }

        if (look.Fresh.Count == 0)
        {
            return;
        }
        // The first listing of all may be noted as seen.
        var first = _begun.Add(look.Category);
        if (options.NewPapers == NewPapers.None || (first && options.FirstRun == FirstRun.Seen))
        {
            return;
        }
        // After a loss everything up to the newest one found counts as said, since deleted toots are on no timeline.
        var countsAsSaid =
            look.Feed.New.ToList() is var papers
            && papers.FindLastIndex(paper => _said.Contains(paper.Id)) is var newest
                ? papers.Take(newest + 1)
                : [];
        Papers.AddRange(look.Fresh.Except(countsAsSaid));
    }

    /// <summary>The ledger is gone: what was not said is owed no more unless a feed announces it again.</summary>
    public void Forget(HashSet<string> said)
    {
        _said = said;
        Papers.RemoveAll(paper => !said.Contains(paper.Id));
        Announced.IntersectWith(said);
    }
}

/// <summary>Sees all that arXiv gave and all that the servers took, and compares.</summary>
internal sealed partial class Witness(SimulatedTime time, EventLog log, BotOptions options)
{
    private readonly Dictionary<int, Duty> _duties = options.Accounts.ToDictionary(
        account => account.Index,
        _ => new Duty()
    );

    public Duty DutyOf(AccountOptions account) => _duties[account.Index];

    /// <summary>The bot has looked at a feed, and what it made of that is in its ledger.</summary>
    public void Looked(string category, IReadOnlyList<AccountSession> readers, FeedCopy? given, string? trouble)
    {
        if (given is null && trouble is null)
        {
            log.Wrong(time.Now, $"{category}: an answer that was no sound feed was taken for one");
        }

        if (given is not null && trouble is not null)
        {
            log.Wrong(time.Now, $"{category}: a sound feed was not taken: {trouble}");
        }

        if (given is null || trouble is not null)
        {
            return;
        }

        foreach (var reader in readers)
        {
            var duty = DutyOf(reader.Options);
            duty.Take(
                new KeptLook(
                    time.Now,
                    category,
                    given,
                    [.. given.New.Where(paper => !duty.Announced.Contains(paper.Id))]
                ),
                reader.Options
            );
        }
    }

    /// <summary>The papers that a toot links to.</summary>
    public static IEnumerable<string> Links(string text) =>
        AbsLink().Matches(text).Select(match => match.Groups[1].Value).Distinct();

    /// <summary>
    /// Whether a toot tells of cross-lists or new versions, and so of papers that another toot may tell of. Where there
    /// is hardly room it has no tag.
    /// </summary>
    public static bool IsRetold(SimulatedStatus status) => Kind(status) is not null;

    /// <summary>What such a toot tells of: papers as cross-listed, or in which version they are new.</summary>
    public static IEnumerable<string> Retold(SimulatedStatus status) =>
        AbsLink().Matches(status.Text).Select(match => $"{Kind(status)} {match.Value}").Distinct();

    private static string? Kind(SimulatedStatus status) =>
        true switch
        {
            _ when status.Text.Contains("#toXiv_bot_cross_list_toot", StringComparison.Ordinal) => "cross-list",
            _ when status.Text.Contains("#toXiv_bot_replacement_toot", StringComparison.Ordinal)
                    || (status.SpoilerText + status.Text).StartsWith("New version (v", StringComparison.Ordinal) =>
                "version",
            _ => null,
        };

    /// <summary>A summary's number, category and day, as a reader sees them.</summary>
    public static (int Papers, string Category, DateOnly Day)? SummaryOf(string text)
    {
        // Nobody sees a word joiner.
        var seen = text.Replace("\u2060", "", StringComparison.Ordinal);
        foreach (var (form, day) in new[] { (Readable(), "d MMMM yyyy"), (Classic(), "yyyy-MM-dd") })
        {
            if (form.Match(seen) is { Success: true } match)
            {
                return (
                    match.Groups["n"].Value is "No" or "no"
                        ? 0
                        : int.Parse(match.Groups["n"].Value, CultureInfo.InvariantCulture),
                    match.Groups["c"].Value,
                    DateOnly.ParseExact(match.Groups["d"].Value, day, CultureInfo.InvariantCulture)
                );
            }
        }

        return null;
    }

    /// <summary>The day that a toot calls a holiday.</summary>
    public static DateOnly? HolidayOf(string text) =>
        Holiday().Match(text) is { Success: true } match
            ? DateOnly.ParseExact(match.Groups[1].Value, "d MMMM yyyy", CultureInfo.InvariantCulture)
            : null;

    [GeneratedRegex(@"\ANo [^\n]*papers on (?:[A-Z][a-z]+ )?(\d+ [A-Z][a-z]+ \d{4}): arXiv holiday")]
    private static partial Regex Holiday();

    [GeneratedRegex(@"https://arxiv\.org/abs/(\d{4}\.\d{5})(?:v\d+)?")]
    private static partial Regex AbsLink();

    [GeneratedRegex(
        @"\A(?<n>\S+) new papers? in (?<c>[\w.-]+)(?: \([^()]+\))?, announced [A-Z][a-z]+ (?<d>\d+ [A-Z][a-z]+ \d{4})\."
    )]
    private static partial Regex Readable();

    [GeneratedRegex(@"\A\[(?<d>\d{4}-\d\d-\d\d) \w{3} \(UTC\), (?<n>\S+) new articles? found for (?<c>[\w.-]+)")]
    private static partial Regex Classic();
}
