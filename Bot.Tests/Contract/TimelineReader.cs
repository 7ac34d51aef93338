using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Bot.Pipeline;
using Bot.Tests.Sandbox;
using Bot.Tests.Support;

namespace Bot.Tests.Contract;

/// <summary>A toot of a day, as a timeline shows it.</summary>
/// <param name="Id">The server's.</param>
/// <param name="What"><see cref="Summary"/>, a paper's id, or <see cref="Reply"/>.</param>
/// <param name="Parent">The id of the toot it answers.</param>
/// <param name="Visibility">As the server says.</param>
internal sealed record Told(string Id, string What, string? Parent, string? Visibility)
{
    public const string Summary = "summary";
    public const string Reply = "reply";

    /// <summary>The day's papers that it links to.</summary>
    public IReadOnlyList<string> Papers { get; init; } = [];
}

/// <summary>
/// A user of a Mastodon-compatible server with an app of their own: shares no code with the bot that it checks on.
/// </summary>
internal sealed partial class TimelineReader : IDisposable
{
    /// <summary>Servers may fill other users' timelines in the background.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Forty a page (Mastodon's most): a day of sixty papers said three times over would still be seen whole.
    /// </summary>
    private const int Pages = 5;

    private readonly HttpClient _http;
    private readonly RequestWindow _window;
    private string? _accountId;

    public TimelineReader(Uri server, string token)
    {
        _http = HttpClients.Create("Tootprint contract test", server);
        _window = RequestWindow.Of(server);
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        // Some servers have pages at the same addresses, and refuse a client that does not say which it wants.
        _http.DefaultRequestHeaders.Accept.ParseAdd("application/json");
    }

    public async Task<string> AccountIdAsync() =>
        _accountId ??= (string)(await GetAsync("api/v1/accounts/verify_credentials"))["id"]!;

    public async Task<JsonNode> GetAsync(string path) => await ReadAsync(await AskAsync(() => _http.GetAsync(path)));

    /// <summary>
    /// An empty list where there is none: some servers do not know a tag before its first status is indexed.
    /// </summary>
    public async Task<JsonArray> ListAsync(string path)
    {
        var answer = await AskAsync(() => _http.GetAsync(path));
        return answer.StatusCode == HttpStatusCode.NotFound ? [] : (await ReadAsync(answer)).AsArray();
    }

    /// <summary>A toot of the user's own, without the bot.</summary>
    public async Task<JsonNode> TootAsync(string text) =>
        await ReadAsync(
            await AskAsync(() =>
                _http.PostAsync(
                    "api/v1/statuses",
                    new StringContent(
                        new JsonObject { ["status"] = text, ["visibility"] = "public" }.ToJsonString(),
                        Encoding.UTF8,
                        "application/json"
                    )
                )
            )
        );

    public async Task DeleteAsync(string statusId) =>
        await ReadAsync(await AskAsync(() => _http.DeleteAsync($"api/v1/statuses/{statusId}")));

    /// <summary>
    /// Returns once the other's toots go home to this user; an account may be locked, and a server may take its time.
    /// </summary>
    public async Task FollowAsync(TimelineReader other)
    {
        var (mine, others) = (await AccountIdAsync(), await other.AccountIdAsync());
        var relationship = await DoAsync($"api/v1/accounts/{others}/follow");
        if ((bool?)relationship["requested"] == true)
        {
            (
                await other.AskAsync(() =>
                    other._http.PostAsync($"api/v1/follow_requests/{mine}/authorize", new ByteArrayContent([]))
                )
            ).Dispose();
        }

        await EventuallyAsync(
            "the follower is let in",
            async () => (bool)(await ListAsync($"api/v1/accounts/relationships?id[]={others}"))[0]!["following"]!
        );
    }

    /// <summary>
    /// A call without arguments; it has a body of no bytes, because a server may wait for the length.
    /// </summary>
    public async Task<JsonNode> DoAsync(string path) =>
        await ReadAsync(await AskAsync(() => _http.PostAsync(path, new ByteArrayContent([]))));

