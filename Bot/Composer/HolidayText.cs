using System.Globalization;
using Bot.Options;

namespace Bot.Composer;

/// <summary>The one toot of a day on which arXiv announces nothing for a holiday.</summary>
public static class HolidayText
{
    /// <summary>More names than these are a list that nobody reads.</summary>
    private const int MostNames = 3;

    /// <param name="account">Who says it.</param>
    /// <param name="limits">Of its server.</param>
    /// <param name="categories">The account's categories.</param>
    /// <param name="day">In New York. Named, since a toot may go out days later, when "today" would be false.</param>
    /// <param name="holiday">Its name.</param>
    public static Toot Compose(
        AccountOptions account,
        TootLimits limits,
        IReadOnlyList<string> categories,
        DateOnly day,
        string holiday
    )
    {
        var which =
            categories.Count > MostNames
                ? ""
                : string.Join(
                    " or ",
                    new[] { string.Join(", ", categories.SkipLast(1)), categories[^1] }.Where(part => part.Length > 0)
                ) + " ";
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"No {which}papers on {day:dddd d MMMM yyyy}: arXiv holiday ({holiday})."
        );
        var tags = TagLine.Of(account, account.Tags.Summary, categories.Count == 1 ? categories[0] : null);
        if (TootLength.Count(TagLine.After(line, tags), "", limits) > limits.MaxCharacters)
        {
            tags = TagLine.Of(account, []);
        }

        if (TootLength.Count(TagLine.After(line, tags), "", limits) > limits.MaxCharacters)
        {
            tags = [];
        }

        if (TootLength.Count(line, "", limits) > limits.MaxCharacters)
        {
            line = string.Create(CultureInfo.InvariantCulture, $"No papers on {day:d MMMM yyyy}: arXiv holiday.");
        }

        var text = TagLine.After(line, tags);
        return new Toot
        {
            Kind = TootKind.Summary,
            Text = text,
            Visibility = account.Visibility,
            Language = account.Language,
            Tags = TagLine.Hashtags(tags),
            Characters = TootLength.Count(text, "", limits),
        };
    }
}
