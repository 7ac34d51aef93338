using System.Globalization;
using Bot.Arxiv;
using Bot.Options;
using Bot.Text.Sentences;

namespace Bot.Composer;

/// <summary>The text of a summary toot and the tags it carries, as readers see them.</summary>
internal readonly record struct SummaryText(string Text, IReadOnlyList<string> Tags)
{
    /// <summary>
    /// The fullest summary that fits: what goes first is the rising terms, the topics, what follows, the page, the
    /// category's name in words, the summary tags, all tags, the end of the sentence.
    /// </summary>
    public static SummaryText Fit(
        string category,
        DateOnly date,
        int articles,
        DateTimeOffset? until,
        int? lists,
        SummaryNotes notes,
        AccountOptions account,
        TootLimits limits
    )
    {
        var classic = account.Style == TootStyle.Classic;
        var caption = ArxivCategories.Caption(category);
        var named = classic
            ? Classic(caption.Length > 0 ? $"{category} {caption}" : category, date, articles)
            : Readable(caption.Length > 0 ? $"{category} ({caption})" : category, date, articles);
        var plain = classic ? Classic(category, date, articles) : Readable(category, date, articles);
        var tags = TagLine.Of(account, account.Tags.Summary, category);
        var (topics, rising, page, follow) = classic
            ? ("", "", "", "")
            : (notes.TopicLine, notes.RisingLine, notes.PageLine, Following(articles, date, until, lists));
        ReadOnlySpan<SummaryText> forms =
        [
            With($"{named}{topics}{rising}{follow}{page}", tags),
            With($"{named}{topics}{follow}{page}", tags),
            With($"{named}{follow}{page}", tags),
            With($"{named}{page}", tags),
            With(named, tags),
            With(plain, tags),
            With(plain, TagLine.Of(account, [])),
            With(plain, []),
        ];
        foreach (var form in forms)
        {
            if (TootLength.Count(form.Text, "", limits) <= limits.MaxCharacters)
            {
                return form;
            }
        }

        var text = new MeasuredText(plain, limits);
        return With(plain[..text.Reach(0, Math.Max(0, limits.MaxCharacters))], []);
    }

    private static SummaryText With(string line, IReadOnlyList<string> tags) => new(TagLine.After(line, tags), tags);

    private static string Classic(string about, DateOnly date, int articles)
    {
        var found = articles switch
        {
            0 => "no new articles",
            1 => "1 new article",
            _ => $"{articles} new articles",
        };
        return string.Create(CultureInfo.InvariantCulture, $"[{date:yyyy-MM-dd ddd} (UTC), {found} found for {about}]");
    }

    private static string Readable(string about, DateOnly date, int articles)
    {
        var found = articles switch
        {
            0 => "No new papers",
            1 => "1 new paper",
            _ => $"{articles} new papers",
        };
        return string.Create(CultureInfo.InvariantCulture, $"{found} in {about}, announced {date:dddd d MMMM yyyy}.");
    }

    // "Expected": nobody can promise that the server takes them all in time.
    private static string Following(int articles, DateOnly date, DateTimeOffset? until, int? lists)
    {
        if (articles == 0 || lists == 0)
        {
            return "";
        }

        var follow = lists switch
        {
            null => articles == 1 ? "It follows here" : "They follow here, one toot each",
            1 => articles == 1 ? "It follows in a list" : "They follow in one list",
            _ => $"They follow in {lists} lists",
        };
        if (until is not { } end)
        {
            return $"\n\n{follow}.";
        }

        var day =
            DateOnly.FromDateTime(end.UtcDateTime) == date
                ? ""
                : string.Create(CultureInfo.InvariantCulture, $" on {end.UtcDateTime:dddd d MMMM}");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"\n\n{follow}; the last is expected by {end.UtcDateTime:HH:mm} UTC{day}."
        );
    }
}
