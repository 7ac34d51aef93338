using Bot.Tests.Support;

namespace Bot.Tests.Habits;

/// <summary>Lines and files stay short enough to read.</summary>
public sealed class SourceLimitsTests
{
    [Fact]
    public void No_line_has_more_than_140_columns_and_no_file_more_than_300_lines()
    {
        var sources = SourceLimits.SourcesBelow(Project.Root).ToList();
        var folders = sources.Select(file =>
            Path.GetRelativePath(Project.Root, file).Split(Path.DirectorySeparatorChar)[0]
        );
        Assert.Equal(["Bot", "Bot.Tests", "eng"], folders.Distinct().Order());

        var offenders = sources
            .SelectMany(file =>
                SourceLimits.Offenders(Path.GetRelativePath(Project.Root, file), File.ReadAllLines(file))
            )
            .Order(StringComparer.Ordinal)
            .ToList();
        Assert.True(offenders.Count == 0, $"{offenders.Count} too long:\n{string.Join('\n', offenders)}");
    }

    [Fact]
    public void What_is_too_long_is_named_comments_and_strings_too()
    {
        string[] fine = [.. Enumerable.Repeat(new string('x', 140), 300)];
        Assert.Empty(SourceLimits.Offenders("Fine.cs", fine));
        Assert.Equal(
            ["Long.cs has 303 lines", "Long.cs(2) has 141 columns", "Long.cs(303) has 150 columns"],
            SourceLimits.Offenders(
                "Long.cs",
                ["", "// " + new string('x', 138), .. fine, "\"" + new string('x', 148) + "\""]
            )
        );
    }
}
