using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Bot.Ledger;
using Bot.Options;
using Bot.Pipeline;
using Bot.Pipeline.Sending;
using Bot.Sandbox;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Bot.Tests.Support;

/// <summary>
/// The whole bot against the sandbox: real HTTP, a real ledger in a folder of its own, a clock that runs through every
/// wait.
/// </summary>
public sealed partial class Rehearsal : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tootprint-test-");

    private Rehearsal(SandboxServer sandbox, FakeClock clock, TestEngine engine)
    {
        Engine = engine;
        Sandbox = sandbox;
        Clock = clock;
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = sandbox.Url };
    }

    /// <summary>What kind of ledger the bot has.</summary>
    public TestEngine Engine { get; }
    public SandboxServer Sandbox { get; }
    public FakeClock Clock { get; }

    /// <summary>By how much the bot's clock is ahead of everybody else's; may change while it runs.</summary>
    public TimeSpan ClockIsOff { get; set; }
    public HttpClient Http { get; }
    public ConcurrentQueue<string> Log { get; } = new();

    /// <summary>A bot that logs more lines than these in one run goes round in circles.</summary>
    public int MostLines { get; set; } = 2000;

    public string LedgerPath => Path.Combine(_folder.FullName, "ledger.db");

    /// <summary>Settings on top of the usual ones; a null removes one.</summary>
    public Dictionary<string, string?> Settings { get; } = [];

    /// <summary>What the bot gets in the place of its ledger, such as one with faults.</summary>
    internal Func<ILedger, ILedger> Around { get; set; } = ledger => ledger;

    /// <param name="options">Of the sandbox.</param>
    /// <param name="engine">By default the one that the tests run on.</param>
    public static async Task<Rehearsal> StartAsync(SandboxOptions? options = null, TestEngine? engine = null)
    {
        var clock = new FakeClock { AutoAdvance = true };
        return new Rehearsal(
            await SandboxServer.StartAsync(
                TestMastodon.Of(options ?? new SandboxOptions { PostsPerThreeHours = 100_000 }),
                clock,
                CancellationToken.None
            ),
            clock,
            engine ?? TestEngine.Default
        );
    }

    public BotOptions Options()
    {
        var settings = new Dictionary<string, string?>
        {
            ["Bot:Feed:BaseUrl"] = new Uri(Sandbox.Url, "rss/").AbsoluteUri,
            ["Bot:Feed:MinimumInterval"] = "00:00:00",
            ["Bot:Ledger:Path"] = LedgerPath,
            ["Bot:Pace:Interval"] = "00:00:01",
            ["Bot:Delivery:LookFirstAfter"] = "00:00:06",
            ["Bot:Accounts:0:Name"] = "test",
            ["Bot:Accounts:0:Instance"] = Sandbox.Url.AbsoluteUri,
            ["Bot:Accounts:0:AccessToken"] = Sandbox.BotToken,
            ["Bot:Accounts:0:Categories:0"] = "cs.LG",
            // Pictures need a program that not every machine has.
            ["Bot:Accounts:0:SummaryPicture"] = "false",
            ["Bot:Accounts:0:PostsPerThreeHours"] = "0",
        };
        foreach (var (key, value) in Settings)
        {
            settings[key] = value;
        }

        return BotSettings.Read(
            new ConfigurationBuilder().AddInMemoryCollection(settings.Where(one => one.Value is not null)).Build(),
            forService: true
        );
    }

    public async Task<RunResult> RunOnceAsync() =>
        await RunAsync(RunMode.Once, async (host, _) => await host.WaitForShutdownAsync());

    /// <summary>Runs the bot while <paramref name="meanwhile"/> lasts.</summary>
    public async Task<RunResult> RunAsync(RunMode mode, Func<IHost, ILedger, Task> meanwhile)
    {
        var options = Options();
        var clock = new ShiftedClock(Clock, () => ClockIsOff);
        using var ledger = Around(Engine.Open(options.LedgerPath, clock));
        using var host = BotHost.Build(
            options,
            mode,
            ledger,
            clock,
            logging => logging.AddProvider(new LogQueue(Log)).SetMinimumLevel(LogLevel.Information)
        );
        var result = host.Services.GetRequiredService<RunResult>();
        await host.StartAsync();
        var said = Log.Count;
        await meanwhile(host, ledger)
            .EndsAsync($"{mode}\n{string.Join('\n', Log.TakeLast(5))}", spins: () => Log.Count - said > MostLines);
        await host.StopAsync();
        return result;
    }

    /// <summary>
    /// Runs the service with one account until the ledger is as wanted. The clock moves only when all three loops wait
    /// for it: one that ran through every wait would let the looking loop drag the delivering one through the days.
    /// </summary>
    /// <param name="wanted">When to stop.</param>
    /// <param name="loops">How many of the loops wait for the clock; one that has nothing to deliver does not.</param>
    public async Task<RunResult> ServeUntilAsync(Func<ILedger, bool> wanted, int loops = 3)
    {
        Clock.AutoAdvance = false;
        var result = await RunAsync(
            RunMode.Service,
            (_, ledger) =>
                Bounded.UntilAsync(
                    "the ledger is as wanted",
                    () =>
                    {
                        if (wanted(ledger))
                        {
                            return true;
                        }

                        if (Clock.Waiting >= loops)
                        {
                            Clock.AdvanceToNext();
                        }

                        return false;
                    }
                )
        );
        Clock.AutoAdvance = true;
        return result;
    }

    public LedgerReport Report()
    {
        using var ledger = ReadLedger();
        return ledger.Report();
    }

    /// <summary>The bot's ledger, while it does not run.</summary>
    public ILedger OpenLedger() => Engine.Open(LedgerPath, Clock);

    public ILedger ReadLedger() => Engine.OpenToRead(LedgerPath);

    /// <summary>The next start finds none.</summary>
    public void LoseLedger() => Engine.Lose(LedgerPath);

    /// <summary>Makes a back-up, and returns where it is.</summary>
    public string BackUp()
    {
        var copy = LedgerPath + TestEngine.EndOfBackUps;
        Engine.BackUp(LedgerPath, copy);
        return copy;
    }

    /// <summary>Puts a copy of a ledger in the bot's ledger's place.</summary>
    public void PutBack(string copy) => Engine.Copy(copy, LedgerPath);

    public async Task ServeAsync(string feed, string category = "cs.LG") =>
        (await Http.PutAsync($"sandbox/feeds/{category}", new StringContent(feed))).EnsureSuccessStatusCode();

    public async Task FaultAsync(
        string on,
        string kind,
        int skip = 0,
        int every = 1,
        int times = 1,
        int milliseconds = 0
    ) =>
        (
            await Http.PostAsJsonAsync(
                "sandbox/faults",
                new
                {
                    on,
                    kind,
                    skip,
                    every,
                    times,
                    milliseconds,
                }
            )
        ).EnsureSuccessStatusCode();

    /// <summary>Deletes a toot of the bot's, by its place among those that were accepted.</summary>
    public async Task DeleteAsync(int at)
    {
        var id = (await AcceptedAsync())[at]["id"];
        using var delete = new HttpRequestMessage(HttpMethod.Delete, $"api/v1/statuses/{id}");
        delete.Headers.Authorization = new("Bearer", Sandbox.BotToken);
        (await Http.SendAsync(delete)).EnsureSuccessStatusCode();
    }

    public async Task HealAsync() => (await Http.DeleteAsync("sandbox/faults")).EnsureSuccessStatusCode();

    public async Task ChangeAsync(object settings) =>
        (await Http.PatchAsJsonAsync("sandbox/settings", settings)).EnsureSuccessStatusCode();

    /// <summary>Every status that the sandbox ever accepted, in order.</summary>
    public async Task<IReadOnlyList<JsonNode>> AcceptedAsync() =>
        [.. (await Http.GetFromJsonAsync<JsonArray>("sandbox/statuses"))!.Select(one => one!)];

    public async Task<IReadOnlyList<string>> TextsAsync() =>
        [.. (await AcceptedAsync()).Select(one => (string)one["text"]!)];

    public async Task<IReadOnlyList<JsonNode>> RequestsAsync() =>
        [.. (await Http.GetFromJsonAsync<JsonArray>("sandbox/requests"))!.Select(one => one!)];

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Sandbox.DisposeAsync();
        Engine.Lose(LedgerPath);
        _folder.Delete(recursive: true);
        // 06/09/2025 is another day to half of those who read it.
        Assert.DoesNotContain(Log, line => MonthFirst().IsMatch(line));
    }

    [GeneratedRegex(@"\b[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}\b")]
    private static partial Regex MonthFirst();
}
