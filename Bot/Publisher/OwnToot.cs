using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Bot.Arxiv;
using Bot.Text.Sentences;

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
    /// </summary>
    /// <param name="status">Of the account's timeline.</param>
    /// <param name="tags">
    /// Those of which each of our toots has one, as hashtag or keyword; when there are none, all toots are ours.
    /// </param>
    /// <param name="listTags">Those that only lists have.</param>
    /// <param name="crossTags">Those that only lists of cross-lists have.</param>
    /// <param name="replacementTags">Those that only toots and lists about new versions have.</param>
    public static OwnToot? Read(
        OwnStatus status,
        IReadOnlyList<string> tags,
        IReadOnlyList<string> listTags,
        IReadOnlyList<string> crossTags,
        IReadOnlyList<string> replacementTags
    )
    {
        if (status.Boosted is { } own)
        {
            return Read(own, tags, listTags, crossTags, replacementTags);
        }

        if (status.IsBoost)
        {
            return null;
        }

        var text = WebUtility.HtmlDecode(Markup.Without(status.Content, ""));
        if (HasWord(status, crossTags))
        {
            return new OwnToot(status)
            {
                Retold = (TootKind.CrossLists, [.. Papers(status).Select(paper => (paper, 1))]),
            };
        }

        var titled = $"{status.SpoilerText} {text}";
        if (HasWord(status, replacementTags) || AtItsBeginning().IsMatch(titled))
        {
            return Versions(status, titled) is { Papers.Count: > 0 } versions
                ? new OwnToot(status) { Retold = versions }
                : null;
        }

        if (HasWord(status, listTags))
        {
            return Papers(status) is { Count: > 0 } listed ? new OwnToot(status) { Listed = listed } : null;
        }

        if (tags.Count > 0 && !tags.Any(tag => text.Contains(tag, StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }

        if (status.InReplyToId is not null)
        {
            var tellsWithdrawal = text.StartsWith(Withdrawn, StringComparison.Ordinal);
            return new OwnToot(status)
            {
                Paper = tellsWithdrawal ? Papers(status).Cast<ArxivId?>().FirstOrDefault() : null,
            };
        }

        if (SummaryOf(text) is var (category, date))
        {
            return new OwnToot(status) { Category = category, Date = date };
        }

        return Papers(status) is [var id, ..] ? new OwnToot(status) { Paper = id } : null;
    }

    // A toot of its own says the version in its title, a list links to the pages of versions.
    private static (TootKind Kind, IReadOnlyList<(ArxivId Paper, int Version)> Papers) Versions(
        OwnStatus status,
        string text
    )
    {
        if (Version().Match(text) is { Success: true } single && Papers(status) is [var paper, ..])
        {
            return (
                TootKind.Replacement,
                [(paper, int.Parse(single.Groups["version"].Value, CultureInfo.InvariantCulture))]
            );
        }

        return (
            TootKind.Replacements,
            [
                .. VersionPage()
                    .Matches(WebUtility.HtmlDecode(status.Content))
                    .Where(link => ArxivId.TryParse(link.Groups["id"].Value, out _))
                    .Select(link =>
                        (
                            ArxivId.Parse(link.Groups["id"].Value),
                            int.Parse(link.Groups["version"].Value, CultureInfo.InvariantCulture)
                        )
                    )
                    .Distinct(),
            ]
        );
    }

    private static List<ArxivId> Papers(OwnStatus status) =>
        [
            .. Abs()
                .Matches(WebUtility.HtmlDecode(status.Content))
                .Select(link => link.Groups[1].Value)
                .Where(id => ArxivId.TryParse(id, out _))
                .Select(ArxivId.Parse)
                .Distinct(),
        ];

    // A list's tag must not be found within another tag, or articles would be taken for lists.
    private static bool HasWord(OwnStatus status, IReadOnlyList<string> words) =>
        words.Count > 0
        && Word()
            .Matches(WebUtility.HtmlDecode(Markup.Without(status.Content, " ")))
            .Any(word => words.Contains(word.Value, StringComparer.OrdinalIgnoreCase));

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
                return (summary.Groups["category"].Value, date);
            }
        }

        return null;
    }

    [GeneratedRegex(@"New version \(v(?<version>\d{1,4})\): ")]
    private static partial Regex Version();

    // Where there is hardly room, a toot about a new version has no tag that tells it from an article.
    [GeneratedRegex(@"^\s*New version \(v\d{1,4}\): ")]
    private static partial Regex AtItsBeginning();

    [GeneratedRegex(@"https?://arxiv\.org/abs/(?<id>[a-z-]+(?:\.[A-Z]{2})?/\d{7}|\d{4}\.\d{4,5})v(?<version>\d{1,4})")]
    private static partial Regex VersionPage();

    [GeneratedRegex(@"[\p{L}\p{Nd}_]+")]
    private static partial Regex Word();

    [GeneratedRegex(@"^\s*\[(?<date>\d{4}-\d\d-\d\d) \w{3} \(UTC\), \S+ new articles? found for (?<category>[\w.-]+)")]
    private static partial Regex Classic();

    [GeneratedRegex(
        @"^\s*\S+ new papers? in (?<category>[\w.-]+)(?: \([^()]+\))?, announced [A-Z][a-z]+ (?<date>\d+ [A-Z][a-z]+ \d{4})\."
    )]
    private static partial Regex Readable();

    [GeneratedRegex(@"https?://arxiv\.org/abs/([a-z-]+(?:\.[A-Z]{2})?/\d{7}|\d{4}\.\d{4,5})")]
    private static partial Regex Abs();
}
