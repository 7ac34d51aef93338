using Bot.PaperPages;

namespace Bot.Pipeline;

/// <summary>Keeps what readers see of papers up with what was recorded: the index and the cards' pictures.</summary>
/// <param name="indexer">The index of papers.</param>
/// <param name="cards">Null when there are no pages to show them on.</param>
public sealed class PageUpkeep(PaperIndexer indexer, CardPictures? cards = null)
{
    /// <summary>Makes what is missing. Cheap when nothing is.</summary>
    public async Task CatchUpAsync(CancellationToken stop)
    {
        await indexer.CatchUpAsync(stop);
        if (cards is not null)
        {
            await cards.MakeAsync(stop);
        }
    }
}
