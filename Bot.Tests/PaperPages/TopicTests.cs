using System.Text.Json;
using Bot.Arxiv;
using Bot.Composer;
using Bot.Options;
using Bot.PaperPages;
using Bot.Tests.Composer;
using Bot.Tests.Support;
using Bot.Text.Terms;

namespace Bot.Tests.PaperPages;

public sealed class TopicTests
{
    private static readonly AccountOptions Readable = Samples.Account() with
    {
        Style = TootStyle.Readable,
        Tags = Samples.Tags with { Category = true },
    };

    private static readonly Announcement Graphs = Samples.Paper(
        "Graph Neural Networks for Molecular Graphs",
        text: "We study message passing in graph neural networks. " + Samples.Sentence
    );

    [Theory]
    [InlineData("Federated Learning of Binary Networks", "Clients train local models.", "Federated Learning")]
    [InlineData("Grasping with a Humanoid Robot", "A robot learns to grasp.", "Robotics")]
    [InlineData("Forecasting Electricity Load", "We forecast multivariate time series.", "Time Series")]
    [InlineData("Offline Reinforcement Learning", "A policy is learned from logged rewards.", "Reinforcement Learning")]
    [InlineData("Minimax Lower Bounds", "We prove that the regret is optimal.", "Theory")]
    [InlineData("A \\textbf{Diffusion} Model of Faces", "A generative model.", "Generative Models")]
    public void The_first_topic_is_what_the_paper_is_about(string title, string text, string topic) =>
        Assert.Equal(topic, PaperTopics.Of(TopicLexicon.Shipped, title, text, ["cs.LG"])[0].Topic);

    [Fact]
    public void A_paper_of_which_nothing_is_known_still_has_one_topic_that_is_not_sure()
    {
        var topic = Assert.Single(PaperTopics.Of(TopicLexicon.Shipped, "", "", []));
        Assert.InRange(topic.Confidence, 0, 0.5);
    }

    [Fact]
    public void Three_topics_at_most_the_surest_first()
    {
        var topics = PaperTopics.Of(
            TopicLexicon.Shipped,
            "Federated Reinforcement Learning of Robots with Vision-Language Models",
            "Diffusion models on graph neural networks, theorems on convergence rates, and time series.",
            ["cs.RO", "cs.CV"]
        );
        Assert.Equal(3, topics.Count);
        Assert.Equal(topics.OrderByDescending(topic => topic.Confidence), topics);
        Assert.All(topics, topic => Assert.InRange(topic.Confidence, 0.5, 1));
    }

    [Fact]
    public void A_category_speaks_for_its_topic()
    {
        var (plain, robotic) = (
            PaperTopics.Of(TopicLexicon.Shipped, "Embodied Agents", "", ["cs.LG"]),
            PaperTopics.Of(TopicLexicon.Shipped, "Embodied Agents", "", ["cs.LG", "cs.RO"])
        );
        Assert.DoesNotContain("Robotics", plain.Where(topic => topic.Confidence >= 0.5).Select(topic => topic.Topic));
        Assert.Equal("Robotics", robotic[0].Topic);
    }

    [Fact]
    public void An_operators_list_has_its_own_topics_and_words_against_them()
    {
        var mistakes = new List<string>();
        var lexicon = TopicLexicon.Read(
            ["# mine", "", "Tea\t4\tteapot*", "Tea\t-9\tteapot dome", "Coffee\t1\t*", "Coffee\t5\t@hep-th"],
            ArxivCategories.Spelling,
            mistakes
        )!;
        Assert.Empty(mistakes);
        Assert.Equal(["Tea", "Coffee"], lexicon.Of("", "Teapots, and TEAPOTS.", []).Select(topic => topic.Topic));
        Assert.Equal(["Coffee"], lexicon.Of("", "The Teapot-Dome scandal", []).Select(topic => topic.Topic));
        Assert.Equal(["Coffee", "Tea"], lexicon.Of("", "A teapot", ["hep-th"]).Select(topic => topic.Topic));
    }

    [Theory]
    [InlineData("Tea 4 teapot")]
    [InlineData("Tea\tmuch\tteapot")]
    [InlineData("Tea\tNaN\tteapot")]
    [InlineData("Tea\t99\tteapot")]
    [InlineData("Tea\t4\t")]
    [InlineData("Tea\t4\tab*")]
    [InlineData("#!\t4\tteapot\n<b>\t4\tteapot")]
    [InlineData("Tea\t4\t@cs.TEA")]
    [InlineData("")]
    public void A_list_that_cannot_be_read_is_answered_with_what_to_write(string list)
    {
        var mistakes = new List<string>();
        Assert.Null(TopicLexicon.Read(list.Split('\n'), ArxivCategories.Spelling, mistakes));
        Assert.Contains("with tabs between", Assert.Single(mistakes), StringComparison.Ordinal);
    }

