using System.Globalization;
using System.Xml.Linq;
using Microsoft.AspNetCore.WebUtilities;

namespace Bot.Sandbox;

/// <summary>A request that the protocol answers with an error; the HTTP status is 200 all the same.</summary>
internal sealed class OaiException(string code, string message) : Exception(message)
{
    public string Code => code;
}

/// <summary>
/// arXiv's archive at <c>/oai</c>, OAI-PMH 2.0 with the verbs Identify, GetRecord and ListRecords, in its forms
/// <c>arXivRaw</c> and <c>arXiv</c>; arguments, errors and tokens as in arXiv/oaipmh.
/// </summary>
internal static class OaiSite
{
    public const string Prefix = "oai:arXiv.org:";

    private static readonly string[] QueryParts = ["metadataPrefix", "from", "until", "set"];

    private static readonly DateOnly Earliest = new(2005, 9, 16);

    public static void Map(Routes routes, World world) => routes.Get("/oai", Access.Open, call => Reply(call, world));

    private static Answer Reply(Call call, World world)
    {
        List<XAttribute> request = [];
        try
        {
            XElement[] inside = call.Query("verb") switch
            {
                "Identify" => [Identify(world)],
                "GetRecord" => [GetRecord(call, world)],
                "ListRecords" => [ListRecords(call, world)],
                _ => throw new OaiException(
                    "badVerb",
                    "Value of the verb argument is not a legal OAI-PMH verb, the verb argument is missing, "
                        + "or the verb argument is repeated. Reason: Invalid verb provided"
                ),
            };
            request.AddRange(call.QueryNames.Select(name => new XAttribute(name, call.Query(name) ?? "")));
            return Document(world, request, inside);
        }
        catch (OaiException e)
        {
            return Document(
                world,
                request,
                new XElement(OaiXml.Oai + "error", new XAttribute("code", e.Code), e.Message)
            );
        }
    }

    private static Answer Document(World world, IEnumerable<XAttribute> request, params XElement[] inside) =>
        new(
            200,
            "text/xml",
            OaiXml.Bytes(world.Now, new XElement(OaiXml.Oai + "request", request, $"{world.Url}/oai"), inside)
        )
        {
            MayZip = true,
        };

    private static XElement Identify(World world) =>
        new(
            OaiXml.Oai + "Identify",
            new XElement(OaiXml.Oai + "repositoryName", "arXiv"),
            new XElement(OaiXml.Oai + "baseURL", $"{world.Url}/oai"),
            new XElement(OaiXml.Oai + "protocolVersion", "2.0"),
            new XElement(OaiXml.Oai + "adminEmail", "help@arxiv.org"),
            new XElement(OaiXml.Oai + "earliestDatestamp", OaiXml.Day(Earliest)),
            new XElement(OaiXml.Oai + "deletedRecord", "persistent"),
            new XElement(OaiXml.Oai + "granularity", "YYYY-MM-DD")
        );

    private static XElement GetRecord(Call call, World world)
    {
        Allow(call.QueryNames, "verb", "identifier", "metadataPrefix");
        var identifier = call.Query("identifier") ?? throw BadArgument("identifier required.");
        var record = OaiXml.Form(call.Query("metadataPrefix"));
        var paper = identifier.StartsWith(Prefix, StringComparison.Ordinal)
            ? world.Archive.Find(identifier[Prefix.Length..])
            : null;
        if (paper is null)
        {
            throw new OaiException(
                "idDoesNotExist",
                "The value of the identifier argument is unknown or illegal in this repository. Reason: "
                    + "Nothing found for this ID"
            );
        }

        return new XElement(OaiXml.Oai + "GetRecord", record(paper));
    }

