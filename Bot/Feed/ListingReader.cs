using Bot.Arxiv;

namespace Bot.Feed;

/// <summary>Gathers a feed's items, whatever its form, and at its end says what listing they are.</summary>
/// <param name="asked">The category that was asked for; null to take the feed's own.</param>
internal sealed class ListingReader(string? asked)
{
    private readonly List<Announcement> _announcements = [];
    private readonly List<string> _rejected = [];
    private readonly Dictionary<ArxivId, int> _places = [];
    private readonly FeedHead _head = new();

    private int Number => _announcements.Count + _rejected.Count + 1;

    private string Last => _head.Address[(_head.Address.LastIndexOf('/') + 1)..];

    private string? Category => ArxivCategories.Spelling(Last);

    private string? Name =>
        Last.Any(char.IsAsciiLetter) && Last.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '+')
            ? Last
            : null;

    // A feed is of the day on which it was built: so says arXiv's program, and so does every one of the real feeds at
    // hand.
    private DateOnly? Day => _head.Day ?? (_head.BuiltAt is { } built ? ArxivDay.Of(built) : null);

    /// <summary>Takes the next part of the feed: what it says about itself, or an item.</summary>
    public void Take(ListingFeed part)
    {
        _head.Take(part);
        foreach (var item in part.Items.Cast<ListingItem>())
        {
            Take(FeedItem.Of(item));
        }
    }

    /// <summary>Notes that the next item cannot be used.</summary>
    public void Reject(string reason) => _rejected.Add($"item {Number}: {reason}");

    private void Take(FeedItem item)
    {
        if (item.Read(asked ?? Category, out var announcement) is { } reason)
        {
            Reject(reason);
        }
        else if (_places.TryAdd(announcement!.Id, _announcements.Count))
        {
            _announcements.Add(announcement);
        }
        // arXiv means to have one item per paper. Where it has more, the strongest kind counts: new before cross-list
        // before replacement.
        else if (announcement.Type < _announcements[_places[announcement.Id]].Type)
        {
            _announcements[_places[announcement.Id]] = announcement;
        }
    }

    /// <exception cref="FeedFormatException">
    /// It is arXiv's error document, another category's feed, or of no day.
    /// </exception>
    public FeedDocument Finish()
    {
        if (_head.Title.StartsWith("Feed error", StringComparison.OrdinalIgnoreCase))
        {
            throw new FeedFormatException(
                $"arXiv answers with an error document: {_head.Description}; check the account's Categories"
            );
        }

        if (Day is not { } day)
        {
            throw new FeedFormatException(
                "the feed carries no readable date (pubDate or lastBuildDate in RSS, published or updated in "
                    + "Atom), so its day is unknown; the bot asks again later"
            );
        }

        if (asked is not null && Category is { } category && !ArxivCategories.Same(asked, category))
        {
            throw new FeedFormatException(
                $"{asked} was asked for, but the feed is that of {category}; check Bot:Feed:BaseUrl, or wait "
                    + "for arXiv's cache to clear"
            );
        }

        return new FeedDocument(Category, day, _head.BuiltAt, _announcements, _rejected) { Name = Category ?? Name };
    }
}
