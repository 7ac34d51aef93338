using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Soaking;

/// <summary>
/// What was seen of the worker at one moment of its clock; memory in MB, the processor's time in seconds.
/// </summary>
internal sealed record Sample(
    DateTimeOffset At,
    int Life,
    Residents Memory,
    double Heap,
    int Handles,
    int Threads,
    double Ledger,
    double Cpu
);

/// <summary>What the worker tells of itself, each second on its standard output.</summary>
internal static partial class Heap
{
    public static void Tell()
    {
        var last = GC.GetGCMemoryInfo();
        Console.WriteLine($"heap {last.HeapSizeBytes - last.FragmentedBytes}");
    }

    /// <summary>
    /// What is really held: between the rare collections of the whole heap much lies in it that nothing needs.
    /// </summary>
    public static void TellLive() => Console.WriteLine($"live {GC.GetTotalMemory(forceFullCollection: true)}");

    /// <summary>MB held; null for another line.</summary>
    public static double? ReadLive(string? line) =>
        line is not null && line.StartsWith("live ", StringComparison.Ordinal)
            ? double.Parse(line[5..], CultureInfo.InvariantCulture) / 1e6
            : null;

    /// <summary>MB after the last collection; null for another line.</summary>
    public static double? Read(string? line) =>
        Told().Match(line ?? "") is { Success: true } told
            ? double.Parse(told.Groups[1].Value, CultureInfo.InvariantCulture) / 1e6
            : null;

    [GeneratedRegex(@"^heap (\d+)$")]
    private static partial Regex Told();
}

/// <summary>The bot's <c>run</c> as a process of its own, life after life on one ledger.</summary>
/// <param name="folder">Of the ledger and of the clock.</param>
/// <param name="server">Where it posts.</param>
internal sealed partial class Worker(string folder, Server server)
{
    private const int LastLines = 60;

    private readonly Queue<string> _said = new();
    private Process _process = null!;
    private double _heap;
    private readonly TaskCompletionSource<double> _live = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>From 1.</summary>
    public int Life { get; private set; }

    public string LastWords
    {
        get
        {
            lock (_said)
                return string.Join('\n', _said);
        }
    }

    public void Start()
    {
        Life++;
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["worker", Path.Combine(folder, "clock")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (
            var (name, value) in new Dictionary<string, string>
            {
                ["Feed__BaseUrl"] = server.FeedUrl.AbsoluteUri,
                ["Ledger__Path"] = Path.Combine(folder, "ledger.db"),
                ["Accounts__0__Instance"] = server.Door.Url.AbsoluteUri,
                ["Accounts__0__AccessToken"] = server.Token,
            }
        )
            start.Environment["Bot__" + name] = value;
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) =>
        {
            _heap = Heap.Read(line.Data) ?? _heap;
            if (Heap.ReadLive(line.Data) is { } live)
                _live.TrySetResult(live);
        };
        _process.ErrorDataReceived += (_, line) => Heard(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    /// <summary>MB of managed objects that it holds. It collects all others for that, so this is for the end.</summary>
    public async Task<double> LiveAsync()
    {
        await SignalAsync("HUP");
        return await _live.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    /// <summary>SIGTERM; its exit code and how long it took.</summary>
    public async Task<(int ExitCode, TimeSpan Took)> StopAsync()
    {
        var asked = Stopwatch.StartNew();
        await SignalAsync("TERM");
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        return (_process.ExitCode, asked.Elapsed);
    }

    private async Task SignalAsync(string signal)
    {
        using var shell = Process.Start("/bin/sh", ["-c", $"kill -{signal} {_process.Id}"]);
        await shell.WaitForExitAsync();
    }

    /// <summary>Null between two lives, when there is nothing to see.</summary>
    public Sample? See(DateTimeOffset now)
    {
        try
        {
            var process = $"/proc/{_process.Id}";
            var status = File.ReadAllLines($"{process}/status");
            return new Sample(
                now,
                Life,
                Residents.Of(process),
                _heap,
                Directory.GetFiles($"{process}/fd").Length,
                Number(status, "Threads"),
                Directory.GetFiles(folder, "ledger.db*").Sum(file => new FileInfo(file).Length) / 1e6,
                _process.TotalProcessorTime.TotalSeconds
            );
        }
        catch (Exception e)
            when (e is IOException or InvalidOperationException or ArgumentException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private void Heard(string? line)
    {
        if (line is null)
            return;
        lock (_said)
        {
            _said.Enqueue(line);
            if (_said.Count > LastLines)
                _said.Dequeue();
        }
    }

    private static int Number(string[] status, string name) =>
        int.Parse(
            Digits().Match(status.First(line => line.StartsWith(name + ":", StringComparison.Ordinal))).Value,
            CultureInfo.InvariantCulture
        );

    [GeneratedRegex(@"\d+")]
    private static partial Regex Digits();
}
