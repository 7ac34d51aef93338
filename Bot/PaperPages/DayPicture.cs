using System.Globalization;

namespace Bot.PaperPages;

/// <summary>
/// The day at a glance: papers by topic, and the last four weeks' counts. Drawn for a phone: few words, large ones. It
/// has its own background, so it looks the same in light and dark themes. The alt text says the same in words.
/// </summary>
public static class DayPicture
{
    /// <summary>Pixels; timelines show 16:9 uncropped.</summary>
    public const int Width = 1200;

    /// <inheritdoc cref="Width"/>
    public const int Height = 675;

    // In letters, so that a name does not run into its bar.
    private const int LongestName = 23;

    private const string Ground = "#101a2c";
    private const string White = "#ffffff";
    private const string Pale = "#b9cae2";
    private const string Paler = "#9fb3cf";
    private const string Orange = "#ffb454";
    private const string Grey = "#6d86ab";

    private const int Left = 60;
    private const int TopicTop = 206;
    private const int TopicHeight = 70;
    private const int NameWidth = 450;

    // The longest bar of a topic, beside the chart of the weeks and where there is none.
    private const int BarMost = 130;
    private const int BarAlone = 520;

    private const int ChartLeft = 790;
    private const int ChartRight = 1140;
    private const int ChartBottom = 574;
    private const int ChartMost = 290;
    private const int WidestDay = 60;

    /// <summary>The picture as SVG 1.1: shapes and text only, nothing fetched.</summary>
    public static string Svg(DayFigures day)
    {
        var svg = new SvgDrawing(Width, Height, Alt(day), Ground);
        svg.Add(new SvgText(Left, 100, 62, White, $"{day.Papers} new in {day.Category}") { IsBold = true });
        svg.Add(new SvgText(Left, 156, 36, Pale, Date(day.Date, "dddd d MMMM yyyy")));
        AddTopics(svg, day);
        AddWeeks(svg, day);
        if (day.Topics.Count > 0)
        {
            const string Remark = "A program finds the topics; each paper counts under its first.";
            svg.Add(new SvgText(Left, Height - 22, 25, Paler, Remark));
        }

        return svg.ToString();
    }

    /// <summary>All that the picture shows, in words, for those who do not see it.</summary>
    public static string Alt(DayFigures day) => DayAltText.Of(day);

    // With a single listing there is nothing to compare.
    private static bool HasWeeks(DayFigures day) => day.Days.Count >= 2;

    private static void AddTopics(SvgDrawing svg, DayFigures day)
    {
        var rows = day.Rows;
        var longest = HasWeeks(day) ? BarMost : BarAlone;
        var most = rows.Where(row => row.Topic != DayFigures.OtherTopics)
            .Select(row => row.Papers)
            .DefaultIfEmpty(1)
            .Max();
        foreach (var (at, (topic, papers)) in rows.Index())
        {
            var top = TopicTop + at * TopicHeight;
            // The other topics together are no topic to compare with, and their bar would dwarf the rest.
            var isOthers = topic == DayFigures.OtherTopics;
            var width = isOthers ? 0 : Math.Max(4, longest * papers / most);
            var name = topic.Length <= LongestName ? topic : topic[..(LongestName - 1)] + "…";
            svg.Add(new SvgText(Left, top + 34, 34, isOthers ? Pale : "#f2f6fc", name));
            if (width > 0)
            {
                svg.Add(new SvgBar(Left + NameWidth, top, width, 46, "#5aa9ff") { Radius = 4 });
            }

            var numberLeft = Left + NameWidth + (width > 0 ? width + 14 : 0);
            svg.Add(new SvgText(numberLeft, top + 35, 34, White, Number(papers)) { IsBold = true });
        }
    }

    private static void AddWeeks(SvgDrawing svg, DayFigures day)
    {
        if (!HasWeeks(day))
        {
            return;
        }

        var left = day.Topics.Count > 0 ? ChartLeft : Left;
        svg.Add(new SvgText(left, TopicTop + 30, 31, Pale, "Last four weeks"));
        var most = Math.Max(1, day.Days.Max(one => one.Papers));
        var step = (double)(ChartRight - left) / day.Days.Count;
        var width = Math.Min(WidestDay, step * 0.72);
        foreach (var (at, (date, papers)) in day.Days.Index())
        {
            var x = left + (at + 1) * step - width;
            var height = HeightOf(papers);
            var colour = date == day.Date ? Orange : Grey;
            svg.Add(new SvgBar(x, ChartBottom - height, width, height, colour) { Radius = 2 });
        }

        // The day's number is wider than its bar, so it stands above the bars beside it too.
        var beneath = day.Days.Skip(day.Days.Count - 1 - (int)(60 / step)).Max(one => one.Papers);
        svg.Add(
            new SvgText(ChartRight, ChartBottom - HeightOf(beneath) - 12, 36, Orange, Number(day.Papers))
            {
                IsBold = true,
                EndsAtX = true,
            }
        );
        svg.Add(new SvgBar(left, ChartBottom, ChartRight - left, 2, Grey));
        svg.Add(new SvgText(left, ChartBottom + 40, 30, Pale, Date(day.Days[0].Date, "d MMM")));
        svg.Add(new SvgText(ChartRight, ChartBottom + 40, 30, Orange, Date(day.Date, "d MMM")) { EndsAtX = true });

        int HeightOf(int papers) => ChartMost * papers / most;
    }

    private static string Date(DateOnly date, string format) => date.ToString(format, CultureInfo.InvariantCulture);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
