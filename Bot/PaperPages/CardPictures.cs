using Bot.Arxiv;
using Bot.Ledger;
using Bot.Options;
using Microsoft.Extensions.Logging;

namespace Bot.PaperPages;

/// <summary>
/// Makes PNGs of the newest days' pictures, for the cards that other sites make of a link to a day: those take no SVG.
/// </summary>
public sealed class CardPictures(ILedger ledger, BotOptions options, TimeProvider clock, ILogger<CardPictures> log)
{
    /// <summary>
    /// PNGs of older days are deleted: their links are hardly ever shared, and each takes some 50 kB of the ledger.
    /// </summary>
    private const int DaysKept = 14;

    private readonly PictureProgram _program = new(options.Accounts[0].Shared.PictureProgram, clock);
    private bool _told;

    /// <summary>
    /// Makes one for each day, of its largest category. Where the program is missing, cards have no picture.
    /// </summary>
    public async Task MakeAsync(CancellationToken stop)
    {
        if (ledger.PaperIndex is not { } index)
        {
            return;
        }

        var since = ArxivDay.Of(clock.GetUtcNow()).AddDays(-DaysKept);
        var failed = 0;
        foreach (var picture in await index.PicturesForCards(since))
        {
            var (png, trouble) = await _program.MakeAsync(picture.Svg, stop);
            stop.ThrowIfCancellationRequested();
            if (png is not null)
            {
                await index.CardDrawn(picture, png, since);
                continue;
            }

            if (!_told)
            {
                log.LogWarning("Cards of links to the readers' page go without the day's picture: {Trouble}", trouble);
            }

            _told = true;
            // One failure may be the picture's fault, and the others are still to be made. Two are the program's fault.
            failed++;
            if (failed == 2)
            {
                return;
            }
        }
    }
}
