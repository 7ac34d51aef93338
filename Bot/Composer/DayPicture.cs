using System.Globalization;
using System.Text;

namespace Bot.Composer;

/// <summary>What the picture of a day shows.</summary>
/// <param name="Category">As arXiv spells it.</param>
/// <param name="Date">The day in New York.</param>
/// <param name="Papers">New papers of the day.</param>
/// <param name="Topics">Topics with how many of the day's papers they are the first of, most first.</param>
/// <param name="Days">The last four weeks' listings with their new papers, oldest first, the day itself last.</param>
public sealed record DayFigures(string Category, DateOnly Date, int Papers, IReadOnlyList<(string Topic, int Papers)> Topics, IReadOnlyList<(DateOnly Date, int Papers)> Days);

/// <summary>
/// The day at a glance: papers by topic, and the last four weeks' counts. Drawn for a phone: few words, large ones; light on dark or
/// dark on light alike, since it brings its own ground. The alt text says the same in words.
/// </summary>
public static class DayPicture
{
    /// <summary>Pixels; 16:9 is what timelines show uncropped.</summary>
    public const int Width = 1200;

    /// <inheritdoc cref="Width"/>
    public const int Height = 675;

    /// <summary>More rows would be too small to read on a phone; what follows is summed up.</summary>
    private const int MostTopics = 7;

    private const int Left = 60;
    private const int TopicTop = 190;
    private const int TopicHeight = 58;
    private const int NameWidth = 330;
    private const int BarMost = 190;
    private const int ChartLeft = 710;
    private const int ChartWidth = 430;
    private const int ChartBottom = 570;
    private const int ChartMost = 330;

    /// <summary>The picture as SVG 1.1: shapes and text only, nothing fetched.</summary>
    public static string Svg(DayFigures day)
    {
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{Width}\" height=\"{Height}\" viewBox=\"0 0 {Width} {Height}\" font-family=\"DejaVu Sans, Verdana, sans-serif\" role=\"img\">");
        svg.Append(CultureInfo.InvariantCulture, $"<title>{Escaped(Alt(day))}</title><rect width=\"{Width}\" height=\"{Height}\" fill=\"#101a2c\"/>");
        Text(svg, Left, 92, 52, "#ffffff", $"{day.Papers} new in {day.Category}", bold: true);
        Text(svg, Left, 140, 28, "#a9bdd8", day.Date.ToString("dddd d MMMM yyyy", CultureInfo.InvariantCulture));
        Topics(svg, Rows(day));
        Weeks(svg, day);
        Text(svg, Left, Height - 24, 20, "#8299b8", "Topics are assigned by a program; each paper counts under its first.");
        return svg.Append("</svg>").ToString();
    }

    /// <summary>All that the picture shows, in words, for those who do not see it.</summary>
    public static string Alt(DayFigures day)
    {
        var before = day.Days.Where(one => one.Date < day.Date).ToList();
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"{Papers(day.Papers)} in {day.Category}, {day.Date:dddd d MMMM yyyy}."));
        if (day.Topics.Count > 0) text.Append(" By first topic, as a program assigns them: ").AppendJoin(", ", Rows(day).Select(row => string.Create(CultureInfo.InvariantCulture, $"{row.Topic} {row.Papers}"))).Append('.');
        if (before.Count > 0)
        {
            var counts = before.ConvertAll(one => one.Papers);
            text.Append(CultureInfo.InvariantCulture, $" The {Listings(before.Count)} of the four weeks before had {(counts.Min() == counts.Max() ? Papers(counts[0]) : $"{counts.Min()} to {counts.Max()} new papers")}{(before.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $", {Math.Round(counts.Average(), MidpointRounding.AwayFromZero):0} on average") : "")}.");
        }

        return text.ToString();
    }

    private static string Papers(int count) => count == 1 ? "1 new paper" : string.Create(CultureInfo.InvariantCulture, $"{count} new papers");

    private static string Listings(int count) => count == 1 ? "one listing" : string.Create(CultureInfo.InvariantCulture, $"{count} listings");

    private static List<(string Topic, int Papers)> Rows(DayFigures day) => day.Topics.Count <= MostTopics ? [.. day.Topics]
        : [.. day.Topics.Take(MostTopics - 1), ("other topics", day.Topics.Skip(MostTopics - 1).Sum(row => row.Papers))];

    private static void Topics(StringBuilder svg, List<(string Topic, int Papers)> rows)
    {
        var most = rows.Select(row => row.Papers).DefaultIfEmpty(1).Max();
        foreach (var (at, (topic, papers)) in rows.Index())
        {
            var top = TopicTop + at * TopicHeight;
            var width = Math.Max(4, BarMost * papers / most);
            Text(svg, Left, top + 29, 26, "#e8eef7", topic);
            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{Left + NameWidth}\" y=\"{top}\" width=\"{width}\" height=\"38\" rx=\"4\" fill=\"{(topic == "other topics" ? "#52698b" : "#5aa9ff")}\"/>");
            Text(svg, Left + NameWidth + width + 12, top + 29, 26, "#ffffff", papers.ToString(CultureInfo.InvariantCulture), bold: true);
        }
    }

    private static void Weeks(StringBuilder svg, DayFigures day)
    {
        if (day.Days.Count < 2) return;
        Text(svg, ChartLeft, TopicTop + 16, 24, "#a9bdd8", "New papers, last four weeks");
        var most = Math.Max(1, day.Days.Max(one => one.Papers));
        var step = (double)ChartWidth / day.Days.Count;
        foreach (var (at, (date, papers)) in day.Days.Index())
        {
            var height = ChartMost * papers / most;
            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{ChartLeft + at * step:0.#}\" y=\"{ChartBottom - height}\" width=\"{step * 0.72:0.#}\" height=\"{height}\" rx=\"2\" fill=\"{(date == day.Date ? "#ffb454" : "#38527a")}\"/>");
            if (date == day.Date || papers == most) Text(svg, ChartLeft + at * step + step * 0.36, ChartBottom - height - 10, 24, date == day.Date ? "#ffb454" : "#a9bdd8", papers.ToString(CultureInfo.InvariantCulture), bold: date == day.Date, middle: true);
        }

        svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{ChartLeft}\" y=\"{ChartBottom}\" width=\"{ChartWidth}\" height=\"2\" fill=\"#52698b\"/>");
        Text(svg, ChartLeft, ChartBottom + 32, 22, "#a9bdd8", day.Days[0].Date.ToString("d MMM", CultureInfo.InvariantCulture));
        Text(svg, ChartLeft + ChartWidth, ChartBottom + 32, 22, "#a9bdd8", day.Date.ToString("d MMM", CultureInfo.InvariantCulture), end: true);
    }

    private static void Text(StringBuilder svg, double x, double y, int size, string colour, string text, bool bold = false, bool middle = false, bool end = false) => svg.Append(CultureInfo.InvariantCulture,
        $"<text x=\"{x:0.#}\" y=\"{y:0.#}\" font-size=\"{size}\" fill=\"{colour}\"{(bold ? " font-weight=\"bold\"" : "")}{(middle ? " text-anchor=\"middle\"" : end ? " text-anchor=\"end\"" : "")}>{Escaped(text)}</text>");

    private static string Escaped(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal);
}
