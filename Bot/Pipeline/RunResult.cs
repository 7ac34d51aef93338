namespace Bot.Pipeline;

/// <summary>How a run ended, for the exit code and the last line.</summary>
public sealed class RunResult
{
    private readonly List<string> _troubles = [];
    private readonly List<string> _findings = [];

    /// <summary>What went wrong; none after a good run.</summary>
    public IReadOnlyList<string> Troubles
    {
        get
        {
            lock (_troubles)
            {
                return [.. _troubles];
            }
        }
    }

    /// <summary>Of the process: 1 when anything went wrong.</summary>
    public int ExitCode => Troubles.Count > 0 ? 1 : 0;

    /// <summary>What the run has to tell on stdout.</summary>
    public IReadOnlyList<string> Findings => _findings;

    /// <summary>Adds a line for stdout.</summary>
    public void Say(string finding) => _findings.Add(finding);

    /// <summary>Adds a trouble. May be called by the loops of several accounts at the same time.</summary>
    public void Fail(string trouble)
    {
        lock (_troubles)
        {
            _troubles.Add(trouble);
        }
    }
}
