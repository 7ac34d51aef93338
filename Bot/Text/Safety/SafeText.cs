using System.Text;
using Bot.Text.Latex;
using Bot.Text.Unicode;

namespace Bot.Text.Safety;

/// <summary>
/// A text of arXiv's as it may be tooted: trimmed, without control characters and half surrogate pairs, in NFC, with
/// dangerous signs made harmless. Otherwise as it came, or as it was rendered. Knows for each of its places the place in
/// the original.
/// </summary>
internal sealed class SafeText
{
    // Place in the original by place in the text; null when only a leading trim lies between the two.
    private readonly int[]? _origins;
    private readonly int _trimmed;
    private bool[]? _formulas;
    private bool _formulasKnown;

    private SafeText(string text, int trimmed, int[]? origins) => (Text, _trimmed, _origins) = (text, trimmed, origins);

    public string Text { get; }

    public static SafeText Of(string original)
    {
        var start = 0;
        var end = original.Length;
        while (start < end && IsEmpty(original[start]))
        {
            start++;
        }

        while (end > start && IsEmpty(original[end - 1]))
        {
            end--;
        }

        var clean = NeedsCleaning(original.AsSpan(start, end - start))
            ? Clean(original, start, end)
            : new SafeText(original[start..end], start, null);
        var composed = clean.Composed();
        return Neutralizer.Changes(composed.Text) is { Count: > 0 } changes ? composed.With(changes) : composed;
    }

    /// <summary>The same for a rendered text; places are those of the source that it was rendered from.</summary>
    public static SafeText Of(Rendering rendering)
    {
        var safe = Of(rendering.Text);
        if (rendering.Origins is not { } sources)
        {
            return safe;
        }

        var origins = new int[safe.Text.Length + 1];
        for (var at = 0; at < origins.Length; at++)
        {
            origins[at] = sources[safe.Origin(at)];
        }

        return new SafeText(safe.Text, 0, origins) { _formulas = Constructs(origins), _formulasKnown = true };
    }

    /// <summary>
    /// For each place of the text, whether a cut there would fall inside a formula, in TeX or rendered; null when there
    /// are none.
    /// </summary>
    public bool[]? Formulas
    {
        get
        {
            if (!_formulasKnown)
            {
                (_formulas, _formulasKnown) = (Latex.Formulas.Insides(Text), true);
            }

            return _formulas;
        }
    }

    // What was made of one construct has one origin.
    private static bool[] Constructs(int[] origins)
    {
        var inside = new bool[origins.Length];
        for (var at = 1; at < inside.Length; at++)
        {
            inside[at] = origins[at] == origins[at - 1];
        }

        return inside;
    }

    /// <summary>The place in the original, in UTF-16 units, of a place in the text.</summary>
    public int Origin(int index) => _origins is null ? index + _trimmed : _origins[index];

    /// <summary>The first place in the text that comes from <paramref name="origin"/> or later.</summary>
    public int IndexOf(int origin)
    {
        if (_origins is null)
        {
            return Math.Clamp(origin - _trimmed, 0, Text.Length);
        }

        var found = Array.BinarySearch(_origins, origin);
        if (found < 0)
        {
            return Math.Min(~found, Text.Length);
        }

        while (found > 0 && _origins[found - 1] == origin)
        {
            found--;
        }

        return found;
    }

    private static bool IsEmpty(char c) => char.IsWhiteSpace(c) || IsControl(c);

    // U+007F is no C0 control, but it is as invisible, and arXiv's author lists have it.
    private static bool IsControl(char c) => c is (< ' ' and not ('\n' or '\t')) or '\u007F';

    private static bool NeedsCleaning(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (IsControl(c) || char.IsSurrogate(c))
            {
                return true;
            }
        }

        return false;
    }

    private static SafeText Clean(string original, int start, int end)
    {
        var text = new StringBuilder(end - start);
        var origins = new List<int>(end - start + 1);
        for (var at = start; at < end; at++)
        {
            if (IsControl(original[at]))
            {
                continue;
            }

            var paired =
                char.IsSurrogate(original[at]) && at + 1 < end && char.IsSurrogatePair(original[at], original[at + 1]);
            text.Append(char.IsSurrogate(original[at]) && !paired ? '\uFFFD' : original[at]);
            origins.Add(at);
            if (!paired)
            {
                continue;
            }

            text.Append(original[++at]);
            origins.Add(at);
        }

        origins.Add(end);
        return new SafeText(text.ToString(), 0, [.. origins]);
    }

    // A toot must be what a server would make of it, so that its length is the same there and it is known again.
    private SafeText Composed()
    {
        var text = Normalization.Nfc(Text, out var places);
        return places is null ? this : new SafeText(text, 0, [.. places.Select(Origin)]);
    }

    private SafeText With(IReadOnlyList<Change> changes)
    {
        var origins = new List<int>(Text.Length + (2 * changes.Count) + 1);
        var at = 0;
        foreach (var change in changes)
        {
            for (; at < change.Start; at++)
            {
                origins.Add(Origin(at));
            }

            // A joiner belongs to what follows it, so that a text taken up behind the sign starts with it.
            origins.AddRange(Enumerable.Repeat(Origin(at), change.Text.Length));
            at += change.Length;
        }

        for (; at <= Text.Length; at++)
        {
            origins.Add(Origin(at));
        }

        return new SafeText(Neutralizer.With(Text, changes), 0, [.. origins]);
    }
}
