using System.Globalization;
using System.Text.RegularExpressions;
using Bot.Arxiv;

namespace Bot.Publisher;

/// <summary>
/// A status on the account's timeline that this bot (or the reference) posted, told by its text alone.
/// </summary>
/// <param name="Status">The status.</param>
public sealed partial record OwnToot(OwnStatus Status)
{
    // How replies begin that say so.
    private const string Withdrawn = "WITHDRAWN";

    /// <summary>
    /// The paper it is about; null for a summary, and for a reply unless it says that the paper was withdrawn.
    /// </summary>
    public ArxivId? Paper { get; private init; }

    /// <summary>The category that it sums up; null for all but summaries.</summary>
    public string? Category { get; private init; }

    /// <summary>The day that it sums up; null for all but summaries.</summary>
    public DateOnly? Date { get; private init; }

    /// <summary>The papers of a list.</summary>
    public IReadOnlyList<ArxivId> Listed { get; private init; } = [];

    /// <summary>For what tells of cross-lists or new versions, its kind and its papers.</summary>
    public (TootKind Kind, IReadOnlyList<(ArxivId Paper, int Version)> Papers)? Retold { get; private init; }

    /// <summary>
    /// Null when the status is none of ours: a boost of another's, or a toot without our tags, which some person wrote.
    /// Title, names and abstract may hold any words, also those of our own forms; what counts is what stands where
    /// authors cannot write.
    /// </summary>
    /// <param name="status">Of the account's timeline.</param>
    /// <param name="tags">Ours, as hashtags or keywords.</param>
    public static OwnToot? Read(OwnStatus status, OwnTags tags)
    {
        if (status.Boosted is { } own)
        {
            return Read(own, tags);
        }

        if (status.IsBoost)
        {
            return null;
        }

        var shown = ShownText.Of(status.Content);
        var kinds = new (TootKind Kind, IReadOnlyList<string> Tags)[]
        {
            (TootKind.CrossLists, tags.CrossList),
            (TootKind.Replacements, tags.Replacement),
            (TootKind.List, tags.List),
            (TootKind.Article, tags.Article),
        };
        var carried = CarriedTags.Of(shown, status.Tags, [.. tags.Common, .. kinds.SelectMany(kind => kind.Tags)]);
        var isPart = status.InReplyToId is not null && Part().IsMatch(shown.FirstLine);
        var told = isPart && shown.HasLines && !shown.HasLinkLines ? null : carried.LastOf(kinds);
        if (told is TootKind.CrossLists or TootKind.Replacements or TootKind.List)
        {
            return SeveralOf(status, shown, told.Value);
        }

        // Where there is hardly room, a toot about a new version has no tag that tells it from an article, but those of
        // every toot or none: with others it is another bot's, or a person's.
        var isAnothers = tags.Every.Count > 0 && carried.HasHashtags && !carried.HasAny(tags.Every);
        if (told is null && !isAnothers && VersionInTitle(status, shown) is { } version && shown.Own() is { } titled)
        {
            return new OwnToot(status) { Retold = (TootKind.Replacement, [(titled.Paper, version)]) };
        }

        if (tags.Common.Count > 0 && !carried.HasAny(tags.Common))
        {
            return null;
        }

        return status.InReplyToId is null ? ArticleOrSummaryOf(status, shown) : ReplyOf(status, shown);
    }

    private static OwnToot? SeveralOf(OwnStatus status, ShownText shown, TootKind kind) =>
        kind switch
        {
            TootKind.CrossLists => new OwnToot(status)
            {
                Retold = (kind, [.. shown.Entries().Select(link => (link.Paper, 1))]),
            },
            TootKind.Replacements => Versions(status, shown) is { Papers.Count: > 0 } versions
                ? new OwnToot(status) { Retold = versions }
                : null,
            _ => shown.Entries() is { Count: > 0 } listed
                ? new OwnToot(status) { Listed = [.. listed.Select(link => link.Paper).Distinct()] }
                : null,
        };

