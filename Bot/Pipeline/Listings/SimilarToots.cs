using Bot.Arxiv;
using Bot.Ledger;
using Bot.Options;
using Bot.PaperPages;

namespace Bot.Pipeline.Listings;

/// <summary>
/// Finds the toots in which an account, or another of ours on its instance, told of papers similar to one. Not for more
/// than one thread at a time.
/// </summary>
public sealed class SimilarToots(SqliteLedger ledger)
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

    /// <summary>Their addresses, the nearest first; none when the account does not want them.</summary>
    public IReadOnlyList<string> To(Announcement paper, AccountOptions reader, AccountRecord account)
    {
        if (!reader.Similar)
        {
            return [];
        }

        _told ??= Learn();
        var near = _told
            .To(paper.Title, paper.Abstract, Candidates, paper.Id)
            .Where(one => one.Likeness >= LikeEnough)
            .Select(one => one.Id)
            .ToList();
        return near.Count == 0 ? [] : [.. ledger.ArticleUrls(account, near).Where(IsPlain).Distinct().Take(Most)];
    }

    /// <summary>
    /// Takes in the articles that were queued since the last call. Called before a listing is composed, so that its
    /// papers are not compared with each other.
    /// </summary>
    public void CatchUp()
    {
        if (_told is null)
        {
            return;
        }

        foreach (var (row, paper) in ledger.Articles(_upTo, Remembered))
        {
            Take(_told, row, paper);
        }

        if (_came >= Remembered)
        {
            (_told, _came) = (null, 0);
        }
    }

    private RelatedPapers Learn()
    {
        var articles = ledger.Articles(0, Remembered);
        _upTo = articles.Count > 0 ? articles[^1].Row : 0;
        return RelatedPapers.Of(articles.Select(one => (one.Paper.Id, one.Paper.Title, one.Paper.Abstract)));
    }

    private void Take(RelatedPapers told, long row, Announcement paper)
    {
        told.Add(paper.Id, paper.Title, paper.Abstract);
        (_upTo, _came) = (row, _came + 1);
    }

    // The server chose this text: what is no plain link must not come into a toot.
    private static bool IsPlain(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address)
        && address.Scheme is "https" or "http"
        && !url.Any(c => char.IsWhiteSpace(c) || char.IsControl(c));
}
