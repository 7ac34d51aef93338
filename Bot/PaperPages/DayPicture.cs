using System.Globalization;
using System.Text;

namespace Bot.PaperPages;

/// <summary>What the picture of a day shows.</summary>
/// <param name="Category">As arXiv spells it.</param>
/// <param name="Date">The day in New York.</param>
/// <param name="Papers">New papers of the day.</param>
/// <param name="Topics">Topics with how many of the day's papers they are the first of, most first.</param>
/// <param name="Days">The last four weeks' listings with their new papers, oldest first, the day itself last.</param>
public sealed record DayFigures(
    string Category,
    DateOnly Date,
    int Papers,
    IReadOnlyList<(string Topic, int Papers)> Topics,
    IReadOnlyList<(DateOnly Date, int Papers)> Days
);

/// <summary>
/// The day at a glance: papers by topic, and the last four weeks' counts. Drawn for a phone: few words, large ones;
/// light on dark or dark on light alike, since it brings its own ground. The alt text says the same in words.
/// </summary>
public static class DayPicture
{
    /// <summary>Pixels; 16:9 is what timelines show uncropped.</summary>
    public const int Width = 1200;

    /// <inheritdoc cref="Width"/>
    public const int Height = 675;

    /// <summary>
    /// More rows would be too small to read on a phone, where the picture is a third as wide; what follows is summed
    /// up.
    /// </summary>
    private const int MostTopics = 6;

    /// <summary>In letters, so that a name does not run into its bar.</summary>
    private const int LongestName = 23;

    private const string Others = "other topics";
    private const int Left = 60;
    private const int TopicTop = 206;
    private const int TopicHeight = 70;
    private const int NameWidth = 450;
    private const int BarMost = 130;

    /// <summary>Where there are no weeks beside them.</summary>
    private const int BarAlone = 520;
    private const int ChartLeft = 790;
    private const int ChartRight = 1140;
    private const int ChartBottom = 574;
    private const int ChartMost = 290;
    private const int WidestDay = 60;

