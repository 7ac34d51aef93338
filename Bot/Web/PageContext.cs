using Bot.Arxiv;
using Bot.Ledger;

namespace Bot.Web;

/// <summary>What the settings say of the site's addresses.</summary>
/// <param name="Links">To the site's own pages.</param>
/// <param name="SubscribeUrl">Where readers subscribe by mail; null for nowhere.</param>
internal sealed record SiteAddresses(SiteLinks Links, Uri? SubscribeUrl);

/// <summary>What a page is made from.</summary>
/// <param name="Ledger">To read.</param>
/// <param name="Addresses">Of other pages, and of the mailing list.</param>
/// <param name="Now">The time.</param>
internal sealed record PageContext(SqliteLedger Ledger, SiteAddresses Addresses, DateTimeOffset Now)
{
    public SiteLinks Links => Addresses.Links;

    public Uri? SubscribeUrl => Addresses.SubscribeUrl;

    /// <summary>arXiv's day: the date in New York.</summary>
    public DateOnly Today => ArxivDay.Of(Now);
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
