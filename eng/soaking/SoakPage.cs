using System.Globalization;
using System.Text;

namespace Soaking;

/// <summary>What came of a long life.</summary>
/// <param name="Samples">What was seen, in order.</param>
/// <param name="Announced">The papers' ids.</param>
/// <param name="Said">The server's timeline, oldest first: the paper of each toot, null for a summary.</param>
/// <param name="WithoutAnswer">So many posts got none.</param>
/// <param name="Live">MB of managed objects held at the end.</param>
internal sealed record SoakResult(
    int Days,
    string Server,
    string Habits,
    double Speed,
    IReadOnlyList<Sample> Samples,
    IReadOnlyList<string> Announced,
    IReadOnlyList<string?> Said,
    int WithoutAnswer,
    double Live,
    int ExitCode,
    TimeSpan Stopped
)
{
    /// <summary>
    /// By then it has done once all that it does in a day, and the runtime has compiled what is used often.
    /// </summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromDays(2);

    /// <summary>What counts as flat. Memory goes up and down with each collection, hence the mean of a day.</summary>
    private const double Flat = 0.05;

    public IEnumerable<string> Papers => Said.OfType<string>();

    public int Lives => Samples[^1].Life;

    public int Lost => Announced.Except(Papers).Count();

    public int Twice => Papers.CountBy(id => id).Count(one => one.Value > 1);

    public bool InOrder => Papers.Distinct().SequenceEqual(Announced);

    public int Summaries => Said.Count(one => one is null);

    public IReadOnlyList<Sample> Steady =>
        [
            .. Samples.Where(one =>
                one.Life == Lives && one.At - Samples.First(first => first.Life == Lives).At > WarmUp
            ),
        ];

    public bool IsGood =>
        Lost + Twice == 0
        && InOrder
        && ExitCode == 0
        && Grows(one => one.Memory.All) <= Flat
        && Ends(one => one.Handles) <= 5
        && Ends(one => one.Threads) <= 5;

    public double First(Func<Sample, double> figure) =>
        Steady.Where(one => one.At < Steady[0].At.AddDays(1)).Average(figure);

    public double Last(Func<Sample, double> figure) =>
        Steady.Where(one => one.At > Steady[^1].At.AddDays(-1)).Average(figure);

    public double Grows(Func<Sample, double> figure) => (Last(figure) / First(figure)) - 1;

    public double Ends(Func<Sample, double> figure) =>
        Steady.Where(one => one.At > Steady[^1].At.AddDays(-1)).Max(figure)
        - Steady.Where(one => one.At < Steady[0].At.AddDays(1)).Max(figure);
}

/// <summary>The page of figures, one section per server.</summary>
internal static class SoakPage
{
    public static string Of(SoakResult soak, double minutes)
    {
        var shown = soak.Papers.Distinct().Count();
        var order = soak.InOrder ? "in order" : "NOT IN ORDER";
        var kills = soak.Lives - 1;
        var cpu = soak.Samples[^1].Cpu;
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"""
            ## Before {soak.Server}: {soak.Days} days in {minutes:0} minutes

            The server runs {soak.Habits}; the clock runs {soak.Speed:0} times as fast, and at its real pace while the server is at work.

            | what | third day | last day | most | |
            |---|---|---|---|---|
            {Row("memory (RSS), MB", soak, one => one.Memory.All)}
            {Row("of it: programs and libraries, MB", soak, one => one.Memory.Files)}
            {Row("of it: compiled code, MB", soak, one => one.Memory.Code)}
            {Row("of it: given out by the C library, MB", soak, one => one.Memory.Native)}
            {Row("of it: the collector's regions and stacks, MB", soak, one => one.Memory.Rest)}
            {Row("managed heap after its last collection, MB", soak, one => one.Heap)}
            {Row("handles", soak, one => one.Handles, "0")}
            {Row("threads", soak, one => one.Threads, "0")}

            - Papers: {soak.Announced.Count} announced, {shown} on the server's timeline;
              {soak.Lost} lost, {soak.Twice} twice, {order}; {soak.Summaries} summaries.
            - Troubles: {kills} kills, {soak.WithoutAnswer} posts without an answer; none asked for an operator.
            - Of the managed heap {soak.Live:0.0} MB were held at the end, as a collection of all of it showed;
              what else lies there is garbage that was not worth one yet.
            - At its end it was asked to stop (SIGTERM) and left with exit code {soak.ExitCode}
              after {soak.Stopped.TotalSeconds:0.0} s. It had used {cpu:0} s of the processor.

            At the end of each day:

            | day | life | RSS, MB | heap, MB | handles | threads | ledger, MB |
            |---|---|---|---|---|---|---|

            """
        );
        for (var day = 0; day < soak.Days; day++)
        {
            if (soak.Samples.LastOrDefault(one => one.At < FastClock.Beginning.AddDays(day + 1)) is { } one)
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"| {Soak.Date(day):ddd} | {one.Life} | {one.Memory.All:0.0} | {one.Heap:0.0} | "
                        + $"{one.Handles} | {one.Threads} | {one.Ledger:0.00} |\n"
                );
        }

        return text.ToString();
    }

    /// <summary>
    /// Writes the page anew with this section in it, and leaves the other servers' sections as they are.
    /// </summary>
    public static async Task ReplaceAsync(string page, string section)
    {
        const string Mark = "\n## Before ";
        var old = File.Exists(page) ? await File.ReadAllTextAsync(page) : "";
        // A newer version of a server takes the older one's place.
        var server = string.Join(' ', section.Split(' ')[..3]);
        var others = old.Split(Mark)[1..]
            .Select(text => Mark[1..] + text.TrimEnd() + "\n")
            .Where(text => !text.StartsWith(server + " ", StringComparison.Ordinal));
        await File.WriteAllTextAsync(
            page,
            string.Join('\n', [Head, .. others.Append(section).Order(StringComparer.Ordinal).Reverse()])
        );
    }

    private static string Head =>
        $"""
            # A long life

            Written by `eng/soak`: the service (`run`) as a process of its own with the default settings, on a fast
            clock. Each weekday at midnight in New York brings
            {Soak.PapersPerDay} made-up papers. {Door.Habits}; feeds fail now and then.
            The worker is killed with `kill -9` {Soak.Deaths} times on the first day and then left alone. The figures
            are means of a day, from the third day of its last life on: until then the runtime compiles what it finds
            to be used often. Each day the account's timeline is read through the server's API, page by page, and at
            the end held against what was announced.

            """;

    private static string Row(string name, SoakResult soak, Func<Sample, double> figure, string format = "0.0") =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {soak.First(figure).ToString(format, CultureInfo.InvariantCulture)} | "
                + $"{soak.Last(figure).ToString(format, CultureInfo.InvariantCulture)} | "
                + $"{soak.Steady.Max(figure).ToString(format, CultureInfo.InvariantCulture)} | "
                + $"{soak.Grows(figure) * 100:+0.0;-0.0;0.0} % |"
        );
}
