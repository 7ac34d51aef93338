using System.Text;
using Bot.Pipeline;
using Bot.Publisher;
using Bot.Tests.Support;

namespace Bot.Tests.Publisher;

/// <summary>How a picture travels: what servers are particular about.</summary>
public sealed class UploadTests
{
    [Fact]
    public async Task An_upload_has_quoted_names_a_bare_boundary_and_a_length_and_tries_an_older_address_too()
    {
        var bodies = new List<string>();
        var types = new List<string>();
        await using var server = await RecordingServer.StartAsync(
            async (_, http) =>
            {
                Assert.NotNull(http.Request.ContentLength);
                types.Add(http.Request.ContentType!);
                using var reader = new StreamReader(http.Request.Body, Encoding.Latin1);
                bodies.Add(await reader.ReadToEndAsync());
                http.Response.StatusCode = http.Request.Path.Value == "/api/v2/media" ? 404 : 200;
                await http.Response.Body.WriteAsync("{\"id\":\"7\"}"u8.ToArray());
            }
        );
        using var http = HttpClients.Create("test", server.Url);
        var clock = new FakeClock();
        var client = new MastodonClient(http, "token", RetryPolicy.Reads(clock), clock, () => ValueTask.CompletedTask);

        var (id, trouble) = await client.UploadAsync(
            [0x89, (byte)'P', (byte)'N', (byte)'G'],
            "What it shows",
            CancellationToken.None
        );

        Assert.Equal(("7", null), (id, trouble));
        Assert.Equal(["/api/v2/media", "/api/v1/media"], server.Paths);
        Assert.Equal("multipart/form-data; boundary=tootprint-picture", types[1]);
        Assert.Contains("name=\"file\"; filename=\"picture.png\"", bodies[1], StringComparison.Ordinal);
        Assert.Contains(
            "name=\"description\"\r\n\r\nWhat it shows\r\n--tootprint-picture--",
            bodies[1],
            StringComparison.Ordinal
        );
    }
}
