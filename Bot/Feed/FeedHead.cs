namespace Bot.Feed;

/// <summary>What a feed says about itself, as far as it was read.</summary>
internal sealed class FeedHead
{
    public string Title { get; private set; } = "";

    /// <summary>A sentence about the feed; in arXiv's error document, what is wrong.</summary>
    public string Description { get; private set; } = "";

    /// <summary>Its own address, which ends with the query.</summary>
    public string Address { get; private set; } = "";

    /// <summary>The day it says it is of: the channel's date in RSS, the newest of the entries' in Atom.</summary>
    public DateOnly? Day { get; private set; }

    /// <summary>When arXiv built it; null when not stated.</summary>
    public DateTimeOffset? BuiltAt { get; private set; }

    /// <summary>Notes what a part of the feed says of the whole.</summary>
    public void Take(ListingFeed part)
    {
        Title = part.Title?.Text.Trim() ?? Title;
        Description = part.Description?.Text.Trim() ?? Description;
        Address = part.Links.FirstOrDefault()?.Uri?.OriginalString.Trim() ?? Address;
        if (part.LastUpdatedTime != default)
        {
            BuiltAt = part.LastUpdatedTime;
        }

        if (part.PublishDate is { } channel)
        {
            Day = DateOnly.FromDateTime(channel.DateTime);
        }

        foreach (var item in part.Items.Where(item => item.PublishDate != default))
        {
            var published = DateOnly.FromDateTime(item.PublishDate.DateTime);
            Day = Day > published ? Day : published;
        }
    }
}
