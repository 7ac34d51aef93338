using Bot.Arxiv;
using Bot.Ledger;
using Bot.Options;
using Microsoft.Extensions.Logging;

namespace Bot.PaperPages;

/// <summary>Makes PNGs of the newest days' pictures: other sites' cards of a link to the day take no SVG.</summary>
public sealed class CardPictures(SqliteLedger ledger, BotOptions options, TimeProvider clock, ILogger<CardPictures> log)
{
    /// <summary>
    /// Links to older days are hardly ever shared, and each PNG takes some 50 kB of the ledger: older ones are dropped.
    /// </summary>
    private const int DaysKept = 14;

    private readonly PictureProgram _program = new(options.Accounts[0].Shared.PictureProgram, clock);
    private bool _told;

    /// <summary>One for each day, of its largest category. Where the program is missing the cards go without.</summary>
    public async Task MakeAsync(CancellationToken stop)
    {
        var (since, failed) = (ArxivDay.Of(clock.GetUtcNow()).AddDays(-DaysKept), 0);
        foreach (var picture in ledger.PicturesForCards(since))
        {
            var (png, trouble) = await _program.MakeAsync(picture.Svg, stop);
            stop.ThrowIfCancellationRequested();
            if (png is not null)
            {
                ledger.RecordCardPicture(picture, png, since);
                continue;
            }

            if (!_told)
            {
                log.LogWarning("Cards of links to the readers' page go without the day's picture: {Trouble}", trouble);
            }

            _told = true;
            // One may be its own fault and must not hold up the others, two are the program's.
            if (++failed == 2)
            {
                return;
            }
        }
    }
}
