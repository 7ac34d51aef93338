using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Bot.Tests.Support;
using Bot.Web;

namespace Bot.Tests.Web;

/// <summary>What programs read.</summary>
public sealed class FeedAndApiTests : IAsyncLifetime
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    private ReadersPage _page = null!;

    public async ValueTask InitializeAsync() => _page = await ReadersPage.StartAsync();

    public ValueTask DisposeAsync() => _page.DisposeAsync();

    public static TheoryData<string, int> Feeds() =>
        new()
        {
            { "/feed", 7 },
            { "/day/2025-06-06/feed", 3 },
            { "/category/cs.LG/feed", 7 },
            { "/topic/graph-learning/feed", 2 },
            { "/search/feed?q=graph", 1 },
            { "/weather/feed", 0 },
            { "/changes/feed", 2 },
        };

    [Theory]
    [MemberData(nameof(Feeds))]
    public async Task A_feed_has_what_atom_asks_for(string feed, int entries)
    {
        var root = XDocument.Parse(await _page.GetAsync(With(feed, ".atom"))).Root!;
        Assert.Equal(Atom + "feed", root.Name);
        foreach (var name in new[] { "id", "title", "updated" })
        {
            Assert.Single(root.Elements(Atom + name));
        }

        Assert.Equal(
            ReadersPage.PublicUrl.TrimEnd('/') + With(feed, ".atom"),
            root.Elements(Atom + "link")
                .Single(link => (string)link.Attribute("rel")! == "self")
                .Attribute("href")!
                .Value
        );
        Assert.Equal(entries, root.Elements(Atom + "entry").Count());
        Assert.Equal(
            entries,
            root.Elements(Atom + "entry").Select(entry => entry.Element(Atom + "id")!.Value).Distinct().Count()
        );
        Assert.All(
            root.Elements(Atom + "entry"),
            entry =>
            {
                foreach (var name in new[] { "id", "title", "updated", "published", "content" })
                {
                    Assert.Single(entry.Elements(Atom + name));
                }

                Assert.True(Uri.IsWellFormedUriString(entry.Element(Atom + "id")!.Value, UriKind.Absolute));
                Assert.True(DateTimeOffset.TryParse(entry.Element(Atom + "updated")!.Value, out _));
                Assert.True(
                    Uri.IsWellFormedUriString(
                        entry.Elements(Atom + "link").Single().Attribute("href")!.Value,
                        UriKind.Absolute
                    )
                );
            }
        );
    }

    [Theory]
    [MemberData(nameof(Feeds))]
    public async Task A_feed_has_what_json_feed_asks_for(string feed, int entries)
    {
        var root = JsonNode.Parse(await _page.GetAsync(With(feed, ".json")))!;
        Assert.Equal("https://jsonfeed.org/version/1.1", (string)root["version"]!);
        Assert.False(string.IsNullOrEmpty((string)root["title"]!));
        Assert.Equal(ReadersPage.PublicUrl.TrimEnd('/') + With(feed, ".json"), (string)root["feed_url"]!);
        Assert.Equal(entries, root["items"]!.AsArray().Count);
        Assert.All(
            root["items"]!.AsArray(),
            item =>
            {
                Assert.False(string.IsNullOrEmpty((string)item!["id"]!));
                Assert.False(string.IsNullOrEmpty((string)item["content_html"]!));
                Assert.True(DateTimeOffset.TryParse((string)item["date_published"]!, out _));
                Assert.All(item["authors"]!.AsArray(), author => Assert.NotNull(author!["name"]));
                Assert.All(item["tags"]!.AsArray(), tag => Assert.Equal(JsonValueKind.String, tag!.GetValueKind()));
            }
        );
    }

    [Theory]
    [MemberData(nameof(Feeds))]
    public async Task Another_programs_reader_takes_every_feed_without_a_complaint(string feed, int entries)
    {
        var file = Path.Combine(_page.Folder, "feed.atom");
        await File.WriteAllTextAsync(file, await _page.GetAsync(With(feed, ".atom")));
        const string Script = """
            import sys
            try:
                import feedparser
            except ImportError:
                print("missing"); sys.exit()
            feed = feedparser.parse(open(sys.argv[1], "rb").read())
            def whole(e):
                return all(part in e for part in ("title", "link", "content")) and e.updated_parsed is not None
            print(feed.bozo, feed.version, len(feed.entries), sum(map(whole, feed.entries)))
            """;
        var said = Python(Script, file);
        Assert.SkipWhen(
            said is null or "missing",
            "needs python3 with feedparser (Debian's python3-feedparser; `eng/readers DIR` fetches it), "
                + "which this machine lacks"
        );
        Assert.Equal($"False atom10 {entries} {entries}", said);
    }

    [Fact]
    public async Task An_entry_carries_text_as_text()
    {
        var entry = XDocument
            .Parse(await _page.GetAsync("/feed.atom"))
            .Descendants(Atom + "entry")
            .Single(one => one.Element(Atom + "id")!.Value.EndsWith("2506.02002", StringComparison.Ordinal));
        Assert.Equal("<script>alert(1)</script> & \"Quotes\" for 'All'", entry.Element(Atom + "title")!.Value);
        Assert.DoesNotContain("<img src=x", entry.Element(Atom + "content")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void What_xml_cannot_hold_is_left_out()
    {
        const string Text = "A\u0001\u001B\uFFFE\t𝒳\uD83D";
        var item = new SiteFeedItem(
            "https://arxiv.org/abs/2506.00001",
            "https://arxiv.org/abs/2506.00001",
            Text,
            Html.Of($"<p>{Text}</p>"),
            new DateOnly(2025, 6, 9)
        )
        {
            Authors = [Text],
            Tags = [Text],
        };
        var feed = new SiteFeed(new SiteLinks(new Uri(ReadersPage.PublicUrl)), "/feed", "/", Text, [item]);

        var root = XDocument.Parse(feed.Answer(".atom").Body).Root!;
        var entry = root.Element(Atom + "entry")!;
        // Half of a character becomes the sign for one that is missing.
        const string Kept = "A\t𝒳\uFFFD";
        Assert.Equal(
            [Kept, Kept, Kept, Kept, $"<p>{Kept}</p>"],
            [
                root.Element(Atom + "title")!.Value,
                entry.Element(Atom + "title")!.Value,
                entry.Element(Atom + "author")!.Value,
                entry.Element(Atom + "category")!.Attribute("term")!.Value,
                entry.Element(Atom + "content")!.Value,
            ]
        );
    }

    [Fact]
    public void An_empty_feed_has_a_date_that_no_clock_made()
    {
        var feed = new SiteFeed(new SiteLinks(new Uri(ReadersPage.PublicUrl)), "/feed", "/", "None", []);
        Assert.Contains(
            "<updated>1991-08-14T00:00:00-04:00</updated>",
            feed.Answer(".atom").Body,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_api_tells_papers_and_days()
    {
        var all = JsonNode.Parse(await _page.GetAsync("/api/v1/papers"))!;
        Assert.Equal((7, 7), ((int)all["total"]!, all["papers"]!.AsArray().Count));
        Assert.Equal("2506.02001", (string)all["papers"]![0]!["id"]!);
        Assert.Equal(3, (int)JsonNode.Parse(await _page.GetAsync("/api/v1/papers?date=2025-06-06"))!["total"]!);
        Assert.Equal(1, (int)JsonNode.Parse(await _page.GetAsync("/api/v1/papers?category=cs.cr"))!["total"]!);
        Assert.Equal(
            1,
            (int)
                JsonNode.Parse(
                    await _page.GetAsync("/api/v1/papers?topic=theory&category=math.DS&date=2025-06-09&q=poincar%C3%A9")
                )!["total"]!
        );
        Assert.Equal(
            0,
            (int)JsonNode.Parse(await _page.GetAsync("/api/v1/papers?topic=theory&category=cs.CR"))!["total"]!
        );
        var one = JsonNode.Parse(await _page.GetAsync("/api/v1/papers/2506.02001"))!;
        Assert.Equal(
            ("On O(n²) Bounds of Poincaré Maps", "new", "https://arxiv.org/pdf/2506.02001", "graph-learning"),
            ((string)one["title"]!, (string)one["type"]!, (string)one["pdf"]!, (string)one["topics"]![0]!["slug"]!)
        );
        Assert.Contains(
            "\"error\"",
            await _page.GetAsync("/api/v1/papers/2506.9", System.Net.HttpStatusCode.NotFound),
            StringComparison.Ordinal
        );
        var days = JsonNode.Parse(await _page.GetAsync("/api/v1/days"))!.AsArray();
        Assert.Equal(["2025-06-09", "2025-06-06", "2025-06-05"], days.Select(day => (string)day!["date"]!));
        Assert.Equal(("complete", 3), ((string)days[0]!["categories"]![0]!["state"]!, (int)days[0]!["papers"]!));
    }

    private static string With(string feed, string ending) =>
        feed.Contains('?', StringComparison.Ordinal)
            ? feed.Replace("?", ending + "?", StringComparison.Ordinal)
            : feed + ending;

    private static string? Python(string script, string file)
    {
        try
        {
            var start = new ProcessStartInfo("python3", ["-c", script, file])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            };
            if (Environment.GetEnvironmentVariable("TOOTPRINT_TEST_FEEDPARSER") is { Length: > 0 } folder)
            {
                start.Environment["PYTHONPATH"] = folder;
            }

            using var process = Process.Start(start)!;
            var said = process.StandardOutput.ReadToEnd().Trim();
            process.WaitForExit();
            return said;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
