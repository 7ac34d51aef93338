using System.Net;

namespace Bot.Tests.Sandbox;

public sealed class ContentTests
{
    [Fact]
    public async Task Content_has_paragraphs_breaks_links_and_hashtags_as_Mastodon_writes_them()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        Assert.Equal("<p>A &amp; B<br />C</p><p>D</p>", await ContentAsync(sandbox, "A & B\nC\n\n\nD"));
        Assert.Equal(
            "<p><a href=\"https://arxiv.org/abs/2506.06280\" target=\"_blank\" rel=\"nofollow noopener\" "
                + "translate=\"no\"><span "
                + "class=\"invisible\">https://</span><span class=\"\">arxiv.org/abs/2506.06280</span><span "
                + "class=\"invisible\"></span></a>.</p>",
            await ContentAsync(sandbox, "https://arxiv.org/abs/2506.06280.")
        );
        Assert.Contains(
            "<span class=\"invisible\">https://www.</span><span "
                + "class=\"ellipsis\">example.org/a/long/path/that/d</span><span "
                + "class=\"invisible\">oes/not/end</span>",
            await ContentAsync(sandbox, "https://www.example.org/a/long/path/that/does/not/end")
        );
        Assert.EndsWith(
            "/tags/csLG\" class=\"mention hashtag\" rel=\"tag\">#<span>csLG</span></a>.1</p>",
            await ContentAsync(sandbox, "#csLG.1")
        );
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\"><img src=x onerror=alert(1)>")]
    [InlineData("https://x.org/\"onmouseover=alert(1)")]
    public async Task Markup_in_a_text_is_text(string text)
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        var status = (await sandbox.TootAsync(text, spoiler: text)).Json;
        foreach (
            var html in new[]
            {
                (string)status["content"]!,
                (await sandbox.GetAsync("/")).Text,
                (await sandbox.GetAsync((string)status["url"]!)).Text,
            }
        )
        {
            // The toot is there, or nothing of it could be.
            Assert.Contains("alert(1)", html);
            Assert.DoesNotContain(text, html);
            Assert.DoesNotContain("<img", html);
            Assert.DoesNotContain("<script>alert", html);
        }
    }

    [Fact]
    public async Task Behind_a_content_warning_the_pages_show_neither_text_nor_card_until_asked()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        await sandbox.TootAsync(
            "Neural Responses\n\nhttps://arxiv.org/abs/2506.06215\n\n#toXiv_bot_toot",
            spoiler: "mentions suicide"
        );
        var page = (await sandbox.GetAsync("/")).Text;
        var folded = page[
            page.IndexOf("<details", StringComparison.Ordinal)..page.IndexOf("</details>", StringComparison.Ordinal)
        ];
        Assert.Contains("<summary>mentions suicide <span>Show more</span></summary>", folded);
        Assert.All(["Neural Responses", "class=\"card\"", "rel=\"tag\""], inside => Assert.Contains(inside, folded));
        Assert.DoesNotContain("Neural Responses", page.Replace(folded, "", StringComparison.Ordinal));
        Assert.DoesNotContain("class=\"card\"", page.Replace(folded, "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_like_snac_reads_markup_where_none_was_meant()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        await sandbox.SetAsync("alterText", "snac");
        Assert.Equal(
            "<em>a</em> x<em>i</em> <code>c</code><br>d <b>e</b> <strong>f</strong>",
            await ContentAsync(sandbox, "*a* x_i_ `c`\nd <b>e</b> **f**")
        );
        // Nobody reads the pages but people: there it stays text.
        var page = (await sandbox.GetAsync("/")).Text;
        Assert.Contains("&lt;b&gt;e&lt;/b&gt;", page);
        Assert.DoesNotContain("<b>e</b>", page);
    }

    [Fact]
    public async Task The_pages_show_account_toots_cards_threads_and_tags_and_fetch_nothing_from_elsewhere()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        Assert.Contains("No toots yet", (await sandbox.GetAsync("/")).Text);
        var article = await sandbox.TootIdAsync(
            "Corrector Sampling\n\nhttps://arxiv.org/abs/2506.06215\n\n#toXiv_bot_toot #two"
        );
        var reply = await sandbox.TootIdAsync("the rest", inReplyTo: article);
        var home = await sandbox.GetAsync("/");
        Assert.Contains("Corrector Sampling in Language Models</strong>", home.Text);
        Assert.Contains("<a href=\"/tags/two\" rel=\"tag\">#two</a>", home.Text);
        Assert.Contains("Continues “Corrector Sampling”", home.Text);
        Assert.Contains("default-src 'none'", home.Header("Content-Security-Policy"));
        Assert.DoesNotMatch("(?:src|<link[^>]*href)=\"(?:https?:)?//", home.Text);
        Assert.Contains("Corrector Sampling", (await sandbox.GetAsync($"/@tootprint/{reply}")).Text);
        Assert.Contains("1 toot on this server", (await sandbox.GetAsync("/tags/TWO")).Text);
        Assert.Equal(HttpStatusCode.NotFound, (await sandbox.GetAsync("/@tootprint/1")).Status);
        foreach (var part in new[] { "/timeline.css", "/avatars/tootprint.svg", "/@reader" })
        {
            Assert.Equal(HttpStatusCode.OK, (await sandbox.GetAsync(part)).Status);
        }
    }

    private static async Task<string> ContentAsync(SandboxUnderTest sandbox, string text) =>
        (string)(await sandbox.TootAsync(text)).Json["content"]!;
}
