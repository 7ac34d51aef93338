using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Bot.Publisher;

/// <summary>What a write does: the same answer means different things to different writes.</summary>
internal enum StatusWrite
{
    /// <summary>A new status that answers none.</summary>
    Post,

    /// <summary>A new status that answers another.</summary>
    Reply,

    /// <summary>A boost, a pin, or one taken back.</summary>
    Action,

    /// <summary>Another text for a status.</summary>
    Edit,
}

/// <summary>Writes are made once, and every shape of an answer has its outcome.</summary>
internal sealed class StatusWrites(MastodonConnection connection)
{
    /// <summary>Posts once. Nothing is thrown but the caller's own cancellation of a wait for a connection.</summary>
    public async Task<PostOutcome> PostAsync(NewStatusJson status, string idempotencyKey, CancellationToken patience)
    {
        using var request = Request(HttpMethod.Post, "api/v1/statuses", status, MastodonJson.Default.NewStatusJson);
        request.Headers.Add("Idempotency-Key", idempotencyKey);
        var write = status.InReplyToId is null ? StatusWrite.Post : StatusWrite.Reply;
        return await SendAsync(request, write, patience);
    }

    /// <summary>Boosts, pins, or takes back, once.</summary>
    public async Task<PostOutcome> ActAsync(string path, CancellationToken patience)
    {
        using var request = Request(HttpMethod.Post, path, new NothingJson(), MastodonJson.Default.NothingJson);
        return await SendAsync(request, StatusWrite.Action, patience);
    }

    /// <summary>Edits once.</summary>
    public async Task<PostOutcome> EditAsync(string path, EditedStatusJson status, CancellationToken patience)
    {
        using var request = Request(HttpMethod.Put, path, status, MastodonJson.Default.EditedStatusJson);
        return await SendAsync(request, StatusWrite.Edit, patience);
    }

    private HttpRequestMessage Request<T>(HttpMethod method, string path, T body, JsonTypeInfo<T> type)
    {
        var request = connection.Request(method, path);
        // Bytes of a known length: some servers drop chunked bodies, and .NET silently repeats a POST that has none.
        request.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, type));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        return request;
    }

    private async Task<PostOutcome> SendAsync(HttpRequestMessage request, StatusWrite write, CancellationToken patience)
    {
        try
        {
            return Read(await connection.SendAsync(request, patience), write);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return new PostOutcome.Unknown(connection.Say(e));
        }
        catch (OperationCanceledException)
        {
            return new PostOutcome.Unknown("no answer in time");
        }
    }

    private PostOutcome Read(InstanceAnswer answer, StatusWrite write)
    {
        var isAction = write is StatusWrite.Action or StatusWrite.Edit;
        switch (answer.Status)
        {
            case var _ when answer.IsSuccess:
                return ReadStatus(answer, write);
            case HttpStatusCode.TooManyRequests:
                return new PostOutcome.RateLimited(answer.RetryAt(connection.Clock.GetUtcNow()));
            case HttpStatusCode.BadRequest
            or HttpStatusCode.RequestEntityTooLarge
            or HttpStatusCode.UnprocessableEntity:
                return new PostOutcome.Refused(connection.Say(answer));
            case HttpStatusCode.NotFound or HttpStatusCode.Gone when write == StatusWrite.Reply:
                return new PostOutcome.Refused(connection.Say(answer), ParentGone: true);
            case HttpStatusCode.NotFound or HttpStatusCode.Gone when isAction:
                return new PostOutcome.Gone(connection.Say(answer));
            // Not every server has boosts and edits, and those that have them refuse some. Whether the account may post
            // at all, posts tell; but a token that is gone is gone for all.
            case HttpStatusCode.NotImplemented when isAction:
                return new PostOutcome.Refused(connection.Say(answer));
            case HttpStatusCode.RequestTimeout
            or HttpStatusCode.Conflict
            or (HttpStatusCode)425
            or >= HttpStatusCode.InternalServerError:
                return new PostOutcome.Unknown(connection.Say(answer));
            case > HttpStatusCode.Unauthorized and < HttpStatusCode.InternalServerError when isAction:
                return new PostOutcome.Refused(connection.Say(answer));
            case >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest:
                return new PostOutcome.LockedOut(connection.Say(answer));
            case HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden:
                return new PostOutcome.LockedOut($"{connection.Say(answer)}; {RefusalAdvice.Of(answer)}");
            default:
                return new PostOutcome.LockedOut(
                    $"{connection.Say(answer)}; check that Instance names a Mastodon-compatible server, and what stands "
                        + "before it"
                );
        }
    }

    private PostOutcome ReadStatus(InstanceAnswer answer, StatusWrite write)
    {
        if (StatusJson.Of(answer.Json()) is not { } status)
        {
            return new PostOutcome.Unknown($"{connection.Say(answer)} (no status with an id)");
        }

        return new PostOutcome.Posted(
            write == StatusWrite.Edit ? status.Reblog?.Id ?? status.Id : status.Id,
            status.Url,
            status.Visibility,
            answer.FullUntil(connection.Clock.GetUtcNow())
        );
    }
}
