using Bot.Publisher;

namespace Bot.Tests.Publisher;

public sealed class StatusMatchTests
{
    private const string Abs = "https://arxiv.org/abs/2506.06280";

    [Theory]
    [InlineData(
        "<p>Attention *is* all</p><p>Ada<br /><a href=\"https://arxiv.org/abs/2506.06280\"><span "
            + "class=\"invisible\">https://</span>arxiv.org/abs/2506.06280</a></p>",
        true
    )]
    [InlineData("<p>Attention <em>is</em> all<br>Ada <a href=\"https://arxiv.org/abs/2506.06280\">link</a></p>", true)]
    [InlineData("<p>Attention is all</p><p>Ada<br /><a href=\"https://arxiv.org/abs/2506.062801\">x</a></p>", false)]
    [InlineData("<p>v2: Attention is all</p><p>Ada<br /><a href=\"https://arxiv.org/abs/2506.06280\">x</a></p>", false)]
    [InlineData("<p>Attention is all</p><p>Ada</p>", false)]
    public void An_article_is_known_by_its_link_and_its_first_letters(string content, bool expected) =>
        Assert.Equal(
            expected,
            StatusMatch.Is(
                new OwnStatus("1", null, null, false, content),
                Toot(TootKind.Article, $"Attention *is* all\n\nAda\n{Abs} https://arxiv.org/pdf/2506.06280"),
                Abs,
                null
            )
        );

    [Fact]
    public void A_title_with_angle_brackets_is_known_whether_the_server_took_them_for_tags_or_not()
    {
        var toot = Toot(TootKind.Article, $"Q&A: <think> $a<b$\n\nAda\n{Abs}");
        Assert.True(
            StatusMatch.Is(
                new OwnStatus("1", null, null, false, $"<p>Q&amp;A: &lt;think&gt; $a&lt;b$</p><p>Ada<br />{Abs}</p>"),
                toot,
                Abs,
                null
            )
        );
        Assert.True(
            StatusMatch.Is(
                new OwnStatus("1", null, null, false, $"<p>Q&amp;A: <think> $a&lt;b$</p><p>Ada<br />{Abs}</p>"),
                toot,
                Abs,
                null
            )
        );
    }

    [Fact]
    public void A_text_whose_signs_were_sent_as_references_is_known_by_what_readers_see()
    {
        var toot = Toot(TootKind.Article, $"2&#42;3 &lt;think> R&amp;D\n\nAda\n{Abs}");
        Assert.True(
            StatusMatch.Is(
                new OwnStatus(
                    "1",
                    null,
                    null,
                    false,
                    $"2&#42;3 &lt;think> R&amp;D<br><br>Ada<br><a href=\"{Abs}\">{Abs}</a><br>"
                ),
                toot,
                Abs,
                null
            )
        );
        Assert.False(
            StatusMatch.Is(
                new OwnStatus(
                    "1",
                    null,
                    null,
                    false,
                    $"2&#42;4 &lt;think> R&amp;D<br><br>Ada<br><a href=\"{Abs}\">{Abs}</a><br>"
                ),
                toot,
                Abs,
                null
            )
        );
    }

    [Theory]
    // As snac 2.96 shows them: a heart for "<3", and "<y" taken for the beginning of a tag that ends with the line.
    [InlineData("Bounds for $k<3$ and more", "Bounds for $k&#10084;&#65039;$ and more")]
    [InlineData("$a<b$ but x<y", "$a<b$ but x<y")]
    public void A_title_that_a_server_disfigured_is_known_by_its_source(string title, string shown)
    {
        var toot = Toot(TootKind.Article, $"{title}\n\nAda\n{Abs}");
        var status = new OwnStatus("1", null, null, false, $"{shown}<br><br>Ada<br><a href=\"{Abs}\">{Abs}</a><br>");
        Assert.False(StatusMatch.Is(status, toot, Abs, null));
        Assert.True(StatusMatch.NeedsSource(status, toot, Abs, null));
        Assert.True(StatusMatch.IsSource($"{title}\r\n\r\nAda\r\n{Abs}\r\n", toot));
        Assert.False(StatusMatch.IsSource($"v2: {title}\n\nAda\n{Abs}", toot));
    }

    [Fact]
    public void Only_a_status_in_the_right_place_with_the_right_link_has_its_source_read()
    {
        var article = Toot(TootKind.Article, $"Title\n\nAda\n{Abs}");
        Assert.False(StatusMatch.NeedsSource(new OwnStatus("1", null, null, false, $"{Abs}1"), article, Abs, null));
        Assert.False(StatusMatch.NeedsSource(new OwnStatus("1", null, null, true, Abs), article, Abs, null));
        Assert.False(StatusMatch.NeedsSource(new OwnStatus("1", null, "7", false, Abs), article, Abs, null));
        Assert.True(
            StatusMatch.NeedsSource(
                new OwnStatus("1", null, "7", false, "any words"),
                Toot(TootKind.Abstract, "[2/2] and so on"),
                Abs,
                "7"
            )
        );
        Assert.False(
            StatusMatch.NeedsSource(
                new OwnStatus("1", null, null, false, "any words"),
                Toot(TootKind.Summary, "[2025-06-09"),
                null,
                null
            )
        );
    }

    [Fact]
    public void A_boost_or_a_reply_elsewhere_is_not_ours()
    {
        var toot = Toot(TootKind.Abstract, "[2/2] and so on");
        Assert.True(StatusMatch.Is(new OwnStatus("1", null, "7", false, "<p>[2/2] and so on</p>"), toot, Abs, "7"));
        Assert.False(StatusMatch.Is(new OwnStatus("1", null, "8", false, "<p>[2/2] and so on</p>"), toot, Abs, "7"));
        Assert.False(StatusMatch.Is(new OwnStatus("1", null, "7", true, "<p>[2/2] and so on</p>"), toot, Abs, "7"));
    }

    [Fact]
    public void Yesterdays_summary_is_not_todays() =>
        Assert.False(
            StatusMatch.Is(
                new OwnStatus(
                    "1",
                    null,
                    null,
                    false,
                    "<p>[2025-06-08 Sun (UTC), 3 new articles found for cs.LG Machine Learning]</p>"
                ),
                Toot(TootKind.Summary, "[2025-06-09 Mon (UTC), 3 new articles found for cs.LG Machine Learning]"),
                null,
                null
            )
        );

    private static Toot Toot(TootKind kind, string text) =>
        new()
        {
            Kind = kind,
            Text = text,
            Visibility = TootVisibility.Public,
            Language = "en",
            Tags = [],
            Characters = text.Length,
        };
}
