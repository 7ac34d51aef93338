using Bot.Tests.Support;

namespace Bot.Tests.Cli;

/// <summary>The verbs that read files of papers.</summary>
[Trait("Category", "Slow")]
public sealed class PaperVerbTests : IDisposable
{
    private const string Pruning =
        """{"id": "2506.00001v2", "title": "Pruning Graph Neural Networks","""
        + """ "abstract": "We prune message passing networks on molecular graphs.","""
        + """ "categories": ["cs.LG"], "more": 1}""";

    private const string Motion =
        """{"id": "2506.00002v1", "title": "Molecular Graphs in Motion","""
        + """ "abstract": "We show that message passing over molecular graphs predicts forces.","""
        + """ "categories": ["cs.LG", "physics.chem-ph"]}""";

    // A paper a line; an empty line says nothing.
    private const string Papers = $$"""
        {{Pruning}}

        {{Motion}}
        {"id": "hep-th/9901001", "title": "Strings", "abstract": null}
        """;

    private static readonly Dictionary<string, string> NoSettings = [];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tootprint-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Related_tells_each_papers_neighbours_and_an_older_text_of_its_own_but_never_itself()
    {
        var queries = File(
            "queries.jsonl",
            """
            {"id": "2506.00001", "title": "Pruning Graph Neural Networks", "abstract": "On molecular graphs."}
            {"id": "2506.00001v2", "title": "Pruning Graph Neural Networks", "abstract": "On molecular graphs."}
            {"id": "2506.00001v3", "title": "Pruning Graph Neural Networks", "abstract": "On molecular graphs."}
            """
        );
        var (exitCode, output, errors) = await BotProcess.RunAsync(
            NoSettings,
            "related",
            "--corpus",
            File("papers.jsonl", Papers),
            "--queries",
            queries
        );
        Assert.Equal((0, ""), (exitCode, errors));
        Assert.Equal(
            [
                """{"id":"2506.00001","related":["2506.00002"]}""",
                """{"id":"2506.00001v2","related":["2506.00002"]}""",
                """{"id":"2506.00001v3","related":["2506.00001","2506.00002"]}""",
            ],
            output.TrimEnd().Split('\n')
        );
    }

    [Fact]
    public async Task Classify_tells_topics_and_when_asked_how_sure_they_are_and_the_key_points()
    {
        var papers = File("papers.jsonl", Papers);
        var (_, plain, _) = await BotProcess.RunAsync(NoSettings, "classify", "--input", papers);
        Assert.StartsWith(
            """{"id":"2506.00001v2","title":"Pruning Graph Neural Networks","topics":["Graph Learning",""",
            plain,
            StringComparison.Ordinal
        );
        Assert.Equal(3, plain.TrimEnd().Split('\n').Length);
        Assert.DoesNotContain("keyPoints", plain, StringComparison.Ordinal);
        var (_, full, _) = await BotProcess.RunAsync(
            NoSettings,
            "classify",
            "--input",
            papers,
            "--key-points",
            "--confidence"
        );
        Assert.Contains(
            "\"keyPoints\":[\"message passing over molecular graphs predicts forces.\"]",
            full,
            StringComparison.Ordinal
        );
        Assert.Contains("\"confidence\":[", full, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Classify_goes_by_an_operators_own_topics()
    {
        var topics = File("topics.tsv", "Tea\t4\tmolecular\n");
        var (_, output, _) = await BotProcess.RunAsync(
            new Dictionary<string, string> { ["Bot__Topics__File"] = topics },
            "classify",
            "--input",
            File("papers.jsonl", Papers)
        );
        Assert.All(
            output.TrimEnd().Split('\n'),
            line => Assert.Contains("\"topics\":[\"Tea\"]", line, StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("not json", "papers.jsonl, line 2")]
    [InlineData("""{"id": "2506.00001"}""", "papers.jsonl, line 2 has no \"title\"")]
    [InlineData("""{"id": "2506.00001", "title": 5}""", "papers.jsonl, line 2")]
    [InlineData("null", "papers.jsonl, line 2")]
    public async Task A_line_that_is_no_paper_is_named(string line, string words)
    {
        var (exitCode, _, errors) = await BotProcess.RunAsync(
            NoSettings,
            "classify",
            "--input",
            File("papers.jsonl", "\n" + line + "\n")
        );
        Assert.Equal(1, exitCode);
        Assert.Contains(words, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_paper_without_an_identifier_of_arxivs_has_no_place_in_a_collection()
    {
        var papers = File("papers.jsonl", """{"id": "mine", "title": "Strings"}""");
        var (exitCode, _, errors) = await BotProcess.RunAsync(
            NoSettings,
            "related",
            "--corpus",
            papers,
            "--queries",
            papers
        );
        Assert.Equal(1, exitCode);
        Assert.Contains("'mine' is no arXiv identifier", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_called_gz_and_is_not_is_said()
    {
        var (exitCode, _, errors) = await BotProcess.RunAsync(
            NoSettings,
            "classify",
            "--input",
            File("papers.jsonl.gz", Papers)
        );
        Assert.Equal(1, exitCode);
        Assert.Contains("cannot be read", errors, StringComparison.Ordinal);
    }

    private string File(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        System.IO.File.WriteAllText(path, text);
        return path;
    }
}
