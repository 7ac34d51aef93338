using System.Globalization;

namespace Bot.Composer;

/// <summary>
/// The first line of a list of papers that are told late. It says "from", since the archive does not tell on which day
/// a paper was announced.
/// </summary>
internal static class CatchUpHeading
{
    public static string Of(string category, DateOnly first, DateOnly last, int papers) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"Caught up: {papers} {(papers == 1 ? "paper" : "papers")} of {category} from {Days(first, last)}"
        );

    private static string Days(DateOnly first, DateOnly last) =>
        true switch
        {
            _ when first == last => string.Create(CultureInfo.InvariantCulture, $"{last:d MMMM yyyy}"),
            _ when first.Year != last.Year => string.Create(
                CultureInfo.InvariantCulture,
                $"{first:d MMMM yyyy} to {last:d MMMM yyyy}"
            ),
            _ when first.Month != last.Month => string.Create(
                CultureInfo.InvariantCulture,
                $"{first:d MMMM} to {last:d MMMM yyyy}"
            ),
            _ => string.Create(CultureInfo.InvariantCulture, $"{first.Day} to {last:d MMMM yyyy}"),
        };
}
