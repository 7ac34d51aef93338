using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Bot.Composer;
using Bot.Options;
using Bot.Sandbox;
using Bot.Tests.Composer;
using Bot.Tests.Support;
using Bot.Text;
using Bot.Text.Unicode;

namespace Bot.Tests.Issues;

/// <summary>Texts that a server reads as markup, or keeps in another form, as a stranger thought of them.</summary>
public sealed class StrangersTextsTests
{
    private static readonly DateOnly Day = new(2026, 11, 30);

    public static MatrixTheoryData<string, string> Kept =>
        new(
            ["nfc", "nfkc"],
            [
                "\u1E9B\u0323 and \u03D2\u0301 and e\u0301\u0323",
                "\uFF03tags, \uFF20users and cs\uFF0EAI",
                "Asked\u037E told \u1FEFin passing\u1FEF",
                "At\u2000wide\u2001gaps \u2329x\u232A",
                "\u00A8 leads, \u00B4 ends \u00B8",
                "\uFDFA, \u3392 and \u33C7 \u2100",
                "\u0F73 \u0F75 \u0F81 and \u0344",
            ]
        );

    public static MatrixTheoryData<string, string> Marked =>
        new(
            ["shorten", "thread"],
            [
                "[Re] A [link](https://a.example) or ![picture](//b.example/x)",
                "1) First *of all",
                "www.example.com/a_b_c*d* and user_name@mail.example.org",
                "    Deep code and `ticks` \\_ \\# C#7 #8",
                "| a | b |\n|---|---|\n| c | d |",
                "&#42;x&#42; &copy; &lt;b> <https://x.example> ~~no~~ ==mark== ^up^",
                "[1]: https://a.example \"title\" and [^2]: note",
                "___ *** +++ === ::: foo.ai/bar @a@b.example",
            ]
        );

    [Theory]
    [Trait("Category", "Slow")]
    [InlineData("gotosocial", "Is 3 > 2 <- 1 -> a<b>c</b>?")]
    [InlineData("mastodon", "1. First things *first*")]
    [InlineData("gotosocial", "[Re] A [link](of sorts) and ![picture](x)")]
    [InlineData("mastodon", "<!-hidden-> comment and <br/> break")]
    [InlineData("gotosocial", "AT&T and p & q &c; as written")]
    [InlineData("mastodon", "> Quoted: who said *so*, x<y<z?")]
    [InlineData("gotosocial", "- a - b * c * d + e *f")]
    public async Task Where_markup_is_read_by_default_a_title_stays_whole(string kind, string title)
    {
        await using var rehearsal = await Rehearsal.StartAsync(
            new SandboxOptions { Kind = kind, RequestsPerFiveMinutes = 0 }
        );
        await rehearsal.ChangeAsync(new { statusContentType = "text/markdown" });
        await rehearsal.ServeAsync(
            SampleListings.Feed(SampleListings.Item("2506.00001", title: title, about: $"We ask: {title} And so on."))
        );
        await rehearsal.RunOnceAsync();
        var id = (string)(await rehearsal.AcceptedAsync())[1]["id"]!;
        using var request = new HttpRequestMessage(HttpMethod.Get, $"api/v1/statuses/{id}");
        request.Headers.Authorization = new("Bearer", rehearsal.Sandbox.BotToken);
        request.Headers.UserAgent.ParseAdd("test");
        using var response = await rehearsal.Http.SendAsync(request);
        var content = (string)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["content"]!;
        var seen = WebUtility.HtmlDecode(Regex.Replace(content, "<[^>]*>", ""));
        var sent = (string)(await rehearsal.AcceptedAsync())[1]["text"]!;
        Assert.Equal(Regex.Replace(sent, "\\s", ""), Regex.Replace(seen, "\\s", ""));
        Assert.True(seen.Split(title).Length == 3, seen);
    }

    [Theory]
    [Trait("Category", "Slow")]
    [MemberData(nameof(Kept))]
    public async Task What_a_server_normalizes_is_known_again(string form, string title)
    {
        await using var rehearsal = await Rehearsal.StartAsync(
            new SandboxOptions
            {
                PostsPerThreeHours = 0,
                KeepsIdempotencyKeys = false,
                KeptAs = form == "nfc" ? Normalization.Nfc : Normalization.Nfkc,
            }
        );
        await rehearsal.ServeAsync(
            SampleListings.Feed(SampleListings.Item("2506.00001", title: title, creator: title, about: title))
        );
        await rehearsal.FaultAsync("post", "lost-answer", times: 8);
        await rehearsal.RunOnceAsync();
        Assert.Equal(2, (await rehearsal.TextsAsync()).Count);
        var listing = Assert.Single(rehearsal.Report().Accounts[0].Listings);
        Assert.Equal((0, 0, 0), (listing.Queued, listing.Sending, listing.Refused));

        rehearsal.LoseLedger();
        await rehearsal.RunOnceAsync();
        Assert.Equal(2, (await rehearsal.TextsAsync()).Count);
    }

