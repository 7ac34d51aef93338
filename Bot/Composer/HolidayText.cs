using System.Globalization;
using Bot.Options;

namespace Bot.Composer;

/// <summary>The one toot of a day on which arXiv announces nothing because of a holiday.</summary>
public static class HolidayText
{
    /// <summary>Nobody reads a list of more names than these.</summary>
    private const int MostNames = 3;

    /// <param name="account">The account that toots.</param>
    /// <param name="limits">Of its server.</param>
    /// <param name="categories">The account's categories.</param>
    /// <param name="day">
    /// In New York. It is named, since the toot may go out days later, when "today" would be false.
    /// </param>
    /// <param name="holiday">Its name.</param>
    public static Toot Compose(
        AccountOptions account,
        TootLimits limits,
        IReadOnlyList<string> categories,
        DateOnly day,
        string holiday
    ) => GuardedToots.Compose(limits, room => [Plain(account, room, categories, day, holiday)])[0];

    private static Toot Plain(
        AccountOptions account,
        TootLimits limits,
        IReadOnlyList<string> categories,
        DateOnly day,
        string holiday
    )
    {
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"No {Names(categories)}papers on {day:dddd d MMMM yyyy}: arXiv holiday ({holiday})."
        );
        var tags = TagLine.Of(account, account.Tags.Summary, categories.Count == 1 ? categories[0] : null);
        if (!Fits(TagLine.After(line, tags)))
        {
            tags = TagLine.Of(account, []);
        }

        if (!Fits(TagLine.After(line, tags)))
        {
            tags = [];
        }

        if (!Fits(line))
        {
            line = string.Create(CultureInfo.InvariantCulture, $"No papers on {day:d MMMM yyyy}: arXiv holiday.");
        }

        return new TootTemplate(account, limits).Toot(TootKind.Summary, TagLine.After(line, tags), tags);

        bool Fits(string text) => TootLength.Count(text, "", limits) <= limits.MaxCharacters;
    }

    // "cs.LG ", "cs.LG or stat.ML ", "cs.AI, cs.LG or stat.ML "; empty where they are too many.
    private static string Names(IReadOnlyList<string> categories)
    {
        if (categories.Count > MostNames)
        {
            return "";
        }

        var last = categories[^1];
        return categories.Count == 1 ? $"{last} " : $"{string.Join(", ", categories.SkipLast(1))} or {last} ";
    }
}
