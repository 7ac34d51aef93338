using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Bot.Feed;
using Bot.Pipeline;
using Bot.Sandbox;

namespace Bot.Tests.Support;

/// <summary>
/// The archive's reader before the sandbox's archive, as the bot has it: over HTTP, through a gate that keeps the
/// interval.
/// </summary>
public sealed class ArchiveUnderTest : IAsyncDisposable
{
    private readonly SandboxServer _sandbox;
    private readonly HttpClient _control;
    private readonly HttpClient _http;

    private ArchiveUnderTest(SandboxServer sandbox, FakeClock clock)
    {
        _sandbox = sandbox;
        Clock = clock;
        _control = new HttpClient(new SocketsHttpHandler()) { BaseAddress = sandbox.Url };
        _http = HttpClients.Create("Tootprint test");
        DateTimeOffset? last = null;
        Gate = new ArxivGate(async cancellation =>
        {
            if (last is { } time && time + Interval - Clock.GetUtcNow() is { Ticks: > 0 } rest)
            {
                await Task.Delay(rest, Clock, cancellation);
            }

            last = Clock.GetUtcNow();
        });
        Archive = new OaiArchive(_http, new Uri(sandbox.Url, "oai"), Gate, Clock);
    }

    public static TimeSpan Interval { get; } = TimeSpan.FromSeconds(3);

    public FakeClock Clock { get; }
    public ArxivGate Gate { get; }
    public OaiArchive Archive { get; }
    public HttpClient Http => _http;
    public Uri Url => _sandbox.Url;

    /// <param name="withSample">True: with the sandbox's nine sample papers of 9 June 2025; false: empty.</param>
    public static async Task<ArchiveUnderTest> StartAsync(bool withSample = false)
    {
        var clock = new FakeClock { AutoAdvance = true };
        var archive = new ArchiveUnderTest(
            await SandboxServer.StartAsync(new SandboxOptions(), clock, CancellationToken.None),
            clock
        );
        if (!withSample)
        {
            (await archive._control.DeleteAsync("sandbox/papers")).EnsureSuccessStatusCode();
        }

        return archive;
    }

    public async Task PutAsync(params object[] papers) =>
        (await _control.PutAsJsonAsync("sandbox/papers", new { papers })).EnsureSuccessStatusCode();

    /// <summary>So many papers of cs.LG, changed on 9 June 2025.</summary>
    public Task PutManyAsync(int papers) =>
        PutAsync([.. SampleListings.Ids(papers).Select(id => (object)new { id, datestamp = "2025-06-09" })]);

    public async Task ServeAsync(string feed, string category = "cs.LG") =>
        (await _control.PutAsync($"sandbox/feeds/{category}", new StringContent(feed))).EnsureSuccessStatusCode();

    public async Task SetAsync(object settings) =>
        (await _control.PatchAsJsonAsync("sandbox/settings", settings)).EnsureSuccessStatusCode();

    public async Task FaultAsync(string kind, int skip = 0, int times = 1, int milliseconds = 0) =>
        (
            await _control.PostAsJsonAsync(
                "sandbox/faults",
                new
                {
                    on = "archive",
                    kind,
                    skip,
                    times,
                    milliseconds,
                }
            )
        ).EnsureSuccessStatusCode();

    /// <summary>When the archive was asked, and with what.</summary>
    public async Task<IReadOnlyList<(DateTimeOffset At, string Query)>> RequestsAsync() =>
        [
            .. (await _control.GetFromJsonAsync<JsonArray>("sandbox/requests"))!.Select(one =>
                ((DateTimeOffset)one!["at"]!, (string)one["query"]!)
            ),
        ];

    public async Task<IReadOnlyList<ArchiveAnswer>> ReadAsync(
        string? category = "cs.LG",
        string from = "2025-06-01",
        string? until = null,
        ArchivePosition? position = null
    )
    {
        var answers = new List<ArchiveAnswer>();
        var query = new ArchiveQuery(category, Day(from), until is null ? null : Day(until));
        await foreach (var answer in Archive.ReadAsync(query, position))
        {
            answers.Add(answer);
        }

        return answers;
    }

    public async ValueTask DisposeAsync()
    {
        _control.Dispose();
        _http.Dispose();
        Gate.Dispose();
        await _sandbox.DisposeAsync();
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
