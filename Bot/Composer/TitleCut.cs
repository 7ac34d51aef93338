using Bot.Text.Safety;
using Bot.Text.Sentences;

namespace Bot.Composer;

/// <summary>Shortens a title that is too long for its toot.</summary>
internal static class TitleCut
{
    private const string Ellipsis = "...";

    /// <summary>
    /// The title's beginning, costing at most <paramref name="room"/>: whole words and "...", else as many graphemes as
    /// fit; empty when none do.
    /// </summary>
    public static string Fit(SafeText title, int room, TootLimits limits)
    {
        var text = new MeasuredText(title.Text, limits.Counting);
        if (text.Price <= room)
        {
            return title.Text;
        }

        if (room <= Ellipsis.Length)
        {
            return "";
        }

        var reach = text.Reach(0, room - Ellipsis.Length);
        var cuts = new CutPoints(text, title.Formulas);
        var wordEnd = cuts.WordEnd(0, reach, withinFormulas: false) ?? cuts.WordEnd(0, reach, withinFormulas: true);
        // Our own "New version (v3):" stays whole, also before what looks like a formula.
        var colon = title.Text.AsSpan(0, reach).LastIndexOf(':') + 1;
        var end = wordEnd < colon && title.Text[colon] == ' ' ? colon : wordEnd ?? reach;
        return end == 0 ? "" : title.Text[..end] + Ellipsis;
    }
}
