using System.Net;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Bot.Tests.Support;

namespace Bot.Tests.Sandbox;

/// <summary>Well-formed listings that are not the day's, on command.</summary>
public sealed class ListingHabitTests
{
    private static readonly DateOnly Tuesday = SampleListings.Monday.AddDays(1);

    [Theory]
    [InlineData("stale", "1 2 3", "Tue, 10 Jun 2025 00:00:00 -0400", "Tue, 10 Jun 2025 04:00:01 +0000")]
    [InlineData("late", "1 2 3", "Mon, 09 Jun 2025 00:00:00 -0400", "Mon, 09 Jun 2025 04:00:05 +0000")]
    [InlineData("mixed", "1 2 3 11 12 13 14 15", "Tue, 10 Jun 2025 00:00:00 -0400", "Tue, 10 Jun 2025 04:00:05 +0000")]
    [InlineData("partial", "11 12 13", "Tue, 10 Jun 2025 00:00:00 -0400", "Tue, 10 Jun 2025 04:00:05 +0000")]
    [InlineData(
        "duplicated",
        "11 11 12 12 13 13 14 14 15 15",
        "Tue, 10 Jun 2025 00:00:00 -0400",
        "Tue, 10 Jun 2025 04:00:05 +0000"
    )]
    [InlineData("shrinking", "11 12 13 14 15", "Tue, 10 Jun 2025 00:00:00 -0400", "Tue, 10 Jun 2025 04:00:05 +0000")]
    [InlineData("empty", "", "Tue, 10 Jun 2025 00:00:00 -0400", "Tue, 10 Jun 2025 04:00:05 +0000")]
    [InlineData("holiday", "", "Mon, 09 Jun 2025 00:00:00 -0400", "Mon, 09 Jun 2025 04:05:00 +0000")]
    [InlineData("past-dated", "11 12 13 14 15", "Mon, 09 Jun 2025 00:00:00 -0400", "Tue, 10 Jun 2025 04:00:05 +0000")]
    public async Task A_listing_is_served_with_its_habit_and_dates(string kind, string papers, string day, string built)
    {
        await using var sandbox = await TwoDaysAsync();
        await OrderAsync(sandbox, kind);
        foreach (var address in new[] { "/rss/cs.LG", "/rss/cs.lg", "/rss/cs.LG+cs.LG", "/rss/cs.LG" })
        {
            if (kind == "shrinking" && address == "/rss/cs.lg")
            {
                papers = "11 12 13 14";
            }

            if (kind == "shrinking" && address == "/rss/cs.LG+cs.LG")
            {
                papers = "11 12 13";
            }

            Assert.Equal(papers, Numbers(await sandbox.GetAsync(address)));
            if (kind == "shrinking" && address == "/rss/cs.LG+cs.LG")
            {
                papers = "11 12";
            }
        }

        var channel = XDocument.Parse((await sandbox.GetAsync("/rss/cs.LG")).Text).Root!.Element("channel")!;
        Assert.Equal((day, built), ((string?)channel.Element("pubDate"), (string?)channel.Element("lastBuildDate")));
        Assert.Equal(HttpStatusCode.NoContent, (await sandbox.SendAsync("DELETE", "/sandbox/habits")).Status);
        Assert.Equal("11 12 13 14 15", Numbers(await sandbox.GetAsync("/rss/cs.LG")));
    }

    [Fact]
    public async Task A_habit_can_lie_on_one_address_alone()
    {
        await using var sandbox = await TwoDaysAsync();
        await OrderAsync(sandbox, "stale", "/rss/cs.LG");
        Assert.Equal("1 2 3", Numbers(await sandbox.GetAsync("/rss/cs.LG")));
        Assert.Equal("11 12 13 14 15", Numbers(await sandbox.GetAsync("/rss/cs.lg")));
        Assert.Equal(
            5,
            XDocument
                .Parse((await sandbox.GetAsync("/atom/cs.LG")).Text)
                .Root!.Elements("{http://www.w3.org/2005/Atom}entry")
                .Count()
        );
    }

    [Fact]
    public async Task An_odd_listing_has_a_tag_of_its_own_and_an_order_that_cannot_be_met_says_why()
    {
        await using var sandbox = await TwoDaysAsync();
        var tag = (await sandbox.GetAsync("/rss/cs.LG")).Header("ETag");
        await OrderAsync(sandbox, "empty");
        Assert.NotEqual(tag, (await sandbox.GetAsync("/rss/cs.LG")).Header("ETag"));

        await sandbox.SendAsync(
            "PUT",
            "/sandbox/feeds/stat.ML",
            new StringContent(SampleListings.Day(1, category: "stat.ML"))
        );
        foreach (
            var (query, kind, words) in new[]
            {
                ("cs.LG", "moody", "kind is 'moody'"),
                ("cs.CV", "empty", "has no listing"),
                ("stat.ML", "stale", "takes an earlier listing"),
            }
        )
        {
            var refused = await sandbox.PostAsync(
                "/sandbox/habits",
                json: new JsonObject { ["query"] = query, ["kind"] = kind }
            );
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
            Assert.Contains(words, (string)refused.Json["error"]!, StringComparison.Ordinal);
        }
    }

    private static async Task<SandboxUnderTest> TwoDaysAsync()
    {
        var sandbox = await SandboxUnderTest.StartAsync();
        await sandbox.SendAsync("PUT", "/sandbox/feeds/cs.LG", new StringContent(SampleListings.Day(3)));
        await sandbox.SendAsync(
            "PUT",
            "/sandbox/feeds/cs.LG",
            new StringContent(SampleListings.Day(5, first: 11, date: Tuesday))
        );
        return sandbox;
    }

    private static async Task OrderAsync(SandboxUnderTest sandbox, string kind, string address = "") =>
        Assert.Equal(
            HttpStatusCode.NoContent,
            (
                await sandbox.PostAsync(
                    "/sandbox/habits",
                    json: new JsonObject
                    {
                        ["query"] = "cs.lg",
                        ["kind"] = kind,
                        ["address"] = address,
                    }
                )
            ).Status
        );

    private static string Numbers(Reply feed) =>
        string.Join(
            ' ',
            XDocument
                .Parse(feed.Text)
                .Descendants("item")
                .Select(item => ((string)item.Element("link")!)[^5..].TrimStart('0'))
        );
}
