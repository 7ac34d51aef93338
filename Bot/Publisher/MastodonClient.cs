using System.Net;
using System.Net.Http.Headers;
using Bot.Composer;
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
/// <param name="onRequest">Called before each request, retries too, so that somebody can count them.</param>
public sealed partial class MastodonClient(
    HttpClient http,
    string token,
    ResiliencePipeline retries,
    TimeProvider clock,
    Action onRequest
)
{
    /// <summary>
    /// Ten seconds for a read with all its tries: long enough for a busy server, short enough for a SIGTERM.
    /// </summary>
    private static readonly TimeSpan ReadTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Who the token belongs to.</summary>
    public async Task<Verification> VerifyAsync(CancellationToken cancellation)
    {
        var (answer, trouble) = await GetAsync("api/v1/accounts/verify_credentials", cancellation);
        return answer switch
        {
            null => new Verification.Unreachable(trouble!),
            { Status: HttpStatusCode.OK }
                when answer.Json(MastodonJson.Default.AccountJson) is { Id: { Length: > 0 } id } account =>
                new Verification.Known(id, account.Acct ?? account.Username ?? id, account.Url, account.Bot == true),
            { Status: HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError } =>
                new Verification.Unreachable(answer.Say(token)),
            { IsSuccess: true } => new Verification.Unreachable(
                "the answer is no Mastodon account; check that Instance names a Mastodon-compatible server"
            ),
            _ => new Verification.Denied(
                $"{answer.Say(token)}; make a token with the scopes profile, read:statuses and "
                    + "write:statuses, and see that the account is not suspended"
            ),
        };
    }

    /// <summary>
    /// What the token may do, such as <c>write:statuses</c>; null where the server does not tell (Mastodon does since
    /// 4.3).
    /// </summary>
    public async Task<IReadOnlyList<string>?> ScopesAsync(CancellationToken cancellation)
    {
        var (answer, _) = await GetAsync("api/v1/apps/verify_credentials", cancellation);
        return answer is { IsSuccess: true } ? answer.Json(MastodonJson.Default.ApplicationJson)?.Scopes : null;
    }

    /// <summary>
    /// What the instance is and its limits now. An instance without <c>api/v2/instance</c> is asked for v1; one with
    /// neither, or that states none, has Mastodon's defaults. Null when it could not be asked.
    /// </summary>
    public async Task<(ServerKind Kind, TootLimits Limits, string Version)?> InstanceAsync(
        CancellationToken cancellation
    )
    {
        var (answer, _) = await GetAsync("api/v2/instance", cancellation);
        if (answer is { Status: HttpStatusCode.NotFound })
        {
            (answer, _) = await GetAsync("api/v1/instance", cancellation);
        }

        if (answer is not ({ IsSuccess: true } or { Status: HttpStatusCode.NotFound }))
        {
            return null;
        }

        var instance = answer.IsSuccess ? answer.Json(MastodonJson.Default.InstanceJson) : null;
        var stated = instance?.Configuration?.Statuses;
        var kind = ServerHabits.KindOf(await SoftwareAsync(cancellation), instance?.Version);
        return (
            kind,
            new TootLimits(
                Stated(stated?.MaxCharacters ?? instance?.MaxTootChars, TootLimits.Default.MaxCharacters),
                Stated(stated?.CharactersReservedPerUrl, TootLimits.Default.CharactersPerUrl),
                ServerHabits.Of(kind).Rule
            ),
            instance?.Version ?? ""
        );
    }

    private static int Stated(int? number, int otherwise) => number > 0 ? number.Value : otherwise;

    // Nodeinfo names its own document's address; only one on the same server is followed, since the token goes along.
    // Its path is put behind our address: one such as /https://elsewhere/ would be another server's address by itself.
    private async Task<string?> SoftwareAsync(CancellationToken cancellation)
    {
        var (links, _) = await GetAsync(".well-known/nodeinfo", cancellation);
        var address = links is { IsSuccess: true }
            ? links
                .Json(MastodonJson.Default.NodeInfoLinksJson)
                ?.Links?.LastOrDefault(link => link?.Href is not null)
                ?.Href
            : null;
        if (
            address is null
            || !Uri.TryCreate(http.BaseAddress, address, out var url)
            || url.Authority != http.BaseAddress!.Authority
        )
        {
            return null;
        }

        var (node, _) = await GetAsync(
            new UriBuilder(http.BaseAddress) { Path = url.AbsolutePath, Query = url.Query }
                .Uri
                .AbsoluteUri,
            cancellation
        );
        return node is { IsSuccess: true } ? node.Json(MastodonJson.Default.NodeInfoJson)?.Software?.Name : null;
    }

    /// <summary>
    /// Up to forty of the account's own statuses, newest first; null with a reason when they cannot be read.
    /// </summary>
    public async Task<(IReadOnlyList<OwnStatus>? Page, string? Trouble)> OwnStatusesAsync(
        string accountId,
        string? olderThan,
        CancellationToken cancellation
    )
    {
        var (answer, trouble) = await GetAsync(
            $"api/v1/accounts/{Uri.EscapeDataString(accountId)}/statuses?limit=40{(olderThan is null ? "" : "&max_id=" + Uri.EscapeDataString(olderThan))}",
            cancellation
        );
        if (answer is null)
        {
            return (null, trouble);
        }

        if (!answer.IsSuccess || answer.Json(MastodonJson.Default.ListStatusJson) is not { } page)
        {
            return (null, answer.IsSuccess ? "the answer is no list of statuses" : answer.Say(token));
        }

        return ([.. page.Where(one => one?.Id is not null).Select(one => Own(one, accountId))], null);
    }

    /// <summary>
    /// A status's text as it was sent; null when the server does not keep it, and then with a trouble when it could not
    /// be asked.
    /// </summary>
    public async Task<(string? Text, string? Trouble)> SourceAsync(string statusId, CancellationToken cancellation)
    {
        var (answer, trouble) = await GetAsync($"{StatusPath(statusId)}/source", cancellation);
        return answer switch
        {
            null => (null, trouble),
            { IsSuccess: true } => (answer.Json(MastodonJson.Default.SourceJson)?.Text, null),
            { Status: HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError } => (
                null,
                answer.Say(token)
            ),
            _ => (null, null),
        };
    }

    private static OwnStatus Own(StatusJson status, string accountId) =>
        new(
            status.Id!,
            status.Url ?? status.Uri,
            status.InReplyToId,
            status.Reblog is not null,
            status.Content ?? "",
            status.Reblog is { Id: not null } inner && inner.Account?.Id == accountId ? Own(inner, accountId) : null
        )
        {
            SpoilerText = status.SpoilerText ?? "",
        };

    private async Task<(InstanceAnswer? Answer, string? Trouble)> GetAsync(string path, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(ReadTimeout, clock);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timeout.Token);
        try
        {
            return (
                await retries.ExecuteAsync(
                    async (state, stop) =>
                    {
                        state.Client.Counted();
                        using var request = state.Client.Request(HttpMethod.Get, state.Path);
                        using var response = await state.Http.SendAsync(
                            request,
                            HttpCompletionOption.ResponseHeadersRead,
                            stop
                        );
                        return await InstanceAnswer.ReadAsync(response, stop);
                    },
                    (Client: this, Http: http, Path: path),
                    patience.Token
                ),
                null
            );
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return (null, $"{http.BaseAddress!.Host} cannot be reached: {Innermost(e)}");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return (null, $"{http.BaseAddress!.Host} gave no answer within {ReadTimeout.TotalSeconds:0} s");
        }
    }

    private void Counted() => onRequest();

    private HttpRequestMessage Request(HttpMethod method, string path)
    {
        var url = new Uri(http.BaseAddress!, path);
        if (url.GetLeftPart(UriPartial.Authority) != http.BaseAddress!.GetLeftPart(UriPartial.Authority))
        {
            throw new InvalidOperationException($"the token is for {http.BaseAddress.Host} alone, not for {url.Host}");
        }

        var request = new HttpRequestMessage(method, url);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Accept.ParseAdd("application/json");
        return request;
    }

    private string Innermost(Exception e) =>
        e.InnerException is { } inner ? Innermost(inner)
        : token.Length > 0 ? e.Message.Replace(token, "***")
        : e.Message;
}
