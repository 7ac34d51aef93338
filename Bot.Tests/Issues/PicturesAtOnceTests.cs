using Bot.PaperPages;
using Bot.Tests.Support;

namespace Bot.Tests.Issues;

/// <summary>
/// A family's summaries are due in one moment: 155 accounts started 155 programs at once, of 20 MB each, beside as many
/// pictures in memory.
/// </summary>
public sealed class PicturesAtOnceTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tootprint-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task However_many_accounts_want_a_picture_two_are_made_at_a_time()
    {
        // Each looks around for a while, and reports when it is one of three.
        using var maker = new PictureMaker(
            $$"""
            cat > /dev/null
            touch '{{_folder}}'/$$.works
            i=0
            while [ $i -lt 3000 ]; do
                set -- '{{_folder}}'/*.works
                [ $# -gt 2 ] && touch '{{_folder}}'/too-many
                i=$((i + 1))
            done
            rm '{{_folder}}'/$$.works
            printf '\211PNG\r\n\032\nand so on'
            """
        );
        var made = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(_ =>
                    new PictureProgram(maker.Path, TimeProvider.System).MakeAsync(
                        "<svg/>",
                        TestContext.Current.CancellationToken
                    )
                )
        );
        Assert.All(made, one => Assert.NotNull(one.Png));
        Assert.Empty(_folder.GetFiles());
    }
}
