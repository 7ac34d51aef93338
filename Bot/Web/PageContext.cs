using Bot.Arxiv;
using Bot.Ledger;

namespace Bot.Web;

/// <summary>What the settings say of the site's addresses.</summary>
/// <param name="Links">To the site's own pages.</param>
/// <param name="SubscribeUrl">Where readers subscribe by mail; null for nowhere.</param>
internal sealed record SiteAddresses(SiteLinks Links, Uri? SubscribeUrl);

/// <summary>What a page is made from.</summary>
/// <param name="Pages">To read.</param>
/// <param name="Intake">To read.</param>
/// <param name="Addresses">Of other pages, and of the mailing list.</param>
/// <param name="Now">The time.</param>
internal sealed record PageContext(IPages Pages, IIntake Intake, SiteAddresses Addresses, DateTimeOffset Now)
{
    /// <exception cref="LedgerException">The ledger shows no pages.</exception>
    public PageContext(ILedger ledger, SiteAddresses addresses, DateTimeOffset now)
        : this(PagesOf(ledger), ledger.Intake, addresses, now) { }

    public SiteLinks Links => Addresses.Links;

    public Uri? SubscribeUrl => Addresses.SubscribeUrl;

    /// <summary>Whether readers can search for words: not on a site of files, nor with every engine.</summary>
    public bool HasSearch => !Links.IsStatic && Pages.SearchesWords;

    /// <summary>arXiv's day: the date in New York.</summary>
    public DateOnly Today => ArxivDay.Of(Now);

    /// <summary>What a ledger has for readers' pages.</summary>
    /// <exception cref="LedgerException">Nothing: its engine shows no pages.</exception>
    public static IPages PagesOf(ILedger ledger) =>
        ledger.Pages
        ?? throw new LedgerException(
            $"the ledger {ledger.Name} is of an engine that shows no pages to readers; set Bot:Web:Url to "
                + "nothing, or keep the ledger in a file (Bot:Ledger:Path)"
        );

    /// <summary>One paper, also by an identifier with a subject class; null when it is not there.</summary>
    public async Task<IndexedPaper?> PaperAsync(ArxivId id) =>
        (await Pages.Papers([id])) is [var paper] ? paper
        : id.WithoutSubjectClass() is var plain && plain != id ? await PaperAsync(plain)
        : null;

    /// <summary>
    /// The paper whose identifier somebody searches for, as they have it; null where the words are none.
    /// </summary>
    public async Task<IndexedPaper?> NamedAsync(string words) =>
        ArxivId.TryRead(words, out var id) ? await PaperAsync(id) : null;

    /// <summary>Papers as <see cref="IPages.Find"/> has them; words that name a paper find it alone.</summary>
    public async Task<PaperList> FindAsync(PaperQuery query)
    {
        if (query.Words is null || await NamedAsync(query.Words) is not { } paper)
        {
            return await Pages.Find(query);
        }

        var isWanted =
            (query.Date is null || query.Date == paper.Date)
            && (query.Category is null || paper.Categories.Any(one => ArxivCategories.Same(one, query.Category)))
            && (query.Topic is null || paper.Topics.Any(topic => topic.Slug == query.Topic));
        var count = isWanted ? 1 : 0;
        return new PaperList([.. Enumerable.Repeat(paper, count).Skip(query.Skip).Take(query.Take)], count);
    }
}

/// <summary>What a page says of itself in its head.</summary>
/// <param name="Path">Its path, which its canonical address is made from.</param>
/// <param name="Title">Without the site's name.</param>
/// <param name="Description">One sentence.</param>
internal sealed record PageHead(string Path, string Title, string Description)
{
    /// <summary>The path of its feed without the ending; null for none.</summary>
    public string? Feed { get; init; }

    /// <summary>Which entry of the navigation it is.</summary>
    public string Section { get; init; } = "";

    /// <summary>What the search field shows.</summary>
    public string Words { get; init; } = "";

    /// <summary>False for pages that a search engine need not know.</summary>
    public bool IsIndexed { get; init; } = true;

    /// <summary>
    /// The path of a PNG that link cards show, of the size of a day's picture, and its description; null for none.
    /// </summary>
    public (string Path, string Alt)? Image { get; init; }

    /// <summary>What kind of thing it is, as OpenGraph has it.</summary>
    public string Kind { get; init; } = "website";
}