    /// <summary>The picture as SVG 1.1: shapes and text only, nothing fetched.</summary>
    public static string Svg(DayFigures day)
    {
        var svg = new StringBuilder();
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{Width}\" height=\"{Height}\" viewBox=\"0 0 "
                + $"{Width} {Height}\" font-family=\"DejaVu Sans, Verdana, sans-serif\" role=\"img\">"
        );
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<title>{Escaped(Alt(day))}</title><rect width=\"{Width}\" height=\"{Height}\" fill=\"#101a2c\"/>"
        );
        Text(svg, Left, 100, 62, "#ffffff", $"{day.Papers} new in {day.Category}", bold: true);
        Text(svg, Left, 156, 36, "#b9cae2", day.Date.ToString("dddd d MMMM yyyy", CultureInfo.InvariantCulture));
        Topics(svg, Rows(day), day.Days.Count < 2 ? BarAlone : BarMost);
        Weeks(svg, day, day.Topics.Count > 0 ? ChartLeft : Left);
        if (day.Topics.Count > 0)
        {
            Text(
                svg,
                Left,
                Height - 22,
                25,
                "#9fb3cf",
                "A program finds the topics; each paper counts under its first."
            );
        }

        return svg.Append("</svg>").ToString();
    }

    /// <summary>All that the picture shows, in words, for those who do not see it.</summary>
    public static string Alt(DayFigures day)
    {
        var before = day.Days.Where(one => one.Date < day.Date).ToList();
        var text = new StringBuilder(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Papers(day.Papers)} in {day.Category}, {day.Date:dddd d MMMM yyyy}."
            )
        );
        if (day.Topics.Count > 0)
        {
            text.Append(" By first topic, as a program assigns them: ")
                .AppendJoin(
                    ", ",
                    Rows(day).Select(row => string.Create(CultureInfo.InvariantCulture, $"{row.Topic} {row.Papers}"))
                )
                .Append('.');
        }

        if (before.Count > 0)
        {
            var counts = before.ConvertAll(one => one.Papers);
            text.Append(
                CultureInfo.InvariantCulture,
                $" The {Listings(before.Count)} of the four weeks before had "
                    + $"{(counts.Min() == counts.Max() ? Papers(counts[0]) : $"{counts.Min()} to {counts.Max()} new papers")}{(before.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $", {Math.Round(counts.Average(), MidpointRounding.AwayFromZero):0} on average") : "")}."
            );
        }

        return text.ToString();
    }

    private static string Papers(int count) =>
        count == 1 ? "1 new paper" : string.Create(CultureInfo.InvariantCulture, $"{count} new papers");

    private static string Listings(int count) =>
        count == 1 ? "one listing" : string.Create(CultureInfo.InvariantCulture, $"{count} listings");

    // The rows add up to the day's papers: those of rare topics, and of none that is sure, are the others.
    private static List<(string Topic, int Papers)> Rows(DayFigures day)
    {
        if (day.Topics.Count == 0)
        {
            return [];
        }

        var rows = day
            .Topics.Take(
                day.Topics.Sum(row => row.Papers) < day.Papers || day.Topics.Count > MostTopics
                    ? MostTopics - 1
                    : MostTopics
            )
            .ToList();
        if (day.Papers - rows.Sum(row => row.Papers) is > 0 and var others)
        {
            rows.Add((Others, others));
        }

        return rows;
    }

    private static void Topics(StringBuilder svg, List<(string Topic, int Papers)> rows, int longest)
    {
        var most = rows.Where(row => row.Topic != Others).Select(row => row.Papers).DefaultIfEmpty(1).Max();
        foreach (var (at, (topic, papers)) in rows.Index())
        {
            var top = TopicTop + at * TopicHeight;
            // The others are no topic to compare with, and would dwarf those that are.
            var width = topic == Others ? 0 : Math.Max(4, longest * papers / most);
            Text(
                svg,
                Left,
                top + 34,
                34,
                topic == Others ? "#b9cae2" : "#f2f6fc",
                topic.Length <= LongestName ? topic : topic[..(LongestName - 1)] + "…"
            );
            if (width > 0)
            {
                svg.Append(
                    CultureInfo.InvariantCulture,
                    $"<rect x=\"{Left + NameWidth}\" y=\"{top}\" width=\"{width}\" height=\"46\" rx=\"4\" "
                        + $"fill=\"#5aa9ff\"/>"
                );
            }

            Text(
                svg,
                Left + NameWidth + (width > 0 ? width + 14 : 0),
                top + 35,
                34,
                "#ffffff",
                papers.ToString(CultureInfo.InvariantCulture),
                bold: true
            );
        }
    }

    private static void Weeks(StringBuilder svg, DayFigures day, int left)
    {
        if (day.Days.Count < 2)
        {
            return;
        }

        Text(svg, left, TopicTop + 30, 31, "#b9cae2", "Last four weeks");
        var most = Math.Max(1, day.Days.Max(one => one.Papers));
        var step = (double)(ChartRight - left) / day.Days.Count;
        var width = Math.Min(WidestDay, step * 0.72);
        foreach (var (at, (date, papers)) in day.Days.Index())
        {
            var x = left + (at + 1) * step - width;
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<rect x=\"{x:0.#}\" y=\"{ChartBottom - BarOf(papers)}\" width=\"{width:0.#}\" "
                    + $"height=\"{BarOf(papers)}\" rx=\"2\" fill=\"{(date == day.Date ? "#ffb454" : "#6d86ab")}\"/>"
            );
        }

        // Above its neighbours too, which the number is as wide as.
        var last = day.Days.Skip(day.Days.Count - 1 - (int)(60 / step)).Max(one => one.Papers);
        Text(
            svg,
            ChartRight,
            ChartBottom - BarOf(last) - 12,
            36,
            "#ffb454",
            day.Papers.ToString(CultureInfo.InvariantCulture),
            bold: true,
            end: true
        );
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<rect x=\"{left}\" y=\"{ChartBottom}\" width=\"{ChartRight - left}\" height=\"2\" fill=\"#6d86ab\"/>"
        );
        Text(
            svg,
            left,
            ChartBottom + 40,
            30,
            "#b9cae2",
            day.Days[0].Date.ToString("d MMM", CultureInfo.InvariantCulture)
        );
        Text(
            svg,
            ChartRight,
            ChartBottom + 40,
            30,
            "#ffb454",
            day.Date.ToString("d MMM", CultureInfo.InvariantCulture),
            end: true
        );

        int BarOf(int papers) => ChartMost * papers / most;
    }

    private static void Text(
        StringBuilder svg,
        double x,
        double y,
        int size,
        string colour,
        string text,
        bool bold = false,
        bool end = false
    ) =>
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<text x=\"{x:0.#}\" y=\"{y:0.#}\" font-size=\"{size}\" "
                + $"fill=\"{colour}\"{(bold ? " font-weight=\"bold\"" : "")}{(end ? " text-anchor=\"end\"" : "")}>{Escaped(text)}</text>"
        );

    private static string Escaped(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal)
            .Replace("\"", "&quot;", StringComparison.Ordinal);
}
