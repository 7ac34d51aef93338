#:project ../Bot/Bot.csproj
#:property PublishAot=false
#:property RestorePackagesWithLockFile=false
#:property TreatWarningsAsErrors=false
#:property ServerGarbageCollection=false
#:property ConcurrentGarbageCollection=false
#:property NoWarn=$(NoWarn);RS0030;MA0047;MA0008;CA1001

// Days of service in minutes: see eng/soak. Called as "worker EPOCH SPEED" it is the bot's own `run` on a clock that runs faster; called as
// "DAYS MINUTES PAGE" it serves the days, disturbs the worker, watches it, and writes the page.
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Bot.Cli;
using Bot.Sandbox;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
if (args is ["worker", var epoch, var speed])
{
    using var heap = new Timer(_ => Console.WriteLine($"heap {GC.GetGCMemoryInfo().HeapSizeBytes - GC.GetGCMemoryInfo().FragmentedBytes}"), null, TimeSpan.Zero, TimeSpan.FromSeconds(1));
    return await CommandLine.InvokeAsync(["run"], new FastClock(long.Parse(epoch), double.Parse(speed)));
}

return await new Soak(int.Parse(args[0]), double.Parse(args[1]), args[2]).RunAsync();

/// <summary>The real clock, so many times as fast, from a Monday's first minute in New York on.</summary>
/// <param name="epoch">The real time, in milliseconds since 1970, at which it stands at its beginning: every process of a soak has the same.</param>
/// <param name="speed">How many of its seconds pass in a real one.</param>
internal sealed class FastClock(long epoch, double speed) : TimeProvider
{
    /// <summary>Monday 1 June 2026, 00:00 in New York.</summary>
    public static readonly DateTimeOffset Beginning = new(2026, 6, 1, 4, 0, 0, TimeSpan.Zero);

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => Beginning + ((System.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(epoch)) * speed);

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new Scaled(this, System.CreateTimer(callback, state, Real(dueTime), Real(period)));

    // A timer knows whole milliseconds: less than one would be none, and the waiting a spinning.
    private TimeSpan Real(TimeSpan time) => time <= TimeSpan.Zero ? time : TimeSpan.FromMilliseconds(Math.Ceiling(time.TotalMilliseconds / speed));

