using Bot.Composer;
using Bot.Options;
using Bot.Tests.Composer;
using Bot.Text.Latex;
using Bot.Text.Safety;

namespace Bot.Tests.Text;

public class SafeTextTests
{
    [Theory]
    [InlineData("a\u0000b\u001Bc\u007Fd\re", "abcde")]
    [InlineData("a\n  b\tc", "a\n  b\tc")]
    [InlineData("  padded \n", "padded")]
    [InlineData("@\u0001bob", "@\u2060bob")]
    [InlineData("👩‍👧 ok", "👩‍👧 ok")]
    [InlineData("", "")]
    public void Broken_and_invisible_characters_go_and_the_rest_stays(string original, string safe) =>
        Assert.Equal(safe, SafeText.Of(original).Text);

    [Fact]
    public void Half_a_surrogate_pair_becomes_the_replacement_character()
    {
        Assert.Equal("a\uFFFDb", SafeText.Of("a\uD800b").Text);
        Assert.Equal("\uFFFD", SafeText.Of("\uDC00").Text);
        Assert.Equal("👩\uFFFD", SafeText.Of("👩\uD83D").Text);
    }

    [Fact]
    public void Places_lead_back_to_the_original()
    {
        const string Original = "  a\u0001b @k 👩 \uD800 #tag z ";
        var safe = SafeText.Of(Original);
        foreach (var letter in "abkgz")
        {
            Assert.Equal(Original.IndexOf(letter), safe.Origin(safe.Text.IndexOf(letter)));
            Assert.InRange(safe.Text.IndexOf(letter) - safe.IndexOf(Original.IndexOf(letter)), 0, 1);
        }

        // A joiner goes with what follows it: who goes on there does not repeat the sign.
        Assert.Equal(Original.IndexOf('k'), safe.Origin(safe.Text.IndexOf(Neutralizer.WordJoiner)));
        Assert.Equal(safe.Text.Length, safe.IndexOf(Original.Length));
        Assert.Equal(0, safe.IndexOf(0));
    }

    [Fact]
    public void Broken_papers_are_composed_all_the_same()
    {
        var paper = Samples.Paper(
            "T\uD800itle\u0002",
            "A\u007Fda \uDC00",
            string.Concat(Enumerable.Repeat("wo\uD83Drd \u0003@k\uDC00 ", 100))
        );
        foreach (var toot in new TootComposer(Samples.Account(LongAbstract.Thread), TootLimits.Default).Article(paper))
        {
            Promises.Holds(toot, TootLimits.Default);
        }
    }

    [Fact]
    public void Is_in_NFC_and_knows_where_each_place_came_from()
    {
        var safe = SafeText.Of(" Poincare\u0301\u0000 of #A\u030Angstro\u0308m");
        Assert.Equal("Poincaré of #\u2060Ångström", safe.Text);
        Assert.Equal(1, safe.Origin(0));
        Assert.Equal(8, safe.Origin(7));
        Assert.Equal(11, safe.Origin(8));
        Assert.Equal(7, safe.IndexOf(8));
    }

    [Theory]
    [InlineData("Erd\\H{o}s and Poincar\\'{e}", "Erdős and Poincaré")]
    [InlineData("Vi\\d{\\^e}t", "Việt")]
    [InlineData("{e}\u0301 and {\\\"u}\u0304", "é and ǖ")]
    [InlineData("$\\bar{x}$ and e\u0301", "x\u0304 and é")]
    public void What_was_rendered_is_in_NFC(string source, string text) =>
        Assert.Equal(text, SafeText.Of(LatexText.Render(source)).Text);
}
