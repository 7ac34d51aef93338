using System.IO.Compression;
using System.Text.Json;
using Bot.Composer;
using Bot.Tests.Composer;
using Bot.Tests.Support;
using Bot.Text;
using Bot.Text.Latex;
using Bot.Text.Sentences;

namespace Bot.Tests.Text;

public class ClaimShortenerTests
{
    private const string Background =
        "Tides have fascinated people on every coast for centuries. However, existing tables are often wrong "
        + "after a storm. ";
    private const string Claim =
        "We propose TideNet, a small network that forecasts tides from the pressure of the air. ";
    private const string Detail = "It reads the barometer four times an hour and keeps a state for each harbour. ";
    private const string Result =
        "Experiments in nine harbours show that TideNet halves the error and outperforms printed tables by 31%. ";
    private const string Code = "Code is available at https://example.org/tidenet.";
    private const string Whole = Background + Claim + Detail + Result + Code;

    private sealed record Row(string Id, string Title, string Abstract);

    private static string Shorten(
        string text,
        int room,
        string title = "TideNet: Forecasting Tides from Air Pressure"
    ) =>
        ClaimShortener.Shorten(
            new MeasuredText(text, Samples.Limit(500).Counting),
            Formulas.Insides(text),
            title,
            room
        );

    [Fact]
    public void An_abstract_that_fits_is_told_as_it_is() => Assert.Equal(Whole, Shorten(Whole, 1000));

    [Theory]
    [InlineData(
        200,
        "[...] We propose TideNet, a small network that forecasts tides from the pressure of the air. [...] "
            + "TideNet halves the error and outperforms printed tables by 31%. [...]"
    )]
    [InlineData(
        220,
        "[...] We propose TideNet, a small network that forecasts tides from the pressure of the air. [...] "
            + "Experiments in nine harbours show that TideNet halves the error and outperforms printed tables by "
            + "31%. [...]"
    )]
    [InlineData(
        340,
        "[...] We propose TideNet, a small network that forecasts tides from the pressure of the air. It "
            + "reads the barometer four times an hour and keeps a state for each harbour. Experiments in nine "
            + "harbours show that TideNet halves the error and outperforms printed tables by 31%. Code is "
            + "available at https://example.org/tidenet."
    )]
    [InlineData(
        110,
        "[...] We propose TideNet, a small network that forecasts tides from the pressure of the air. [...]"
    )]
    [InlineData(80, "[...] We propose TideNet, a small network that forecasts tides [...]")]
    public void The_claim_comes_first_then_the_result_then_what_else_fits(int room, string told) =>
        Assert.Equal(told, Shorten(Whole, room));

    [Theory]
    [InlineData(24, "[...]")]
    [InlineData(5, "[...]")]
    [InlineData(4, "")]
    [InlineData(0, "")]
    public void In_a_tiny_room_the_mark_alone_is_left(int room, string told) =>
        Assert.Equal(told, Shorten(Whole, room));

    [Fact]
    public void A_long_sentence_may_begin_at_its_claim_and_end_at_a_clause()
    {
        var claim =
            "To overcome these old and well known difficulties with the tables that harbours print, we "
            + "introduce a ferry planner that listens to the sea, which took us some years and three boats to "
            + "get right. ";
        Assert.Equal(
            "[...] we introduce a ferry planner that listens to the sea [...]",
            Shorten(Background + claim + Detail, 80, "Listening Ferries")
        );
    }

    [Fact]
    public void Items_of_a_list_adjectives_and_interrupted_clauses_are_not_torn_apart()
    {
        var claim =
            "This paper studies the drift, the yaw and the roll of small, light, and cheap boats under heavy "
            + "and very sudden winds at sea. ";
        Assert.Equal(
            "[...] This paper studies the drift, the yaw and the roll of small, light, and cheap boats [...]",
            Shorten(Background + claim + Detail, 105, "Boats")
        );
        Assert.Equal(
            "We show that, for boats of any size, a sail at rest steers better than one in motion [...]",
            Shorten(
                "We show that, for boats of any size, a sail at rest steers better than one in motion, as sailors say. "
                    + Background,
                95,
                "Sails"
            )
        );
    }

    [Fact]
    public void Formulas_links_and_brackets_stay_whole()
    {
        var claim =
            "We prove a bound of $O(n, \\log n)$ for every harbour (large, small, or closed) at "
            + "https://example.org/a,b/c;d and beyond it, by induction. ";
        for (var room = 30; room < 140; room++)
        {
            var told = Shorten(Background + claim + Detail, room, "Bounds for Harbours");
            Assert.Equal(
                told.Contains("$O(n", StringComparison.Ordinal),
                told.Contains("\\log n)$", StringComparison.Ordinal)
            );
            Assert.Equal(
                told.Contains("(large", StringComparison.Ordinal),
                told.Contains("closed)", StringComparison.Ordinal)
            );
            Assert.Equal(
                told.Contains("https", StringComparison.Ordinal),
                told.Contains("a,b/c;d", StringComparison.Ordinal)
            );
        }
    }