    /// <summary>What the account's own timeline tells of a day, the oldest first.</summary>
    public async Task<IReadOnlyList<Told>> ToldAsync(FreshDay day)
    {
        var own = $"api/v1/accounts/{await AccountIdAsync()}/statuses?limit=40";
        var statuses = new List<JsonNode>();
        for (var page = 0; page < Pages; page++)
        {
            var next = (
                await GetAsync(statuses.Count == 0 ? own : $"{own}&max_id={(string)statuses[^1]["id"]!}")
            ).AsArray();
            if (next.Count == 0 || (statuses.Count > 0 && (string)next[^1]!["id"]! == (string)statuses[^1]["id"]!))
            {
                break;
            }

            statuses.AddRange(next!);
        }

        statuses.Reverse();
        return Of(day, statuses);
    }

    /// <summary>The toots of a day among these statuses, which are in order of time.</summary>
    public static IReadOnlyList<Told> Of(FreshDay day, IEnumerable<JsonNode> statuses)
    {
        var papers = day.Ids(99).ToHashSet();
        var told = new List<Told>();
        foreach (var status in WithoutBoosts([.. statuses]))
        {
            var content = WebUtility.HtmlDecode((string?)status["content"] ?? "");
            var parent = (string?)status["in_reply_to_id"];
            var what = true switch
            {
                _ when parent is not null => told.Any(one => one.Id == parent) ? Told.Reply : null,
                _ when Tag().Replace(content, "").Contains(day.SummaryWords, StringComparison.Ordinal) => Told.Summary,
                _ => AbsLink().Match(content).Groups[1].Value is var id && papers.Contains(id) ? id : null,
            };
            if (what is not null)
            {
                told.Add(
                    new Told((string)status["id"]!, what, parent, (string?)status["visibility"])
                    {
                        Papers =
                        [
                            .. AbsLink()
                                .Matches(content)
                                .Select(link => link.Groups[1].Value)
                                .Where(papers.Contains)
                                .Distinct(),
                        ],
                    }
                );
            }
        }

        return told;
    }

    // snac shows a boosted status only within its boost; elsewhere it stands by itself as well.
    private static IEnumerable<JsonNode> WithoutBoosts(IReadOnlyList<JsonNode> statuses)
    {
        var plain = statuses.Where(one => one["reblog"] is null).Select(one => (string)one["id"]!).ToHashSet();
        return statuses
            .Select(one =>
                one["reblog"] is not { } inner ? one
                : plain.Contains((string)inner["id"]!) ? null
                : inner
            )
            .OfType<JsonNode>();
    }

    /// <summary>Asks again until it is so; fails when it is not within half a minute.</summary>
    public static async Task EventuallyAsync(string what, Func<Task<bool>> isSo)
    {
        var start = TimeProvider.System.GetTimestamp();
        // Less and less often: a server may count requests.
        for (
            var pause = TimeSpan.FromMilliseconds(100);
            !await isSo();
            pause = pause < TimeSpan.FromSeconds(2) ? pause * 1.5 : pause
        )
        {
            Assert.True(
                TimeProvider.System.GetElapsedTime(start) < Patience,
                $"not within {Patience.TotalSeconds} s: {what}"
            );
            await Task.Delay(pause, TimeProvider.System);
        }
    }

    public void Dispose() => _http.Dispose();

    // Once more when the window was full; another user of the server may have filled it.
    private async Task<HttpResponseMessage> AskAsync(Func<Task<HttpResponseMessage>> ask)
    {
        await _window.RoomForAsync(1);
        var answer = await ask();
        _window.Note(answer);
        if (answer.StatusCode != HttpStatusCode.TooManyRequests)
        {
            return answer;
        }

        answer.Dispose();
        await _window.RoomForAsync(1);
        return await ask();
    }

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            var body = await answer.Content.ReadAsStringAsync();
            Assert.True(
                answer.IsSuccessStatusCode,
                $"{answer.RequestMessage!.Method} {answer.RequestMessage.RequestUri}: {(int)answer.StatusCode} {body}"
            );
            return JsonNode.Parse(body)!;
        }
    }

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"https://arxiv\.org/abs/(\d{4}\.\d{5})(?!\d)")]
    private static partial Regex AbsLink();
}
