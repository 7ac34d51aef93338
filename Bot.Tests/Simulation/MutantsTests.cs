using Bot.Tests.Support;

namespace Bot.Tests.Simulation;

/// <summary>The list of planted mistakes stays one that can be planted.</summary>
public sealed class MutantsTests
{
    [Fact]
    public void What_a_mutant_changes_is_in_its_file_once()
    {
        var mutants = Project
            .Read("Bot.Tests/Simulation/Mutants.tsv")
            .Split('\n')
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split('\t'))
            .ToList();
        Assert.InRange(mutants.Count, 12, 100);
        Assert.Distinct(mutants.Select(mutant => mutant[0]));
        Assert.All(
            mutants,
            mutant =>
            {
                Assert.Equal(4, mutant.Length);
                var pieces = WithoutSpace(Project.Read(mutant[1])).Split(WithoutSpace(mutant[2]));
                Assert.True(pieces.Length == 2, $"{mutant[0]}: {pieces.Length - 1} times in {mutant[1]}");
                Assert.NotEqual(WithoutSpace(mutant[2]), WithoutSpace(mutant[3]));
            }
        );
    }

    [Fact]
    public void The_way_to_contribute_tells_how_many_there_are()
    {
        var mutants = Project.Read("Bot.Tests/Simulation/Mutants.tsv").Split('\n').Count(line => line.Contains('\t'));
        Assert.Contains($"plants {mutants - 1} mistakes", Project.Read("CONTRIBUTING.md"), StringComparison.Ordinal);
    }

    // The formatter breaks lines where it likes.
    private static string WithoutSpace(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}