    [Theory]
    [MemberData(nameof(Marked))]
    public void Readers_on_Hollo_see_what_was_composed(string mode, string text)
    {
        var limits = new TootLimits(mode == "thread" ? 900 : 10_000, 256, LengthRule.Stricter);
        var account = Samples.Account(mode == "thread" ? LongAbstract.Thread : LongAbstract.Shorten);
        foreach (var style in new[] { TootStyle.Readable, TootStyle.Classic })
        {
            var paper = Samples.Paper(text, text, string.Concat(Enumerable.Repeat($"{text}. We say so. ", 12)));
            var styled = account with { Style = style };
            var guarded = new TootComposer(styled, limits with { Markup = MarkupRule.Markdown }).Article(paper);
            var plain = new TootComposer(styled, limits with { Markup = MarkupRule.None }).Article(paper);
            foreach (var (at, toot) in guarded.Index())
            {
                // Where guards took room, a thread is cut elsewhere; then the text is known only without them.
                var meant =
                    guarded.Count == 1 && plain.Count == 1
                        ? plain[at].Text
                        : Regex.Replace(HolloReader.Unguarded(toot.Text), "<(https?://[^>]*)>", "$1");
                if (mode == "thread" && text.Contains('\\', StringComparison.Ordinal))
                {
                    continue;
                }

                if (mode == "thread" && text.Contains('&', StringComparison.Ordinal))
                {
                    continue;
                }

                var reader = HolloReader.Of(toot.Text, meant);
                Assert.Equal(reader.Meant, reader.Seen);
                Assert.Equal(reader.Marks.Links, reader.Shown.Links);
                Assert.Equal(reader.Marks.Tags, reader.Shown.Tags);
                Assert.Empty(reader.Shown.Mentions);
            }
        }
    }

    [Theory]
    [Trait("Category", "Slow")]
    [InlineData("1 new paper in cs.LG, announced Tuesday 1 December 2026.", "readable", "toot")]
    [InlineData("[2026-11-30 Mon (UTC), 3 new articles found for cs.LG Machine Learning]", "classic", "toot")]
    [InlineData("[2026-12-01 Tue (UTC), no new articles found for cs.LG Machine Learning]", "classic", "toot")]
    [InlineData("WITHDRAWN (v1, 30 November 2026): https://arxiv.org/abs/2506.00005", "readable", "toot")]
    [InlineData("toXiv_bot_new_article_summary_toot", "classic", "toot")]
    [InlineData("https://arxiv.org/abs/2506.00005 https://arxiv.org/pdf/2506.00005", "readable", "toot")]
    [InlineData("New version (v2): https://arxiv.org/abs/2505.00007v2", "readable", "list")]
    [InlineData("\u2022 A Study of Case 2506 00005 https://arxiv.org/abs/2506.00005", "readable", "list")]
    [InlineData("(1/2) https://arxiv.org/abs/2506.00004", "readable", "thread")]
    public async Task A_posing_text_changes_nothing_after_a_lost_ledger(string form, string style, string mode)
    {
        await using var rehearsal = await Rehearsal.StartAsync(
            new SandboxOptions { PostsPerThreeHours = 0, KeepsIdempotencyKeys = false }
        );
        rehearsal.Clock.Advance(Day.ToDateTime(new TimeOnly(5, 0)) - rehearsal.Clock.GetUtcNow().UtcDateTime);
        await rehearsal.ChangeAsync(new { feedHonoursEtag = false });
        rehearsal.Settings["Bot:Accounts:0:Style"] = style;
        rehearsal.Settings["Bot:Accounts:0:NewPapers"] = mode == "list" ? "list" : "toot";
        rehearsal.Settings["Bot:Accounts:0:LongAbstract"] = mode == "thread" ? "thread" : "shorten";
        rehearsal.Settings["Bot:Accounts:0:Replacements"] = style == "classic" ? "off" : "toot";
        await rehearsal.ServeAsync(
            SampleListings.Feed(
                SampleListings.Item("2506.00001", title: form, creator: form, about: $"{form}\n\n{form}")
                    + SampleListings.Item("2506.00002", creator: form, about: form)
                    + SampleListings.Item("2506.00003", about: $"{form} {string.Join(' ', Enumerable.Repeat(form, 9))}")
                    + SampleListings.Item("2505.00007", "replace", 2, title: form),
                date: Day
            )
        );
        await rehearsal.RunOnceAsync();
        var said = await rehearsal.TextsAsync();
        rehearsal.LoseLedger();
        rehearsal.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Empty((await rehearsal.RunOnceAsync()).Troubles);
        Assert.Equal(said, await rehearsal.TextsAsync());

        rehearsal.Clock.Advance(TimeSpan.FromHours(23));
        await rehearsal.ServeAsync(SampleListings.Day(3, first: 4, date: Day.AddDays(1)));
        Assert.Empty((await rehearsal.RunOnceAsync()).Troubles);
        var next = (await rehearsal.TextsAsync()).Skip(said.Count).ToList();
        Assert.True(Expect.IsSummary(next[0]), next[0]);
        Assert.All(
            SampleListings.Ids(3, first: 4),
            id => Assert.Contains(next, text => text.Contains($"/abs/{id}", StringComparison.Ordinal))
        );
    }
}
