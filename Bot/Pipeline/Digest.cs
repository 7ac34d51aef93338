using Bot.Composer;
using Bot.Ledger;

namespace Bot.Pipeline;

/// <summary>Makes of each recorded paper what readers are shown, with TeX rendered, so that pages and search only read.</summary>
public sealed class Digest(SqliteLedger ledger)
{
    /// <summary>To be raised with every change of what is made of a paper: all papers are then made anew, in the background.</summary>
    private const int Revision = 1;

    /// <summary>So few at a time that a post never waits for them.</summary>
    private const int Batch = 50;

    /// <summary>Makes what is missing. Interrupted, it goes on next time where it was.</summary>
    public Task CatchUpAsync(CancellationToken stop) => RedoAsync(Revision, stop);

    internal async Task RedoAsync(int revision, CancellationToken stop)
    {
        foreach (var rows in ledger.Undigested(revision).Chunk(Batch))
        {
            await Task.Yield();
            stop.ThrowIfCancellationRequested();
            ledger.RecordDigests([.. ledger.ToDigest(rows).Select(Of)], revision);
        }
    }

    private static PaperDigest Of(UndigestedPaper source) => new()
    {
        Id = source.Paper.Id,
        Version = source.Paper.Version,
        Date = source.Date,
        Type = source.Paper.Type,
        Listing = source.Listing,
        Title = LatexText.Render(source.Paper.Title).Text.ReplaceLineEndings(" ").Trim(),
        Authors = [.. source.Paper.Authors.Select(name => LatexText.Render(name).Text.ReplaceLineEndings(" ").Trim()).Where(name => name.Length > 0)],
        Categories = source.Paper.Categories,
        Abstract = LatexText.Render(source.Paper.Abstract).Text.Trim(),
        Doi = source.Paper.Doi,
        JournalReference = source.Paper.JournalReference,
    };
}
