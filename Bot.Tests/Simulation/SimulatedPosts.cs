using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Bot.Composer;
using Bot.Publisher;
using Bot.Sandbox;
using Bot.Web;

namespace Bot.Tests.Simulation;

/// <summary>What can become of a post.</summary>
internal enum PostFault
{
    None,
    LostRequest,
    LostAnswer,
    NoAnswer,

    /// <summary>The server takes it only when the bot has given up waiting.</summary>
    TakenLate,
    Error500,
    Taken500,
    Html502,
    Taken502Html,
    Taken503,
    HtmlAs200,
    TakenHtmlAs200,
    TakenWithoutId,
    TakenTruncated,
    TooManyBare,
    TooManyReset,
    TooManyRetryAfter,
    Denied401,
    Forbidden403,
    NotFound404,
    Redirect,
    Conflict409,
    Early425,
    Refused400,
    Refused413,
    Refused422,
}

/// <summary>How a simulated server takes posts, and what it answers.</summary>
internal sealed class SimulatedPosts(
    SimulatedTime time,
    Weather<PostFault> weather,
    Random chance,
    EventLog log,
    TimeSpan lookFirstAfter
)
{
    private readonly Dictionary<(SimulatedAccount, long), int> _taken = [];
    private int _ids = chance.Next(1000);

    /// <summary>Posts in three hours; 0 for no limit.</summary>
    public int MostPosts { get; set; }

    /// <summary>True while the bot can know the limit from its settings, so that it must never meet it.</summary>
    public bool IsLimitKnown { get; set; }

    public async Task<HttpResponseMessage> TakeAsync(
        SimulatedInstance instance,
        SimulatedAccount account,
        HttpRequestMessage request,
        Life life,
        ClockError error,
        CancellationToken cancellation
    )
    {
        var body = JsonNode.Parse(await request.Content!.ReadAsStringAsync(CancellationToken.None))!;
        var (text, spoiler) = ((string)body["status"]!, (string?)body["spoiler_text"] ?? "");
        account.Posting(text, request.Headers.GetValues("Idempotency-Key").Single(), life.Clock.GetUtcNow());
        if (instance.LengthOf(text, spoiler) is var length && length > instance.MostCharacters)
        {
            log.Wrong(
                time.Now,
                $"{account.Name}: a toot of {length} characters where there was never room for more than "
                    + $"{instance.MostCharacters}"
            );
        }

        var fault = weather.Draw(time.Now);
        if (life.DiesBeforePost())
        {
            return await Never();
        }

        await life.Wait(TimeSpan.FromMilliseconds(chance.Next(30, 2000)), cancellation);
        if (fault == PostFault.LostRequest)
        {
            throw Lost(account, fault, text);
        }

        if (fault == PostFault.TakenLate)
        {
            // Both together, and the minute until it can be seen, stay below the time after which the bot looks.
            time.After(
                lookFirstAfter * (0.2 + (0.4 * chance.NextDouble())),
                () => Take(instance, account, body, request)
            );
            await life.Wait(TimeSpan.FromMinutes(30), cancellation);
        }

        var (answer, consequence) =
            Refuse(fault, instance, account, text, spoiler, (string?)body["in_reply_to_id"], life, error)
            ?? Accept(instance, account, body, request, fault, life);
        if (life.DiesAfterPost())
        {
            return await Never();
        }

        if (fault == PostFault.NoAnswer)
        {
            await life.Wait(TimeSpan.FromMinutes(30), cancellation);
        }

        await life.Wait(TimeSpan.FromMilliseconds(chance.Next(30, 2000)), cancellation);
        if (fault == PostFault.LostAnswer)
        {
            throw Lost(account, fault, text);
        }

        log.Note(time.Now, $"{account.Name} POST {(int)answer.StatusCode} {fault} {Short(text)}");
        consequence();
        return answer;
    }

    private (HttpResponseMessage Answer, Action Consequence)? Refuse(
        PostFault fault,
        SimulatedInstance instance,
        SimulatedAccount account,
        string text,
        string spoiler,
        string? parent,
        Life life,
        ClockError error
    )
    {
        var denied =
            (Func<HttpStatusCode, (HttpResponseMessage, Action)>)(
                status => (Html(status), () => account.LockedOut(life.CommitsFromNow()))
            );
        var refused =
            (Func<HttpStatusCode, string, (HttpResponseMessage, Action)>)(
                (status, why) =>
                    (SimulatedInstance.Json(status, new JsonObject { ["error"] = why }), () => account.Refused(text))
            );
        if (account.SuspendedUntil > time.Now)
        {
            return denied(HttpStatusCode.Unauthorized);
        }

        switch (fault)
        {
            case PostFault.Denied401:
                return denied(HttpStatusCode.Unauthorized);
            case PostFault.Forbidden403:
                return denied(HttpStatusCode.Forbidden);
            case PostFault.Redirect:
                return denied(HttpStatusCode.Found);
            case PostFault.NotFound404:
                return parent is null
                    ? denied(HttpStatusCode.NotFound)
                    : refused(HttpStatusCode.NotFound, "Record not found");
            case PostFault.Refused400:
                return refused(HttpStatusCode.BadRequest, "bad request");
            case PostFault.Refused413:
                return (Html(HttpStatusCode.RequestEntityTooLarge), () => account.Refused(text));
            case PostFault.Refused422:
                return refused(HttpStatusCode.UnprocessableEntity, "Validation failed: not to our taste");
            case PostFault.Error500:
                return (Html(HttpStatusCode.InternalServerError), () => { });
            case PostFault.Html502:
                return (Html(HttpStatusCode.BadGateway), () => { });
            case PostFault.HtmlAs200:
                return (Html(HttpStatusCode.OK), () => { });
            case PostFault.Conflict409:
                return (Html(HttpStatusCode.Conflict), () => { });
            case PostFault.Early425:
                return (Html((HttpStatusCode)425), () => { });
            case PostFault.TooManyBare:
                return TooMany(account, null, null, life);
            case PostFault.TooManyReset:
                return TooMany(account, time.Now + TimeSpan.FromMinutes(chance.Next(1, 120)), null, life);
            case PostFault.TooManyRetryAfter:
                return TooMany(account, null, TimeSpan.FromSeconds(chance.Next(1, 1800)), life);
        }

        if (instance.LengthOf(text, spoiler) > instance.MaxCharacters)
        {
            return (
                SimulatedInstance.Json(
                    instance.Nature.Kind == ServerKind.GoToSocial
                        ? HttpStatusCode.BadRequest
                        : HttpStatusCode.UnprocessableEntity,
                    new JsonObject
                    {
                        ["error"] = $"Validation failed: Text character limit of {instance.MaxCharacters} exceeded",
                    }
                ),
                () => account.Refused(text)
            );
        }

        if (
            parent is not null
            && instance.Nature.Kind != ServerKind.Snac
            && account.Statuses.Find(one => one.Id == parent) is not { IsDeleted: false }
        )
        {
            return refused(HttpStatusCode.NotFound, "Record not found");
        }

        if (MostPosts > 0 && _taken.GetValueOrDefault(Window(account)) >= MostPosts)
        {
            if (IsLimitKnown && error.IsRight)
            {
                log.Wrong(time.Now, $"{account.Name}: more than {MostPosts} posts in a window of three hours");
            }

            return TooMany(account, instance.Nature.StatesRates ? WindowEnd() : null, null, life);
        }

        return null;
    }

    private (HttpResponseMessage Answer, Action Consequence) Accept(
        SimulatedInstance instance,
        SimulatedAccount account,
        JsonNode body,
        HttpRequestMessage request,
        PostFault fault,
        Life life
    )
    {
        if (Take(instance, account, body, request) is not { } status)
        {
            return (Html(HttpStatusCode.InternalServerError), () => { });
        }

        var json = instance.Json(account, status);
        switch (fault)
        {
            case PostFault.Taken500:
                return (Html(HttpStatusCode.InternalServerError), () => { });
            case PostFault.Taken502Html:
                return (Html(HttpStatusCode.BadGateway), () => { });
            case PostFault.Taken503:
                return (Html(HttpStatusCode.ServiceUnavailable), () => { });
            case PostFault.TakenHtmlAs200:
                return (Html(HttpStatusCode.OK), () => { });
            case PostFault.TakenTruncated:
                return (
                    new HttpResponseMessage(HttpStatusCode.OK)
                    {
                        Content = new StringContent(json.ToJsonString()[..40]),
                    },
                    () => { }
                );
            case PostFault.TakenWithoutId:
                json.Remove("id");
                return (SimulatedInstance.Json(HttpStatusCode.OK, json), () => { });
        }

        var answer = SimulatedInstance.Json(HttpStatusCode.OK, json);
        if (instance.Nature.StatesRates && MostPosts > 0)
        {
            answer.Headers.TryAddWithoutValidation(
                "X-RateLimit-Limit",
                MostPosts.ToString(CultureInfo.InvariantCulture)
            );
            answer.Headers.TryAddWithoutValidation(
                "X-RateLimit-Remaining",
                Math.Max(0, MostPosts - _taken.GetValueOrDefault(Window(account)))
                    .ToString(CultureInfo.InvariantCulture)
            );
            answer.Headers.TryAddWithoutValidation("X-RateLimit-Reset", Iso(WindowEnd()));
        }

        return (answer, () => account.Posted(life.Clock.GetUtcNow()));
    }

    // Null where a server answers 500 to a key that it knows.
    private SimulatedStatus? Take(
        SimulatedInstance instance,
        SimulatedAccount account,
        JsonNode body,
        HttpRequestMessage request
    )
    {
        var key = request.Headers.GetValues("Idempotency-Key").Single();
        if (
            instance.Nature.KeepsKeys
            && account.Statuses.Find(one => one.Key == key && one.AcceptedAt > time.Now - TimeSpan.FromHours(1))
                is { } known
        )
        {
            return instance.Nature.RepeatedKeyIs500 ? null : known;
        }

        var visibility = (string)body["visibility"]!;
        var status = new SimulatedStatus
        {
            Id = instance.NewId(++_ids),
            Text = (string)body["status"]!,
            SpoilerText = (string?)body["spoiler_text"] ?? "",
            Key = key,
            InReplyTo = (string?)body["in_reply_to_id"],
            Visibility = account.IsSilenced && visibility == "public" ? "unlisted" : visibility,
            AcceptedAt = time.Now,
            VisibleAt = time.Now + (instance.Nature.VisibleAfter * chance.NextDouble()),
        };
        account.Statuses.Add(status);
        // A reader may be quicker than the bot's next look, and so may the person behind the account.
        if (instance.Nature.Kind == ServerKind.Snac && chance.Next(4) == 0)
        {
            status.IsBoosted = true;
        }

        if (chance.Next(20) == 0)
        {
            time.After(
                TimeSpan.FromSeconds(chance.Next(1, 60)),
                () => Happenings.Write(account, instance, time, chance)
            );
        }

        _taken[Window(account)] = _taken.GetValueOrDefault(Window(account)) + 1;
        log.Note(time.Now, $"{account.Name} takes {status.Id} {Short(status.Text)}");
        return status;
    }

    private static (HttpResponseMessage, Action) TooMany(
        SimulatedAccount account,
        DateTimeOffset? reset,
        TimeSpan? after,
        Life life,
        TimeSpan least
    )
    {
        var answer = SimulatedInstance.Json(
            HttpStatusCode.TooManyRequests,
            new JsonObject { ["error"] = "Too many requests" }
        );
        if (reset is { } at)
        {
            answer.Headers.TryAddWithoutValidation("X-RateLimit-Reset", Iso(at));
        }

        if (after is { } wait)
        {
            answer.Headers.TryAddWithoutValidation("Retry-After", $"{(int)wait.TotalSeconds}");
        }

        return (
            answer,
            () =>
            {
                var clock = life.Clock.GetUtcNow();
                account.AskedToWait(reset > clock ? reset.Value : clock + (after ?? least), life.CommitsFromNow());
            }
        );
    }

    private (HttpResponseMessage, Action) TooMany(
        SimulatedAccount account,
        DateTimeOffset? reset,
        TimeSpan? after,
        Life life
    ) => TooMany(account, reset, after, life, lookFirstAfter);

    private static async Task<HttpResponseMessage> Never()
    {
        await Life.Never();
        throw new InvalidOperationException("never");
    }

    private HttpRequestException Lost(SimulatedAccount account, PostFault fault, string text)
    {
        log.Note(time.Now, $"{account.Name} POST {fault} {Short(text)}");
        return new HttpRequestException("connection reset by peer");
    }

    private (SimulatedAccount, long) Window(SimulatedAccount account) =>
        (account, time.Now.UtcTicks / TimeSpan.FromHours(3).Ticks);

    private DateTimeOffset WindowEnd() =>
        new(((time.Now.UtcTicks / TimeSpan.FromHours(3).Ticks) + 1) * TimeSpan.FromHours(3).Ticks, TimeSpan.Zero);

    private static string Iso(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    private static string Short(string text) =>
        text.ReplaceLineEndings(" ") is { Length: > 60 } line ? line[..60] : text.ReplaceLineEndings(" ");

    private static HttpResponseMessage Html(HttpStatusCode status) =>
        new(status) { Content = new StringContent("<html><body>Something is wrong here</body></html>") };
}
