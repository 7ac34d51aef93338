using Bot.Arxiv;
using Bot.Ledger;
using Bot.Options;
using Bot.Text.Latex;
using Bot.Text.Terms;

namespace Bot.PaperPages;

/// <summary>
/// Makes what readers are shown of each recorded paper, so that pages and search only read it: the text with TeX
/// rendered, the topics, the key points, and which earlier papers are similar.
/// </summary>
/// <param name="ledger">Where papers come from and go to. Of one that shows no pages nothing is made.</param>
/// <param name="options">The list of topics, and whether there are readers.</param>
public sealed class PaperIndexer(ILedger ledger, BotOptions options)
{
    /// <summary>
    /// Raise it with every change of what is made of a paper: all papers are then indexed again, in the background.
    /// </summary>
    private const int Revision = 4;

    /// <summary>How many papers are indexed at a time: so few that a post never waits for them.</summary>
    private const int Batch = 50;

    /// <summary>
    /// Among how many papers similar ones are looked for: two years of a large category, in some 33 MB.
    /// </summary>
    private const int Remembered = 25_000;

    /// <summary>The least likeness of similar papers; less likeness comes from words that many papers share.</summary>
    private const double LikeEnough = 0.08;

    private const int MostSimilar = 5;

    // Null until there is a paper to index, and always where there is no readers' page.
    private RelatedPapers? _earlier;

    /// <summary>Indexes the papers that are missing. After an interruption it continues next time.</summary>
    public Task CatchUpAsync(CancellationToken stop) => RedoAsync(Revision, stop);

    internal async Task RedoAsync(int revision, CancellationToken stop)
    {
        if (ledger.PaperIndex is not { } index)
        {
            return;
        }

        // Papers that come in meanwhile are the next round's.
        var (missing, newest) = await index.Backlog(revision);
        if (missing.Count > 0 && (options.Web.Url ?? options.Web.PublicUrl) is not null)
        {
            _earlier ??= RelatedPapers.Of(
                (await index.NewestIndexed(Remembered)).Select(paper => (paper.Id, paper.Title, paper.Abstract))
            );
        }

        foreach (var marks in missing.Chunk(Batch))
        {
            await Task.Yield();
            stop.ThrowIfCancellationRequested();
            var papers = await index.Unindexed(marks);
            await index.Indexed([.. papers.Select(Of)], revision);
        }

        await index.IndexedUpTo(newest, revision);
        // Without any, too: those that stand again are shown so.
        await index.WithdrawalsShown([.. (await index.WithdrawalsToShow()).Select(Rendered)]);
    }

    private static ShownWithdrawal Rendered(ShownWithdrawal shown) =>
        shown with
        {
            Withdrawal = shown.Withdrawal with { Reason = LatexText.Render(shown.Withdrawal.Reason).Text.Trim() },
        };

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
                    .Authors.Select(name => LatexText.Name(name).ReplaceLineEndings(" ").Trim())
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
