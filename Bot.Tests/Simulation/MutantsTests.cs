using Bot.Tests.Support;

namespace Bot.Tests.Simulation;

/// <summary>The list of planted mistakes stays one that can be planted.</summary>
public sealed class MutantsTests
{
    [Fact]
    public void Every_line_that_a_mutant_changes_is_in_the_sources_once()
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
                Assert.Equal(2, Project.Read(mutant[1]).Split(mutant[2]).Length);
                Assert.NotEqual(mutant[2], mutant[3]);
            }
        );
    }
}
