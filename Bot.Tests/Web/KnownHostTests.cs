using System.Net;
using Bot.Tests.Support;

namespace Bot.Tests.Web;

/// <summary>A stranger's name that leads to this machine reads nothing here.</summary>
public sealed class KnownHostTests : IAsyncLifetime
{
    private ReadersPage _page = null!;

    public async ValueTask InitializeAsync() => _page = await ReadersPage.StartAsync();

    public ValueTask DisposeAsync() => _page.DisposeAsync();

    [Theory]
    [InlineData("/status", "evil.example")]
    [InlineData("/health", "evil.example")]
    [InlineData("/", "evil.example:8080")]
    [InlineData("/api/v1/papers", "papers.example.evil.example")]
    [InlineData("/status", "127.0.0.1.evil.example")]
    [InlineData("/status", "localhost.evil.example")]
    [InlineData("/status", "evilpapers.example")]
    public async Task A_strangers_name_is_refused(string path, string host)
    {
        using var answer = await AskAsync(path, host);
        Assert.Equal(HttpStatusCode.MisdirectedRequest, answer.StatusCode);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Contains("Bot:Web:Hosts", text, StringComparison.Ordinal);
        Assert.DoesNotContain("ledger", text, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("papers.example")]
    [InlineData("PAPERS.example.:443")]
    [InlineData("localhost")]
    [InlineData("localhost:8080")]
    [InlineData("127.0.0.1:1")]
    [InlineData("[::1]:8080")]
    [InlineData("192.168.1.7")]
    [InlineData("tootprint:8080")]
    [InlineData("bot.lan")]
    public async Task Addresses_and_the_names_of_the_settings_are_answered(string host)
    {
        using var answer = await AskAsync("/status", host);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private Task<HttpResponseMessage> AskAsync(string path, string host) =>
        _page.Http.SendAsync(new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Host = host } });
}
