using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Bot.Options;
using Bot.PaperPages;
using Bot.Pipeline;
using Bot.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;

namespace Bot.Tests.PaperPages;

/// <summary>What may come back from a language model's endpoint, and what goes there.</summary>
public sealed class ChatEndpointTests
{
    private const string Token = "model-token-5f0c2d";
    private const int MaxBytes = 256 * 1024;

    [Fact]
    public async Task An_answer_is_read_up_to_its_greatest_size_and_no_further()
    {
        var frame = FakeModel.Completion("").Length;
        var size = MaxBytes - 1;
        await using var server = await RecordingServer.StartAsync(
            (_, _) => FakeModel.Completion(Letters(size - frame))
        );
        Assert.Equal(size - frame, (await AskAsync(server)).Length);
        size = MaxBytes;
        await Assert.ThrowsAsync<JsonException>(() => AskAsync(server));
    }

    [Fact]
    public async Task A_compressed_answer_is_measured_as_it_is_read()
    {
        await using var server = await RecordingServer.StartAsync(
            async (_, http) =>
            {
                http.Response.Headers.ContentEncoding = "gzip";
                await using var packed = new GZipStream(http.Response.Body, CompressionLevel.Optimal);
                await packed.WriteAsync(Encoding.UTF8.GetBytes(FakeModel.Completion(Letters(50_000_000))));
            }
        );
        await Assert.ThrowsAsync<JsonException>(() => AskAsync(server));
    }

    [Theory]
    [InlineData(301)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_not_followed(int status)
    {
        await using var server = await RecordingServer.StartAsync(
            (server, http) =>
            {
                http.Response.StatusCode = status;
                http.Response.Headers.Location = new Uri(server.Url, "elsewhere").AbsoluteUri;
                return Task.CompletedTask;
            }
        );
        var error = await Assert.ThrowsAsync<HttpRequestException>(() => AskAsync(server));
        Assert.Equal($"HTTP {status}", error.Message);
        Assert.Equal(["/v1/chat/completions"], server.Paths);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task A_refusal_is_not_quoted_and_not_asked_again(int status)
    {
        await using var server = await RecordingServer.StartAsync(
            (_, http) =>
            {
                http.Response.StatusCode = status;
                http.Response.Headers.RetryAfter = "0";
                http.Response.ContentType = "application/json";
                var echo = http.Request.Headers.Authorization.ToString();
                return http.Response.WriteAsync($$$"""{"error":{"message":"no, not with {{{echo}}}"}}""");
            }
        );
        var error = await Assert.ThrowsAsync<HttpRequestException>(() => AskAsync(server));
        Assert.Equal($"HTTP {status}", error.Message);
        Assert.DoesNotContain(Token, error.ToString(), StringComparison.Ordinal);
        Assert.Single(server.Paths);
    }

    [Theory]
    [InlineData("""{"choices":[{"message":{"content":"half a sign \ud83d"}}]}""")]
    [InlineData("""{"choices":[{"message":{"content":3}}]}""")]
    [InlineData("""{"choices":[{"message":null}]}""")]
    [InlineData("""{"choices":[]}""")]
    [InlineData("""{"choices":null}""")]
    [InlineData("""{"error":{"message":"overloaded"}}""")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("<html>")]
    [InlineData("")]
    public async Task What_is_no_completion_is_said_to_be_none(string answer)
    {
        await using var server = await RecordingServer.StartAsync((_, _) => answer);
        await Assert.ThrowsAsync<JsonException>(() => AskAsync(server));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task Damaged_compression_is_said_to_be_none(string encoding)
    {
        await using var server = await RecordingServer.StartAsync(
            (_, http) =>
            {
                http.Response.Headers.ContentEncoding = encoding;
                return http.Response.WriteAsync("xxxxxxxxxxxxxxxxxxxxxxxx");
            }
        );
        await Assert.ThrowsAsync<JsonException>(() => AskAsync(server));
    }

    [Fact]
    public async Task Fields_that_are_not_needed_may_be_odd()
    {
        await using var server = await RecordingServer.StartAsync(
            (_, _) =>
                """
                    {"id":7,"created":"soon","model":null,"usage":"none","choices":[
                      {"index":"first","finish_reason":"eos","message":{"role":9,"content":"It is said.","more":{}}}
                    ]}
                    """
        );
        Assert.Equal("It is said.", await AskAsync(server));
    }

    [Theory]
    [InlineData(Token)]
    [InlineData(null)]
    public async Task The_token_is_in_one_header_and_nothing_is_told_of_the_machine(string? token)
    {
        var headers = new ConcurrentDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var body = "";
        await using var server = await RecordingServer.StartAsync(
            async (_, http) =>
            {
                foreach (var (name, value) in http.Request.Headers)
                {
                    headers[name] = value.ToString();
                }

                using var reader = new StreamReader(http.Request.Body);
                body = await reader.ReadToEndAsync();
                await http.Response.WriteAsync(FakeModel.Completion("It is said."));
            }
        );
        await AskAsync(server, token);
        string[] expected = ["Accept-Encoding", "Content-Type", "Host", "User-Agent"];
        string[] ofTransport = ["Content-Length", "Transfer-Encoding"];
        string[] ofToken = token is null ? [] : ["Authorization"];
        Assert.Equal([.. expected.Concat(ofToken).Order()], [.. headers.Keys.Except(ofTransport).Order()]);
        Assert.Equal("test", headers["User-Agent"]);
        Assert.Equal(token is null ? null : $"Bearer {token}", headers.GetValueOrDefault("Authorization"));
        Assert.DoesNotContain(Token, body, StringComparison.Ordinal);
    }

    private static string Letters(int count) => new('x', count);

    private static async Task<string> AskAsync(RecordingServer server, string? token = Token)
    {
        var options = new ModelOptions
        {
            Url = new Uri(server.Url, "v1/"),
            Name = "tiny-model:1",
            TokenFile = "",
            PerDay = 1,
            Timeout = TimeSpan.FromMinutes(1),
        };
        using var client = new ChatEndpoint(HttpClients.Create("test"), options, token);
        var answer = client.GetResponseAsync(
            [new ChatMessage(ChatRole.User, "What is it about?")],
            new ChatOptions { MaxOutputTokens = 5 },
            CancellationToken.None
        );
        await answer.EndsAsync("the endpoint is asked");
        return (await answer).Text;
    }
}
