namespace Bot;

/// <summary>How a run ended, for the exit code and the last line.</summary>
public sealed class RunResult
{
    private readonly List<string> _troubles = [];

    public IReadOnlyList<string> Troubles => _troubles;
    public int ExitCode => _troubles.Count > 0 ? 1 : 0;

    public void Fail(string trouble) => _troubles.Add(trouble);
}