    [Fact]
    public void An_article_carries_its_first_topic_only_when_the_account_wants_it()
    {
        Assert.DoesNotContain("GraphLearning", Toot(TopicTag.Off).Text, StringComparison.Ordinal);
        Assert.Equal(
            ["toXiv_bot_toot", "toXiv_bot_new_article_toot", "csLG", "csLG_GraphLearning"],
            Toot(TopicTag.Namespaced).Tags
        );
        Assert.Equal(
            ["toXiv_bot_toot", "toXiv_bot_new_article_toot", "csLG", "GraphLearning"],
            Toot(TopicTag.Plain).Tags
        );
        Assert.EndsWith(" #csLG #csLG_GraphLearning", Toot(TopicTag.Namespaced).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_topic_that_is_not_sure_makes_no_tag() =>
        Assert.Equal(
            ["toXiv_bot_toot", "toXiv_bot_new_article_toot", "csLG"],
            new TootComposer(Readable with { Tags = Readable.Tags with { Topic = TopicTag.Plain } }, TootLimits.Default)
                .Only(Samples.Paper("On Things", text: "Things are considered."))
                .Tags
        );

    [Fact]
    public void The_topics_tag_goes_before_anything_else_is_lost()
    {
        var (with, without) = (Readable with { Tags = Readable.Tags with { Topic = TopicTag.Namespaced } }, Readable);
        var abs = Readable with { Links = PaperLinks.Abs };
        var enough = new TootComposer(abs, TootLimits.Default).Only(Graphs).Characters;
        Assert.Equal(
            new TootComposer(abs, Samples.Limit(enough)).Only(Graphs).Text,
            new TootComposer(abs with { Tags = abs.Tags with { Topic = TopicTag.Namespaced } }, Samples.Limit(enough))
                .Only(Graphs)
                .Text
        );
        for (var limit = 60; limit < 600; limit += 7)
        {
            var (one, other) = (
                new TootComposer(with, Samples.Limit(limit)).Only(Graphs),
                new TootComposer(without, Samples.Limit(limit)).Only(Graphs)
            );
            Promises.KeepReadable(Graphs, [one], LongAbstract.Shorten, Samples.Limit(limit));
            Assert.True(other.Tags.All(one.Tags.Contains), $"at {limit}: {one.Text}");
        }
    }

    [Fact]
    public void On_papers_that_people_labelled_most_topics_are_right()
    {
        using var gold = JsonDocument.Parse(File.ReadAllText(SharedData.Path("gold/topics-dev.json")));
        Floor(
            0.75,
            0.9,
            gold.RootElement.EnumerateArray()
                .Select(paper =>
                    (
                        Paper: paper,
                        Topics: paper
                            .GetProperty("topics")
                            .EnumerateArray()
                            .Select(topic => topic.GetString()!)
                            .ToHashSet()
                    )
                )
        );
    }

    [Fact]
    public void On_papers_labelled_before_it_was_tried_most_topics_are_right()
    {
        var labels = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Data", "topics.tsv"))
            .Where(line => line[0] != '#')
            .Select(line => line.Split('\t'))
            .ToDictionary(line => line[0], line => line[1].Split(',').ToHashSet());
        using var lines = new StreamReader(
            new System.IO.Compression.GZipStream(
                File.OpenRead(SharedData.Path("papers-cs-lg-25k.jsonl.gz")),
                System.IO.Compression.CompressionMode.Decompress
            )
        );
        var papers = lines
            .ReadToEnd()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => labels.ContainsKey(line["{\"id\": \"".Length..line.IndexOf('v', StringComparison.Ordinal)]))
            .Select(line => JsonElement.Parse(line))
            .Select(paper => (paper, labels[paper.GetProperty("id").GetString()!.Split('v')[0]]))
            .ToList();
        Assert.Equal(labels.Count, papers.Count);
        Assert.All(
            labels.Values.SelectMany(topics => topics),
            topic => Assert.Contains(topic, TopicLexicon.Shipped.Topics)
        );
        Floor(0.75, 0.9, papers);
    }

    private static void Floor(
        double leastF1,
        double leastFirst,
        IEnumerable<(JsonElement Paper, HashSet<string> Topics)> papers
    )
    {
        var (right, told, wanted, first, count) = (0, 0, 0, 0, 0);
        foreach (var (paper, topics) in papers)
        {
            var found = PaperTopics
                .Of(
                    TopicLexicon.Shipped,
                    paper.GetProperty("title").GetString()!,
                    paper.GetProperty("abstract").GetString()!,
                    [.. paper.GetProperty("categories").EnumerateArray().Select(name => name.GetString()!)]
                )
                .Select(topic => topic.Topic)
                .ToList();
            (right, told, wanted, count) = (
                right + found.Count(topics.Contains),
                told + found.Count,
                wanted + topics.Count,
                count + 1
            );
            if (topics.Contains(found[0]))
            {
                first++;
            }
        }

        Assert.InRange(2.0 * right / (told + wanted), leastF1, 1);
        Assert.InRange((double)first / count, leastFirst, 1);
    }

    private static Toot Toot(TopicTag tag) =>
        new TootComposer(Readable with { Tags = Readable.Tags with { Topic = tag } }, TootLimits.Default).Only(Graphs);
}
