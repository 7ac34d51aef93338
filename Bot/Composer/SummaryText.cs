using System.Globalization;

namespace Bot.Composer;

/// <summary>The text of a summary toot and the hashtags it carries.</summary>
internal readonly record struct SummaryText(string Text, IReadOnlyList<string> Tags)
{
    /// <summary>The fullest summary that fits: what goes first is the category's name in words, then the summary tags, all tags, the end of the sentence.</summary>
    public static SummaryText Fit(string category, DateOnly date, int articles, AccountOptions account, TootLimits limits)
    {
        var caption = ArxivCategories.Caption(category);
        var named = Line(caption.Length > 0 ? $"{category} {caption}" : category, date, articles);
        var plain = Line(category, date, articles);
        var tags = TagLine.Join(account.TagsEvery, account.TagsSummary);
        ReadOnlySpan<SummaryText> forms = [With(named, tags), With(plain, tags), With(plain, account.TagsEvery), With(plain, [])];
        foreach (var form in forms)
            if (TootLength.Count(form.Text, "", limits) <= limits.MaxCharacters) return form;

        var text = new MeasuredText(plain, limits);
        return With(plain[..text.Reach(0, Math.Max(0, limits.MaxCharacters))], []);
    }

    private static SummaryText With(string line, IReadOnlyList<string> tags) => new(TagLine.After(line, tags), tags);

    private static string Line(string about, DateOnly date, int articles)
    {
        var found = articles switch { 0 => "no new articles", 1 => "1 new article", _ => $"{articles} new articles" };
        return string.Create(CultureInfo.InvariantCulture, $"[{date:yyyy-MM-dd ddd} (UTC), {found} found for {about}]");
    }
}
