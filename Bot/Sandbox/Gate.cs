using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Bot.Sandbox;

/// <summary>
/// The one way in: notes the request, lets faults strike, checks token and rate, asks the handler, sends the answer.
/// </summary>
internal sealed class Gate(World world, Holds holds)
{
    private static readonly string[] Later = ["max_id", "since_id", "min_id", "page"];

    public async Task PassAsync(HttpContext http, Access access, Func<Call, Answer> handler)
    {
        var entry = new LoggedRequest(http.Request, world.Now);
        // The log is about clients of the two servers. Requests to the controls and the pages are not logged.
        var isOwn = access.Kind == AccessKind.Own;
        if (!isOwn)
        {
            lock (world.Sync)
            {
                world.Log.Add(entry);
            }
        }

        var call = await Call.ReadAsync(http.Request);
        var answer = isOwn ? Asked(handler, call) : await AnswerAsync(call, access, handler);
        lock (world.Sync)
        {
            entry.Answered = answer.StatusCode;
        }

        var isOdd = !isOwn && world.Settings.OddAnswers;
        await (isOdd ? OddAnswers.Of(answer) : answer).SendAsync(http);
    }

    private async Task<Answer> AnswerAsync(Call call, Access access, Func<Call, Answer> handler)
    {
        if (world.Settings.RejectChunked && call is { HasLength: false, Method: "POST" or "PUT" or "PATCH" })
        {
            return Answer.Cut;
        }

        if (LockOf(call) is not { } key)
        {
            return await WorkedAsync(call, access, handler);
        }

        lock (world.Sync)
        {
            if (!world.Keys.TryLock(call.Token!, key))
            {
                return Answer.Error(503, "There was a temporary problem serving your request, please try again");
            }
        }

        try
        {
            return await WorkedAsync(call, access, handler);
        }
        finally
        {
            lock (world.Sync)
            {
                world.Keys.Unlock(call.Token!, key);
            }
        }
    }

    // On Mastodon a post holds its key while it is worked on.
    private string? LockOf(Call call) =>
        world.IsMastodon && world.Settings.KeepsIdempotencyKeys && call.Token is not null && IsAt(call, "post")
            ? call.Header("Idempotency-Key")
            : null;

    private async Task<Answer> WorkedAsync(Call call, Access access, Func<Call, Answer> handler)
    {
        var order = Struck(call);
        if (order is null)
        {
            return Worked(call, access, handler);
        }

        var kind = FaultKinds.Find(order.Kind)!;
        var wait = TimeSpan.FromMilliseconds(order.Milliseconds);
        if (kind.Wait == Wait.BeforeAccepting && !await holds.WaitAsync(wait))
        {
            return Answer.Cut;
        }

        call.IsPhantom = kind.Name == FaultKinds.Phantom;
        call.Work = kind.Name == FaultKinds.WorksOn ? wait : TimeSpan.Zero;
        var accepted = kind.Accepts ? Worked(call, access, handler) : null;
        if (kind.Wait == Wait.AfterAccepting && !await holds.WaitAsync(wait))
        {
            return Answer.Cut;
        }

        return kind.Answer(new FaultScene(order, world.Now, accepted));
    }

    private FaultOrder? Struck(Call call)
    {
        lock (world.Sync)
        {
            return world.Faults.Next(FaultPlaces.Of(call.Method, call.Path));
        }
    }

    private Answer Asked(Func<Call, Answer> handler, Call call)
    {
        lock (world.Sync)
        {
            return handler(call);
        }
    }

    private Answer Worked(Call call, Access access, Func<Call, Answer> handler)
    {
        lock (world.Sync)
        {
            // arXiv knows neither accounts nor the fediverse's habits.
            if (IsAt(call, "feed"))
            {
                return handler(call);
            }

            if (world.Habits.NeedsUserAgent && string.IsNullOrEmpty(call.Header("User-Agent")))
            {
                return Answer.Error(418, "I'm a teapot: no user-agent sent with request");
            }

            call.Grant = call.Token is { } token ? world.GrantOf(token) : null;
            var holder = world.Habits.LimitsAddresses ? GroupOf(call.Path) : (object?)call.Account;
            var answer =
                holder is null || TryCount(call, holder)
                    ? Turned(call, access) ?? handler(call)
                    : Answer.Error(429, world.Habits.LimitsAddresses ? "rate limit reached" : "Too many requests");
            if (call.Method == "GET")
            {
                world.Statuses.CountRead();
            }

            return holder is null ? answer : answer.With(world.Rates.Headers(LimitsOn(call), holder, world.Now));
        }
    }

