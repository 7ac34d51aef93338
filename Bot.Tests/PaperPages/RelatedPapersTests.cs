using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Bot.Arxiv;
using Bot.PaperPages;
using Bot.Tests.Support;

namespace Bot.Tests.PaperPages;

public sealed class RelatedPapersTests
{
    private static readonly (ArxivId Id, string Title, string Abstract)[] Few =
    [
        (Id(1), "Pruning Graph Neural Networks", "We prune message passing networks on molecular graphs."),
        (Id(2), "Forecasting River Floods", "Recurrent networks forecast streamflow from rainfall."),
        (Id(3), "Regret of Linear Bandits", "We bound the regret of optimistic algorithms."),
        (Id(4), "Molecular Graphs in Motion", "Message passing over molecular graphs predicts forces."),
        (Id(5), "Rainfall and Streamflow", "Streamflow is forecast for rivers without gauges from rainfall alone."),
    ];

    [Fact]
    public void The_paper_that_shares_the_telling_words_comes_first_and_the_paper_itself_never()
    {
        var related = RelatedPapers.Of(Few);
        foreach (var (mine, nearest) in new[] { (0, 4), (3, 1), (1, 5), (4, 2) })
        {
            var found = related.To(Few[mine].Title, Few[mine].Abstract, 10, except: Few[mine].Id);
            Assert.Equal(Id(nearest), found[0].Id);
            Assert.DoesNotContain(Few[mine].Id, found.Select(one => one.Id));
            Assert.All(found, one => Assert.InRange(one.Likeness, 0.0001, 0.9));
        }
    }

    [Fact]
    public void A_paper_that_shares_no_word_is_not_related() =>
        Assert.Empty(RelatedPapers.Of(Few).To("Sonnets", "A quatrain rhymes.", 10));

    [Fact]
    public void Nothing_is_related_where_nothing_is_known() =>
        Assert.Empty(new RelatedPapers().To("Regret", "We bound it.", 10));

    [Fact]
    public void The_same_text_has_a_likeness_of_about_one() =>
        Assert.InRange(RelatedPapers.Of(Few).To(Few[2].Title, Few[2].Abstract, 1)[0].Likeness, 0.95, 1);

    [Fact]
    public void Tex_and_other_forms_of_a_word_do_not_stand_between_two_papers()
    {
        var found = RelatedPapers.Of(Few).To("\\textbf{Prune} a network", "The \\emph{graph} of a mol\\'ecule", 1);
        Assert.Equal(Id(1), Assert.Single(found).Id);
    }

    [Fact]
    public void A_newer_text_takes_the_older_ones_place()
    {
        var related = RelatedPapers.Of(Few);
        related.Add(Id(3), "Sonnets", "A quatrain rhymes.");
        Assert.Equal(5, related.Count);
        Assert.Empty(related.To("Regret of linear bandits", "", 10));
        Assert.Equal(Id(3), Assert.Single(related.To("Sonnets", "", 10)).Id);
    }

    [Fact]
    public void Grown_one_by_one_it_finds_what_it_finds_when_built_at_once()
    {
        var papers = Subjects(900);
        var (built, grown) = (RelatedPapers.Of(papers), new RelatedPapers());
        foreach (var (id, title, text) in papers)
        {
            grown.Add(id, title, text);
        }

        foreach (var (id, title, text) in papers.Take(50))
        {
            Assert.Equal(
                built.To(title, text, 1, id)[0].Likeness,
                grown.To(title, text, 1, id)[0].Likeness,
                tolerance: 0.02
            );
        }
    }

    [Fact]
    public void Among_many_papers_those_of_one_subject_are_near_although_they_share_hardly_a_word()
    {
        var papers = Subjects(1200);
        foreach (var related in new[] { RelatedPapers.Of(papers), Grown(papers) })
        {
            // Each asks with three words of subject 2 and the word that every subject has.
            var found = related.To("common", "s2w1 s2w2 s2w3", 40);
            Assert.NotEmpty(found);
            Assert.All(found, one => Assert.Equal(2, Subject(one.Id)));
        }
    }

