using System.Xml.Linq;
using Bot.PaperPages;

namespace Bot.Tests.PaperPages;

/// <summary>The day as a picture, and the same in words.</summary>
public sealed class DayPictureTests
{
    private static readonly DateOnly Day = new(2026, 8, 13);

    private static readonly DayFigures Full = new(
        "cs.LG",
        Day,
        125,
        [
            ("Large Language Models", 41),
            ("Reinforcement Learning", 22),
            ("Theory", 15),
            ("Computer Vision", 12),
            ("Optimization", 9),
            ("Graph Learning", 8),
            ("Time Series", 7),
            ("Robotics", 6),
            ("Federated Learning", 5),
        ],
        [
            .. Enumerable
                .Range(0, 20)
                .Select(n => (Day.AddDays(-27 + n + n / 5 * 2), 90 + n * 37 % 80))
                .Where(one => one.Item1 < Day),
            (Day, 125),
        ]
    );

    [Fact]
    public void The_words_tell_all_that_the_picture_shows()
    {
        var shown = XDocument
            .Parse(DayPicture.Svg(Full))
            .Descendants()
            .Where(element => element.Name.LocalName == "text")
            .Select(element => element.Value)
            .ToList();
        var alt = DayPicture.Alt(Full);
        Assert.All(
            Full.Topics.Take(5).SelectMany(row => new[] { row.Topic, $"{row.Papers}" }),
            word => Assert.True(shown.Contains(word) && alt.Contains(word, StringComparison.Ordinal), word)
        );
        Assert.Contains("other topics 26", alt, StringComparison.Ordinal);
        Assert.StartsWith("125 new papers in cs.LG, Thursday 13 August 2026.", alt, StringComparison.Ordinal);
        Assert.Contains(
            $"{Full.Days.Take(Full.Days.Count - 1).Min(one => one.Papers)} to "
                + $"{Full.Days.Take(Full.Days.Count - 1).Max(one => one.Papers)} new papers",
            alt,
            StringComparison.Ordinal
        );
        // The least that a server takes of a description.
        Assert.InRange(alt.Length, 1, 1500);
    }

    [Fact]
    public void Nothing_lies_outside_of_the_picture_and_topics_do_not_run_into_the_weeks()
    {
        foreach (
            var element in XDocument
                .Parse(DayPicture.Svg(Full))
                .Descendants()
                .Where(element => element.Attribute("x") is not null)
        )
        {
            Assert.InRange((double)element.Attribute("x")!, 0, DayPicture.Width);
            Assert.InRange((double)element.Attribute("y")!, 0, DayPicture.Height);
            // DejaVu's letters are six tenths of their size wide on average.
            if (
                element.Name.LocalName == "text"
                && (string?)element.Attribute("text-anchor") is null
                && (double)element.Attribute("x")! < 500
                && (int)element.Attribute("font-size")! == 34
            )
            {
                Assert.True((double)element.Attribute("x")! + element.Value.Length * 34 * 0.6 < 515, element.Value);
            }
        }
    }

    [Fact]
    public void A_first_day_without_history_or_topics_is_still_a_picture()
    {
        var first = new DayFigures("cs.LG", Day, 1, [], [(Day, 1)]);
        Assert.Equal("1 new paper in cs.LG, Thursday 13 August 2026.", DayPicture.Alt(first));
        Assert.DoesNotContain("four weeks", DayPicture.Svg(first), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_are_escaped() =>
        Assert.NotNull(XDocument.Parse(DayPicture.Svg(Full with { Topics = [("<b>&\"", 3)] })));
}
