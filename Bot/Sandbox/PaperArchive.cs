using System.Globalization;
using System.Xml.Linq;

namespace Bot.Sandbox;

/// <summary>
/// A paper as arXiv's archive keeps it. What is left out is made up where the archive always has something.
/// </summary>
/// <param name="Id">Without version.</param>
/// <param name="Datestamp">The day of its last change.</param>
/// <param name="Categories">Between spaces, the primary first.</param>
/// <param name="Versions">When each was submitted.</param>
/// <param name="Withdrawn">True: by the newest version, whose source is then empty and marked.</param>
/// <param name="Deleted">True: only the head of the record is left.</param>
internal sealed record ArchiveEntry(
    string Id,
    DateOnly Datestamp,
    string Title = "A Paper",
    string Authors = "A. Author",
    string Categories = "cs.LG",
    string Abstract = "We study it.",
    string? Comments = null,
    string? JournalRef = null,
    string? Doi = null,
    string? License = null,
    string? Submitter = null,
    IReadOnlyList<DateTimeOffset>? Versions = null,
    bool Withdrawn = false,
    bool Deleted = false
);

/// <summary>What PUT on <c>/sandbox/papers</c> takes.</summary>
internal sealed record ArchiveOrder(IReadOnlyList<ArchiveEntry> Papers);

/// <summary>
/// All papers of the sandbox's arXiv: those of every feed it was given, and those that were put beside them.
/// </summary>
internal sealed class PaperArchive
{
    private static readonly XNamespace Arxiv = "http://arxiv.org/schemas/atom";
    private static readonly XNamespace Dc = "http://purl.org/dc/elements/1.1/";

    private readonly Dictionary<string, ArchiveEntry> _papers = new(StringComparer.Ordinal);

    public ArchiveEntry? Find(string id) => _papers.GetValueOrDefault(id);

    /// <summary>In arXiv's order: by day, then by identifier.</summary>
    public IEnumerable<ArchiveEntry> Changed(DateOnly from, DateOnly until, string? set) =>
        _papers
            .Values.Where(paper =>
                paper.Datestamp >= from
                && paper.Datestamp <= until
                && (
                    set is null
                    || OaiSets.Of(paper).Any(own => own == set || own.StartsWith(set + ":", StringComparison.Ordinal))
                )
            )
            .OrderBy(paper => paper.Datestamp)
            .ThenBy(paper => paper.Id, StringComparer.Ordinal);

    public void Put(ArchiveEntry paper) => _papers[paper.Id] = paper;

    public void Clear() => _papers.Clear();

    /// <summary>
    /// Every item of a feed becomes a record that was changed on the feed's day; a feed broken on purpose adds nothing.
    /// </summary>
    public void Take(byte[] rss)
    {
        if (
            FeedForms.Load(rss)?.Element("channel") is not { } channel
            || FeedForms.Date((string?)channel.Element("pubDate") ?? "") is not { } published
        )
        {
            return;
        }

        var day = DateOnly.FromDateTime(published.DateTime);
        foreach (var item in channel.Elements("item"))
        {
            if (Entry(item, day) is { } paper)
            {
                Put(paper);
            }
        }
    }

    private ArchiveEntry? Entry(XElement item, DateOnly day)
    {
        var guid = Text("guid");
        var at = guid.LastIndexOf('v');
        if (
            !guid.StartsWith(OaiSite.Prefix, StringComparison.Ordinal)
            || at < 0
            || !int.TryParse(guid[(at + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var version)
        )
        {
            return null;
        }

        var id = guid[OaiSite.Prefix.Length..at];
        var known = Find(id);
        var about = Text("description");
        var start = about.IndexOf("Abstract: ", StringComparison.Ordinal);
        return new ArchiveEntry(
            id,
            known?.Datestamp > day ? known.Datestamp : day,
            Text("title"),
            Text(Dc + "creator"),
            string.Join(' ', item.Elements("category").Select(one => one.Value)),
            start < 0 ? about : about[(start + "Abstract: ".Length)..],
            known?.Comments,
            Optional(Arxiv + "journal_reference"),
            Optional(Arxiv + "DOI"),
            Optional(Dc + "rights"),
            known?.Submitter,
            [
                .. Enumerable
                    .Range(1, version)
                    .Select(n =>
                        known?.Versions?.ElementAtOrDefault(n - 1) is { } told && told != default
                            ? told
                            : Submitted(day, version - n, Text(Arxiv + "announce_type"))
                    ),
            ]
        );

        string Text(XName name) => item.Element(name)?.Value.Trim() ?? "";

        string? Optional(XName name) => Text(name) is { Length: > 0 } text ? text : null;
    }

    // A feed tells no times. Noon in New York on the weekday before the feed is in time for it; earlier versions came
    // before, those of a new paper on the same day.
    private static DateTimeOffset Submitted(DateOnly day, int versionsLater, string kind)
    {
        var before = day.AddDays(
            day.DayOfWeek switch
            {
                DayOfWeek.Monday => -3,
                DayOfWeek.Sunday => -2,
                _ => -1,
            }
        );
        var time = new DateTimeOffset(before.ToDateTime(new TimeOnly(16, 0)), TimeSpan.Zero);
        return kind is "new" or "cross" ? time.AddMinutes(-10 * versionsLater) : time.AddDays(-30 * versionsLater);
    }
}
