using Bot.Composer;
using Bot.Ledger;
using Bot.Text.Sentences;

namespace Bot.Tests.Composer;

public class TootLengthTests
{
    private static int Count(string text, int perLink = 23) => TootLength.Count(text, "", new TootLimits(500, perLink));

    [Theory]
    [InlineData("", 0)]
    [InlineData("plain", 5)]
    [InlineData("a\nb", 3)]
    [InlineData("a\r\nb", 3)]
    [InlineData("\n\r", 2)]
    [InlineData("e\u0301", 1)]
    [InlineData("👩‍👩‍👧‍👦", 1)]
    [InlineData("👍🏽", 1)]
    [InlineData("🇩🇪🇫🇷", 2)]
    [InlineData("각", 1)]
    [InlineData("機械学習", 4)]
    [InlineData("@\u2060k", 3)]
    public void Text_counts_by_graphemes(string text, int length) => Assert.Equal(length, Count(text));

    [Theory]
    [InlineData("https://arxiv.org/abs/2506.06280", 23)]
    [InlineData("http://a.io", 23)]
    [InlineData("HTTPS://ARXIV.ORG", 23)]
    [InlineData("see https://arxiv.org/abs/1.", 4 + 23 + 1)]
    [InlineData("(https://arxiv.org/abs/1)", 25)]
    [InlineData("https://en.wikipedia.org/wiki/Set_(mathematics)", 23)]
    [InlineData("https://en.wikipedia.org/wiki/Set_(a_(b))).", 25)]
    [InlineData("https://x.org/a?b=c&d=e#f!?", 25)]
    [InlineData("https://x.org:8080/a", 23)]
    [InlineData("https://x.org: no port", 23 + 9)]
    [InlineData("https://x.org/~user/@name", 23)]
    [InlineData("https://x.org/機械", 23)]
    [InlineData("https://x.org/a\"", 24)]
    [InlineData("https://x.org/a,https://y.org/b", 23)]
    [InlineData("https://x.org,https://y.org", 47)]
    [InlineData("https://x.org https://y.org", 47)]
    [InlineData("arxiv.org/abs/2506.06280", 24)]
    [InlineData("://", 3)]
    [InlineData("https://", 23)]
    public void A_link_costs_the_flat_price(string text, int length) => Assert.Equal(length, Count(text));

    [Theory]
    [InlineData("https://nowhere.unknownzone", 27)]
    [InlineData("https://a.zzzz/b", 23)]
    [InlineData("https://localhost:8080/a/long/path/of/it", 40)]
    [InlineData("https://192.168.100.100/a/long/path", 35)]
    [InlineData("xhttps://example.org/a/long/path/of/it", 38)]
    [InlineData("#https://example.org/a/long/path/of/it", 38)]
    [InlineData("$http://x.org", 24)]
    [InlineData("https://x.org.unknownzone/a", 23 + 14)]
    [InlineData("https://x.org-more/a/b/c/d/e/f", 30)]
    [InlineData("http://foo.bar.zzz/a", 23 + 6)]
    [InlineData("https://www.somewhere.unknownzone/x", 23 + 14)]
    [InlineData("https://www.a.name.unknownzone", 23 + 12)]
    [InlineData("https://t.co/abc", 23)]
    [InlineData("https://t.co/abc/def", 23 + 4)]
    [InlineData("HTTP://T.CO/aB9?x=1", 23 + 4)]
    [InlineData("https://t.co/abc-d#e", 23 + 4)]
    [InlineData("https://t.co/", 23)]
    [InlineData("https://t.co.uk/abc/def", 23)]
    public void A_link_that_a_server_may_not_see_costs_the_dearer_reading(string text, int length) =>
        Assert.Equal(length, Count(text));

    [Fact]
    public void A_content_warning_counts_in_full_with_its_links() =>
        Assert.Equal(3 + 36, TootLength.Count("abc", "see https://arxiv.org/abs/2506.06280", TootLimits.Default));

    [Fact]
    public void Where_links_have_no_flat_price_they_count_as_written() =>
        Assert.Equal(32, Count("https://arxiv.org/abs/2506.06280", perLink: 0));

    [Fact]
    public void A_price_above_all_limits_is_taken_as_it_is() =>
        Assert.Equal(1000, Count("https://arxiv.org", perLink: 1000));

    [Fact]
    public void The_length_is_never_less_than_what_a_server_counts()
    {
        string[] pieces =
        [
            "https://",
            "http://",
            "arxiv.org",
            "x.unknownzone",
            "a.co",
            ".uk",
            "/",
            "(",
            ")",
            "?",
            "#",
            "@",
            "é",
            "e\u0301",
            "{",
            "}",
            ".",
            ",",
            "a",
            "Z9",
            "_",
            "-",
            "=",
            "&",
            " ",
            "\n",
            "機",
            "👩‍👧",
            "$",
            "\\",
            "[",
            "]",
            "'",
            "\"",
            ":80",
        ];
        var chance = new Random(7);
        for (var round = 0; round < 20_000; round++)
        {
            var text = string.Concat(
                Enumerable.Range(0, chance.Next(1, 14)).Select(_ => pieces[chance.Next(pieces.Length)])
            );
            Assert.True(Count(text) >= ServerRules.Length(text, 23), text);
        }
    }

    [Fact]
    public void A_mark_behind_a_link_is_not_cut_from_it() =>
        Assert.Equal(12, new MeasuredText("https://x.org\u0301 abc", TootLimits.Default.Counting).Reach(0, 23));

    [Fact]
    public void Prices_of_stretches_add_up_to_the_whole()
    {
        var chance = new Random(8);
        for (var round = 0; round < 500; round++)
        {
            var text = Nonsense.Text(chance, 40);
            var measured = new MeasuredText(text, TootLimits.Default.Counting);
            Assert.Equal(Count(text), measured.Price);
            for (var at = text.IndexOf(' '); at >= 0; at = text.IndexOf(' ', at + 1))
            {
                if (measured.IsBoundary(at))
                {
                    Assert.Equal(Count(text[..at]), measured.PriceOf(0, at));
                }
            }
        }
    }
}
