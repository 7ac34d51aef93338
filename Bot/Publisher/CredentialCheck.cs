using System.Net;

namespace Bot.Publisher;

/// <summary>
/// Asks who a token belongs to. What an answer says of the token is told from what it says of the address, or an
/// operator makes new tokens for a server that was never the right one.
/// </summary>
internal sealed class CredentialCheck(MastodonConnection connection, InstanceQuestions instance)
{
    private const string Path = "api/v1/accounts/verify_credentials";

    /// <summary>A clock may differ from ours, and nobody would notice an account that waits for days.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(3);

    /// <summary>See <see cref="MastodonClient.VerifyAsync"/>.</summary>
    public async Task<Verification> VerifyAsync(CancellationToken cancellation)
    {
        var (answer, trouble) = await connection.GetAsync(Path, cancellation);
        return answer switch
        {
            null => new Verification.Unreachable(trouble!),
            { IsSuccess: true } when AccountJson.Of(answer.Json()) is { } account => new Verification.Known(
                account.Id,
                account.Acct ?? account.Username ?? account.Id,
                account.Url,
                account.Bot
            )
            {
                Format = account.Format,
                AttributionDomains = account.AttributionDomains,
            },
            { IsSuccess: true } => new Verification.Unreachable(
                "the answer is no Mastodon account; check that Instance names a Mastodon-compatible server"
            ),
            {
                Status: HttpStatusCode.RequestTimeout
                    or HttpStatusCode.TooManyRequests
                    or >= HttpStatusCode.InternalServerError
            } => new Verification.Unreachable(connection.Say(answer)) { RetryAt = RetryAt(answer) },
            { Status: < HttpStatusCode.BadRequest } => NotOfToken(connection.Say(answer)),
            _ when RefusalAdvice.IsAboutToken(answer) => OfToken(answer),
            { Status: HttpStatusCode.Forbidden } when RefusalAdvice.ErrorOf(answer) is not null => NotOfToken(
                $"{connection.Say(answer)}; {RefusalAdvice.Of(answer)}"
            ),
            _ => await RefusedAsync(answer, cancellation),
        };
    }

    private DateTimeOffset? RetryAt(InstanceAnswer answer)
    {
        var now = connection.Clock.GetUtcNow();
        var latest = now + LongestWait;
        return answer.RetryAt(now) is { } at && at > latest ? latest : answer.RetryAt(now);
    }

    // 404, 422 and the like come from hosts of all kinds; nodeinfo tells those of the fediverse.
    private async Task<Verification> RefusedAsync(InstanceAnswer answer, CancellationToken cancellation)
    {
        var host = connection.Instance.Host;
        if (await instance.NameAsync(cancellation) is not { } name)
        {
            return NotOfToken(
                $"{connection.Say(answer)}; {host} shows no sign of a Mastodon-compatible server (neither nodeinfo nor "
                    + "api/v1/instance): check that Instance names the server itself"
            );
        }

        // Some servers refuse a token without a word, snac with 422; a proxy that wants a password of its own says so.
        var isWordless = answer.Status == HttpStatusCode.UnprocessableEntity && string.IsNullOrWhiteSpace(answer.Body);
        if (isWordless || (answer.Status == HttpStatusCode.Unauthorized && !answer.AsksForPassword))
        {
            return OfToken(answer);
        }

        var says = answer.Status is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed or HttpStatusCode.Gone
            ? $"has no {Path}: check that Instance names a Mastodon-compatible server, and what stands before it"
            : $"did not answer {Path} so itself, as it seems: {RefusalAdvice.OnProxy}";
        return NotOfToken($"{connection.Say(answer)}; {host} says that it is {connection.Clean(name)}, and {says}");
    }

    private Verification.Denied OfToken(InstanceAnswer answer) =>
        new($"{connection.Say(answer)}; {RefusalAdvice.OnToken}");

    private static Verification.Denied NotOfToken(string reason) => new(reason) { IsToken = false };
}
