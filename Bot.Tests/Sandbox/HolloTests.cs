using System.Net;
using Bot.Sandbox;
using Bot.Tests.Support;

namespace Bot.Tests.Sandbox;

/// <summary>The sandbox as Hollo.</summary>
public sealed class HolloTests
{
    /// <summary>What the formatter of Hollo 0.10 (markdown-it 15 with its plugins) gave for these.</summary>
    [Theory]
    [InlineData("a\nb  \nc\\\nd\n\ne", "<p>a\nb<br>\nc<br>\nd</p>\n<p>e</p>\n")]
    [InlineData(
        "*a* **b** ***c*** _d_ x_y_z 2*3*4",
        "<p><em>a</em> <strong>b</strong> <em><strong>c</strong></em> <em>d</em> x_y_z 2<em>3</em>4</p>\n"
    )]
    [InlineData("~~a~~ `b*c*` \\*d\\* &#42;e&#42;", "<p><s>a</s> <code>b*c*</code> *d* *e*</p>\n")]
    [InlineData(
        "# a\n\n> b\n\n- c\n- d\n\n---",
        "<h1>a</h1>\n<blockquote>\n<p>b</p>\n</blockquote>\n<ul>\n<li>c\n</li>\n<li>d\n</li>\n</ul>\n<hr>\n"
    )]
    [InlineData("a\n===\n1. b", "<h1>a</h1>\n<ol>\n<li>b\n</li>\n</ol>\n")]
    [InlineData("    a*b*", "<pre><code>a*b*\n</code></pre>\n")]
    [InlineData("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>\n")]
    [InlineData("[a](https://a.org) ![b](c)", "<p><a href=\"https://a.org\">a</a> <img src=\"c\" alt=\"b\"></p>\n")]
    [InlineData("<https://a.org/x_(y)>.", "<p><a href=\"https://a.org/x_(y)\">https://a.org/x_(y)</a>.</p>\n")]
    public void Markdown_is_read_and_single_line_ends_are_none(string text, string html) =>
        Assert.Equal(html, HolloText.Of(text, "https://hollo.example").Html);

    [Theory]
    [InlineData("in cs.AI, stat.ML and math.OC.", "http://cs.AI http://stat.ML")]
    [InlineData("foo.py, e.g.this, i.e. that, 3.14, x.yz", "http://foo.py")]
    [InlineData("user@example.org or www.example.com/a_b.", "mailto:user@example.org http://www.example.com/a_b")]
    [InlineData(
        "https://arxiv.org/abs/2506.06280, (https://a.org/b)",
        "https://arxiv.org/abs/2506.06280 https://a.org/b"
    )]
    [InlineData("cs\\.AI cs&#46;AI and//example.org", "")]
    public void Addresses_without_a_scheme_are_links(string text, string links) =>
        Assert.Equal(links, string.Join(' ', HolloText.Of(text, "https://hollo.example").Links));

    [Fact]
    public void Digits_are_tags_also_within_a_word_and_mentions_have_both_signs()
    {
        var text = HolloText.Of("#8684 C#7 #tag_x \\#no @user @user@example.org", "https://hollo.example");
        Assert.Equal(["8684", "7", "tag_x"], text.Tags);
        Assert.Equal(["@user@example.org"], text.Mentions);
    }

    [Fact]
    public async Task It_says_what_it_is_and_refuses_what_was_done_before()
    {
        await using var sandbox = await StartAsync();
        await sandbox.SetAsync("tokenScopes", "read write");
        Assert.Equal("hollo", (string?)(await sandbox.GetAsync("/nodeinfo/2.0")).Json["software"]!["name"]);
        Assert.Equal(HttpStatusCode.NotFound, (await sandbox.GetAsync("/api/v1/instance")).Status);
        var limits = (await sandbox.GetAsync("/api/v2/instance")).Json["configuration"]!["statuses"]!;
        Assert.Equal((10_000, 256), ((int)limits["max_characters"]!, (int)limits["characters_reserved_per_url"]!));

        var toot = (await sandbox.TootAsync("See cs.AI, #8684")).Json;
        var id = (string)toot["id"]!;
        Assert.Matches("^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$", id);
        Assert.Equal("8684", (string?)Assert.Single(toot["tags"]!.AsArray())!["name"]);
        foreach (
            var (action, first, second) in new[]
            {
                ("reblog", 200, 500),
                ("unreblog", 200, 404),
                ("pin", 200, 500),
                ("unpin", 200, 404),
            }
        )
        {
            Assert.Equal(first, (int)(await sandbox.PostAsync($"/api/v1/statuses/{id}/{action}")).Status);
            Assert.Equal(second, (int)(await sandbox.PostAsync($"/api/v1/statuses/{id}/{action}")).Status);
        }

        Assert.Equal(
            HttpStatusCode.InternalServerError,
            (await sandbox.TootAsync("a reply", inReplyTo: "gone")).Status
        );
        var account = (string)toot["account"]!["id"]!;
        Assert.Equal(
            HttpStatusCode.BadRequest,
            (await sandbox.GetAsync($"/api/v1/accounts/{account}/statuses?max_id=1")).Status
        );
    }

    private static Task<SandboxUnderTest> StartAsync() =>
        SandboxUnderTest.StartAsync(new SandboxOptions { Kind = "hollo" });
}
