namespace Bot.Text.Terms;

/// <summary>
/// Finds the papers whose terms are nearest to a text's, by BM25: a term counts for more the rarer it is, and repeating
/// it counts for ever less. Grows paper by paper; segments double in size, so that a paper is moved no more often than
/// papers can be halved.
/// </summary>
internal sealed class TermIndex
{
    // BM25's usual k1. A lean on length, b, of 0.8 instead of 0.75 makes no difference that could be measured.
    private const float Saturation = 1.2f;
    private const float LengthLean = 0.8f;

    // A weight in a paper is below 1 + k1: as a byte it is off by less than half of a hundredth.
    private const float ByteStep = (1 + Saturation) / 255;

    private readonly List<TermSegment> _segments = [];
    private long _length;

    /// <summary>How many papers it knows; the next one gets this number.</summary>
    public int Count { get; private set; }

    public IReadOnlyList<TermSegment> Segments => _segments;

    public void Add(IReadOnlyDictionary<uint, int> terms)
    {
        var length = terms.Values.Sum();
        _length += length;
        _segments.Add(
            TermSegment.Of(
                Count++,
                terms.ToDictionary(term => term.Key, term => (byte)Math.Round(Weight(term.Value, length) / ByteStep))
            )
        );
        while (_segments.Count > 1 && _segments[^2].Count <= _segments[^1].Count)
        {
            MergeLast();
        }
    }

    /// <summary>Brings all into one segment, which takes the least room and is the quickest to ask.</summary>
    public void Pack()
    {
        while (_segments.Count > 1)
        {
            MergeLast();
        }
    }

    /// <summary>
    /// How near each paper is to a text: 0 where they share nothing, about 1 where they are the same. Adds to
    /// <paramref name="scores"/>.
    /// </summary>
    /// <param name="terms">The text's.</param>
    /// <param name="scores">One for each paper.</param>
    public void Score(IReadOnlyDictionary<uint, int> terms, Span<float> scores)
    {
        var length = terms.Values.Sum();
        var all = terms.Sum(term => Rarity(term.Key) * Own(term.Value) * Weight(term.Value, length));
        foreach (var (term, times) in terms)
        {
            var weight = Rarity(term) * Own(times) * ByteStep / all;
            foreach (var segment in _segments)
            {
                var found = segment.With(term);
                for (var at = 0; at < found.Papers.Length; at++)
                {
                    scores[found.Papers[at]] += weight * found.Weights[at];
                }
            }
        }
    }

    /// <summary>0 or more; the more, the fewer papers have the term.</summary>
    public float Rarity(uint term)
    {
        var papers = _segments.Sum(segment => segment.With(term).Papers.Length);
        return MathF.Log(1 + ((Count - papers + 0.5f) / (papers + 0.5f)));
    }

    /// <summary>What a term counts that stands so many times in a text of so many terms.</summary>
    public float Weight(int times, int length) =>
        (1 + Saturation)
        * times
        / (times + (Saturation * (1 - LengthLean + (LengthLean * length * Count / Math.Max(1, _length)))));

    /// <summary>The same of a term in a paper, from its byte.</summary>
    public static float Weight(byte weight) => weight * ByteStep;

    private static float Own(int times) => times / (times + 1f);

    private void MergeLast()
    {
        var merged = _segments[^2].Merge(_segments[^1]);
        _segments.RemoveRange(_segments.Count - 2, 2);
        _segments.Add(merged);
    }
}
