using System.Net;
using System.Text.Json.Nodes;
using Bot.Publisher;

namespace Bot.Tests.Simulation;

/// <summary>What a week's server is like.</summary>
internal sealed record InstanceNature(
    ServerKind Kind,
    bool KeepsKeys,
    bool RepeatedKeyIs500,
    TimeSpan VisibleAfter,
    bool StatesRates
)
{
    public static InstanceNature Draw(Random chance)
    {
        var kind = new[] { ServerKind.Mastodon, ServerKind.Mastodon, ServerKind.GoToSocial, ServerKind.Snac }[
            chance.Next(4)
        ];
        var keeps = kind == ServerKind.Mastodon && chance.Next(2) == 0;
        return new InstanceNature(
            kind,
            keeps,
            keeps && chance.Next(3) == 0,
            chance.Next(3) == 0 ? TimeSpan.FromSeconds(chance.Next(1, 61)) : TimeSpan.Zero,
            kind == ServerKind.Mastodon && chance.Next(4) > 0
        );
    }
}

/// <summary>What can go wrong when something is read.</summary>
internal enum ReadFault
{
    None,
    Unreachable,
    NoAnswer,
    Error500,
    HtmlAs200,
    TooMany429,
    Truncated,
    Denied401,
}

/// <summary>What a read is answered in its place.</summary>
internal static class ReadFaults
{
    public static HttpResponseMessage? Answer(this ReadFault fault) =>
        fault switch
        {
            ReadFault.Error500 => new HttpResponseMessage(HttpStatusCode.InternalServerError)
            {
                Content = new StringContent(""),
            },
            ReadFault.HtmlAs200 => new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new StringContent("<html><body>Just a moment...</body></html>"),
            },
            ReadFault.TooMany429 => new HttpResponseMessage(HttpStatusCode.TooManyRequests)
            {
                Content = new StringContent(""),
            },
            ReadFault.Denied401 => SimulatedInstance.Json(
                HttpStatusCode.Unauthorized,
                new JsonObject { ["error"] = "The access token is invalid" }
            ),
            _ => null,
        };
}
