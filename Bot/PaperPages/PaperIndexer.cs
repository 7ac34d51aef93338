using Bot.Arxiv;
using Bot.Ledger;
using Bot.Options;
using Bot.Text.Latex;

namespace Bot.PaperPages;

/// <summary>
/// Makes of each recorded paper what readers are shown, with TeX rendered, so that pages and search only read: what it
/// is about, what its abstract says in short, and which earlier papers are like it.
/// </summary>
/// <param name="ledger">Where papers come from and go to.</param>
/// <param name="options">The list of topics, and whether there are readers.</param>
public sealed class PaperIndexer(SqliteLedger ledger, BotOptions options)
{
    /// <summary>
    /// To be raised with every change of what is made of a paper: all papers are then made anew, in the background.
    /// </summary>
    private const int Revision = 4;

    /// <summary>So few at a time that a post never waits for them.</summary>
    private const int Batch = 50;

    /// <summary>
    /// Two years of a large category, in some 33 MB; a reader of older papers has no use for a memory that grows for
    /// ever.
    /// </summary>
    private const int Remembered = 25_000;

    /// <summary>Papers are shown as similar from this likeness on; below it they share words that many share.</summary>
    private const double LikeEnough = 0.08;

    private const int MostSimilar = 5;

    // Only this class's loop uses it. Null until there is a paper to look at, and for good where nobody reads.
    private RelatedPapers? _earlier;

    /// <summary>Makes what is missing. Interrupted, it goes on next time where it was.</summary>
    public Task CatchUpAsync(CancellationToken stop) => RedoAsync(Revision, stop);

    internal async Task RedoAsync(int revision, CancellationToken stop)
    {
        // Read first: what comes in meanwhile is the next round's.
        var newest = ledger.NewestPaper();
        var missing = ledger.Unindexed(revision);
        if (missing.Count > 0 && (options.Web.Url ?? options.Web.PublicUrl) is not null)
        {
            _earlier ??= RelatedPapers.Of(ledger.NewestIndexed(Remembered));
        }

        foreach (var rows in missing.Chunk(Batch))
        {
            await Task.Yield();
            stop.ThrowIfCancellationRequested();
            ledger.RecordIndexed([.. ledger.ToIndex(rows).Select(Of)], revision);
        }

        ledger.IndexedUpTo(newest, revision);
        ledger.ShowReinstated();
        foreach (var (id, withdrawal) in ledger.WithdrawalsToShow())
        {
            ledger.NoteWithdrawal(id, withdrawal with { Reason = LatexText.Render(withdrawal.Reason).Text.Trim() });
        }
    }

    private IndexedPaper Of(UnindexedPaper source)
    {
        var paper = source.Paper;
        return new IndexedPaper
        {
            Id = paper.Id,
            Version = paper.Version,
            Date = source.Date,
            Type = paper.Type,
            Listing = source.Listing,
            Title = LatexText.Render(paper.Title).Text.ReplaceLineEndings(" ").Trim(),
            Authors =
            [
                .. paper
                    .Authors.Select(name => LatexText.Render(name).Text.ReplaceLineEndings(" ").Trim())
                    .Where(name => name.Length > 0),
            ],
            Categories = paper.Categories,
            Abstract = LatexText.Render(paper.Abstract).Text.Trim(),
            KeyPoints = KeyPoints.Of(paper.Title, paper.Abstract),
            Topics =
            [
                .. PaperTopics
                    .Of(options.Topics, paper.Title, paper.Abstract, paper.Categories)
                    .Select(one => new IndexedTopic(Slug(one.Topic), one.Topic, Math.Round(one.Confidence, 2))),
            ],
            Similar = Similar(paper),
            Doi = paper.Doi,
            JournalReference = paper.JournalReference,
        };
    }

    private List<ArxivId> Similar(Announcement paper)
    {
        if (_earlier is null)
        {
            return [];
        }

        var similar = _earlier
            .To(paper.Title, paper.Abstract, MostSimilar, paper.Id)
            .Where(one => one.Likeness >= LikeEnough)
            .Select(one => one.Id)
            .ToList();
        _earlier.Add(paper.Id, paper.Title, paper.Abstract);
        return similar;
    }

    private static string Slug(string topic) =>
        string.Join('-', topic.ToLowerInvariant().Split(' ', '-', '/').Where(part => part.Length > 0));
}
