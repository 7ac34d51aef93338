using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Bot.Publisher;

/// <summary>What changes something on the server: done once, and the answer's every shape has its outcome.</summary>
public sealed partial class MastodonClient
{
    /// <summary>Posts once. Nothing is thrown but the caller's own cancellation of a wait for a connection.</summary>
    public Task<PostOutcome> PostAsync(
        Toot toot,
        string idempotencyKey,
        string? inReplyToId,
        CancellationToken patience,
        string? mediaId = null
    ) =>
        SendAsync(
            HttpMethod.Post,
            "api/v1/statuses",
            new NewStatusJson(
                toot.Text,
                toot.SpoilerText.Length > 0 ? toot.SpoilerText : null,
                toot.Visibility.ToString().ToLowerInvariant(),
                toot.Language,
                inReplyToId,
                mediaId is null ? null : [mediaId]
            ),
            MastodonJson.Default.NewStatusJson,
            idempotencyKey,
            isReply: inReplyToId is not null,
            isAction: false,
            patience
        );

    /// <summary>
    /// Boosts a status once. Not safe to repeat: GoToSocial makes two boosts of two calls, without idempotency keys.
    /// </summary>
    public Task<PostOutcome> BoostAsync(string statusId, CancellationToken patience) =>
        ActAsync(HttpMethod.Post, $"{StatusPath(statusId)}/reblog", patience);

    /// <summary>Takes a boost back; where there is none, nothing happens.</summary>
    public Task<PostOutcome> UnboostAsync(string statusId, CancellationToken patience) =>
        ActAsync(HttpMethod.Post, $"{StatusPath(statusId)}/unreblog", patience);

    /// <summary>
    /// Pins a status of the account's own to its profile. What is pinned already is refused, and harmless.
    /// </summary>
    public Task<PostOutcome> PinAsync(string statusId, CancellationToken patience) =>
        ActAsync(HttpMethod.Post, $"{StatusPath(statusId)}/pin", patience);

    /// <summary>Takes a pin away; where there is none, nothing happens.</summary>
    public Task<PostOutcome> UnpinAsync(string statusId, CancellationToken patience) =>
        ActAsync(HttpMethod.Post, $"{StatusPath(statusId)}/unpin", patience);

    /// <summary>
    /// Gives a status of the account's own another text. What an edit leaves out is dropped, so all is sent; visibility
    /// cannot change.
    /// </summary>
    public Task<PostOutcome> EditAsync(string statusId, Toot toot, CancellationToken patience) =>
        SendAsync(
            HttpMethod.Put,
            StatusPath(statusId),
            new EditedStatusJson(toot.Text, toot.SpoilerText, toot.Language),
            MastodonJson.Default.EditedStatusJson,
            idempotencyKey: null,
            isReply: false,
            isAction: true,
            patience
        );

    /// <summary>Whether a status is there, and whether the account has boosted it.</summary>
    public async Task<StatusLookup> LookUpAsync(string statusId, CancellationToken cancellation)
    {
        var (answer, trouble) = await GetAsync(StatusPath(statusId), cancellation);
        return answer switch
        {
            null => new StatusLookup.Unseen(trouble!),
            { Status: HttpStatusCode.NotFound or HttpStatusCode.Gone } => new StatusLookup.Missing(answer.Say(token)),
            // snac shows a boosted status within its boost, whose id takes neither boosts nor edits.
            { IsSuccess: true }
                when answer.Json(MastodonJson.Default.StatusJson) is { Id: { Length: > 0 } id } status =>
                new StatusLookup.There(
                    status.Reblog?.Id ?? id,
                    status.Reblog?.Url ?? status.Url ?? status.Uri,
                    status.Reblogged == true
                ),
            _ => new StatusLookup.Unseen(answer.Say(token)),
        };
    }

    private Task<PostOutcome> ActAsync(HttpMethod method, string path, CancellationToken patience) =>
        SendAsync(
            method,
            path,
            new NothingJson(),
            MastodonJson.Default.NothingJson,
            idempotencyKey: null,
            isReply: false,
            isAction: true,
            patience
        );

    private async Task<PostOutcome> SendAsync<T>(
        HttpMethod method,
        string path,
        T body,
        JsonTypeInfo<T> type,
        string? idempotencyKey,
        bool isReply,
        bool isAction,
        CancellationToken patience
    )
    {
        using var request = Request(method, path);
        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }
        // Bytes of a known length: some servers drop chunked bodies, and .NET silently repeats a POST that has none.
        request.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, type));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        onRequest();
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience);
            return Read(
                await InstanceAnswer.ReadAsync(response, patience),
                isReply,
                isAction,
                isEdit: method == HttpMethod.Put
            );
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return new PostOutcome.Unknown(Innermost(e));
        }
        catch (OperationCanceledException)
        {
            return new PostOutcome.Unknown("no answer in time");
        }
    }

    private static string StatusPath(string statusId) => $"api/v1/statuses/{Uri.EscapeDataString(statusId)}";

    private PostOutcome Read(InstanceAnswer answer, bool isReply, bool isAction, bool isEdit)
    {
        var now = clock.GetUtcNow();
        switch (answer.Status)
        {
            case var _ when answer.IsSuccess:
                return answer.Json(MastodonJson.Default.StatusJson) is { Id: { Length: > 0 } id } status
                    ? new PostOutcome.Posted(
                        isEdit ? status.Reblog?.Id ?? id : id,
                        status.Url ?? status.Uri,
                        status.Visibility,
                        answer.FullUntil(now)
                    )
                    : new PostOutcome.Unknown($"{answer.Say(token)} (no status with an id)");
            case HttpStatusCode.TooManyRequests:
                return new PostOutcome.RateLimited(answer.RetryAt(now));
            case HttpStatusCode.BadRequest
            or HttpStatusCode.RequestEntityTooLarge
            or HttpStatusCode.UnprocessableEntity:
                return new PostOutcome.Refused(answer.Say(token));
            case HttpStatusCode.NotFound when isReply:
                return new PostOutcome.Refused(answer.Say(token), ParentGone: true);
            case HttpStatusCode.NotFound or HttpStatusCode.Gone when isAction:
                return new PostOutcome.Gone(answer.Say(token));
            // Mastodon's "This action is not allowed": a status that may not be boosted. Whether the account may post
            // at all, posts tell.
            case HttpStatusCode.Forbidden when isAction:
                return new PostOutcome.Refused(answer.Say(token));
            case HttpStatusCode.RequestTimeout
            or HttpStatusCode.Conflict
            or (HttpStatusCode)425
            or >= HttpStatusCode.InternalServerError:
                return new PostOutcome.Unknown(answer.Say(token));
            case >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest:
                return new PostOutcome.LockedOut(
                    $"HTTP {(int)answer.Status}: the instance sends posts on to "
                        + $"{(answer.Response.Headers.Location is { IsAbsoluteUri: true } to ? to.Host : "another address")}; "
                        + "set Instance to the server's own address"
                );
            default:
                return new PostOutcome.LockedOut(
                    $"{answer.Say(token)}; check the account and its token (scope write:statuses)"
                );
        }
    }
}
