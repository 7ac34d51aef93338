using Bot.Tests.Support;

namespace Bot.Tests.Habits;

/// <summary>
/// A developer's quick path, <c>dotnet test --filter "Category!=Slow"</c>, stays quick: what starts processes, browsers
/// or servers, lives through many weeks, or reads all the real papers is marked. So is a class that takes half a minute
/// for another reason; a run with <c>--logger trx</c> tells which do.
/// </summary>
public sealed class QuickPathTests
{
    private const string Mark = "[Trait(\"Category\", \"Slow\")]";

    private static readonly string[] SignsOfSlowTests =
    [
        "BotProcess",
        "LiveRehearsal",
        "Browser.",
        "TestServers.",
        "SimulatedWeek.Live",
    ];

    [Fact]
    public void Tests_that_take_their_time_are_marked_as_slow()
    {
        var unmarked = Project
            .SourceFiles("Bot.Tests")
            .Where(file => !file.EndsWith(nameof(QuickPathTests) + ".cs", StringComparison.Ordinal))
            .Where(file => File.ReadAllText(file) is var text && HasTests(text) && IsSlow(text) && !IsMarked(text))
            .Select(file => Path.GetRelativePath(Project.Root, file));
        Assert.Empty(unmarked);
    }

    private static bool HasTests(string text) =>
        text.Contains("[Fact", StringComparison.Ordinal) || text.Contains("[Theory", StringComparison.Ordinal);

    private static bool IsSlow(string text) =>
        SignsOfSlowTests.Any(sign => text.Contains(sign, StringComparison.Ordinal));

    private static bool IsMarked(string text) => text.Contains(Mark, StringComparison.Ordinal);
}
