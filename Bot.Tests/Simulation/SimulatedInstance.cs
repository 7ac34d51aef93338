using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Bot.Publisher;
using Bot.Sandbox;

namespace Bot.Tests.Simulation;

/// <summary>
/// A server of the fediverse for one week: what it answers to reads. Posts are in <see cref="SimulatedPosts"/>.
/// </summary>
internal sealed partial class SimulatedInstance(
    string host,
    InstanceNature nature,
    SimulatedTime time,
    Weather<ReadFault> weather,
    Random chance,
    EventLog log
)
{
    private readonly Dictionary<string, SimulatedAccount> _byToken = [];
    private readonly Dictionary<(SimulatedAccount, long), int> _requests = [];

    public string Host => host;
    public InstanceNature Nature => nature;

    /// <summary>As the admin has set it.</summary>
    public int MaxCharacters
    {
        get;
        set => (field, MostCharacters) = (value, Math.Max(MostCharacters, value));
    } = 500;

    /// <summary>The most that it ever took: no toot may be longer, whenever it was composed.</summary>
    public int MostCharacters { get; private set; } = 500;

    private int CharactersPerUrl => nature.Kind == ServerKind.GoToSocial ? 25 : 23;

    /// <summary>
    /// A toot's length as this server counts it, by other code than the composer's: a mistake in counting would be the
    /// same in both. snac counts nothing.
    /// </summary>
    public int LengthOf(string text, string spoiler) =>
        nature.Kind switch
        {
            ServerKind.Mastodon => StatusLength.Of(text, spoiler, CharactersPerUrl),
            ServerKind.GoToSocial => StatusLength.CodePoints(text, spoiler),
            _ => 0,
        };

    public IEnumerable<SimulatedAccount> Accounts => _byToken.Values;

    public void Add(string token, SimulatedAccount account) => _byToken[token] = account;

    public HttpMessageHandler For(Life life, ClockError error, SimulatedPosts posts) =>
        new Handler(
            async (request, cancellation) =>
            {
                var account = _byToken[request.Headers.Authorization!.Parameter!];
                Count(account, life.Clock.GetUtcNow(), error);
                if (request.Method == HttpMethod.Post)
                {
                    var sender = new PostSender(this, account, life, error);
                    return await posts.TakeAsync(await IncomingPost.ReadAsync(sender, request), cancellation);
                }

                var fault = weather.Draw(time.Now);
                if (fault == ReadFault.Unreachable)
                {
                    throw new HttpRequestException("connection refused");
                }

                await life.Wait(TimeSpan.FromMilliseconds(chance.Next(30, 1500)), cancellation);
                if (fault == ReadFault.NoAnswer)
                {
                    await life.Wait(TimeSpan.FromMinutes(10), cancellation);
                }

                var answer = fault.Answer() ?? Answer(account, request.RequestUri!);
                log.Note(
                    time.Now,
                    $"{account.Name} GET {request.RequestUri!.PathAndQuery} {(int)answer.StatusCode} {fault}"
                );
                return fault == ReadFault.Truncated
                    ? await CutAsync(answer)
                    : Noted(account, request.RequestUri!, answer);
            }
        );

    private HttpResponseMessage Answer(SimulatedAccount account, Uri url)
    {
        if (account.SuspendedUntil > time.Now)
        {
            return Json(HttpStatusCode.Unauthorized, new JsonObject { ["error"] = "The access token is invalid" });
        }

        return url.AbsolutePath switch
        {
            "/api/v1/accounts/verify_credentials" => Json(
                HttpStatusCode.OK,
                new JsonObject
                {
                    ["id"] = account.Name,
                    ["acct"] = account.Name,
                    ["bot"] = true,
                }
            ),
            "/api/v2/instance" when nature.Kind != ServerKind.Snac => Json(HttpStatusCode.OK, Instance()),
            "/api/v1/instance" => Json(HttpStatusCode.OK, Instance()),
            "/.well-known/nodeinfo" => Json(
                HttpStatusCode.OK,
                new JsonObject
                {
                    ["links"] = new JsonArray(new JsonObject { ["href"] = $"https://{host}/nodeinfo/2.0" }),
                }
            ),
            "/nodeinfo/2.0" => Json(
                HttpStatusCode.OK,
                new JsonObject
                {
                    ["software"] = new JsonObject { ["name"] = nature.Kind.ToString().ToLowerInvariant() },
                }
            ),
            _ when Statuses().IsMatch(url.AbsolutePath) => Json(HttpStatusCode.OK, Page(account, url)),
            _ when Source().Match(url.AbsolutePath) is { Success: true } match
                    && nature.Kind == ServerKind.Mastodon
                    && account.Statuses.Find(one => one.Id == match.Groups[1].Value) is { } status => Json(
                HttpStatusCode.OK,
                new JsonObject { ["text"] = status.Text }
            ),
            _ when Status().Match(url.AbsolutePath) is { Success: true } match
                    && account.Statuses.Find(one => one.IsCalled(match.Groups[1].Value))
                        is { IsDeleted: false } status => Json(HttpStatusCode.OK, Json(account, status)),
            _ => new HttpResponseMessage(HttpStatusCode.NotFound) { Content = new StringContent("") },
        };
    }

    // As each program states it: by this the bot knows it while nodeinfo fails, and so how it counts.
    private string Version =>
        nature.Kind switch
        {
            ServerKind.GoToSocial => "0.20.2+git-2a4b4f1",
            ServerKind.Snac => "4.0.0 (not true; really snac/2.96)",
            _ when nature.RepeatedKeyIs500 => "4.6.3",
            _ => nature.StatesRates ? "4.5.15" : "4.3.23",
        };

    private JsonObject Instance() =>
        new()
        {
            ["version"] = Version,
            ["configuration"] = new JsonObject
            {
                ["statuses"] = new JsonObject
                {
                    ["max_characters"] = MaxCharacters,
                    ["characters_reserved_per_url"] = CharactersPerUrl,
                },
            },
        };

    // Newest first, forty at a time. Where ids tell nothing, "older than" goes by place.
    private JsonArray Page(SimulatedAccount account, Uri url)
    {
        var shown = account
            .Statuses.Where(status => status.VisibleAt <= time.Now && !status.IsDeleted)
            .Reverse()
            .ToList();
        if (MaxId().Match(url.Query) is { Success: true } older)
        {
            var id = Uri.UnescapeDataString(older.Groups[1].Value);
            shown = [.. shown.Skip(shown.FindIndex(status => status.Id == id || Wrapper(status) == id) + 1)];
        }

        return
        [
            .. shown
                .Take(40)
                .Select(status =>
                    nature.Kind == ServerKind.Snac && status.IsBoosted ? Boost(account, status) : Json(account, status)
                ),
        ];
    }

    public JsonObject Json(SimulatedAccount account, SimulatedStatus status) =>
        new()
        {
            ["id"] = status.Id,
            ["url"] = $"https://{host}/@{account.Name}/{status.Id}",
            ["in_reply_to_id"] = status.InReplyTo,
            ["visibility"] = status.Visibility,
            ["spoiler_text"] = status.SpoilerText,
            ["content"] =
                $"<p>{Link().Replace(WebUtility.HtmlEncode(status.Text), "<a href=\"$0\">$0</a>").ReplaceLineEndings("<br>")}</p>",
            ["account"] = new JsonObject { ["id"] = account.Name },
        };

    private JsonObject Boost(SimulatedAccount account, SimulatedStatus status) =>
        new()
        {
            ["id"] = Wrapper(status),
            ["content"] = "",
            ["reblog"] = Json(account, status),
            ["account"] = new JsonObject { ["id"] = account.Name },
        };

    private static string Wrapper(SimulatedStatus status) => status.Id.ToUpperInvariant();

    private static HttpResponseMessage Noted(SimulatedAccount account, Uri url, HttpResponseMessage answer)
    {
        if (!answer.IsSuccessStatusCode || answer.Content.Headers.ContentType?.MediaType != "application/json")
        {
            return answer;
        }

        if (url.AbsolutePath == "/api/v1/accounts/verify_credentials")
        {
            account.Unlock();
        }

        if (Statuses().IsMatch(url.AbsolutePath))
        {
            account.Looked();
        }

        return answer;
    }

    private static async Task<HttpResponseMessage> CutAsync(HttpResponseMessage answer)
    {
        var whole = await answer.Content.ReadAsByteArrayAsync();
        answer.Content = new StreamContent(new CutStream(whole[..(whole.Length / 2)]));
        return answer;
    }

    // Three hundred in five minutes for each token, on all that limit them.
    private void Count(SimulatedAccount account, DateTimeOffset clock, ClockError error)
    {
        var window = (account, clock.UtcTicks / TimeSpan.FromMinutes(5).Ticks);
        if ((_requests[window] = _requests.GetValueOrDefault(window) + 1) > 301 && error.IsRight)
        {
            log.Wrong(time.Now, $"{account.Name}: more than 300 requests in five minutes");
        }
    }

    public static HttpResponseMessage Json(HttpStatusCode status, JsonNode body)
    {
        var content = new StringContent(body.ToJsonString());
        content.Headers.ContentType = new System.Net.Http.Headers.MediaTypeHeaderValue("application/json");
        return new HttpResponseMessage(status) { Content = content };
    }

    public string NewId(int number) =>
        nature.Kind switch
        {
            ServerKind.Mastodon => (115_000_000_000_000_000 + ((long)number * 7919)).ToString(
                CultureInfo.InvariantCulture
            ),
            ServerKind.GoToSocial => $"01KAZ{number:D6}{chance.Next(1_000_000):D6}QXWPRTNMG",
            _ => $"{chance.NextInt64():x16}{number:x8}",
        };

    [GeneratedRegex("^/api/v1/accounts/[^/]+/statuses$")]
    private static partial Regex Statuses();

    [GeneratedRegex("^/api/v1/statuses/([^/]+)$")]
    private static partial Regex Status();

    [GeneratedRegex("^/api/v1/statuses/([^/]+)/source$")]
    private static partial Regex Source();

    [GeneratedRegex("[?&]max_id=([^&]+)")]
    private static partial Regex MaxId();

    [GeneratedRegex(@"https://[\w./-]+")]
    private static partial Regex Link();
}
