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
)
{
    /// <summary>The name of the last row, for papers of other topics or of none that is sure.</summary>
    internal const string OtherTopics = "other topics";

    // More rows would be too small to read on a phone, where the picture is a third as wide.
    private const int MostRows = 6;

    /// <summary>The picture's rows. They add up to the day's papers; none where the day has no topics.</summary>
    internal IReadOnlyList<(string Topic, int Papers)> Rows
    {
        get
        {
            if (Topics.Count == 0)
            {
                return [];
            }

            var needsOthers = Topics.Sum(row => row.Papers) < Papers || Topics.Count > MostRows;
            var rows = Topics.Take(needsOthers ? MostRows - 1 : MostRows).ToList();
            var others = Papers - rows.Sum(row => row.Papers);
            if (others > 0)
            {
                rows.Add((OtherTopics, others));
            }

            return rows;
        }
    }
}
