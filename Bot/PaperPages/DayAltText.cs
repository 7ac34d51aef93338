using System.Globalization;
using System.Text;

namespace Bot.PaperPages;

/// <summary>All that the picture of a day shows, in words, for those who do not see it.</summary>
internal static class DayAltText
{
    public static string Of(DayFigures day)
    {
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"{NewPapers(day.Papers)} in {day.Category}, {day.Date:dddd d MMMM yyyy}."
        );
        if (day.Topics.Count > 0)
        {
            var rows = day.Rows.Select(row => string.Create(CultureInfo.InvariantCulture, $"{row.Topic} {row.Papers}"));
            text.Append(" By first topic, as a program assigns them: ").AppendJoin(", ", rows).Append('.');
        }

        var before = day.Days.Where(one => one.Date < day.Date).Select(one => one.Papers).ToList();
        if (before.Count > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $" The {Listings(before.Count)} of the four weeks before had ");
            text.Append(CultureInfo.InvariantCulture, $"{Range(before)}{Average(before)}.");
        }

        return text.ToString();
    }

    private static string NewPapers(int count) =>
        count == 1 ? "1 new paper" : string.Create(CultureInfo.InvariantCulture, $"{count} new papers");

    private static string Listings(int count) =>
        count == 1 ? "one listing" : string.Create(CultureInfo.InvariantCulture, $"{count} listings");

    private static string Range(List<int> counts)
    {
        var least = counts.Min();
        var most = counts.Max();
        return least == most
            ? NewPapers(least)
            : string.Create(CultureInfo.InvariantCulture, $"{least} to {most} new papers");
    }

    private static string Average(List<int> counts)
    {
        var average = Math.Round(counts.Average(), MidpointRounding.AwayFromZero);
        return counts.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $", {average:0} on average") : "";
    }
}
