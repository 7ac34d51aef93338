using System.Security;
using System.Text;
using Bot.Feed;

namespace Bot.Tests.Support;

/// <summary>Answers of arXiv's archive as its templates write them (arXiv/oaipmh).</summary>
public static class Archives
{
    public static string Answer(string inside) =>
        $"""
            <?xml version="1.0" encoding="UTF-8"?>
            <OAI-PMH
                xmlns="http://www.openarchives.org/OAI/2.0/"
                xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                xsi:schemaLocation="http://www.openarchives.org/OAI/2.0/ http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd">
                <responseDate>2026-09-14T01:29:09Z</responseDate>
                <request verb="ListRecords" metadataPrefix="arXivRaw">https://oaipmh.arxiv.org/oai</request>
                {inside}
            </OAI-PMH>
            """;

    public static string List(params string[] records) =>
        Answer($"<ListRecords>{string.Concat(records)}</ListRecords>");

    public static string Record(
        string id = "2608.28914",
        string authors = "A. Author (Institute), B. Writer and C. Scribe",
        string? comments = null,
        string about = "We study it.",
        string metadata = ""
    ) =>
        $"""
                    <record>
                        <header>
                            <identifier>oai:arXiv.org:{id}</identifier>
                            <datestamp>2026-09-01</datestamp>
                            <setSpec>physics:quant-ph</setSpec>
                            <setSpec>physics:math-ph</setSpec>
                        </header>
                        <metadata>
                            <arXivRaw
                                xmlns="http://arxiv.org/OAI/arXivRaw/"
                                xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                                xsi:schemaLocation="http://arxiv.org/OAI/arXivRaw/ https://oaipmh.arxiv.org/OAI/arXivRaw.xsd">
                                <id>{id}</id>
                                <submitter>Ada Author</submitter>
                                <version version="v1">
                                    <date>Fri, 28 Aug 2026 22:22:10 GMT</date>
                                    <size>127kb</size>
                                </version>
                                <version version="v2">
                                    <date>Sun, 30 Aug 2026 10:00:00 GMT</date>
                                    <size>128kb</size>
                                    <source_type>D</source_type>
                                </version>
                                <title>On $x &lt; y$ and
              M\"obius strips</title>
                                <authors>{SecurityElement.Escape(authors)}</authors>
                                <categories>quant-ph math-ph math.MP</categories>
                                {(comments is null ? "" : $"<comments>{SecurityElement.Escape(comments)}</comments>")}
                                {metadata}
                                <journal-ref>J. Strips 3 (2026) 14</journal-ref>
                                <doi>10.1234/test</doi>
                                <license>http://creativecommons.org/licenses/by/4.0/</license>
                                <abstract>{SecurityElement.Escape(about)}</abstract>
                            </arXivRaw>
                        </metadata>
                    </record>
            """;

    public static Task<OaiDocument> ParseAsync(string text) =>
        OaiParser.ParseAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)));
}
