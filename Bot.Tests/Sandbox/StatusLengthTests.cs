using System.Net;
using Bot.Sandbox;

namespace Bot.Tests.Sandbox;

public sealed class StatusLengthTests
{
    [Theory]
    [InlineData("héllo", 5)]
    [InlineData("e\u0301", 1)]
    [InlineData("👩‍👩‍👧‍👦🇩🇪", 2)]
    [InlineData("a\r\nb", 3)]
    [InlineData("https://x.org", 23)]
    [InlineData("see https://arxiv.org/abs/2506.06280v1/and/a/very/long/path.", 28)]
    [InlineData("(https://en.wikipedia.org/wiki/Loop_(music))", 25)]
    [InlineData("arxiv.org/abs/2506.06280", 24)]
    [InlineData("https://model.safetensors", 25)]
    [InlineData("xhttps://x.org", 14)]
    [InlineData("@reader@example.org hi", 10)]
    [InlineData("pass@1 #tag", 11)]
    public void A_text_is_as_long_as_Mastodon_finds_it(string text, int expected) =>
        Assert.Equal(expected, StatusLength.Of(text, "", 23));

    [Fact]
    public void Links_in_a_content_warning_count_in_full() =>
        Assert.Equal(15, StatusLength.Of("ab", "https://x.org", 23));

    [Fact]
    public async Task The_last_character_fits_and_one_more_is_refused()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await sandbox.TootAsync("https://x.org " + new string('ä', 476))).Status);

        var refused = await sandbox.TootAsync("https://x.org " + new string('ä', 477));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal("Validation failed: Text character limit of 500 exceeded", (string?)refused.Json["error"]);
        Assert.Single(await sandbox.AcceptedAsync());
    }

    [Fact]
    public async Task The_limit_is_what_the_instance_announces()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync(
            new SandboxOptions { MaxCharacters = 40, CharactersPerUrl = 30 }
        );
        var limits = (await sandbox.GetAsync("/api/v2/instance")).Json["configuration"]!["statuses"]!;
        Assert.Equal((40, 30), ((int)limits["max_characters"]!, (int)limits["characters_reserved_per_url"]!));
        Assert.Equal(HttpStatusCode.OK, (await sandbox.TootAsync("0123456789https", spoiler: "cw")).Status);
        Assert.Contains("limit of 40", (await sandbox.TootAsync("0123456789 https://x.org")).Text);

        await sandbox.SetAsync("maxCharacters", 41);
        Assert.Equal(HttpStatusCode.OK, (await sandbox.TootAsync("0123456789 https://x.org")).Status);
    }

    [Fact]
    public async Task A_blank_text_is_refused()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        var refused = await sandbox.TootAsync(" \n ");
        Assert.Equal(
            (HttpStatusCode.UnprocessableEntity, "Validation failed: Text can't be blank"),
            (refused.Status, (string?)refused.Json["error"])
        );
    }
}
