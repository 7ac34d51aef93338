using Bot.Sandbox;

namespace Bot.Tests.Sandbox.Mastodon;

/// <summary>
/// What Mastodon answers, check by check, by its own source. <c>Data/mastodon-checks.tsv</c> has a row for each check and a
/// column for each version: the next version is a column more. How a check asks is in the classes beside this one.
/// </summary>
public sealed class MastodonCheckTests
{
    private static readonly IReadOnlyDictionary<string, Func<SandboxUnderTest, Task<string>>> Checks = new[]
    {
        PostChecks.All,
        RepeatChecks.All,
        BoostChecks.All,
        EditChecks.All,
        PinChecks.All,
        MediaChecks.All,
        AccessChecks.All,
        TextChecks.All,
        ReadChecks.All,
        EntityChecks.All,
        OAuthChecks.All,
    }
        .SelectMany(checks => checks)
        .ToDictionary();

    public static TheoryData<string, string, string> Rows
    {
        get
        {
            var rows = new TheoryData<string, string, string>();
            foreach (var (check, version, expected) in Table())
            {
                rows.Add(check, version, expected);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Answers_as_Mastodon_does(string check, string version, string expected)
    {
        await using var sandbox = await SandboxUnderTest.StartAsync(new SandboxOptions { Version = version });
        Assert.Equal(expected, await Checks[check](sandbox));
    }

    [Fact]
    public void Each_check_has_a_row_and_each_row_a_check() =>
        Assert.Equal(Table().Select(row => row.Check).Distinct().Order(), Checks.Keys.Order());

    // A cell that says "=" is that to its left.
    private static IEnumerable<(string Check, string Version, string Expected)> Table()
    {
        var lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Data", "mastodon-checks.tsv"));
        var versions = lines[0].Split('\t').Skip(1).ToList();
        foreach (var line in lines.Skip(1).Where(line => line.Length > 0))
        {
            var cells = line.Split('\t');
            Assert.Equal(versions.Count + 1, cells.Length);
            var expected = "";
            foreach (var (version, cell) in versions.Zip(cells.Skip(1)))
            {
                expected = cell == "=" ? expected : cell;
                yield return (cells[0], version, expected);
            }
        }
    }
}
