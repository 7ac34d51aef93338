namespace Bot.Pipeline;

/// <summary>How a run ended, for the exit code and the last line.</summary>
public sealed class RunResult
{
    private readonly List<string> _troubles = [];
    private readonly List<string> _findings = [];

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

    public int ExitCode => Troubles.Count > 0 ? 1 : 0;

    /// <summary>What the run has to tell on stdout.</summary>
    public IReadOnlyList<string> Findings => _findings;

    public void Say(string finding) => _findings.Add(finding);

    /// <summary>Accounts may be in trouble at once.</summary>
    public void Fail(string trouble)
    {
        lock (_troubles)
        {
            _troubles.Add(trouble);
        }
    }
}
