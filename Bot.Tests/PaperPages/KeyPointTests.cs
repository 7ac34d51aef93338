using System.Text.Json;
using Bot.PaperPages;
using Bot.Tests.Support;
using Bot.Text.Latex;
using Bot.Text.Safety;

namespace Bot.Tests.PaperPages;

public sealed class KeyPointTests
{
    private const string Abstract = """
        Deep networks are used everywhere. They are often slow. In this paper, we propose Plume, a compact model of
        wireless packet traces. Its tokenizer splits packets along their fields and yields sequences that are six times
        shorter. We show that Plume predicts packets with an accuracy of 97.1\%, outperforming models that are ten times
        as large. Code is available at https://example.org/plume.
        """;

    [Fact]
    public void Claim_and_results_are_told_and_background_and_availability_are_not() =>
        Assert.Equal(
            [
                "we propose Plume, a compact model of wireless packet traces.",
                "Its tokenizer splits packets along their fields and yields sequences that are six times shorter.",
                "Plume predicts packets with an accuracy of 97.1%, outperforming models that are ten times as large.",
            ],
            KeyPoints.Of("Plume: Wireless Packet Traces", Abstract)
        );

    [Theory]
    [InlineData(
        "Moreover, the second model also predicts packets that it has never seen.",
        "the second model also predicts packets that it has never seen."
    )]
    [InlineData(
        "Building on this idea, Plume predicts packets that it has never seen.",
        "Plume predicts packets that it has never seen."
    )]
    [InlineData(
        "Together, Plume and its tokenizer make packets easy to predict.",
        "Plume and its tokenizer make packets easy to predict."
    )]
    // A hedge is no opening: without it the authors would claim more than they did.
    [InlineData(
        "To the best of our knowledge, Plume is the first model of its kind.",
        "To the best of our knowledge, Plume is the first model of its kind."
    )]
    // Nor is a condition, nor an example.
    [InlineData(
        "Under these two assumptions, Plume predicts every packet of the trace.",
        "Under these two assumptions, Plume predicts every packet of the trace."
    )]
    [InlineData(
        "In these rare cases, Plume biases the predictions of each next packet.",
        "In these rare cases, Plume biases the predictions of each next packet."
    )]
    [InlineData(
        "For small models such as ours, the prediction of packets is often costly.",
        "For small models such as ours, the prediction of packets is often costly."
    )]
    // Too little would be left.
    [InlineData("However, Plume costs little.", "However, Plume costs little.")]
    public void An_opening_that_leans_on_what_may_not_be_told_is_left_out(string sentence, string told) =>
        Assert.Contains(
            told,
            KeyPoints.Of(
                "Plume: Wireless Packet Traces",
                $"We propose Plume, a compact model of wireless packet traces. {sentence}"
            )
        );

    [Fact]
    public void No_text_has_no_points() => Assert.Empty(KeyPoints.Of("A Title", " "));

    [Fact]
    public void What_the_cue_words_do_not_understand_is_told_in_whole_sentences() =>
        Assert.Equal(
            ["Nous prouvons un th\u00e9or\u00e8me.", "Il est vrai."],
            KeyPoints.Of("Un titre", "Nous prouvons un th\\'eor\\`eme. Il est vrai.")
        );

    [Fact]
    public void A_list_that_lacks_its_end_is_not_begun() =>
        Assert.DoesNotContain(
            KeyPoints.Of(
                "Gains",
                "We show three gains of our method: (1) it is fast in each of the many settings that we have "
                    + $"tried, (2) {new string('x', 150)}, and (3) it is sound. We prove it."
            ),
            point => point.Contains("(1)", StringComparison.Ordinal)
        );

    [Fact]
    public void Real_abstracts_points_stand_in_them_word_for_word_on_one_line_and_short()
    {
        foreach (var line in Real())
        {
            Check(line);
        }

        static void Check(string line)
        {
            using var json = JsonDocument.Parse(line);
            var (title, text) = (
                json.RootElement.GetProperty("title").GetString()!,
                json.RootElement.GetProperty("abstract").GetString()!
            );
            var (shown, points) = (SafeText.Of(LatexText.Render(text)).Text, KeyPoints.Of(title, text));
            Assert.InRange(points.Count, 0, 4);
            Assert.All(points, point => Assert.Contains(point, shown, StringComparison.Ordinal));
            Assert.All(points, point => Assert.InRange(point.Length, 1, KeyPoints.Longest));
            Assert.All(points, point => Assert.DoesNotContain('\n', point));
            Assert.Equal(points.Count, points.Distinct().Count());
        }
    }

    private static IEnumerable<string> Real()
    {
        using var lines = new StreamReader(
            new System.IO.Compression.GZipStream(
                File.OpenRead(SharedData.Path("papers-cs-lg-25k.jsonl.gz")),
                System.IO.Compression.CompressionMode.Decompress
            )
        );
        for (var at = 0; lines.ReadLine() is { } line; at++)
        {
            if (at % 40 == 0)
            {
                yield return line;
            }
        }
    }

    [Fact]
    public void They_share_many_words_with_the_points_that_a_digests_editors_wrote()
    {
        using var gold = JsonDocument.Parse(File.ReadAllText(SharedData.Path("gold/topics-dev.json")));
        var scores = gold
            .RootElement.EnumerateArray()
            .Select(paper =>
                (
                    Ours: Words(
                        KeyPoints.Of(
                            paper.GetProperty("title").GetString()!,
                            paper.GetProperty("abstract").GetString()!
                        )
                    ),
                    Theirs: Words(paper.GetProperty("points").EnumerateArray().Select(point => point.GetString()!))
                )
            )
            .ToList();
        Assert.InRange(scores.Average(one => F1(one.Ours, one.Theirs)), 0.37, 1);
        Assert.InRange(
            scores.Average(one =>
                F1(
                    [.. one.Ours.Zip(one.Ours.Skip(1), (a, b) => a + " " + b)],
                    [.. one.Theirs.Zip(one.Theirs.Skip(1), (a, b) => a + " " + b)]
                )
            ),
            0.14,
            1
        );
    }

    private static List<string> Words(IEnumerable<string> points) =>
        [
            .. System
                .Text.RegularExpressions.Regex.Matches(string.Join(' ', points).ToLowerInvariant(), "[a-z0-9]+")
                .Select(match => match.Value),
        ];

    private static double F1(List<string> ours, List<string> theirs) =>
        2.0
        * ours.CountBy(word => word).Sum(one => Math.Min(one.Value, theirs.Count(word => word == one.Key)))
        / (ours.Count + theirs.Count);
}
