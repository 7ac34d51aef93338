using System.Net;
using Bot.Options;
using Polly;

namespace Bot.Publisher;

/// <summary>
/// The calls of the Mastodon API that the bot makes, for one account. Posts, boosts and edits are made once and never
/// repeated here; reads are tried three times within ten seconds.
/// </summary>
/// <param name="http">
/// Its base address is the instance; redirects off (a token must not travel), a User-Agent set.
/// </param>
/// <param name="token">The account's access token; it leaves this class in the Authorization header only.</param>
/// <param name="retries">For reads.</param>
/// <param name="clock">For time-outs and for the times in rate-limit headers.</param>
/// <param name="onRequest">Awaited before each request, retries too, so that somebody can count them.</param>
public sealed class MastodonClient(
    HttpClient http,
    string token,
    ResiliencePipeline retries,
    TimeProvider clock,
    Func<ValueTask> onRequest
)
{
    private readonly MastodonConnection _connection = new(http, token, retries, clock, onRequest);

    /// <summary>Who may quote what is posted. Edits leave it as it is.</summary>
    public QuotePolicy Quotes { get; init; }

    private MediaUploads Media => new(_connection);

    private InstanceQuestions Instance => new(_connection);

    private StatusWrites Writes => new(_connection);

    /// <summary>Posts once. Nothing is thrown but the caller's own cancellation of a wait for a connection.</summary>
    public Task<PostOutcome> PostAsync(
        Toot toot,
        string idempotencyKey,
        string? inReplyToId,
        CancellationToken patience,
        string? mediaId = null
    ) =>
        Writes.PostAsync(
            new NewStatusJson(
                toot.Text,
                toot.SpoilerText.Length > 0 ? toot.SpoilerText : null,
                toot.Visibility.ToString().ToLowerInvariant(),
                toot.Language,
                inReplyToId,
                mediaId is null ? null : [mediaId],
                Quotes.ApiWord()
            ),
            idempotencyKey,
            patience
        );

    /// <summary>
    /// Boosts a status once. Not safe to repeat: GoToSocial makes two boosts of two calls, without idempotency keys.
    /// </summary>
    public Task<PostOutcome> BoostAsync(string statusId, CancellationToken patience) =>
        Writes.ActAsync($"{StatusPath(statusId)}/reblog", patience);

    /// <summary>Takes a boost back; where there is none, nothing happens.</summary>
    public Task<PostOutcome> UnboostAsync(string statusId, CancellationToken patience) =>
        Writes.ActAsync($"{StatusPath(statusId)}/unreblog", patience);

    /// <summary>
    /// Pins a status of the account's own to its profile. What is pinned already is refused, and harmless.
    /// </summary>
    public Task<PostOutcome> PinAsync(string statusId, CancellationToken patience) =>
        Writes.ActAsync($"{StatusPath(statusId)}/pin", patience);

    /// <summary>Takes a pin away; where there is none, nothing happens.</summary>
    public Task<PostOutcome> UnpinAsync(string statusId, CancellationToken patience) =>
        Writes.ActAsync($"{StatusPath(statusId)}/unpin", patience);

    /// <summary>
    /// Gives a status of the account's own another text. What an edit leaves out is dropped, so all is sent; visibility
    /// cannot change.
    /// </summary>
    public Task<PostOutcome> EditAsync(string statusId, Toot toot, CancellationToken patience) =>
        Writes.EditAsync(
            StatusPath(statusId),
            new EditedStatusJson(toot.Text, toot.SpoilerText, toot.Language),
            patience
        );

    /// <summary>Uploads a picture and waits until the server has worked on it.</summary>
    /// <param name="png">The picture.</param>
    /// <param name="description">What it shows, for those who do not see it.</param>
    /// <param name="patience">Ends the wait.</param>
    /// <returns>Its id to post with, or why there is none.</returns>
    public Task<(string? Id, string? Trouble)> UploadAsync(
        byte[] png,
        string description,
        CancellationToken patience
    ) => Media.UploadAsync(png, description, patience);

    /// <summary>
    /// Takes back a picture that nothing was posted with. A server that cannot, or has it in use, keeps it; what is not
    /// in use vanishes by itself everywhere.
    /// </summary>
    public Task DiscardAsync(string mediaId, CancellationToken patience) => Media.DiscardAsync(mediaId, patience);

    /// <summary>Whether a status is there, and whether the account has boosted it.</summary>
    public async Task<StatusLookup> LookUpAsync(string statusId, CancellationToken cancellation)
    {
        var (answer, trouble) = await _connection.GetAsync(StatusPath(statusId), cancellation);
        return answer switch
        {
            null => new StatusLookup.Unseen(trouble!),
            { Status: HttpStatusCode.NotFound or HttpStatusCode.Gone } => new StatusLookup.Missing(
                _connection.Say(answer)
            ),
            // snac shows a boosted status within its boost, whose id takes neither boosts nor edits.
            { IsSuccess: true } when StatusJson.Of(answer.Json()) is { } status => new StatusLookup.There(
                status.Reblog?.Id ?? status.Id,
                status.Reblog?.Url ?? status.Url,
                status.IsBoosted
            ),
            _ => new StatusLookup.Unseen(_connection.Say(answer)),
        };
    }

    /// <summary>Who the token belongs to.</summary>
    public Task<Verification> VerifyAsync(CancellationToken cancellation) =>
        new CredentialCheck(_connection, Instance).VerifyAsync(cancellation);

    /// <summary>
    /// What the token may do, such as <c>write:statuses</c>; null where the server does not tell (Mastodon does since
    /// 4.3).
    /// </summary>
    public async Task<IReadOnlyList<string>?> ScopesAsync(CancellationToken cancellation)
    {
        var (answer, _) = await _connection.GetAsync("api/v1/apps/verify_credentials", cancellation);
        return answer is { IsSuccess: true } ? answer.Json()?.Words("scopes") : null;
    }

    /// <summary>
    /// What the instance is and its limits now. One whose <c>api/v2/instance</c> gives no limit, whatever it answers,
    /// is asked for v1; one that states none in either has Mastodon's defaults. Null when it could not be asked.
    /// </summary>
    public Task<InstanceFacts?> InstanceAsync(CancellationToken cancellation) => Instance.AskAsync(cancellation);

    /// <summary>The formats of texts that the instance says it takes; null when it does not tell.</summary>
    public Task<IReadOnlyList<string>?> FormatsAsync(CancellationToken cancellation) =>
        Instance.FormatsAsync(cancellation);

    /// <summary>
    /// Up to forty of the account's own statuses, newest first; null with a reason when they cannot be read.
    /// </summary>
    public async Task<(IReadOnlyList<OwnStatus>? Page, string? Trouble)> OwnStatusesAsync(
        string accountId,
        string? olderThan,
        CancellationToken cancellation
    )
    {
        var page = olderThan is null ? "" : $"&max_id={Uri.EscapeDataString(olderThan)}";
        var (answer, trouble) = await _connection.GetAsync(
            $"api/v1/accounts/{Uri.EscapeDataString(accountId)}/statuses?limit=40{page}",
            cancellation
        );
        if (answer is null)
        {
            return (null, trouble);
        }

        if (!answer.IsSuccess)
        {
            var advice = RefusalAdvice.IsAboutToken(answer) ? "; give the token the scope read:statuses" : "";
            return (null, _connection.Say(answer) + advice);
        }

        if (answer.JsonList() is not { } list)
        {
            return (null, "the answer is no list of statuses");
        }

        // One that cannot be read is skipped. Where none can, the page tells nothing, least of all that a toot is not
        // there.
        var statuses = list.Select(one => StatusJson.Of(one)).OfType<StatusJson>().ToList();
        return statuses.Count == 0 && list.Count > 0
            ? (null, "no status of the list has an id")
            : ([.. statuses.Select(one => Own(one, accountId))], null);
    }

    /// <summary>
    /// A status's text as it was sent; null when the server does not keep it, and then with a trouble when it could not
    /// be asked.
    /// </summary>
    public async Task<(string? Text, string? Trouble)> SourceAsync(string statusId, CancellationToken cancellation)
    {
        var (answer, trouble) = await _connection.GetAsync($"{StatusPath(statusId)}/source", cancellation);
        return answer switch
        {
            null => (null, trouble),
            { IsSuccess: true } => (answer.Json()?.Text("text"), null),
            { Status: HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError } => (
                null,
                _connection.Say(answer)
            ),
            _ => (null, null),
        };
    }

    private static OwnStatus Own(StatusJson status, string accountId) =>
        new(
            status.Id,
            status.Url,
            status.InReplyToId,
            status.IsBoost,
            status.Content,
            status.Reblog is { } inner && inner.AccountId == accountId ? Own(inner, accountId) : null
        )
        {
            SpoilerText = status.SpoilerText,
            Tags = status.Tags,
        };

    private static string StatusPath(string statusId) => $"api/v1/statuses/{Uri.EscapeDataString(statusId)}";
}
