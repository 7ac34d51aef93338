using Bot.Arxiv;
using Bot.Pipeline.Days;

namespace Bot.Pipeline.Listings;

/// <summary>What a category's feed has announced, once its day was judged.</summary>
/// <param name="Category">As arXiv spells it.</param>
/// <param name="Date">The day whose papers these are, which may be another than the feed's date.</param>
/// <param name="Announcements">In the feed's order.</param>
/// <param name="Verdict">What is known of that day now.</param>
public sealed record ReadListing(
    string Category,
    DateOnly Date,
    IReadOnlyList<Announcement> Announcements,
    DayVerdict Verdict
);