    private sealed class Scaled(FastClock clock, ITimer timer) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(clock.Real(dueTime), clock.Real(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}

/// <summary>What was seen of the worker at one moment of its clock.</summary>
internal readonly record struct Sample(DateTimeOffset At, int Life, double Rss, double Heap, int Handles, int Threads, double Ledger, double Cpu);

internal sealed partial class Soak(int days, double minutes, string page)
{
    private const int PapersPerDay = 128;

    private readonly double _speed = days * 24 * 60 / minutes;
    private readonly List<Sample> _samples = [];
    private readonly StringBuilder _said = new();
    private readonly List<string> _announced = [];
    private FastClock _clock = null!;
    private SandboxServer _sandbox = null!;
    private Process _worker = null!;
    private HttpClient _http = null!;
    private string _folder = "";
    private long _epoch;
    private double _heap;
    private int _life;

    public async Task<int> RunAsync()
    {
        _folder = Directory.CreateTempSubdirectory("tootprint-soak-").FullName;
        _epoch = TimeProvider.System.GetUtcNow().AddSeconds(2).ToUnixTimeMilliseconds();
        _clock = new FastClock(_epoch, _speed);
        // As hard as Mastodon is with its limits, and without the keys that would help.
        _sandbox = await SandboxServer.StartAsync(new SandboxOptions { PostsPerThreeHours = 300, RequestsPerFiveMinutes = 300, KeepsIdempotencyKeys = false }, _clock, default);
        _http = new HttpClient { BaseAddress = _sandbox.Url };
        await FaultAsync("post", "lost-answer", every: 23);
        await FaultAsync("post", "cut", every: 41);
        await FaultAsync("timeline", "503", every: 29);
        await FaultAsync("feed", "503", every: 11);
        await ServeAsync(0);
        Start();
        var end = FastClock.Beginning.AddDays(days);
        var watching = WatchAsync(end);
        for (var day = 0; day < days; day++)
        {
            // The feed changes at midnight in New York; deaths come in the hours after it, when there is something to say.
            await UntilAsync(FastClock.Beginning.AddDays(day));
            if (day > 0) await ServeAsync(day);
            for (var death = 0; death < DeathsOf(day); death++)
            {
                await UntilAsync(FastClock.Beginning.AddDays(day).AddMinutes(25 + (death * 47)));
                await KillAsync();
                Start();
            }
        }

        await watching;
        var (exit, ended) = await StopAsync();
        return await WriteAsync(exit, ended);
    }

    // Four on the first day, one on the third; then it is left alone, to see what a long life does to it.
    private static int DeathsOf(int day) => day switch { 0 => 4, 2 => 1, _ => 0 };

    private static DateOnly Date(int day) => DateOnly.FromDateTime(FastClock.Beginning.UtcDateTime).AddDays(day);

    private async Task ServeAsync(int day)
    {
        var date = Date(day);
        var isListing = date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);
        var ids = isListing ? Enumerable.Range((day * PapersPerDay) + 1, PapersPerDay).Select(n => $"2606.{n:00000}").ToList() : [];
        _announced.AddRange(ids);
        // The made-up listing under this day's date and with its numbers.
        var feed = Encoding.UTF8.GetString(MadeUpListing.Of(Math.Max(1, ids.Count), new Random(day)));
        if (!isListing) feed = Items().Replace(feed, "");
        for (var n = 0; n < ids.Count; n++) feed = feed.Replace($"2506.{90_001 + n}", ids[n], StringComparison.Ordinal);
        feed = feed.Replace("Mon, 09 Jun 2025", date.ToString("ddd, dd MMM yyyy", CultureInfo.InvariantCulture), StringComparison.Ordinal);
        (await _http.PutAsync("sandbox/feeds/cs.LG", new StringContent(feed))).EnsureSuccessStatusCode();
    }

    private async Task FaultAsync(string on, string kind, int every) =>
        (await _http.PostAsJsonAsync("sandbox/faults", new JsonObject { ["on"] = on, ["kind"] = kind, ["every"] = every, ["times"] = 0 })).EnsureSuccessStatusCode();

    private Task UntilAsync(DateTimeOffset time) => time - _clock.GetUtcNow() is var left && left > TimeSpan.Zero ? Task.Delay(left, _clock) : Task.CompletedTask;

    private void Start()
    {
        _life++;
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["worker", $"{_epoch}", _speed.ToString("R", CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var (name, value) in new Dictionary<string, string>
        {
            ["Feed__BaseUrl"] = new Uri(_sandbox.Url, "rss/").AbsoluteUri,
            ["Ledger__Path"] = Path.Combine(_folder, "ledger.db"),
            ["Accounts__0__Instance"] = _sandbox.Url.AbsoluteUri,
            ["Accounts__0__AccessToken"] = _sandbox.BotToken,
        }) start.Environment["Bot__" + name] = value;
        _worker = Process.Start(start)!;
        _worker.OutputDataReceived += (_, line) => { if (line.Data is ['h', 'e', 'a', 'p', ' ', .. var bytes]) _heap = double.Parse(bytes) / 1e6; };
        _worker.ErrorDataReceived += (_, line) => { if (line.Data is { } text) lock (_said) _said.AppendLine(text); };
        _worker.BeginOutputReadLine();
        _worker.BeginErrorReadLine();
    }

    private async Task KillAsync()
    {
        _worker.Kill();
        await _worker.WaitForExitAsync();
        _worker.Dispose();
    }

    private async Task<(int Code, TimeSpan Took)> StopAsync()
    {
        var asked = Stopwatch.StartNew();
        Process.Start("/bin/sh", ["-c", $"kill -TERM {_worker.Id}"]).WaitForExit();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        try
        {
            await _worker.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _worker.Kill();
            await _worker.WaitForExitAsync();
        }

        return (_worker.ExitCode, asked.Elapsed);
    }

    private async Task WatchAsync(DateTimeOffset end)
    {
        while (_clock.GetUtcNow() < end)
        {
            try
            {
                var process = $"/proc/{_worker.Id}";
                var status = File.ReadAllLines($"{process}/status");
                _samples.Add(new Sample(_clock.GetUtcNow(), _life, Number(status, "VmRSS") / 1000, _heap, Directory.GetFiles($"{process}/fd").Length, (int)Number(status, "Threads"),
                    Directory.GetFiles(_folder, "ledger.db*").Sum(file => new FileInfo(file).Length) / 1e6, _worker.TotalProcessorTime.TotalSeconds));
            }
            catch (Exception e) when (e is IOException or InvalidOperationException or UnauthorizedAccessException)
            {
                // Between two lives there is nothing to see.
            }

            await Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System);
        }

        static double Number(string[] status, string name) => double.Parse(Digits().Match(status.First(line => line.StartsWith(name + ":", StringComparison.Ordinal))).Value);
    }

    private async Task<int> WriteAsync(int exit, TimeSpan ended)
    {
        var statuses = (await _http.GetFromJsonAsync<JsonArray>("sandbox/statuses"))!.Select(one => (string)one!["text"]!).ToList();
        var requests = (await _http.GetFromJsonAsync<JsonArray>("sandbox/requests"))!;
        var lost = requests.Count(one => (string?)one!["method"] == "POST" && (int?)one["answered"] == 0);
        var said = statuses.Select(text => AbsLink().Match(text).Groups[1].Value).Where(id => id.Length > 0).ToList();
        var missing = _announced.Except(said).ToList();
        var twice = said.CountBy(id => id).Count(one => one.Value > 1);
        var inOrder = said.Distinct().SequenceEqual(_announced);
        var last = _samples.Where(one => one.Life == _life).ToList();
        // Its first day is start-up: by then it has done once all that it will do, and has the room for it.
        var steady = last.Where(one => days < 3 || one.At - last[0].At > TimeSpan.FromDays(1)).ToList();
        var (first, final) = (steady[0], steady[^1]);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            # {days} days in {minutes:0} minutes

            Written by `eng/soak {days} {minutes:0}`: the service (`run`) as a process of its own, on a clock that runs {_speed:0} times as fast, before the built-in server with
            Mastodon's limits and without idempotency keys. Each weekday at midnight in New York brings {PapersPerDay} made-up papers. Every 23rd post loses its answer, every
            41st is cut off before the server has it, and feeds and timelines fail now and then. The worker is killed with `kill -9` {_life - 1} times in the first days, and then
            left alone; the figures begin a day after its last start. HTTP time-outs run on the real clock. All settings are the defaults.

            | what | a day after the last start | {(final.At - first.At).TotalDays:0.0} days later | most | |
            |---|---|---|---|---|
            | memory (RSS), MB | {first.Rss:0.0} | {final.Rss:0.0} | {steady.Max(one => one.Rss):0.0} | {(final.Rss / first.Rss - 1) * 100:+0;-0} %: not in the managed heap (next line); what of the runtime takes it was not looked into |
            | managed heap after its last collection, MB | {first.Heap:0.0} | {final.Heap:0.0} | {steady.Max(one => one.Heap):0.0} | {(IsFlat(first, final) ? "what is really in use: it does not grow" : "IT GROWS")} |
            | handles | {first.Handles} | {final.Handles} | {steady.Max(one => one.Handles)} | {(final.Handles <= first.Handles + 5 ? "no connection and no file stays open" : "THEY GROW")} |
            | threads | {first.Threads} | {final.Threads} | {steady.Max(one => one.Threads)} | one writer, two loops, a heartbeat; the rest is the runtime's |
            | ledger, MB | {first.Ledger:0.00} | {final.Ledger:0.00} | {steady.Max(one => one.Ledger):0.00} | up to 4 MB of it are its write-ahead log, which a clean stop folds in |
            | processor, s | {first.Cpu:0.0} | {final.Cpu:0.0} | | since its start; a busy second in a day |

            - Papers: {_announced.Count} announced, {said.Distinct().Count()} said; {missing.Count} lost, {twice} twice, {(inOrder ? "in order" : "NOT IN ORDER")}.
            - Troubles: {_life - 1} kills, {lost} posts without an answer; none asked for an operator.
            - At its end it was asked to stop (SIGTERM) and left with exit code {exit} after {ended.TotalSeconds:0.0} s.

            At the end of each day:

            | day | life | RSS, MB | heap, MB | handles | ledger, MB |
            |---|---|---|---|---|---|

            """);
        for (var day = 0; day < days; day++)
        {
            if (_samples.LastOrDefault(one => one.At < FastClock.Beginning.AddDays(day + 1)) is { Life: > 0 } one)
                text.Append(CultureInfo.InvariantCulture, $"| {Date(day):ddd} | {one.Life} | {one.Rss:0.0} | {one.Heap:0.0} | {one.Handles} | {one.Ledger:0.00} |\n");
        }

        await File.WriteAllTextAsync(page, text.ToString());
        Console.WriteLine(text);
        var good = missing.Count + twice == 0 && inOrder && exit == 0 && IsFlat(first, final);
        if (!good) Console.Error.WriteLine(string.Join('\n', _said.ToString().Split('\n').TakeLast(60)));
        await _sandbox.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
        return good ? 0 : 1;
    }

    // Half is what the moment of the last collection leaves to chance, a quarter what the runtime takes beside it.
    private static bool IsFlat(Sample first, Sample final) => final.Heap <= first.Heap * 1.5 && final.Rss <= first.Rss * 1.25;

    [GeneratedRegex("<item>.*</item>", RegexOptions.Singleline)]
    private static partial Regex Items();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Digits();

    [GeneratedRegex(@"https://arxiv\.org/abs/(\d+\.\d+)")]
    private static partial Regex AbsLink();
}
