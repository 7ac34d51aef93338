using System.Diagnostics;
using System.Text;
using Bot.Tests.Composer;
using Bot.Text.Latex;

namespace Bot.Tests.Text;

/// <summary>Whatever somebody wrote: rendered without failing, without hanging, and each place known.</summary>
public class LatexRobustnessTests
{
    private static readonly string[] Pieces =
    [
        "\\",
        "{",
        "}",
        "$",
        "$$",
        "\\(",
        "\\)",
        "\\[",
        "\\]",
        "[",
        "]",
        "(",
        ")",
        "^",
        "_",
        "&",
        "%",
        "~",
        "`",
        "``",
        "'",
        "''",
        "\"",
        "-",
        "--",
        "---",
        "*",
        "**",
        "|",
        "<",
        ">",
        "=",
        ":",
        ".",
        ",",
        "#",
        "@",
        "a",
        "b",
        "Z",
        "7",
        "42",
        " ",
        "  ",
        "\n",
        "\n  ",
        "é",
        "ı",
        "👩‍👧",
        "\uD83D",
        "\uDC69",
        "\u0301",
        "\u007F",
        "\u0099",
        "â€œ",
        "Ã©",
        "ð",
        "\u200B",
        "\u0000",
        "\\'",
        "\\\"",
        "\\v",
        "\\c{",
        "\\frac",
        "\\sqrt[",
        "\\hat",
        "\\text{",
        "\\textbf{",
        "\\mathbb",
        "\\left",
        "\\right.",
        "\\log",
        "\\in",
        "\\times",
        "\\not",
        "\\begin{",
        "\\item",
        "\\cite",
        "\\href{",
        "\\url{",
        "\\footnote{",
        "\\par",
        "\\unicode{x",
        "\\unknown",
        "\\\\",
        "\\-",
        "\\deg",
        "\\overset",
        "\\binom",
        "\\SI",
        "https://a.org/",
        "http://",
        "[x](https://a.org/x)",
        "](http",
        "&amp;",
        "&#177;",
        "word",
        "two words",
        "\\xrightarrow",
        "\\pmod",
        "\\|",
        "{,}",
    ];

    private static string Noise(Random chance)
    {
        var text = new StringBuilder();
        for (var pieces = chance.Next(1, 40); pieces > 0; pieces--)
        {
            text.Append(Pieces[chance.Next(Pieces.Length)]);
        }

        return text.ToString();
    }

    [Fact]
    public void Any_text_renders_and_every_place_comes_from_the_source_in_order()
    {
        var chance = new Random(11);
        for (var round = 0; round < 20_000; round++)
        {
            var source = Noise(chance);
            var rendering = LatexText.Render(source);
            Assert.DoesNotContain(
                "  ",
                rendering.Text.Replace("\\ ", "", StringComparison.Ordinal),
                StringComparison.Ordinal
            );
            if (rendering.Origins is not { } origins)
            {
                Assert.Same(source, rendering.Text);
                continue;
            }

            Assert.Equal(rendering.Text.Length + 1, origins.Length);
            Assert.Equal(source.Length, origins[^1]);
            for (var at = 0; at < origins.Length; at++)
            {
                Assert.InRange(origins[at], at == 0 ? 0 : origins[at - 1], source.Length);
            }
        }
    }

    [Fact]
    public void Text_without_tex_stays_the_same_instance()
    {
        foreach (
            var source in new[]
            {
                "",
                "Wide Networks",
                Samples.Sentence.Trim(),
                "It's 5 % of $5; see https://example.org/~a_b and snake_case.",
            }
        )
        {
            var rendering = LatexText.Render(source);
            Assert.Same(source, rendering.Text);
            Assert.Null(rendering.Origins);
        }
    }

    [Theory]
    [InlineData("{")]
    [InlineData("}")]
    [InlineData("$")]
    [InlineData("$a ")]
    [InlineData("\\(")]
    [InlineData("\\[")]
    [InlineData("`")]
    [InlineData("`a'")]
    [InlineData("'")]
    [InlineData("\"a ")]
    [InlineData("[")]
    [InlineData("[](http://")]
    [InlineData("\\frac{")]
    [InlineData("\\sqrt[")]
    [InlineData("\\cite[")]
    [InlineData("\\text{")]
    [InlineData("\\footnote{")]
    [InlineData("\\href{http://a")]
    [InlineData("$\\text{\\\"a}$ ")]
    [InlineData("^{")]
    [InlineData("^")]
    [InlineData("\\'")]
    [InlineData("&")]
    [InlineData("-")]
    [InlineData("- -")]
    [InlineData("http://")]
    [InlineData("http://a(")]
    [InlineData("http://a)))")]
    [InlineData("*")]
    [InlineData("** a")]
    [InlineData("~")]
    [InlineData(" ")]
    [InlineData(" ,")]
    [InlineData("\n")]
    [InlineData(")\n")]
    [InlineData("\\-a")]
    [InlineData("ð")]
    [InlineData("\\")]
    public void Time_grows_with_the_text_and_not_faster(string piece)
    {
        var source = string.Concat(Enumerable.Repeat(piece, 100_000 / piece.Length));
        LatexText.Render(source[..1000]);
        var clock = Stopwatch.StartNew();
        LatexText.Render(source);
        // Far more than it takes, far less than if each piece looked at all the others: other tests run at the same
        // time.
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"{clock.Elapsed} for 100,000 characters");
    }
}