    private static OwnToot ReplyOf(OwnStatus status, ShownText shown)
    {
        var tellsWithdrawal = shown.Text.StartsWith(Withdrawn, StringComparison.Ordinal);
        return new OwnToot(status) { Paper = tellsWithdrawal ? shown.Own()?.Paper : null };
    }

    // Only what links to no paper can be a summary: a title can have its words, but no article lacks its link.
    private static OwnToot? ArticleOrSummaryOf(OwnStatus status, ShownText shown)
    {
        if (shown.Own() is { } link)
        {
            return new OwnToot(status) { Paper = link.Paper };
        }

        return SummaryOf(shown.Text) is var (category, date)
            ? new OwnToot(status) { Category = category, Date = date }
            : null;
    }

    // A toot of its own says the version before its title, a list links to the pages of versions.
    private static (TootKind Kind, IReadOnlyList<(ArxivId Paper, int Version)> Papers) Versions(
        OwnStatus status,
        ShownText shown
    )
    {
        var listed = shown
            .Entries()
            .Where(link => link.Version is not null)
            .Select(link => (link.Paper, link.Version!.Value))
            .ToList();
        var single = VersionInTitle(status, shown);
        if (single is null && listed.Count > 0)
        {
            return (TootKind.Replacements, listed);
        }

        var version = single ?? VersionIn(Version().Match($"{status.SpoilerText} {shown.Text}"));
        return shown.Own() is { } own && version is { } told
            ? (TootKind.Replacement, [(own.Paper, told)])
            : (TootKind.Replacements, []);
    }

    // The title's place is the beginning: of the content warning where that has the title, else of the text.
    private static int? VersionInTitle(OwnStatus status, ShownText shown)
    {
        var warned = InWarning().Match(status.SpoilerText);
        var titleIsInWarning =
            status.SpoilerText.Length > 0 && !status.SpoilerText.StartsWith("mentions ", StringComparison.Ordinal);
        return warned.Success || titleIsInWarning ? VersionIn(warned) : VersionIn(AtItsBeginning().Match(shown.Text));
    }

    private static int? VersionIn(Match match) =>
        match.Success ? int.Parse(match.Groups["version"].Value, CultureInfo.InvariantCulture) : null;

    private static (string Category, DateOnly Date)? SummaryOf(string text)
    {
        foreach (var (form, format) in new[] { (Classic(), "yyyy-MM-dd"), (Readable(), "d MMMM yyyy") })
        {
            if (
                form.Match(text) is { Success: true } summary
                && DateOnly.TryParseExact(
                    summary.Groups["date"].Value,
                    format,
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.None,
                    out var date
                )
            )
            {
                return (summary.Groups["category"].Value.Replace("\u2060", "", StringComparison.Ordinal), date);
            }
        }

        return null;
    }

    [GeneratedRegex(@"New version \(v(?<version>[0-9]{1,4})\):")]
    private static partial Regex Version();

    [GeneratedRegex(@"^\s*New version \(v(?<version>[0-9]{1,4})\):")]
    private static partial Regex AtItsBeginning();

    [GeneratedRegex(@"^(?:mentions [^:]*: )?New version \(v(?<version>[0-9]{1,4})\):")]
    private static partial Regex InWarning();

    // A share of an abstract follows its number at once; a list's number has a line of its own.
    [GeneratedRegex(@"^\[\d+/\d+\] \S")]
    private static partial Regex Part();

    [GeneratedRegex(
        @"^\s*\[(?<date>\d{4}-\d\d-\d\d) \w{3} \(UTC\), \S+ new articles? found for (?<category>[\w.\u2060-]+)"
    )]
    private static partial Regex Classic();

    [GeneratedRegex(
        @"^\s*\S+ new papers? in (?<category>[\w.\u2060-]+)(?: \([^()]+\))?, announced [A-Z][a-z]+ (?<date>\d+ [A-Z][a-z]+ \d{4})\."
    )]
    private static partial Regex Readable();
}
