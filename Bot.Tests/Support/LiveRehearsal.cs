using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Bot.Sandbox;

namespace Bot.Tests.Support;

/// <summary>The sandbox on the real clock, for tests that start the bot as a process of its own.</summary>
public sealed class LiveRehearsal : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tootprint-test-");

    private LiveRehearsal(SandboxServer sandbox)
    {
        Sandbox = sandbox;
        Http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = sandbox.Url };
        Environment = new Dictionary<string, string>
        {
            ["Bot__Feed__BaseUrl"] = new Uri(sandbox.Url, "rss/").AbsoluteUri,
            ["Bot__Feed__MinimumInterval"] = "00:00:00",
            ["Bot__Ledger__Path"] = LedgerPath,
            ["Bot__Pace__Interval"] = "00:00:00",
            ["Bot__Pace__SpreadOver"] = "00:00:00",
            ["Bot__Delivery__LookFirstAfter"] = "00:00:01",
            ["Bot__Accounts__0__SummaryPicture"] = "false",
            ["Bot__Accounts__0__Instance"] = sandbox.Url.AbsoluteUri,
            ["Bot__Accounts__0__AccessToken"] = sandbox.BotToken,
            ["Bot__Accounts__0__PostsPerThreeHours"] = "0",
        };
    }

    public SandboxServer Sandbox { get; }
    public HttpClient Http { get; }
    public Dictionary<string, string> Environment { get; }
    public string Folder => _folder.FullName;
    public string LedgerPath => Path.Combine(_folder.FullName, "ledger.db");

    public static async Task<LiveRehearsal> StartAsync(bool keepsKeys = true, string kind = "mastodon")
    {
        TestEngine.NeedsFile("a process of its own has it");
        return new LiveRehearsal(
            await SandboxServer.StartAsync(
                TestMastodon.Of(
                    new SandboxOptions
                    {
                        Kind = kind,
                        PostsPerThreeHours = 0,
                        KeepsIdempotencyKeys = keepsKeys,
                    }
                ),
                TimeProvider.System,
                CancellationToken.None
            )
        );
    }

    public async Task ServeAsync(string feed) =>
        (await Http.PutAsync("sandbox/feeds/cs.LG", new StringContent(feed))).EnsureSuccessStatusCode();

    public async Task FaultAsync(object fault) =>
        (await Http.PostAsJsonAsync("sandbox/faults", fault)).EnsureSuccessStatusCode();

    public async Task HeldAsync(int atLeast) =>
        (await Http.GetAsync($"sandbox/held?atLeast={atLeast}")).EnsureSuccessStatusCode();

    /// <summary>
    /// A run that is killed while the server holds its request or the answer, which then takes its way.
    /// </summary>
    public async Task KillInFlightAsync()
    {
        using (var process = new BotProcess(Environment, "run", "--once"))
        {
            await HeldAsync(1);
            process.Kill();
            await process.EndAsync();
        }

        await ReleaseAsync();
    }

    public async Task ReleaseAsync() =>
        (await Http.PostAsync("sandbox/release", new StringContent(""))).EnsureSuccessStatusCode();

    public async Task<IReadOnlyList<JsonNode>> AcceptedAsync() =>
        [.. (await Http.GetFromJsonAsync<JsonArray>("sandbox/statuses"))!.Select(one => one!)];

    public async Task<IReadOnlyList<string>> TextsAsync() =>
        [.. (await Http.GetFromJsonAsync<JsonArray>("sandbox/statuses"))!.Select(one => (string)one!["text"]!)];

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Sandbox.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
