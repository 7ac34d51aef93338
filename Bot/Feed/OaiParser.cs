using System.Globalization;
using System.Xml;
using Bot.Arxiv;

namespace Bot.Feed;

/// <summary>
/// Reads the archive's answers (OAI-PMH 2.0, <c>arXivRaw</c>): no DTD, bounded in size and depth.
/// Whatever is no whole answer is refused; it is never an empty list.
/// </summary>
public static class OaiParser
{
    // A page is 2,500 records of some 4,000 characters (RECORDS_LIMIT in arXiv/oaipmh); three times that is surely not
    // one.
    private const long MaxCharacters = 32L * 1024 * 1024;

    private static readonly string TooLong =
        $"the answer is longer than {MaxCharacters / 1024 / 1024} million characters, which no page of the "
        + "archive is; see what answers at Bot:Archive:BaseUrl";

    // The deepest that arXiv writes is a version's date, 4 below the record. Without a bound a hostile page could
    // exhaust the memory by nesting alone.
    private const int MaxDepth = 16;

    /// <param name="stream">The answer, already decompressed.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="FeedFormatException">
    /// It is no answer of an archive, is cut short, is damaged, or is out of bounds.
    /// </exception>
    public static async Task<OaiDocument> ParseAsync(Stream stream, CancellationToken cancellation = default)
    {
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = MaxCharacters,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
        };
        try
        {
            var document = await BoundedDocument.ReadAsync(stream, MaxCharacters, TooLong, cancellation);
            using var text = LenientXml.Of(document);
            using var reader = XmlReader.Create(text, settings);
            reader.MoveToContent();
            if (reader.LocalName != "OAI-PMH")
            {
                throw new FeedFormatException(
                    $"the answer is none of an OAI-PMH archive but starts with <{reader.LocalName}>; an "
                        + "outage page, or a wrong Bot:Archive:BaseUrl"
                );
            }

            return Answer(reader, cancellation);
        }
        catch (XmlException e) when (e.Message.Contains("DTD", StringComparison.Ordinal))
        {
            throw new FeedFormatException(
                "the answer begins with a document type, as web pages do and the archive's answers never; an "
                    + "outage page, or a wrong Bot:Archive:BaseUrl",
                e
            );
        }
        // XmlReader throws ArgumentException for an XML declaration whose version is not ASCII.
        catch (Exception e) when (e is XmlException or ArgumentException)
        {
            throw new FeedFormatException(
                $"the answer is damaged or cut short ({e.Message.TrimEnd('.')}); nothing of it is used, ask "
                    + "again later",
                e
            );
        }
        catch (InvalidDataException e)
        {
            throw new FeedFormatException(
                $"the answer's compression is damaged ({e.Message.TrimEnd('.')}); nothing of it is used, ask "
                    + "again later",
                e
            );
        }
    }

    private static OaiDocument Answer(XmlReader reader, CancellationToken cancellation)
    {
        List<ArchivedPaper> papers = [];
        List<string> rejected = [];
        OaiField? token = null;
        OaiField? error = null;
        while (reader.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            if (reader.Depth > MaxDepth)
            {
                throw new FeedFormatException(
                    $"the answer nests elements more than {MaxDepth} deep, as the archive never does; see "
                        + "what answers at Bot:Archive:BaseUrl"
                );
            }

            if (reader.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            switch (reader.LocalName)
            {
                case "record":
                    if (OaiRecord.Read(Fields(reader), out var paper) is { } reason)
                    {
                        rejected.Add($"record {papers.Count + rejected.Count + 1}: {reason}");
                    }
                    else
                    {
                        papers.Add(paper!);
                    }

                    break;
                case "resumptionToken":
                    token = Fields(reader)[^1];
                    break;
                case "error":
                    error ??= Fields(reader)[^1];
                    break;
            }
        }

        if (error is null && papers.Count + rejected.Count == 0)
        {
            throw new FeedFormatException(
                "the answer holds neither a record nor an error, which OAI-PMH does not know; see what "
                    + "answers at Bot:Archive:BaseUrl"
            );
        }

        return new OaiDocument(
            papers,
            rejected,
            token?.Value is { Length: > 0 } text ? text : null,
            Date(token?.Attribute("expirationDate")),
            error is null ? null : error.Attribute("code") ?? "error",
            error?.Value ?? ""
        );
    }

    // The element on which the reader stands, flattened; the element itself comes last. Its end is where the reader
    // stands then.
    private static List<OaiField> Fields(XmlReader reader)
    {
        var done = new List<OaiField>();
        var open = new Stack<OaiField>();
        do
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    if (open.Count == MaxDepth)
                    {
                        throw new FeedFormatException(
                            $"the answer nests more than {MaxDepth} elements in a record, as the archive "
                                + "never does; see what answers at Bot:Archive:BaseUrl"
                        );
                    }

                    var empty = reader.IsEmptyElement;
                    open.Push(
                        new OaiField(
                            open.TryPeek(out var parent) ? $"{parent.Path}/{reader.LocalName}" : "",
                            Attributes(reader)
                        )
                    );
                    if (empty)
                    {
                        Close();
                    }

                    break;
                case XmlNodeType.EndElement:
                    Close();
                    break;
                case XmlNodeType.Text
                or XmlNodeType.CDATA
                or XmlNodeType.Whitespace
                or XmlNodeType.SignificantWhitespace:
                    open.Peek().Text.Append(reader.Value);
                    break;
            }
        } while (open.Count > 0 && reader.Read());
        return done;

        // Markup inside a text does not belong there, but its words do.
        void Close()
        {
            var field = open.Pop();
            done.Add(field);
            if (open.TryPeek(out var outer))
            {
                outer.Text.Append(field.Text);
            }
        }
    }

    private static Dictionary<string, string> Attributes(XmlReader reader)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        while (reader.MoveToNextAttribute())
        {
            attributes[reader.LocalName] = reader.Value;
        }

        reader.MoveToElement();
        return attributes;
    }

    private static DateTimeOffset? Date(string? text) =>
        DateTimeOffset.TryParseExact(
            text,
            "yyyy-MM-dd'T'HH:mm:ss'Z'",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var date
        )
            ? date
            : null;
}
