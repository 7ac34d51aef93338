using Bot.PaperPages;
using Bot.Tests.Support;

namespace Bot.Tests.Issues;

/// <summary>
/// The program that makes pictures was started with the bot's whole environment, in which the accounts' tokens may
/// stand.
/// </summary>
public sealed class PictureProgramEnvironmentTests : IDisposable
{
    private readonly string _seen = Path.GetTempFileName();

    public void Dispose() => File.Delete(_seen);

    [Fact]
    public async Task The_program_beside_the_bot_sees_none_of_its_settings()
    {
        using var maker = new PictureMaker(
            $"env > '{_seen}'\ncat > /dev/null\nprintf '\\211PNG\\r\\n\\032\\nand so on'"
        );
        Environment.SetEnvironmentVariable("TOOTPRINT_TEST_SECRET", "not for others");
        var (png, trouble) = await new PictureProgram(maker.Path, TimeProvider.System).MakeAsync(
            "<svg/>",
            TestContext.Current.CancellationToken
        );
        Environment.SetEnvironmentVariable("TOOTPRINT_TEST_SECRET", null);
        Assert.True(png is not null, trouble);
        var names = (await File.ReadAllLinesAsync(_seen, TestContext.Current.CancellationToken))
            .Select(line => line.Split('=')[0])
            .ToList();
        Assert.Contains("PATH", names);
        Assert.DoesNotContain("TOOTPRINT_TEST_SECRET", names);
    }
}
