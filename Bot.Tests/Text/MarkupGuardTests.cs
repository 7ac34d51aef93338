using System.Net;
using Bot.Text.Safety;

namespace Bot.Tests.Text;

public class MarkupGuardTests
{
    /// <summary>All that snac 2.96 was seen to make something of, and neighbours of which it makes nothing.</summary>
    public static TheoryData<string, string> Texts { get; } =
        new()
        {
            {
                "Plain text, with x_i and y_j, 5 - 3, a > b, AT & T (and more).",
                "Plain text, with x_i and y_j, 5 - 3, a > b, AT & T (and more)."
            },
            { "2*3*4, *stars* and a lone *", "2&#42;3&#42;4, &#42;stars&#42; and a lone &#42;" },
            { "a__b and __init__ but a_b", "a&#95;_b and &#95;_init&#95;_ but a_b" },
            { "~~~old~~~ ~ten", "&#126;&#126;~old&#126;&#126;~ ~ten" },
            { "`code`", "&#96;code&#96;" },
            { "$k<3$ and a<b, c>d: <think>", "$k&lt;3$ and a&lt;b, c>d: &lt;think>" },
            { "Q&A, R&D; &lt; &#42; & so on", "Q&amp;A, R&amp;D; &amp;lt; &amp;&#35;42; & so on" },
            {
                "[x](y) ![x](y) [x] (y) [a[b](c) f[i](x)",
                "&#91;x](y) !&#91;x](y) [x] (y) &#91;a&#91;b](c) f&#91;i](x)"
            },
            { "> quote\n  > quote", "&gt; quote\n  &gt; quote" },
            { "# Heading\n- item\n---\n-1 is no item", "&#35; Heading\n&#45; item\n&#45;--\n-1 is no item" },
            {
                ":-) X-Diffusion 8-of-9 MAX-D B-) :_( <3 >:-(",
                ":&#45;) X&#45;Diffusion 8&#45;of-9 MAX&#45;D B&#45;) :&#95;( &lt;3 >:&#45;("
            },
            { "*-) x-(y) x_(y) A-)", "&#42;&#45;) x-(y) x_(y) A-)" },
            { ":beer: 12:30:45 std::vector::size", "&#58;beer: 12:30:45 std:&#58;vector::size" },
            { "pass@1, bob@tootprint, a @ b", "pass&#64;1, bob&#64;tootprint, a @ b" },
            { "issue #12, C#7, F#", "issue &#35;12, C&#35;7, F&#35;" },
            { "", "" },
        };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Signs_that_mean_something_to_snac_are_sent_as_references_and_no_others(string text, string sent)
    {
        Assert.Equal(sent, MarkupGuard.Guard(text));
        Assert.Equal(text, WebUtility.HtmlDecode(MarkupGuard.Guard(text)));
    }

    [Theory]
    [InlineData("https://example.org/a_b__c__d*e*f~~g~~`h`#i@j-)")]
    [InlineData(
        "(https://example.org/x_(y)), then *not* a link",
        "(https://example.org/x_(y)), then &#42;not&#42; a link"
    )]
    [InlineData("see https://example.org/<id>", "see https://example.org/&lt;id&gt;")]
    [InlineData("*https://example.org/*", "&#42;https://example.org/*")]
    [InlineData("[https://example.org](y)", "&#91;https://example.org](y)")]
    public void Links_are_left_as_they_are(string text, string? sent = null) =>
        Assert.Equal(sent ?? text, MarkupGuard.Guard(text));

    [Fact]
    public void Hashtags_stay_hashtags_unless_they_were_neutralised()
    {
        Assert.Equal("#toXiv_bot_toot #csLG", MarkupGuard.Guard("#toXiv_bot_toot #csLG"));
        Assert.Equal("a &#35;\u2060tag", MarkupGuard.Guard(Neutralizer.Neutralize("a #tag")));
    }

    [Fact]
    public void Whatever_it_is_given_comes_back_when_references_are_read()
    {
        var chance = new Random(5);
        const string Signs = "<>&*_~`[](): -@#;\nXDo83b/|.ltgamp";
        for (var round = 0; round < 20_000; round++)
        {
            var text = string.Concat(
                Enumerable.Range(0, chance.Next(24)).Select(_ => Signs[chance.Next(Signs.Length)])
            );
            Assert.Equal(text, WebUtility.HtmlDecode(MarkupGuard.Guard(text)));
        }
    }
}
