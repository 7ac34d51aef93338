using Bot.Arxiv;
using Bot.Ledger;
using Bot.Options;
using Bot.PaperPages;

namespace Bot.Pipeline.Listings;

/// <summary>
/// Finds where an account, or another of ours on its instance, has told of papers like one. Only the loop that composes
/// uses it.
/// </summary>
public sealed class SimilarToots(SqliteLedger ledger)
{
    /// <summary>
    /// Three months or so of a large category: older toots are rarely worth a reader's click. Some 13 MB, and some
    /// seconds to learn; anew when as many have come.
    /// </summary>
    private const int Remembered = 10_000;

    /// <summary>
    /// The likeness from which on a toot is worth its line: of 34 such pairs that were read 31 had one subject, of 12
    /// between 0.10 and 0.12 nine. Among the 10,000 before them 17 in 100 papers of cs.LG have one, 9 a second.
    /// </summary>
    private const double LikeEnough = 0.12;

    private const int Most = 2;

    // Some of the nearest may wait for their turn yet, or be withdrawn.
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
    /// Takes in what has been queued since; before a listing is composed, so that its papers are not compared with each
    /// other.
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

    // A server's word: what is no link must not come into a text.
    private static bool IsPlain(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address)
        && address.Scheme is "https" or "http"
        && !url.Any(c => char.IsWhiteSpace(c) || char.IsControl(c));
}
