using System.Diagnostics;

namespace Bot.Cli.Demo;

/// <summary>This very program as a process of its own, which can be killed.</summary>
internal sealed class BotChild : IDisposable
{
    /// <summary>Lines of output that are kept, enough to tell why it ended.</summary>
    private const int LinesKept = 20;

    private readonly Process _process;
    private readonly Queue<string> _lastOutput = new();

    private BotChild(Process process) => _process = process;

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    /// <summary>Ends when the process does.</summary>
    public Task Ended { get; private set; } = Task.CompletedTask;

    /// <summary>Its last lines of output.</summary>
    public string LastOutput
    {
        get
        {
            lock (_lastOutput)
            {
                return string.Join('\n', _lastOutput);
            }
        }
    }

    /// <param name="settings">
    /// All its settings from the environment. The caller's own settings in the environment are taken out.
    /// </param>
    /// <param name="arguments">The verb and its options.</param>
    public static BotChild Start(IReadOnlyDictionary<string, string?> settings, params string[] arguments)
    {
        var program =
            Environment.ProcessPath
            ?? throw new InvalidOperationException("the system does not say which program this is");
        // Started as `dotnet Bot.dll`, the program is dotnet and the bot its argument; otherwise it is the bot itself.
        var isHosted = Path.GetFileNameWithoutExtension(program).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
        string[] all = isHosted
            ? [Path.Combine(AppContext.BaseDirectory, typeof(BotChild).Assembly.GetName().Name + ".dll"), .. arguments]
            : arguments;
        var start = new ProcessStartInfo(program, all)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (
            var name in start
                .Environment.Keys.Where(name => name.StartsWith("Bot__", StringComparison.OrdinalIgnoreCase))
                .ToList()
        )
        {
            start.Environment.Remove(name);
        }

        foreach (var (key, value) in settings)
        {
            start.Environment[key.Replace(":", "__")] = value;
        }

        var child = new BotChild(new Process { StartInfo = start });
        child._process.OutputDataReceived += (_, line) => child.Note(line.Data);
        child._process.ErrorDataReceived += (_, line) => child.Note(line.Data);
        child._process.Start();
        child._process.BeginOutputReadLine();
        child._process.BeginErrorReadLine();
        child.Ended = child._process.WaitForExitAsync();
        return child;
    }

    /// <summary>kill -9, and nothing but this process. False when it had ended by itself.</summary>
    public async Task<bool> KillAsync()
    {
        var lives = !_process.HasExited;
        if (lives)
        {
            _process.Kill();
        }

        await Ended;
        return lives;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private void Note(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_lastOutput)
        {
            _lastOutput.Enqueue(line);
            if (_lastOutput.Count > LinesKept)
            {
                _lastOutput.Dequeue();
            }
        }
    }
}