    [Fact]
    public void A_thousand_papers_with_hardly_a_word_do_no_harm()
    {
        var related = RelatedPapers.Of(
            Enumerable.Range(0, 1100).Select(n => (Id(n), "", n % 3 == 0 ? "alpha beta" : "gamma"))
        );
        var found = related.To("alpha", "", 10);
        Assert.NotEmpty(found);
        Assert.All(found, one => Assert.InRange(one.Likeness, 0, 1));
    }

    [Fact]
    public void On_real_papers_it_finds_older_versions_and_the_same_authors_other_papers()
    {
        using var gold = JsonDocument.Parse(Unpacked("gold/related-dev.json.gz"));
        var versions = Papers("gold/related-versions-dev.jsonl.gz").ToList();
        var coauthors = gold
            .RootElement.GetProperty("sets")
            .GetProperty("coauthor")
            .EnumerateObject()
            .ToDictionary(
                query => ArxivId.Parse(query.Name),
                query => query.Value.EnumerateArray().Select(one => ArxivId.Parse(one.GetString()!)).ToHashSet()
            );
        var needed = versions
            .Select(paper => paper.Id)
            .Concat(coauthors.Keys)
            .Concat(coauthors.Values.SelectMany(ids => ids))
            .ToHashSet();
        // All 25,000 would take a minute in a build for debugging; docs/quality.md has their figures, which are of a
        // harder search.
        var papers = Papers("papers-cs-lg-25k.jsonl.gz")
            .Where((paper, at) => at % 8 == 0 || needed.Contains(paper.Id))
            .ToList();
        var related = RelatedPapers.Of(papers);
        Assert.InRange(
            versions.Average(paper => related.To(paper.Title, paper.Abstract, 1)[0].Id == paper.Id ? 1.0 : 0),
            0.99,
            1
        );

        var texts = papers.GroupBy(paper => paper.Id).ToDictionary(group => group.Key, group => group.Last());
        var ranks = coauthors.Select(query =>
            related
                .To(texts[query.Key].Title, texts[query.Key].Abstract, 10, query.Key)
                .Select((one, at) => query.Value.Contains(one.Id) ? 1.0 / (at + 1) : 0)
                .FirstOrDefault(rank => rank > 0)
        );
        Assert.InRange(ranks.Average(), 0.25, 1);
    }

    private static RelatedPapers Grown(IEnumerable<(ArxivId Id, string Title, string Abstract)> papers)
    {
        var related = new RelatedPapers();
        foreach (var (id, title, text) in papers)
        {
            related.Add(id, title, text);
        }

        return related;
    }

    // Ten subjects of forty words; each paper has a word that all have, and six of its subject.
    private static List<(ArxivId Id, string Title, string Abstract)> Subjects(int count)
    {
        var chance = new Random(1);
        return
        [
            .. Enumerable
                .Range(0, count)
                .Select(n =>
                    (
                        Id(n),
                        "common",
                        string.Join(
                            ' ',
                            Enumerable
                                .Range(0, 6)
                                .Select(_ =>
                                    string.Create(CultureInfo.InvariantCulture, $"s{n % 10}w{chance.Next(40)}")
                                )
                        )
                    )
                ),
        ];
    }

    private static int Subject(ArxivId id) => id.Value[^1] - '0';

    private static ArxivId Id(int number) =>
        ArxivId.Parse(string.Create(CultureInfo.InvariantCulture, $"2506.{number:00000}"));

    private static string Unpacked(string name)
    {
        using var text = new StreamReader(
            new GZipStream(File.OpenRead(SharedData.Path(name)), CompressionMode.Decompress)
        );
        return text.ReadToEnd();
    }

    private static IEnumerable<(ArxivId Id, string Title, string Abstract)> Papers(string name)
    {
        foreach (var line in Unpacked(name).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using var json = JsonDocument.Parse(line);
            var id = json.RootElement.GetProperty("id").GetString()!;
            yield return (
                ArxivId.Parse(id[..id.LastIndexOf('v')]),
                json.RootElement.GetProperty("title").GetString()!,
                json.RootElement.GetProperty("abstract").GetString()!
            );
        }
    }
}