    private static XElement ListRecords(Call call, World world)
    {
        var resumed = call.Query("resumptionToken");
        if (resumed is not null)
        {
            Allow(call.QueryNames, "verb", "resumptionToken");
        }
        else
        {
            Allow(call.QueryNames, ["verb", .. QueryParts]);
        }

        var (query, skip, round) = resumed is null ? (Query(call.Query), 0, 0) : Resumed(resumed, world.Now);
        if (query["metadataPrefix"] is null)
        {
            throw BadArgument("metadataPrefix required.");
        }

        var record = OaiXml.Form(query["metadataPrefix"]);
        var today = DateOnly.FromDateTime(world.Now.UtcDateTime);
        var from = Day("from", query["from"]) ?? Earliest;
        var until = Day("until", query["until"]) ?? today;
        if (query["set"] is { } set && !OaiSets.Exists(set))
        {
            throw BadArgument("Set does not exist");
        }

        if (from > until)
        {
            throw BadArgument("until date must be greater than or equal to from date");
        }

        if (from < Earliest)
        {
            throw BadArgument("start date too early");
        }

        if (until > today.AddDays(1))
        {
            throw BadArgument("until date too late");
        }

        var size = world.Settings.OaiPageSize;
        var papers = world.Archive.Changed(from, until, query["set"]).Skip(skip).Take(size + 1).ToList();
        if (papers.Count == 0)
        {
            throw new OaiException(
                "noRecordsMatch",
                "The combination of the values of the from, until, set and metadataPrefix arguments results "
                    + "in an empty list."
            );
        }

        XElement? token = null;
        if (papers.Count > size)
        {
            token = Token(query, skip + size, round, world);
        }
        else if (world.Settings.OaiEndless)
        {
            token = Token(query, 0, round + 1, world);
        }
        else if (resumed is not null)
        {
            token = new XElement(OaiXml.Oai + "resumptionToken");
        }

        return new XElement(OaiXml.Oai + "ListRecords", papers.Take(size).Select(record), token);
    }

    // Like arXiv's, a token carries the whole query. Unlike arXiv's it really expires, as the protocol allows.
    private static XElement Token(Dictionary<string, string?> query, int skip, int round, World world)
    {
        var expires =
            world.Settings.OaiTokenMinutes > 0
                ? world.Now.AddMinutes(world.Settings.OaiTokenMinutes)
                : new DateTimeOffset(world.Now.UtcDateTime.Date.AddDays(1), TimeSpan.Zero);
        var parts = new Dictionary<string, string?>(query)
        {
            ["skip"] = $"{skip}",
            ["round"] = $"{round}",
            ["expires"] = $"{expires.ToUnixTimeSeconds()}",
        };
        return new XElement(
            OaiXml.Oai + "resumptionToken",
            new XAttribute("expirationDate", OaiXml.Time(expires)),
            Uri.EscapeDataString(QueryHelpers.AddQueryString("", parts))
        );
    }

    private static (Dictionary<string, string?> Query, int Skip, int Round) Resumed(string token, DateTimeOffset now)
    {
        var parts = QueryHelpers.ParseQuery(Uri.UnescapeDataString(token));
        if (!Number("skip", out var skip) || !Number("round", out var round) || !Number("expires", out var expires))
        {
            throw BadToken("Token decoding failed or format is invalid.");
        }

        if (expires < now.ToUnixTimeSeconds())
        {
            throw BadToken("Token has expired.");
        }

        return (Query(name => parts.TryGetValue(name, out var value) ? value.ToString() : null), skip, round);

        bool Number(string name, out int number)
        {
            number = 0;
            return parts.TryGetValue(name, out var value)
                && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out number);
        }
    }

    private static Dictionary<string, string?> Query(Func<string, string?> part) =>
        QueryParts.ToDictionary(name => name, part, StringComparer.Ordinal);

    private static DateOnly? Day(string name, string? text)
    {
        if (text is null)
        {
            return null;
        }

        return DateOnly.TryParseExact(
            text,
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var day
        )
            ? day
            : throw BadArgument($"{name} date format must be YYYY-MM-DD");
    }

    private static void Allow(IEnumerable<string> given, params string[] allowed)
    {
        if (given.Except(allowed).Any())
        {
            throw BadArgument($"Unallowed parameter. Allowed parameters: {string.Join(", ", allowed)}");
        }
    }

    private static OaiException BadArgument(string reason) =>
        new(
            "badArgument",
            "The request includes illegal arguments, is missing required arguments, includes a repeated "
                + $"argument, or values for arguments have an illegal syntax. Reason: {reason}"
        );

    private static OaiException BadToken(string reason) =>
        new("badResumptionToken", $"The value of the resumptionToken argument is invalid or expired. Reason: {reason}");
}
