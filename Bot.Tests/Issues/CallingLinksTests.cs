using System.Text.Json.Nodes;
using Bot.Sandbox;
using Bot.Tests.Composer;
using Bot.Tests.Support;
using Bot.Text.Safety;
using FsCheck;
using FsCheck.Fluent;

namespace Bot.Tests.Issues;

/// <summary>Servers look for names and hashtags in links too: no author's link calls anybody.</summary>
public sealed class CallingLinksTests
{
    private static readonly string[] Pieces =
    [
        "https://example.org/",
        "http://foo.example.com",
        "https://x.org:8080/a(b)",
        "https://odd.unknownzone/",
        "https://é.org/機械",
        "?q=",
        "/(a)",
        "@",
        "#",
        "＠",
        "＃",
        "@reader",
        "#tag",
        "@reader@example.org",
        "#1",
        "#état",
        "%40",
        "%23",
        "\u2060",
        "\u200C",
        "·",
        "🎉",
        .. "-._~:/?[]!$&'()*+,;=|%\\{}<>\"` \n1xé機".Select(sign => $"{sign}"),
    ];

    [Fact]
    public void No_text_that_was_made_harmless_calls_or_tags_in_any_version()
    {
        var texts = Gen.Elements(Pieces).ListOf().Select(string.Concat);
        var property = Prop.ForAll(
            texts.ToArbitrary(),
            text =>
            {
                var safe = Neutralizer.Neutralize(text);
                Assert.Empty(ServerRules.Signals(safe));
                foreach (var version in SandboxOptions.Versions)
                {
                    Assert.Empty(MastodonVersion.Mentions(version, safe));
                    Assert.Empty(MastodonVersion.Tags(version, safe));
                }
            }
        );
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3000).WithEndSize(40), property);
    }

    [Theory]
    [Trait("Category", "Slow")]
    [InlineData("4.0", "https://example.org/?a=@reader")]
    [InlineData("4.3", "https://example.org/a-@reader")]
    [InlineData("4.5", "https://example.org/a~@reader/-#spam")]
    [InlineData("4.6", "https://example.org/(@reader)")]
    [InlineData("4.6", "https://example.org/a:@reader#-@reader")]
    public async Task Nobody_hears_of_a_paper_whose_abstract_links_to_their_name(string version, string link)
    {
        foreach (var style in new[] { "readable", "classic" })
        {
            await using var rehearsal = await Rehearsal.StartAsync(
                new SandboxOptions { Version = version, PostsPerThreeHours = 0 }
            );
            rehearsal.Settings["Bot:Accounts:0:Style"] = style;
            await rehearsal.ServeAsync(
                SampleListings.Feed(
                    SampleListings.Item(
                        "2506.00001",
                        title: $"See {link} now",
                        about: $"Our code is at {link.Replace("&", "&amp;", StringComparison.Ordinal)} for all."
                    )
                )
            );
            await rehearsal.RunOnceAsync();
            Assert.Equal(2, (await rehearsal.TextsAsync()).Count);
            Assert.Empty(await HeardAsync(rehearsal));
            foreach (var toot in await rehearsal.AcceptedAsync())
            {
                var tags = MastodonVersion.Tags(version, (string)toot["text"]!);
                Assert.DoesNotContain("spam", tags);
            }
        }
    }

    private static async Task<JsonArray> HeardAsync(Rehearsal rehearsal)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/v1/notifications");
        request.Headers.Authorization = new("Bearer", rehearsal.Sandbox.ReaderToken);
        using var response = await rehearsal.Http.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsArray();
    }
}
