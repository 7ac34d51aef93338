using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace Bot.Tests.Simulation;

/// <summary>A simulated server's answer to a post.</summary>
/// <param name="Message">What it sends.</param>
/// <param name="Consequence">What the account has to mind from when the answer is on its way.</param>
internal sealed record PostAnswer(HttpResponseMessage Message, Action Consequence)
{
    /// <summary>A page that says nothing, which nobody has to mind.</summary>
    public static PostAnswer Vague(HttpStatusCode status) => new(Html(status), () => { });

    /// <summary>The account may not post.</summary>
    public static PostAnswer Denied(IncomingPost post, HttpStatusCode status) =>
        new(Html(status), () => post.Account.LockedOut(post.Sender.Life.CommitsFromNow()));

    /// <summary>This toot will not be taken, in the server's words.</summary>
    public static PostAnswer Refused(IncomingPost post, HttpStatusCode status, string why) =>
        new(SimulatedInstance.Json(status, new JsonObject { ["error"] = why }), () => post.Account.Refused(post.Text));

    /// <summary>This toot will not be taken, in the words of a proxy.</summary>
    public static PostAnswer RefusedByAProxy(IncomingPost post, HttpStatusCode status) =>
        new(Html(status), () => post.Account.Refused(post.Text));

    /// <summary>429, with what is said of how long to wait.</summary>
    /// <param name="reset">When to try again; null where the answer does not say so.</param>
    /// <param name="after">How long to wait; null where the answer does not say so.</param>
    /// <param name="least">The wait where the answer says nothing.</param>
    public static PostAnswer TooMany(IncomingPost post, DateTimeOffset? reset, TimeSpan? after, TimeSpan least)
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

        return new PostAnswer(
            answer,
            () =>
            {
                var life = post.Sender.Life;
                var clock = life.Clock.GetUtcNow();
                var until = reset > clock ? reset.Value : clock + (after ?? least);
                post.Account.AskedToWait(until, life.CommitsFromNow());
            }
        );
    }

    /// <summary>A time as servers write it in headers.</summary>
    public static string Iso(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    private static HttpResponseMessage Html(HttpStatusCode status) =>
        new(status) { Content = new StringContent("<html><body>Something is wrong here</body></html>") };
}
