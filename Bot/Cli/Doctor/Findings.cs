namespace Bot.Cli.Doctor;

/// <summary>Tells findings as they come, one line each.</summary>
internal sealed class Findings(TextWriter output)
{
    public bool HasProblem { get; private set; }

    public void Ok(string about, string finding) => Say("ok", about, finding);

    public void Advice(string about, string finding) => Say("advice", about, finding);

    public void Problem(string about, string finding)
    {
        HasProblem = true;
        Say("problem", about, finding);
    }

    private void Say(string weight, string about, string finding) =>
        output.WriteLine($"{weight, -8}{about}: {finding.ReplaceLineEndings(" ")}");
}
