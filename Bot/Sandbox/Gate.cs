using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Bot.Sandbox;

/// <summary>Who may come in by a route, and whether faults strike there.</summary>
internal enum Access
{
    /// <summary>The sandbox's own addresses and its pages: no token, no faults.</summary>
    Own,

    /// <summary>What a client sees of Mastodon or arXiv without a token; a wrong one is refused all the same.</summary>
    Open,

    /// <summary>Only with a token.</summary>
    Token,
}

/// <summary>The one way in: notes the request, lets faults strike, checks token and rate, asks the handler, sends the answer.</summary>
internal sealed class Gate(World world, Holds holds)
{
    public async Task PassAsync(HttpContext http, Access access, Func<Call, Answer> handler)
    {
        var entry = new LoggedRequest(http.Request, world.Now);
        // The log is about the clients of the two servers; who looks at it or at the pages is no client.
        if (access != Access.Own) lock (world.Sync) world.Log.Add(entry);

        var call = await Call.ReadAsync(http.Request);
        var answer = access == Access.Own ? Asked(handler, call) : await AnswerAsync(call, access, handler);
        lock (world.Sync) entry.Answered = answer.StatusCode;
        await answer.SendAsync(http);
    }

    private async Task<Answer> AnswerAsync(Call call, Access access, Func<Call, Answer> handler)
    {
        if (call is { HasLength: false, Method: "POST" or "PUT" or "PATCH" })
            return world.Settings.RejectChunked ? Answer.Cut : Answer.Error(411, "Length Required");

        var order = Struck(call);
        if (order is null) return Worked(call, access, handler);

        var kind = FaultKinds.Find(order.Kind)!;
        var wait = TimeSpan.FromMilliseconds(order.Milliseconds);
        if (kind.Wait == Wait.BeforeAccepting && !await holds.WaitAsync(wait)) return Answer.Cut;
        var accepted = kind.Accepts ? Worked(call, access, handler) : null;
        if (kind.Wait == Wait.AfterAccepting && !await holds.WaitAsync(wait)) return Answer.Cut;
        return kind.Answer(new FaultScene(order, world.Now, accepted));
    }

    private FaultOrder? Struck(Call call)
    {
        lock (world.Sync) return world.Faults.Next(Faults.PlaceOf(call.Method, call.Path));
    }

    private Answer Asked(Func<Call, Answer> handler, Call call)
    {
        lock (world.Sync) return handler(call);
    }

    private Answer Worked(Call call, Access access, Func<Call, Answer> handler)
    {
        lock (world.Sync)
        {
            call.Account = call.Token is { } token ? world.Accounts.ByToken(token) : null;
            if (call.Account is null && (access == Access.Token || call.Header("Authorization") is not null))
                return Answer.Error(401, "The access token is invalid");
            if (!call.IsReadable) return Answer.Error(400, "Error occurred while parsing request parameters");

            var requests = RateLimit.Requests(world.Settings);
            var full = call.Account is not null && world.Rates.IsExhausted(requests, call.Account, world.Now);
            if (call.Account is not null && !full) world.Rates.Count(requests, call.Account, world.Now);
            var answer = full ? Answer.Error(429, "Too many requests") : handler(call);
            return call.Account is null ? answer : answer.With(world.Rates.Headers(LimitsOn(call, requests), call.Account, world.Now));
        }
    }

    // Mastodon tells of the three-hour limit only where it counts.
    private IEnumerable<RateLimit> LimitsOn(Call call, RateLimit requests) =>
        Faults.PlaceOf(call.Method, call.Path) is "post" or "boost" ? [requests, RateLimit.Posts(world.Settings)] : [requests];
}

/// <summary>Puts handlers behind the gate.</summary>
internal sealed class Routes(WebApplication web, Gate gate)
{
    public void Get(string pattern, Access access, Func<Call, Answer> handler) => Map("GET", pattern, access, handler);

    public void Post(string pattern, Access access, Func<Call, Answer> handler) => Map("POST", pattern, access, handler);

    public void Map(string method, string pattern, Access access, Func<Call, Answer> handler) =>
        web.MapMethods(pattern, method == "GET" ? ["GET", "HEAD"] : [method], (RequestDelegate)(http => gate.PassAsync(http, access, handler)));

    /// <summary>For what waits by itself and therefore can not hold the world's lock.</summary>
    public void GetWaiting(string pattern, Func<HttpContext, Task<Answer>> handler) =>
        web.MapMethods(pattern, ["GET"], (RequestDelegate)(async http => await (await handler(http)).SendAsync(http)));

    public void Else(Access access, Func<Call, Answer> handler) => web.MapFallback("{**path}", (RequestDelegate)(http => gate.PassAsync(http, access, handler)));
}
