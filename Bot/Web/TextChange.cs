using Bot.Text.Sentences;

namespace Bot.Web;

/// <summary>
/// Shows a change word by word: removed words struck out, new words marked, long unchanged stretches left out.
/// </summary>
internal static class TextChange
{
    /// <summary>Words kept on each side of a change.</summary>
    private const int Around = 12;

    private enum Fate
    {
        Stayed,
        Went,
        Came,
    }

    public static Html Of(string before, string after)
    {
        var steps = Compare(Words(before), Words(after));
        var html = new Html();
        for (var start = 0; start < steps.Count; )
        {
            var end = start;
            while (end < steps.Count && steps[end].Fate == steps[start].Fate)
            {
                end++;
            }

            string[] words = [.. steps[start..end].Select(step => step.Word)];
            switch (steps[start].Fate)
            {
                case Fate.Went:
                    html.Add($"<del>{string.Join(' ', words)}</del> ");
                    break;
                case Fate.Came:
                    html.Add($"<ins>{string.Join(' ', words)}</ins> ");
                    break;
                default:
                    var keptAtStart = start > 0 ? Around : 0;
                    var keptAtEnd = end < steps.Count ? Around : 0;
                    html.Add($"{WithoutMiddle(words, keptAtStart, keptAtEnd)} ");
                    break;
            }

            start = end;
        }

        return html;
    }

    private static string WithoutMiddle(string[] words, int atStart, int atEnd) =>
        words.Length <= 2 * Around + 2
            ? string.Join(' ', words)
            : $"{string.Join(' ', words[..atStart])} … {string.Join(' ', words[^atEnd..])}";

    private static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    // The longest common subsequence of words, by the textbook table. An abstract has some three hundred words.
    private static List<(Fate Fate, string Word)> Compare(string[] old, string[] now)
    {
        var common = new int[old.Length + 1, now.Length + 1];
        for (var i = old.Length - 1; i >= 0; i--)
        {
            for (var j = now.Length - 1; j >= 0; j--)
            {
                common[i, j] =
                    old[i] == now[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        var steps = new List<(Fate, string)>();
        var (a, b) = (0, 0);
        while (a < old.Length || b < now.Length)
        {
            if (a < old.Length && b < now.Length && old[a] == now[b])
            {
                steps.Add((Fate.Stayed, now[b++]));
                a++;
            }
            else if (a < old.Length && (b == now.Length || common[a + 1, b] >= common[a, b + 1]))
            {
                steps.Add((Fate.Went, old[a++]));
            }
            else
            {
                steps.Add((Fate.Came, now[b++]));
            }
        }

        return steps;
    }
}
