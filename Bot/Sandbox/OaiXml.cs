using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace Bot.Sandbox;

/// <summary>The archive's answers as arXiv's templates write them (arXiv/oaipmh).</summary>
internal static class OaiXml
{
    public static readonly XNamespace Oai = "http://www.openarchives.org/OAI/2.0/";

    private static readonly XNamespace Raw = "http://arxiv.org/OAI/arXivRaw/";
    private static readonly XNamespace Parsed = "http://arxiv.org/OAI/arXiv/";

    /// <summary>How a form writes a record.</summary>
    public static Func<ArchiveEntry, XElement> Form(string? metadataPrefix) =>
        metadataPrefix switch
        {
            "arXivRaw" => paper => Record(paper, RawMetadata),
            "arXiv" => paper => Record(paper, ParsedMetadata),
            _ => throw new OaiException(
                "cannotDisseminateFormat",
                "The metadata format identified by the value given for the metadataPrefix argument is not "
                    + "supported by the item or by the repository. Reason: Did not recognize requested format"
            ),
        };

    public static byte[] Bytes(DateTimeOffset now, XElement request, params XElement[] inside) =>
        Encoding.UTF8.GetBytes(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                + $"{new XElement(Oai + "OAI-PMH", new XElement(Oai + "responseDate", Time(now)), request, inside)}"
        );

    public static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static XElement Record(ArchiveEntry paper, Func<ArchiveEntry, XElement> metadata) =>
        new(
            Oai + "record",
            new XElement(
                Oai + "header",
                paper.Deleted ? new XAttribute("status", "deleted") : null,
                new XElement(Oai + "identifier", OaiSite.Prefix + paper.Id),
                new XElement(Oai + "datestamp", Day(paper.Datestamp)),
                OaiSets.Of(paper).Select(set => new XElement(Oai + "setSpec", set))
            ),
            paper.Deleted ? null : new XElement(Oai + "metadata", metadata(paper))
        );

    private static XElement RawMetadata(ArchiveEntry paper) =>
        new(
            Raw + "arXivRaw",
            new XElement(Raw + "id", paper.Id),
            new XElement(Raw + "submitter", paper.Submitter ?? "None"),
            Versions(paper)
                .Select(
                    (time, index) =>
                        Version(index + 1, time, withdrawn: paper.Withdrawn && index + 1 == Versions(paper).Count)
                ),
            new XElement(Raw + "title", paper.Title),
            new XElement(Raw + "authors", paper.Authors),
            new XElement(Raw + "categories", paper.Categories),
            Rest(Raw, paper)
        );

    private static XElement Version(int number, DateTimeOffset time, bool withdrawn) =>
        new(
            Raw + "version",
            new XAttribute("version", $"v{number}"),
            new XElement(
                Raw + "date",
                time.UtcDateTime.ToString("ddd, dd MMM yyyy HH:mm:ss 'GMT'", CultureInfo.InvariantCulture)
            ),
            new XElement(Raw + "size", withdrawn ? "0kb" : $"{100 + number}kb"),
            new XElement(Raw + "source_type", withdrawn ? "I" : "D")
        );

    private static XElement ParsedMetadata(ArchiveEntry paper) =>
        new(
            Parsed + "arXiv",
            new XElement(Parsed + "id", paper.Id),
            new XElement(Parsed + "created", Day(DateOnly.FromDateTime(Versions(paper)[0].UtcDateTime))),
            Versions(paper).Count > 1
                ? new XElement(Parsed + "updated", Day(DateOnly.FromDateTime(Versions(paper)[^1].UtcDateTime)))
                : null,
            new XElement(Parsed + "authors", paper.Authors.Split(", ").Select(Author)),
            new XElement(Parsed + "title", paper.Title),
            new XElement(Parsed + "categories", paper.Categories),
            Rest(Parsed, paper)
        );

    private static XElement Author(string name)
    {
        var cut = name.LastIndexOf(' ');
        return new XElement(
            Parsed + "author",
            new XElement(Parsed + "keyname", name[(cut + 1)..]),
            cut < 0 ? null : new XElement(Parsed + "forenames", name[..cut])
        );
    }

    private static IEnumerable<XElement> Rest(XNamespace form, ArchiveEntry paper) =>
        new (string Name, string? Text)[]
        {
            ("comments", paper.Comments),
            ("journal-ref", paper.JournalRef),
            ("doi", paper.Doi),
            ("license", paper.License),
            ("abstract", paper.Abstract),
        }
            .Where(part => !string.IsNullOrEmpty(part.Text))
            .Select(part => new XElement(form + part.Name, part.Text));

    private static IReadOnlyList<DateTimeOffset> Versions(ArchiveEntry paper) =>
        paper.Versions is { Count: > 0 } told
            ? told
            : [new DateTimeOffset(paper.Datestamp.AddDays(-1).ToDateTime(new TimeOnly(16, 0)), TimeSpan.Zero)];
}
