using System.Globalization;
using Bot.Arxiv;
using Bot.Options;
using Bot.Text.Sentences;

namespace Bot.Composer;

/// <summary>What a summary says of a listing.</summary>
/// <param name="Category">As arXiv spells it.</param>
/// <param name="Date">The day the listing is for.</param>
/// <param name="Papers">How many papers follow, 0 or more.</param>
public sealed record ListingSummary(string Category, DateOnly Date, int Papers)
{
    /// <summary>When the last of the papers is expected to be out; null when that is not known.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>
    /// In how many lists the papers follow; 0 when they do not follow, null when each has a toot of its own.
    /// </summary>
    public int? Lists { get; init; }

    /// <summary>What else there is to say of the day, where there is room.</summary>
    public SummaryNotes Notes { get; init; } = SummaryNotes.None;
}

/// <summary>The text of a summary toot and the tags it carries, as readers see them.</summary>
internal readonly record struct SummaryText(string Text, IReadOnlyList<string> Tags)
{
    /// <summary>
    /// The fullest summary that fits. What goes first when room is short: the rising terms, the topics, how the papers
    /// follow, the page, the category's name in words, the summary tags, all tags, the end of the sentence.
    /// </summary>
    public static SummaryText Fit(ListingSummary listing, AccountOptions account, TootLimits limits)
    {
        var plain = Sentence(listing, account.Style, isNamed: false);
        foreach (var form in Forms(listing, account, plain))
        {
            if (TootLength.Count(form.Text, "", limits) <= limits.MaxCharacters)
            {
                return form;
            }
        }

        var text = new MeasuredText(plain, limits.Counting);
        return With(plain[..text.Reach(0, Math.Max(0, limits.MaxCharacters))], []);
    }

    private static SummaryText[] Forms(ListingSummary listing, AccountOptions account, string plain)
    {
        var named = Sentence(listing, account.Style, isNamed: true);
        var tags = TagLine.Of(account, account.Tags.Summary, listing.Category);
        SummaryText[] bare =
        [
            With(named, tags),
            With(plain, tags),
            With(plain, TagLine.Of(account, [])),
            With(plain, []),
        ];
        if (account.Style == TootStyle.Classic)
        {
            return bare;
        }

        var (topics, rising, page) = (listing.Notes.TopicLine, listing.Notes.RisingLine, listing.Notes.PageLine);
        var follow = Following(listing);
        return
        [
            With($"{named}{topics}{rising}{follow}{page}", tags),
            With($"{named}{topics}{follow}{page}", tags),
            With($"{named}{follow}{page}", tags),
            With($"{named}{page}", tags),
            .. bare,
        ];
    }

    private static SummaryText With(string line, IReadOnlyList<string> tags) => new(TagLine.After(line, tags), tags);

    private static string Sentence(ListingSummary listing, TootStyle style, bool isNamed)
    {
        var caption = isNamed ? ArxivCategories.Caption(listing.Category) : "";
        return style == TootStyle.Classic ? Classic(listing, caption) : Readable(listing, caption);
    }

    private static string Classic(ListingSummary listing, string caption)
    {
        var found = listing.Papers switch
        {
            0 => "no new articles",
            1 => "1 new article",
            var papers => $"{papers} new articles",
        };
        var about = caption.Length > 0 ? $"{listing.Category} {caption}" : listing.Category;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"[{listing.Date:yyyy-MM-dd ddd} (UTC), {found} found for {about}]"
        );
    }

    private static string Readable(ListingSummary listing, string caption)
    {
        var found = listing.Papers switch
        {
            0 => "No new papers",
            1 => "1 new paper",
            var papers => $"{papers} new papers",
        };
        var about = caption.Length > 0 ? $"{listing.Category} ({caption})" : listing.Category;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{found} in {about}, announced {listing.Date:dddd d MMMM yyyy}."
        );
    }

    private static string Following(ListingSummary listing)
    {
        if (listing.Papers == 0 || listing.Lists == 0)
        {
            return "";
        }

        var follow = (listing.Lists, listing.Papers) switch
        {
            (null, 1) => "It follows here",
            (null, _) => "They follow here, one toot each",
            (1, 1) => "It follows in a list",
            (1, _) => "They follow in one list",
            (var lists, _) => $"They follow in {lists} lists",
        };
        if (listing.Until is not { } until)
        {
            return $"\n\n{follow}.";
        }

        // "Expected", since nobody can promise that the server takes them all in time.
        var end = until.UtcDateTime;
        var isSameDay = DateOnly.FromDateTime(end) == listing.Date;
        var day = isSameDay ? "" : string.Create(CultureInfo.InvariantCulture, $" on {end:dddd d MMMM}");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"\n\n{follow}; the last is expected by {end:HH:mm} UTC{day}."
        );
    }
}
