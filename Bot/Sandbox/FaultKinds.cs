using System.Collections.Frozen;
using System.Globalization;

namespace Bot.Sandbox;

/// <summary>When a fault waits.</summary>
internal enum Wait
{
    Never,
    BeforeAccepting,
    AfterAccepting,
}

/// <summary>
/// What a fault has to answer with: the time, what was ordered, and the true answer if the request was accepted.
/// </summary>
internal sealed record FaultScene(FaultOrder Order, DateTimeOffset Now, Answer? Accepted);

/// <summary>One way to go wrong.</summary>
/// <param name="Accepts">True: the request does its work, whatever its sender gets to hear.</param>
internal sealed record FaultKind(string Name, string Effect, bool Accepts, Wait Wait, Func<FaultScene, Answer> Answer);

/// <summary>The ways to go wrong; GET /sandbox lists them with their effects.</summary>
/// <remarks>
/// <c>-accepted</c> after the name of a kind that refuses makes it accept the request first and give the same answer.
/// A number that is not among them answers with that status. A wait lasts the given milliseconds; with 0 it lasts until
/// <c>POST /sandbox/release</c>. If the client leaves meanwhile, the request is done all the same, as on real servers.
/// </remarks>
internal static class FaultKinds
{
    /// <summary>
    /// As on servers that look up all links before they make a status, and read a key before that work but keep it
    /// after: the client has long hung up, and a second post with the same key is a second toot.
    /// </summary>
    public const string WorksOn = "works-on";

    /// <summary>As by a Mastodon whose admins have banned words that stand in the toot (app/lib/antispam.rb).</summary>
    public const string Phantom = "phantom";

    private const string Suffix = "-accepted";

    private static readonly FrozenDictionary<string, FaultKind> Named = All().ToFrozenDictionary(kind => kind.Name);

    public static IEnumerable<FaultKind> List => All();

    public static FaultKind? Find(string name)
    {
        if (Named.TryGetValue(name, out var kind))
        {
            return kind;
        }

        if (
            int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var status)
            && status is >= 400 and < 600
        )
        {
            return Refuses(name, "that status with an error", _ => Answer.Error(status, "Not here"));
        }

        return name.EndsWith(Suffix, StringComparison.Ordinal) && Named.TryGetValue(name[..^Suffix.Length], out kind)
            ? kind with
            {
                Name = name,
                Accepts = true,
            }
            : null;
    }

    private static IEnumerable<FaultKind> All() =>
        [
            Refuses("500", "500 as Mastodon's API gives it", _ => Answer.Error(500, "Something went wrong on our end")),
            Refuses("502-html", "502 with a proxy's page", _ => Answer.Html(502, Page("502 Bad Gateway"))),
            Refuses(
                "503",
                "503 with Mastodon's error",
                _ => Answer.Error(503, "There was a temporary problem serving your request, please try again")
            ),
            Refuses("400", "400", _ => Answer.Error(400, "Bad request")),
            Refuses("401", "401, the token is gone", _ => Answer.Error(401, "The access token is invalid")),
            Refuses(
                "403",
                "403, a scope is missing",
                _ => Answer.Error(403, "This action is outside the authorized scopes")
            ),
            Refuses("404", "404", _ => Answer.Error(404, "Record not found")),
            Refuses("422", "422", _ => Answer.Error(422, "Validation failed: Text is not to our taste")),
            Refuses("429", "429 with headers; reset after milliseconds, or at the next five minutes", TooMany),
            Refuses("429-bare", "429 without a hint when to come back", _ => Answer.Error(429, "Too many requests")),
            Refuses(
                "429-retry-after",
                "429 with Retry-After in seconds",
                scene =>
                    Answer.Error(429, "Too many requests").With("Retry-After", $"{scene.Order.Milliseconds / 1000}")
            ),
            Refuses(
                "503-retry-after",
                "503 with Retry-After in seconds, as archives slow their harvesters down",
                scene =>
                    Answer
                        .Html(503, Page("503 Service Unavailable"))
                        .With("Retry-After", $"{scene.Order.Milliseconds / 1000}")
            ),
            Refuses("html", "200 with a proxy's page", _ => Answer.Html(200, Page("Checking your browser"))),
            Refuses(
                "redirect",
                "302 to another host",
                _ => Answer.Html(302, Page("302 Found")).With("Location", "https://elsewhere.invalid/login")
            ),
            Refuses("no-id", "200 with JSON that has no id", _ => Answer.JsonText(200, "{\"ok\":true}")),
            Refuses("not-modified", "304, whatever was asked", _ => Answer.Empty(304)),
            Refuses("cut", "the connection is cut before the request is accepted", _ => Answer.Cut),
            Refuses(
                "400-document",
                "400 with a valid feed that tells of an error, as arXiv does",
                scene => new Answer(400, "application/rss+xml", FeedErrors.Document("cs.XX", scene.Now))
            ),
            new(
                "cut-midway",
                "accepted, then the connection is cut in the middle of the answer",
                true,
                Wait.Never,
                scene => scene.Accepted! with { BreaksOff = true }
            ),
            new(
                "endless",
                "the true answer (XML) up to its end tag, then comments without end",
                true,
                Wait.Never,
                scene => scene.Accepted! with { NeverEnds = true }
            ),
            new("lost-answer", "accepted, then the connection is cut", true, Wait.Never, _ => Answer.Cut),
            new(
                "held-request",
                "waits, then accepts and answers",
                true,
                Wait.BeforeAccepting,
                scene => scene.Accepted!
            ),
            new(
                WorksOn,
                "the connection is cut; a post's status and its key are there only milliseconds later",
                true,
                Wait.Never,
                _ => Answer.Cut
            ),
            new(
                Phantom,
                "a post is answered like any other, but its status exists nowhere",
                true,
                Wait.Never,
                scene => scene.Accepted!
            ),
            new("held-answer", "accepts, waits, then answers", true, Wait.AfterAccepting, scene => scene.Accepted!),
            new("slow", "waits, then accepts and answers", true, Wait.BeforeAccepting, scene => scene.Accepted!),
            new(
                "truncated",
                "half of the true answer, as if it were all of it",
                true,
                Wait.Never,
                scene => scene.Accepted! with { Body = scene.Accepted.Body[..(scene.Accepted.Body.Length / 2)] }
            ),
        ];

    private static FaultKind Refuses(string name, string effect, Func<FaultScene, Answer> answer) =>
        new(name, effect, false, Wait.Never, answer);

    private static Answer TooMany(FaultScene scene)
    {
        var window = new RateLimit("fault", 300, TimeSpan.FromMinutes(5));
        var reset =
            scene.Order.Milliseconds > 0
                ? scene.Now.AddMilliseconds(scene.Order.Milliseconds)
                : window.WindowEnd(scene.Now);
        return Answer.Error(429, "Too many requests").With(RateWindows.Headers(window.Limit, 0, reset));
    }

    private static string Page(string title) =>
        $"<!DOCTYPE html>\n<html><head><title>{title}</title></head><body><h1>{title}</h1><hr>nginx</body></html>\n";
}
