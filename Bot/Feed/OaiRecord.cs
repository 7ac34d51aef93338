using System.Globalization;
using System.Text.RegularExpressions;
using Bot.Arxiv;

namespace Bot.Feed;

/// <summary>
/// One record of the archive in the form <c>arXivRaw</c>, which alone tells all versions and leaves TeX as the feed has
/// it. What a record lacks is taken from where it says it a second time; only what leaves the paper unknown costs it.
/// </summary>
internal static partial class OaiRecord
{
    private const string Raw = "/metadata/arXivRaw/";

    /// <summary>Returns null and the paper, or the reason why the record cannot be used.</summary>
    /// <param name="fields">The record, flattened.</param>
    /// <param name="paper">What it tells.</param>
    public static string? Read(IReadOnlyList<OaiField> fields, out ArchivedPaper? paper)
    {
        paper = null;
        var texts = fields.ToLookup(field => field.Path, field => field.Value);
        var identifier = Text("/header/identifier");
        if (
            !ArxivId.TryParse(Text(Raw + "id"), out var id)
            && !ArxivId.TryParse(identifier[(identifier.LastIndexOf(':') + 1)..], out id)
        )
        {
            return $"no arXiv identifier in '{Shortened(identifier)}'";
        }

        if (
            !DateOnly.TryParseExact(
                Text("/header/datestamp"),
                "yyyy-MM-dd",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var datestamp
            )
        )
        {
            return $"{id} has no readable datestamp";
        }

        if (fields.Any(field => field is { Path: "/header" } && field.Attribute("status") == "deleted"))
        {
            paper = new ArchivedPaper
            {
                Id = id,
                Datestamp = datestamp,
                Deleted = true,
            };
            return null;
        }

        if (!texts.Contains("/metadata/arXivRaw"))
        {
            return $"{id} comes without arXivRaw metadata";
        }

        var title = OneLine(Text(Raw + "title"));
        if (title.Length == 0)
        {
            return $"{id} has no title";
        }

        var categories = Categories(Text(Raw + "categories"), texts["/header/setSpec"]);
        if (categories.Count == 0)
        {
            return $"{id} names no category";
        }

        paper = new ArchivedPaper
        {
            Id = id,
            Datestamp = datestamp,
            Versions = Versions(fields),
            // The archive's template writes what it does not have as Python does.
            Submitter = Optional(Text(Raw + "submitter")) is { } name && name != "None" ? name : null,
            Title = title,
            Authors = [.. texts[Raw + "authors"].SelectMany(one => AuthorList.ReadRaw(OneLine(one)))],
            // arXiv's rule for abstracts: a new line is only meant where white space follows it ("Prepare", Abstract).
            Abstract = AnyBlank()
                .Replace(Text(Raw + "abstract"), blank => blank.ValueSpan[^1] == '\n' ? " " : blank.Value),
            Categories = categories,
            Comments = Optional(Text(Raw + "comments")),
            JournalReference = Optional(Text(Raw + "journal-ref")),
            Doi = Optional(Text(Raw + "doi")),
            License = Optional(Text(Raw + "license")),
        };
        return null;

        string Text(string path) => texts[path].FirstOrDefault() ?? "";
    }

    // In the record in arXiv's order, the primary first; the header's sets repeat them in that order.
    private static List<string> Categories(string said, IEnumerable<string> sets)
    {
        var categories = said.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Where(category => category != "None")
            .ToList();
        return categories.Count > 0 ? categories : [.. sets.Select(OaiSet.Category).OfType<string>()];
    }

    // An inner element is flattened before the one around it: a version's date and source come just before the version.
    private static List<PaperVersion> Versions(IReadOnlyList<OaiField> fields)
    {
        var versions = new SortedDictionary<int, PaperVersion>();
        DateTimeOffset? date = null;
        string? source = null;
        foreach (var field in fields)
        {
            switch (field.Path)
            {
                case Raw + "version/date":
                    date = FeedDate.Rfc822(field.Value)?.ToUniversalTime();
                    break;
                case Raw + "version/source_type":
                    source = Optional(field.Value);
                    break;
                case Raw + "version":
                    if (
                        int.TryParse(
                            field.Attribute("version")?.TrimStart('v'),
                            NumberStyles.None,
                            CultureInfo.InvariantCulture,
                            out var number
                        )
                        && number > 0
                    )
                    {
                        versions[number] = new PaperVersion(number, date, source);
                    }

                    (date, source) = (null, null);
                    break;
            }
        }

        return [.. versions.Values];
    }

    private static string? Optional(string text) => OneLine(text) is { Length: > 0 } line ? line : null;

    private static string Shortened(string text) => text.Length <= 60 ? text : text[..60] + "...";

    private static string OneLine(string text) => AnyBlank().Replace(text, " ").Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex AnyBlank();
}
