using System.Diagnostics;
using System.Text;
using System.Threading.Channels;

namespace Bot.Tests.Support;

/// <summary>The built program as an operator starts it: a process with arguments and environment.</summary>
public sealed class BotProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _errors;
    private readonly Channel<string> _errorLines = Channel.CreateUnbounded<string>();

    public BotProcess(IReadOnlyDictionary<string, string> environment, params string[] arguments)
        : this("dotnet", environment, [typeof(BotHost).Assembly.Location, .. arguments]) { }

    private BotProcess(string program, IReadOnlyDictionary<string, string> environment, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (
            var name in start
                .Environment.Keys.Where(name => name.StartsWith("Bot__", StringComparison.OrdinalIgnoreCase))
                .ToList()
        )
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        _output = _process.StandardOutput.ReadToEndAsync();
        _errors = ReadErrorsAsync();
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>The program below a shell, for what only a shell can set (limits, mounts).</summary>
    public static BotProcess InShell(
        string script,
        IReadOnlyDictionary<string, string> environment,
        params string[] arguments
    ) =>
        new(
            "/bin/sh",
            environment,
            ["-c", script + " exec \"$@\"", "sh", "dotnet", typeof(BotHost).Assembly.Location, .. arguments]
        );

    /// <summary>
    /// Waits until the process has said something on stderr, and returns the rest of that line; fails when it ends
    /// without.
    /// </summary>
    public async Task<string> SaysAsync(string words)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await foreach (var line in _errorLines.Reader.ReadAllAsync(patience.Token))
        {
            if (line.IndexOf(words, StringComparison.Ordinal) is var at and >= 0)
            {
                return line[(at + words.Length)..];
            }
        }

        throw new InvalidOperationException($"it ended without saying '{words}': {await _errors}");
    }

    /// <summary>kill -9.</summary>
    public void Kill() => _process.Kill();

    /// <summary>The shell's own kill, since a small system has no program of that name.</summary>
    public void Terminate() => Process.Start("/bin/sh", ["-c", $"kill -TERM {Id}"]).WaitForExit();

    public async Task<(int ExitCode, string Output, string Errors)> EndAsync()
    {
        await _process.EndsAsync();
        return (_process.ExitCode, await _output, await _errors);
    }

    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(
        IReadOnlyDictionary<string, string> environment,
        params string[] arguments
    )
    {
        using var process = new BotProcess(environment, arguments);
        return await process.EndAsync();
    }

    private async Task<string> ReadErrorsAsync()
    {
        var all = new StringBuilder();
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            all.Append(line).Append('\n');
            _errorLines.Writer.TryWrite(line);
        }

        _errorLines.Writer.Complete();
        return all.ToString();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