    // True when there was room for the call in each limit that counts requests of its kind.
    private bool TryCount(Call call, object holder)
    {
        var counting = RequestLimitsOn(call).ToList();
        if (counting.Exists(limit => world.Rates.IsExhausted(limit, holder, world.Now)))
        {
            return false;
        }

        foreach (var limit in counting)
        {
            world.Rates.Count(limit, holder, world.Now);
        }

        return true;
    }

    // By address and method, before anything else is looked at (config/initializers/rack_attack.rb).
    private IEnumerable<RateLimit> RequestLimitsOn(Call call)
    {
        yield return RateLimit.Requests(world.Settings);
        switch (FaultPlaces.Of(call.Method, call.Path))
        {
            case "delete" or "unboost":
                yield return RateLimit.Deletes(world.Settings);
                break;
            case "media":
                yield return RateLimit.Uploads(world.Settings);
                break;
            case "timeline" when Later.Any(name => call.Query(name) is not null):
                yield return RateLimit.Pages(world.Settings);
                break;
        }
    }

    // Null when the call may come in.
    private Answer? Turned(Call call, Access access)
    {
        var needsToken =
            access.NeedsToken
            || (
                world.Habits.ReadsNeedToken
                && call.Path.StartsWith("/api/", StringComparison.Ordinal)
                && !IsAt(call, "instance")
            );
        // Mastodon reads to whoever has a token that it does not know as to anybody; others send them away.
        var mustBeKnown = needsToken || (call.Header("Authorization") is not null && !world.IsMastodon);
        if (mustBeKnown && call.Grant is null)
        {
            return Answer.Error(401, "The access token is invalid");
        }

        if (call.Grant?.May(access.Scopes) == false)
        {
            return Answer.Error(403, "This action is outside the authorized scopes");
        }

        if (access.Kind == AccessKind.User && call.Account is null)
        {
            return Answer.Error(422, "This method requires an authenticated user");
        }

        if (world.Settings.LoginDisabled && call.Account?.IsTheBot == true)
        {
            return Answer.Error(403, "Your login is currently disabled");
        }

        return call.IsReadable ? null : Answer.Error(400, "Error occurred while parsing request parameters");
    }

    // Mastodon tells of the three-hour limit also where a boost is not counted in it; where addresses are limited there is
    // none.
    private IEnumerable<RateLimit> LimitsOn(Call call) =>
        !world.Habits.LimitsAddresses && (IsAt(call, "post") || IsAt(call, "boost") || IsAt(call, "edit"))
            ? [.. RequestLimitsOn(call), RateLimit.Posts(world.Settings)]
            : RequestLimitsOn(call);

    private static bool IsAt(Call call, string place) => FaultPlaces.Of(call.Method, call.Path) == place;

    // Everybody comes from loopback here, so the group of paths alone says whose window it is ("/api", "/nodeinfo",
    // ...).
    private static string GroupOf(string path) => path.IndexOf('/', 1) is var end and > 0 ? path[..end] : path;
}

/// <summary>Puts handlers behind the gate.</summary>
internal sealed class Routes(WebApplication web, Gate gate)
{
    public void Get(string pattern, Access access, Func<Call, Answer> handler) => Map("GET", pattern, access, handler);

    public void Post(string pattern, Access access, Func<Call, Answer> handler) =>
        Map("POST", pattern, access, handler);

    public void Map(string method, string pattern, Access access, Func<Call, Answer> handler) =>
        web.MapMethods(
            pattern,
            method == "GET" ? ["GET", "HEAD"] : [method],
            (RequestDelegate)(http => gate.PassAsync(http, access, handler))
        );

    /// <summary>For what waits by itself and therefore can not hold the world's lock.</summary>
    public void GetWaiting(string pattern, Func<HttpContext, Task<Answer>> handler) =>
        web.MapMethods(pattern, ["GET"], (RequestDelegate)(async http => await (await handler(http)).SendAsync(http)));

    public void Else(Access access, Func<Call, Answer> handler) =>
        web.MapFallback("{**path}", (RequestDelegate)(http => gate.PassAsync(http, access, handler)));
}
