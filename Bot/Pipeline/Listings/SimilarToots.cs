using Bot.Arxiv;
using Bot.Ledger;
using Bot.Options;
using Bot.PaperPages;

namespace Bot.Pipeline.Listings;

/// <summary>
/// Finds the toots in which an account, or another of ours on its instance, told of papers similar to one. Not for more
/// than one thread at a time.
/// </summary>
public sealed class SimilarToots(IIntake intake)
{
    /// <summary>
    /// About three months of a large category: older toots are rarely worth a reader's click. They take some 13 MB, and
    /// some seconds to learn. When as many have been added, all are learned anew.
    /// </summary>
    private const int Remembered = 10_000;

    /// <summary>
    /// The likeness from which on a toot is worth its line. Of 34 such pairs that were read, 31 had one subject; of 12
    /// pairs between 0.10 and 0.12, nine had. Of 100 papers of cs.LG, 17 have such a toot among the 10,000 before them,
    /// and 9 have a second one.
    /// </summary>
    private const double LikeEnough = 0.12;

    private const int Most = 2;

    // More than are shown: some of the nearest may not be sent yet, or be withdrawn.
    private const int Candidates = 10;

    private RelatedPapers? _told;
    private long _upTo;
    private int _came;

    /// <summary>
    /// For each of some papers the addresses of those toots, the nearest first. Papers that have none are missing, as
    /// all are when the account does not want them.
    /// </summary>
    public async ValueTask<IReadOnlyDictionary<ArxivId, IReadOnlyList<string>>> ToAsync(
        IReadOnlyList<Announcement> papers,
        AccountOptions reader,
        AccountRecord account
    )
    {
        var links = new Dictionary<ArxivId, IReadOnlyList<string>>();
        if (!reader.Similar || papers.Count == 0)
        {
            return links;
        }

        var told = _told ??= await LearnAsync();
        foreach (var paper in papers)
        {
            var near = told.To(paper.Title, paper.Abstract, Candidates, paper.Id)
                .Where(one => one.Likeness >= LikeEnough)
                .Select(one => one.Id)
                .ToList();
            // One question to the ledger for each paper that is like others, which some one in six is.
            if (near.Count > 0)
            {
                var urls = await intake.ArticleUrls(account, near);
                links[paper.Id] = [.. urls.Where(IsPlain).Distinct().Take(Most)];
            }
        }

        return links;
    }

    /// <summary>
    /// Takes in the articles that were queued since the last call. Called before a listing is composed, so that its
    /// papers are not compared with each other.
    /// </summary>
    public async ValueTask CatchUpAsync()
    {
        if (_told is not { } told)
        {
            return;
        }

        foreach (var article in await intake.Articles(_upTo, Remembered))
        {
            told.Add(article.Paper.Id, article.Paper.Title, article.Paper.Abstract);
            (_upTo, _came) = (article.Mark, _came + 1);
        }

        if (_came >= Remembered)
        {
            (_told, _came) = (null, 0);
        }
    }

    private async ValueTask<RelatedPapers> LearnAsync()
    {
        var articles = await intake.Articles(0, Remembered);
        _upTo = articles.Count > 0 ? articles[^1].Mark : 0;
        return RelatedPapers.Of(articles.Select(one => (one.Paper.Id, one.Paper.Title, one.Paper.Abstract)));
    }

    // The server chose this text: what is no plain link must not come into a toot.
    private static bool IsPlain(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address)
        && address.Scheme is "https" or "http"
        && !url.Any(c => char.IsWhiteSpace(c) || char.IsControl(c));
}
