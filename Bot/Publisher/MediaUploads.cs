using System.Net;
using System.Net.Http.Headers;

namespace Bot.Publisher;

/// <summary>
/// Pictures for toots. An upload that nothing is posted with vanishes by itself, so a repeated one harms nobody.
/// </summary>
internal sealed class MediaUploads(MastodonConnection connection)
{
    private const string Boundary = "tootprint-picture";

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    /// <summary>Uploads a picture and waits until the server has worked on it.</summary>
    /// <param name="png">The picture.</param>
    /// <param name="description">What it shows, for those who do not see it.</param>
    /// <param name="patience">Ends the wait.</param>
    /// <returns>Its id to post with, or why there is none.</returns>
    public async Task<(string? Id, string? Trouble)> UploadAsync(
        byte[] png,
        string description,
        CancellationToken patience
    )
    {
        try
        {
            var answer = await UploadToAsync("api/v2/media", png, description, patience);
            // Servers from before 2020, and those that imitate one.
            if (answer.Status is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed)
            {
                answer = await UploadToAsync("api/v1/media", png, description, patience);
            }

            if (!answer.IsSuccess)
            {
                return (null, Refusal(answer));
            }

            if (answer.Json()?.Text("id") is not { Length: > 0 } id)
            {
                return (null, $"{connection.Say(answer)} (no picture with an id)");
            }

            return answer.Status == HttpStatusCode.Accepted ? await WaitUntilReadyAsync(id, patience) : (id, null);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return (null, connection.Say(e));
        }
        catch (OperationCanceledException)
        {
            return (null, "no answer in time");
        }
    }

    /// <summary>Since Mastodon 4.4; others answer 404 or 405.</summary>
    public async Task DiscardAsync(string id, CancellationToken patience)
    {
        using var request = connection.Request(HttpMethod.Delete, $"api/v1/media/{Uri.EscapeDataString(id)}");
        try
        {
            await connection.SendAsync(request, patience);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            // Nothing depends on it: the server forgets what is not in use.
        }
    }

    private string Refusal(InstanceAnswer answer) =>
        answer.Status == HttpStatusCode.Forbidden
            ? $"{connection.Say(answer)}; make a token that has the scope write:media too, or set "
                + "SummaryPicture to false"
            : connection.Say(answer);

    private async Task<InstanceAnswer> UploadToAsync(
        string path,
        byte[] png,
        string description,
        CancellationToken patience
    )
    {
        using var request = connection.Request(HttpMethod.Post, path);
        // Names in quotes, as snac needs them; bytes of a known length, so that nothing is sent in chunks.
        using var file = new ByteArrayContent(png)
        {
            Headers = { ContentType = new MediaTypeHeaderValue("image/png") },
        };
        using var words = new StringContent(description);
        using var form = new MultipartFormDataContent(Boundary)
        {
            { file, "\"file\"", "\"picture.png\"" },
            { words, "\"description\"" },
        };
        // The boundary without quotes: some servers take them for a part of it.
        form.Headers.Remove("Content-Type");
        form.Headers.TryAddWithoutValidation("Content-Type", $"multipart/form-data; boundary={Boundary}");
        request.Content = form;
        return await connection.SendAsync(request, patience);
    }

    private async Task<(string? Id, string? Trouble)> WaitUntilReadyAsync(string id, CancellationToken patience)
    {
        while (true)
        {
            await Task.Delay(BetweenLooks, connection.Clock, patience);
            var (answer, trouble) = await connection.GetAsync($"api/v1/media/{Uri.EscapeDataString(id)}", patience);
            if (answer is null)
            {
                return (null, trouble);
            }

            if (answer.Status == HttpStatusCode.PartialContent)
            {
                continue;
            }

            return answer.IsSuccess ? (id, null) : (null, connection.Say(answer));
        }
    }
}
