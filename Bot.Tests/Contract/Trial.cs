using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Bot.Ledger;
using Bot.Options;
using Bot.Pipeline;
using Bot.Pipeline.Sending;
using Bot.Sandbox;
using Bot.Tests.Sandbox;
using Bot.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Bot.Tests.Contract;

/// <summary>
/// The whole bot against a server that it knows only by its address: listings always come from the sandbox, posts go
/// through a wire that can fail to the server under test. What was posted is read back by the server's API and by
/// nothing else.
/// </summary>
internal sealed class Trial : IAsyncDisposable
{
    /// <summary>More than any test posts.</summary>
    private const int MostPosts = 2000;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tootprint-test-");
    private readonly TimeProvider _clock;
    private readonly HttpClient _arxiv;

    private Trial(TimeProvider clock, SandboxServer sandbox, UnreliableWire wire, RealServer server)
    {
        (_clock, Sandbox, Wire, ReaderToken) = (clock, sandbox, wire, server.ReaderToken);
        _arxiv = HttpClients.Create("Tootprint contract test", sandbox.Url);
        Bot = new TimelineReader(server.Url, server.BotToken);
        Reader = new TimelineReader(server.Url, server.ReaderToken);
        Settings = new Dictionary<string, string?>
        {
            ["Bot:Feed:BaseUrl"] = new Uri(sandbox.Url, "rss/").AbsoluteUri,
            ["Bot:Feed:MinimumInterval"] = "00:00:00",
            ["Bot:Ledger:Path"] = Path.Combine(_folder.FullName, "ledger.db"),
            ["Bot:Pace:Interval"] = "00:00:00",
            ["Bot:Pace:SpreadOver"] = "00:00:00",
            ["Bot:Delivery:LookFirstAfter"] = "00:00:06",
            ["Bot:Accounts:0:SummaryPicture"] = "false",
            ["Bot:Accounts:0:Instance"] = wire.Url.AbsoluteUri,
            ["Bot:Accounts:0:AccessToken"] = server.BotToken,
            ["Bot:Accounts:0:PostsPerThreeHours"] = "0",
        };
    }

    public SandboxServer Sandbox { get; }
    public UnreliableWire Wire { get; }

    /// <summary>The bot's own account, as its owner's app sees it.</summary>
    public TimelineReader Bot { get; }

    public string ReaderToken { get; }

    /// <summary>A second user.</summary>
    public TimelineReader Reader { get; }

    public Dictionary<string, string?> Settings { get; }
    public ConcurrentQueue<string> Log { get; } = new();

    /// <summary>The settings as a process's environment.</summary>
    public Dictionary<string, string> Environment =>
        Settings.ToDictionary(one => one.Key.Replace(":", "__"), one => one.Value!);

    /// <param name="on">The server under test.</param>
    /// <param name="clock">The bot's; unless a test is about time, one that runs through every wait.</param>
    /// <param name="requests">
    /// More than the test will make of a real server, whose timeline may be full of earlier tests' toots.
    /// </param>
    public static async Task<Trial> StartAsync(TestServer on, TimeProvider? clock = null, int requests = 80)
    {
        var real = on == TestServer.Real ? RealServer.FromEnvironment() : null;
        // Whole seconds: a wait is cut to milliseconds, and a clock that stands at a part of one would never reach its
        // end.
        clock ??= new FakeClock(DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()))
        {
            AutoAdvance = true,
        };
        var sandbox = await SandboxServer.StartAsync(
            TestMastodon.Of(
                new SandboxOptions
                {
                    Kind = TestServers.KindOf(on),
                    PostsPerThreeHours = 0,
                    // Followers are let in with it too.
                    TokenScopes = "profile read write follow",
                }
            ),
            clock,
            CancellationToken.None
        );
        var server = real ?? new RealServer(sandbox.Url, sandbox.BotToken, sandbox.ReaderToken);
        var trial = new Trial(clock, sandbox, await UnreliableWire.ToAsync(server.Url), server);
        if (real is null)
        {
            return trial;
        }
        // The answer says how much room there is.
        await trial.Bot.AccountIdAsync();
        await RequestWindow.Of(real.Url).RoomForAsync(requests);
        return trial;
    }

    /// <summary>From now on the category's listing is this, and toots carry the day's tag.</summary>
    public async Task ServeAsync(FreshDay day, string feed, string category = "cs.LG")
    {
        // No tag that another day has: what earlier tests told is then none of this bot's, and an empty ledger has
        // nothing to recover from it.
        (Settings["Bot:Accounts:0:Tags:Every"], Settings["Bot:Accounts:0:Tags:List"]) = (day.Tag, day.Tag + "_list");
        Settings["Bot:Accounts:0:Tags:CrossList"] = day.Tag + "_cross";
        Settings["Bot:Accounts:0:Tags:Replacement"] = day.Tag + "_version";
        foreach (var kind in new[] { "Summary", "Article", "Reply" })
        {
            Settings[$"Bot:Accounts:0:Tags:{kind}"] = "";
        }

        (await _arxiv.PutAsync($"sandbox/feeds/{category}", new StringContent(feed))).EnsureSuccessStatusCode();
    }

    /// <summary>One look and one delivery, which must end well.</summary>
    public async Task RunAsync()
    {
        var result = await TryAsync();
        Assert.True(result.Troubles.Count == 0, string.Join('\n', result.Troubles.Concat(Log)));
    }

    public async Task<RunResult> TryAsync()
    {
        var options = BotSettings.Read(
            new ConfigurationBuilder().AddInMemoryCollection(Settings).Build(),
            forService: true
        );
        using var ledger = TestEngine.Sqlite.Open(options.LedgerPath, _clock);
        using var host = BotHost.Build(
            options,
            RunMode.Once,
            ledger,
            _clock,
            logging => logging.AddProvider(new LogQueue(Log)).SetMinimumLevel(LogLevel.Information)
        );
        var result = host.Services.GetRequiredService<RunResult>();
        await host.StartAsync();
        await host.WaitForShutdownAsync()
            .EndsAsync(string.Join('\n', Log.TakeLast(5)), spins: () => Wire.Texts.Count > MostPosts);
        return result;
    }

    public void LoseLedger()
    {
        TestEngine.Sqlite.Lose(Path.Combine(_folder.FullName, "ledger.db"));
    }

    /// <summary>Each paper of the day once, in order, after one summary; nothing else that names them.</summary>
    /// <returns>What the account's timeline tells of the day, the oldest first.</returns>
    public async Task<IReadOnlyList<Told>> ExpectOnceInOrderAsync(FreshDay day, IEnumerable<string> ids)
    {
        var told = await Bot.ToldAsync(day);
        Assert.True(
            ids.Prepend(Told.Summary).SequenceEqual(told.Where(one => one.Parent is null).Select(one => one.What)),
            $"told: {string.Join(' ', told.Select(one => one.What))}\nlog:\n{string.Join('\n', Log)}"
        );
        return told;
    }

    public async ValueTask DisposeAsync()
    {
        _arxiv.Dispose();
        Bot.Dispose();
        Reader.Dispose();
        await Wire.DisposeAsync();
        await Sandbox.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
