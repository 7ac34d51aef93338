using Bot.Text.Safety;

namespace Bot.Text.Sentences;

/// <summary>
/// Shortens an abstract to its beginning: whole sentences, else whole words, then the mark <c>[...]</c>. The mark
/// stands alone where not even a few words fit.
/// </summary>
internal static class AbstractShortener
{
    private const string Gap = "[...]";

    // In characters. "We [...]" tells nothing.
    private const int LeastShare = 25;

    /// <summary>
    /// The abstract's beginning, costing at most <paramref name="room"/>; empty when there is no room even for the
    /// mark.
    /// </summary>
    /// <param name="text">The abstract.</param>
    /// <param name="formulas">As <see cref="SafeText.Formulas"/> tells.</param>
    /// <param name="room">In the server's counting.</param>
    public static string Shorten(MeasuredText text, bool[]? formulas, int room)
    {
        if (text.Price <= room)
        {
            return text.Text;
        }

        if (room < LeastShare)
        {
            return room < Gap.Length ? "" : Gap;
        }

        var cuts = new CutPoints(text, formulas);
        var reach = text.Reach(0, room - Gap.Length - 1);
        var end =
            cuts.SentenceEnd(0, reach)
            ?? cuts.WordEnd(0, reach, withinFormulas: false)
            ?? cuts.WordEnd(0, reach, withinFormulas: true);
        return end is { } cut ? $"{text.Text.AsSpan(0, cut)} {Gap}" : Gap;
    }
}
