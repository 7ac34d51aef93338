using System.Globalization;
using System.Xml.Linq;

namespace Bot.Feed;

/// <summary>
/// Atom 1.0 as arXiv makes it at <c>/atom/</c>. The feed names no day, only when it was built, in UTC; its entries
/// carry their <c>published</c>, midnight in New York, which is what RSS writes into its channel. So the newest of
/// those is the day.
/// </summary>
internal sealed class AtomForm : FeedForm
{
    public override int Depth => 1;

    public override FeedItem? Take(XElement element, FeedHead head)
    {
        if (element.Name.Namespace != Atom)
        {
            return null;
        }

        switch (element.Name.LocalName)
        {
            case "title":
                head.Title = element.Value.Trim();
                break;
            case "subtitle":
                head.Description = element.Value.Trim();
                break;
            case "link" when (string?)element.Attribute("rel") == "self":
                head.Address = (string?)element.Attribute("href") ?? "";
                break;
            case "updated":
                head.BuiltAt = Date(element.Value);
                break;
            case "entry":
                if (Date(Text(element, Atom + "published")) is { } published)
                {
                    head.Day = Later(head.Day, DateOnly.FromDateTime(published.DateTime));
                }

                return Item(element);
        }

        return null;
    }

    private static FeedItem Item(XElement entry) =>
        new()
        {
            Identifier = Text(entry, Atom + "id"),
            Link =
                entry
                    .Elements(Atom + "link")
                    .Where(link => (string?)link.Attribute("rel") is null or "alternate")
                    .Select(link => (string?)link.Attribute("href"))
                    .FirstOrDefault()
                    ?.Trim()
                ?? "",
            Title = Text(entry, Atom + "title"),
            Text = Text(entry, Atom + "summary"),
            Kind = Text(entry, Arxiv + "announce_type"),
            Categories =
            [
                .. entry
                    .Elements(Atom + "category")
                    .Select(category => ((string?)category.Attribute("term") ?? "").Trim()),
            ],
            Creator = Text(entry, Dc + "creator"),
            Rights = Text(entry, Dc + "rights"),
            Doi = Text(entry, Arxiv + "DOI"),
            JournalReference = Text(entry, Arxiv + "journal_reference"),
        };

    private static DateOnly Later(DateOnly? one, DateOnly other) => one > other ? one.Value : other;

    private static DateTimeOffset? Date(string text) =>
        DateTimeOffset.TryParseExact(
            text.Trim(),
            "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var date
        )
            ? date
            : null;
}
