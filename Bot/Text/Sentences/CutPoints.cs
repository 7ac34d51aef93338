using System.Buffers;

namespace Bot.Text.Sentences;

/// <summary>
/// Where an abstract may be cut: behind a sentence, else behind a word, and not within a formula if that can be
/// avoided.
/// </summary>
internal sealed class CutPoints
{
    private const string Operators = "=+<>≤≥≠≈∼∈∉⊂⊆∪∩×·⋅→←⇒∘⊗⊕±";

    private static readonly SearchValues<char> Openers = SearchValues.Create(Operators + "√∑∏∫^_([");

    private static readonly SearchValues<char> Closers = SearchValues.Create(Operators + ")]");

    private readonly MeasuredText _text;
    private readonly bool[]? _insideFormula;
    private readonly List<int> _sentenceEnds;

    /// <param name="text">The text.</param>
    /// <param name="insideFormula">As <see cref="SafeText.Formulas"/> tells.</param>
    public CutPoints(MeasuredText text, bool[]? insideFormula)
    {
        _text = text;
        _insideFormula = insideFormula;
        _sentenceEnds = SentenceEnds.Find(text.Text, _insideFormula);
    }

    /// <summary>
    /// The last sentence's end in (<paramref name="start"/>, <paramref name="reach"/>]; null when none lies there.
    /// </summary>
    public int? SentenceEnd(int start, int reach)
    {
        var found = _sentenceEnds.BinarySearch(reach);
        for (var at = found >= 0 ? found : ~found - 1; at >= 0 && _sentenceEnds[at] > start; at--)
        {
            if (EndsWord(_sentenceEnds[at]))
            {
                return _sentenceEnds[at];
            }
        }

        return null;
    }

    /// <summary>
    /// The last end of a part of a sentence, at a comma or the like, in (<paramref name="start"/>,
    /// <paramref name="reach"/>]; null when none lies there.
    /// </summary>
    public int? ClauseEnd(int start, int reach)
    {
        for (
            var end = WordEnd(start, reach, withinFormulas: false);
            end > start;
            end = WordEnd(start, end.Value - 1, withinFormulas: false)
        )
        {
            if (_text.Text[end.Value - 1] is ',' or ';' or ':' or '–' or '—')
            {
                return end;
            }
        }

        return null;
    }

    /// <summary>
    /// The last word's end in (<paramref name="start"/>, <paramref name="reach"/>]; null when none lies there.
    /// </summary>
    public int? WordEnd(int start, int reach, bool withinFormulas)
    {
        for (var end = reach; end > start; end--)
        {
            if (EndsWord(end) && (withinFormulas || (_insideFormula?[end] is not true && !Joins(end))))
            {
                return end;
            }
        }

        return null;
    }

    /// <summary>The first place at or behind <paramref name="index"/> that is not white space.</summary>
    public int SkipSpace(int index)
    {
        while (index < _text.Length && IsSpace(_text.Text[index]))
        {
            index++;
        }

        return index;
    }

    /// <summary>True where a text taken up at <paramref name="start"/> would begin inside a word.</summary>
    public bool SplitsWord(int start) => start > 0 && start < _text.Length && !IsSpace(_text.Text[start - 1]);

    private bool EndsWord(int end) =>
        end == _text.Length
        || (
            IsSpace(_text.Text[end])
            && !IsSpace(_text.Text[end - 1])
            && _text.IsBoundary(end)
            && _text.IsBoundary(SkipSpace(end))
        );

    // "p = 0.05" and "+ 4 %" are formulas, though nobody marked them as such.
    private bool Joins(int end) =>
        end < _text.Length && (Openers.Contains(_text.Text[end - 1]) || Closers.Contains(_text.Text[SkipSpace(end)]));

    // A no-break space is there to hold two words together.
    private static bool IsSpace(char c) => char.IsWhiteSpace(c) && c is not ('\u00A0' or '\u202F' or '\u2007');
}
