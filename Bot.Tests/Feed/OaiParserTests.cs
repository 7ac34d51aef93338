using System.IO.Compression;
using System.Text;
using Bot.Arxiv;
using Bot.Feed;
using Bot.Tests.Support;

namespace Bot.Tests.Feed;

/// <summary>The archive's answers, whole, lacking, damaged and hostile.</summary>
public sealed class OaiParserTests
{
    [Fact]
    public async Task A_record_is_read_whole()
    {
        var document = await Archives.ParseAsync(
            Archives.List(
                Archives.Record(
                    comments: "14 pages,\n  two figures",
                    about: "  First line\nwrapped by hand.\n  A new paragraph.\n"
                )
            )
        );
        var paper = Assert.Single(document.Papers);
        Assert.Equal(
            ("2608.28914", new DateOnly(2026, 9, 1), false, "Ada Author", @"On $x < y$ and M\""obius strips"),
            (paper.Id.Value, paper.Datestamp, paper.Deleted, paper.Submitter, paper.Title)
        );
        Assert.Equal(
            [
                new PaperVersion(1, new DateTimeOffset(2026, 8, 28, 22, 22, 10, TimeSpan.Zero), null),
                new PaperVersion(2, new DateTimeOffset(2026, 8, 30, 10, 0, 0, TimeSpan.Zero), "D"),
            ],
            paper.Versions
        );
        Assert.Equal(2, paper.Version);
        Assert.Equal(["A. Author", "B. Writer", "C. Scribe"], paper.Authors);
        Assert.Equal("First line wrapped by hand.\n  A new paragraph.", paper.Abstract);
        Assert.Equal(["quant-ph", "math-ph", "math.MP"], paper.Categories);
        Assert.Equal(
            (
                "14 pages, two figures",
                "J. Strips 3 (2026) 14",
                "10.1234/test",
                "http://creativecommons.org/licenses/by/4.0/"
            ),
            (paper.Comments, paper.JournalReference, paper.Doi, paper.License)
        );
        Assert.Equal((null, null, null), (document.Token, document.ErrorCode, paper.Withdrawal));
    }

    [Fact]
    public async Task A_resumption_token_is_kept_with_its_end_and_an_empty_one_is_none()
    {
        var more = await Archives.ParseAsync(
            Archives.List(
                Archives.Record(),
                "<resumptionToken expirationDate='2026-09-15T00:00:00Z' completeListSize='9' "
                    + "cursor='0'>verb%3DListRecords%26skip%3D2500</resumptionToken>"
            )
        );
        Assert.Equal(
            ("verb%3DListRecords%26skip%3D2500", new DateTimeOffset(2026, 9, 15, 0, 0, 0, TimeSpan.Zero)),
            (more.Token, more.Expires)
        );
        Assert.Null((await Archives.ParseAsync(Archives.List(Archives.Record(), "<resumptionToken/>"))).Token);
    }

    [Fact]
    public async Task An_error_is_its_code_and_arxivs_words()
    {
        var document = await Archives.ParseAsync(
            Archives.Answer("<error code='badArgument'>The request is bad. Reason: Set does not exist</error>")
        );
        Assert.Equal(
            ("badArgument", "The request is bad. Reason: Set does not exist", 0),
            (document.ErrorCode, document.ErrorText, document.Papers.Count)
        );
    }

    [Fact]
    public async Task A_deleted_record_is_its_identifier_and_day()
    {
        var paper = Assert.Single(
            (
                await Archives.ParseAsync(
                    Archives.List(
                        "<record><header status=\"deleted\"><identifier>oai:arXiv.org:hep-th/9901001</identifier>"
                            + "<datestamp>2026-09-01</datestamp></header></record>"
                    )
                )
            ).Papers
        );
        Assert.Equal(("hep-th/9901001", true, null), (paper.Id.Value, paper.Deleted, paper.EarliestAnnouncement));
    }

    [Theory]
    [InlineData("<id>2608.28914</id>")]
    [InlineData("<submitter>Ada Author</submitter>")]
    [InlineData("<authors>A. Author (Institute), B. Writer and C. Scribe</authors>")]
    [InlineData("<abstract>We study it.</abstract>")]
    [InlineData("<date>Fri, 28 Aug 2026 22:22:10 GMT</date>")]
    [InlineData("<categories>quant-ph math-ph math.MP</categories>")]
    [InlineData("<license>http://creativecommons.org/licenses/by/4.0/</license>")]
    public async Task A_record_that_lacks_something_is_not_lost(string missing)
    {
        var document = await Archives.ParseAsync(
            Archives.List(Archives.Record().Replace(missing, "", StringComparison.Ordinal))
        );
        Assert.Empty(document.Rejected);
        var paper = Assert.Single(document.Papers);
        Assert.Equal(("2608.28914", 2, "quant-ph"), (paper.Id.Value, paper.Version, paper.Categories[0]));
    }

    [Theory]
    [InlineData("2608.28914", "nonsense", "no arXiv identifier")]
    [InlineData("<datestamp>2026-09-01</datestamp>", "<datestamp>yesterday</datestamp>", "no readable datestamp")]
    [InlineData("<title>On $x &lt; y$ and\n  M\\\"obius strips</title>", "<title> </title>", "has no title")]
    [InlineData("arXivRaw", "arXiv", "without arXivRaw metadata")]
    public async Task A_bad_record_costs_that_record_and_is_reported(string part, string bad, string reason)
    {
        var record = Archives.Record().Replace(part, bad, StringComparison.Ordinal);
        Assert.NotEqual(Archives.Record(), record);
        var document = await Archives.ParseAsync(
            Archives.List(Archives.Record("2608.00001"), record, Archives.Record("2608.00003"))
        );
        Assert.Equal(["2608.00001", "2608.00003"], document.Papers.Select(paper => paper.Id.Value));
        var rejected = Assert.Single(document.Rejected);
        Assert.StartsWith("record 2: ", rejected, StringComparison.Ordinal);
        Assert.Contains(reason, rejected, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Versions_come_in_order_whatever_theirs_and_unnumbered_ones_are_left_out()
    {
        var record = Archives
            .Record()
            .Replace("version=\"v1\"", "version=\"v10\"", StringComparison.Ordinal)
            .Replace("<title>", "<version><date>?</date></version><title>", StringComparison.Ordinal);
        Assert.Equal(
            [2, 10],
            Assert
                .Single((await Archives.ParseAsync(Archives.List(record))).Papers)
                .Versions.Select(version => version.Number)
        );
    }

    [Theory]
    [InlineData("<!DOCTYPE html><html><body>502</body></html>", "as web pages do")]
    [InlineData("<html><body>Checking your browser</body></html>", "starts with <html>")]
    [InlineData("<rss version=\"2.0\"><channel/></rss>", "starts with <rss>")]
    [InlineData("", "damaged or cut short")]
    [InlineData("{}", "damaged or cut short")]
    [InlineData("<OAI-PMH xmlns=\"http://www.openarchives.org/OAI/2.0/\"/>", "neither a record nor an error")]
    [InlineData("<OAI-PMH><ListRecords></ListRecords></OAI-PMH>", "neither a record nor an error")]
    [InlineData(
        "<OAI-PMH><ListRecords><resumptionToken>more</resumptionToken></ListRecords></OAI-PMH>",
        "neither a record nor an error"
    )]
    [InlineData(
        "<!DOCTYPE a [<!ENTITY b \"bbbbbbbbbb\"><!ENTITY c \"&b;&b;&b;&b;\">]><OAI-PMH>&c;</OAI-PMH>",
        "document type"
    )]
    public async Task What_is_no_whole_answer_is_refused(string text, string words) =>
        Assert.Contains(
            words,
            (await Assert.ThrowsAsync<FeedFormatException>(() => Archives.ParseAsync(text))).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public async Task An_entity_that_nobody_declared_stays_as_it_is_written()
    {
        var answer = Archives.List(
            Archives.Record("2608.00001", about: "A&undeclared; &b"),
            Archives.Record("2608.00002")
        );
        var papers = (await Archives.ParseAsync(answer)).Papers;
        Assert.Equal(["2608.00001", "2608.00002"], papers.Select(paper => paper.Id.Value));
        Assert.Equal("A&undeclared; &b", papers[0].Abstract);
    }

    [Fact]
    public async Task Of_an_answer_that_is_cut_anywhere_nothing_is_used()
    {
        var whole = Archives.List(
            Archives.Record("2608.00001"),
            Archives.Record("2608.00002"),
            "<resumptionToken>more</resumptionToken>"
        );
        for (var length = 0; length < whole.Length - 5; length += 83)
        {
            await Assert.ThrowsAsync<FeedFormatException>(() => Archives.ParseAsync(whole[..length]));
        }
    }

    [Fact]
    public async Task A_byte_that_is_no_utf8_costs_itself_alone()
    {
        var bytes = Encoding.UTF8.GetBytes(Archives.List(Archives.Record(about: "QQQQ")));
        bytes[bytes.AsSpan().IndexOf("QQQQ"u8)] = 0xff;
        Assert.Equal("\uFFFDQQQ", Assert.Single((await OaiParser.ParseAsync(new MemoryStream(bytes))).Papers).Abstract);
    }

    [Fact]
    public async Task A_hundred_thousand_authors_are_read_in_a_moment()
    {
        var authors = string.Join(", ", Enumerable.Range(0, 100_000).Select(n => $"A. Author{n} (Xinyi)"));
        var paper = Assert.Single((await Archives.ParseAsync(Archives.List(Archives.Record(authors: authors)))).Papers);
        Assert.Equal((100_000, "A. Author99999"), (paper.Authors.Count, paper.Authors[^1]));
    }

    [Theory]
    [InlineData(2_000_000)]
    [InlineData(20)]
    public async Task Nesting_without_end_is_refused_before_it_costs_anything(int depth)
    {
        var deep = Archives.List(
            Archives.Record(
                metadata: string.Concat(Enumerable.Repeat("<a>", depth))
                    + string.Concat(Enumerable.Repeat("</a>", depth))
            )
        );
        Assert.Contains(
            "nests more than",
            (await Assert.ThrowsAsync<FeedFormatException>(() => Archives.ParseAsync(deep))).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Markup_and_unknown_elements_in_a_record_do_not_cost_it()
    {
        var record = Archives
            .Record(metadata: "<proxy>ccsd</proxy><new><a>1</a></new>", about: "ABSTRACT")
            .Replace("ABSTRACT", "A <b>bold</b> <![CDATA[& <plain>]]> claim", StringComparison.Ordinal);
        Assert.Equal(
            "A bold & <plain> claim",
            Assert.Single((await Archives.ParseAsync(Archives.List(record))).Papers).Abstract
        );
    }

    [Fact]
    public async Task An_answer_beyond_its_bound_is_refused_without_being_swallowed()
    {
        using var zipped = new MemoryStream();
        await using (var zip = new GZipStream(zipped, CompressionLevel.Fastest, leaveOpen: true))
        {
            await zip.WriteAsync(
                Encoding.UTF8.GetBytes(Archives.List(Archives.Record(about: new string('x', 70 * 1024 * 1024))))
            );
        }

        zipped.Position = 0;
        Assert.Contains(
            "32 million characters",
            (
                await Assert.ThrowsAsync<FeedFormatException>(() =>
                    OaiParser.ParseAsync(new GZipStream(zipped, CompressionMode.Decompress))
                )
            ).Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("A. Author, B. Writer and C. Scribe", "A. Author|B. Writer|C. Scribe")]
    [InlineData("A. Author, B. Writer, and C. Scribe", "A. Author|B. Writer|C. Scribe")]
    [InlineData("A. Author & B. Writer", "A. Author|B. Writer")]
    [InlineData(
        "A. Author (1), B. Writer (2) and C. Scribe (1,2) ((1) Here, (2) There and elsewhere)",
        "A. Author|B. Writer|C. Scribe"
    )]
    [InlineData("A. Author (CERN, Geneva),\n  B. Writer", "A. Author|B. Writer")]
    [InlineData("ATLAS Collaboration: G. Aad, B. Abbott", "ATLAS Collaboration|G. Aad|B. Abbott")]
    [InlineData("G. Aad, for the ATLAS Collaboration", "G. Aad|ATLAS Collaboration")]
    [InlineData("Donald Author, Jr., E. Other", "Donald Author Jr.|E. Other")]
    [InlineData("Donald Author Jr., E. Other III", "Donald Author Jr.|E. Other III")]
    [InlineData("D. Acosta, et al", "D. Acosta")]
    [InlineData("D. Acosta et al.", "D. Acosta")]
    [InlineData("Sandra Anderson, Alexander Holland", "Sandra Anderson|Alexander Holland")]
    [InlineData("DeepSeek-AI", "DeepSeek-AI")]
    [InlineData("C. Bal\\'azs, E. L. Berger", "C. Bal\\'azs|E. L. Berger")]
    [InlineData("A (broken and B", "A (broken|B")]
    [InlineData("", "")]
    public void Authors_as_they_wrote_themselves_are_split_as_in_the_feed(string raw, string expected) =>
        Assert.Equal(expected, string.Join('|', AuthorList.ReadRaw(raw)));
}
