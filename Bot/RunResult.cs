namespace Bot;

/// <summary>How a run ended, for the exit code and the last line.</summary>
public sealed class RunResult
{
    private readonly List<string> _troubles = [];
    private readonly List<string> _findings = [];

    public IReadOnlyList<string> Troubles => _troubles;
    public int ExitCode => _troubles.Count > 0 ? 1 : 0;

    /// <summary>What the run has to tell on stdout.</summary>
    public IReadOnlyList<string> Findings => _findings;

    public void Say(string finding) => _findings.Add(finding);

    public void Fail(string trouble) => _troubles.Add(trouble);
}