    [Fact]
    public void Without_words_that_claim_the_sentence_nearest_to_the_title_is_told()
    {
        var text =
            "Coasts are long. Every wave that breaks on sand is a sum of many small waves. Breaking waves on "
            + "sand obey a law of seven terms, and the seventh vanishes. Sand is found in deserts and on "
            + "beaches too.";
        Assert.Contains(
            "obey a law of seven terms",
            Shorten(text, 100, "A Law of Breaking Waves on Sand"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Another_language_is_told_from_its_beginning()
    {
        var text =
            "Les marées suivent la lune depuis toujours. Nous proposons un modèle qui prévoit les marées à "
            + "partir de la pression. Les résultats dépassent les tables imprimées de 31 %.";
        Assert.Equal("Les marées suivent la lune depuis toujours. [...]", Shorten(text, 80, "Prévoir les marées"));
    }

    [Fact]
    public void Lines_are_joined_by_a_space()
    {
        var text = Background + "\n  We propose TideNet.\n  " + Detail;
        Assert.Equal(
            "[...] We propose TideNet. It reads the barometer four times an hour and keeps a state for each harbour.",
            Shorten(text, 110)
        );
    }

    [Fact]
    public void Real_papers_keep_every_promise()
    {
        using var lines = new StreamReader(
            new GZipStream(File.OpenRead(SharedData.Path("papers-cs-lg-25k.jsonl.gz")), CompressionMode.Decompress)
        );
        for (var at = 0; lines.ReadLine() is { } line; at++)
        {
            if (at % 25 != 0)
            {
                continue;
            }

            var row = JsonSerializer.Deserialize<Row>(line, JsonSerializerOptions.Web)!;
            foreach (var rule in Enum.GetValues<LengthRule>())
            {
                var limits = new TootLimits(500, 23, rule);
                var text = new MeasuredText(row.Abstract, limits.Counting);
                foreach (var room in new[] { 30, 60, 120, 270, 400, 1000 })
                {
                    KeepsPromises(
                        row.Id,
                        text,
                        ClaimShortener.Shorten(text, Formulas.Insides(text.Text), row.Title, room),
                        room
                    );
                }
            }
        }
    }

    // Never too dear, never empty, and between the marks stretches of the abstract in their order, each mark where
    // something is missing.
    private static void KeepsPromises(string id, MeasuredText text, string told, int room)
    {
        Assert.InRange(text.Counting.Of(told), 1, room);
        if (text.Price <= room)
        {
            Assert.Equal(text.Text, told);
            return;
        }

        var (whole, at) = (Words(text.Text), 0);
        var stretches = told.Split("[...]");
        for (var place = 0; place < stretches.Length; place++)
        {
            var words = Words(stretches[place]);
            Assert.True(
                words.Length > 0 || place == 0 || place == stretches.Length - 1,
                $"{id} has two marks in a row: {told}"
            );
            if (words.Length == 0)
            {
                continue;
            }

            var from = at + whole.AsSpan(at).IndexOf(words);
            // A comma may be missing where a stretch ends.
            if (from < at)
            {
                from = at + IndexOfCut(whole.AsSpan(at), words);
            }

            Assert.True(
                place == 0 ? from == 0 : from > at,
                $"{id} has no such stretch, or no gap before it: {stretches[place]} in {told}"
            );
            at = from + words.Length;
        }

        if (stretches[^1].Length > 0)
        {
            Assert.EndsWith(Words(stretches[^1])[^1], text.Text.TrimEnd(), StringComparison.Ordinal);
        }
        else if (at > 0)
        {
            Assert.True(
                at < whole.Length || whole[^1] != Words(stretches[^2])[^1],
                $"{id} marks a gap at its end that is none: {told}"
            );
        }
    }

    private static int IndexOfCut(ReadOnlySpan<string> whole, string[] words)
    {
        for (var at = 0; at + words.Length <= whole.Length; at++)
        {
            if (
                whole[at..(at + words.Length - 1)].SequenceEqual(words.AsSpan(..^1))
                && whole[at + words.Length - 1].StartsWith(words[^1], StringComparison.Ordinal)
            )
            {
                return at;
            }
        }

        return int.MinValue;
    }

    private static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
