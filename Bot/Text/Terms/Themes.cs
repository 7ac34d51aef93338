using System.Numerics;

namespace Bot.Text.Terms;

/// <summary>
/// What texts are about, beyond their very words: "policy" and "reward" meet in many papers, so two papers are near
/// although one has this word and the other that. Learned from the papers themselves as the <see cref="Size"/>
/// directions in which their words vary most (latent semantic analysis, found by repeated multiplication), and always
/// the same for the same papers.
/// </summary>
internal sealed class Themes
{
    /// <summary>Directions; 128 and 256 were no better.</summary>
    public const int Size = 64;

    // Words of fewer papers tell of no theme, words of more of every one.
    private const int LeastPapers = 5;
    private const double MostPapers = 0.3;

    // After three rounds the directions move no more that matter.
    private const int Rounds = 3;

    private readonly Dictionary<uint, int> _places;

    // By place, Size numbers each.
    private readonly float[] _words;

    private Themes(Dictionary<uint, int> places, float[] words) => (_places, _words) = (places, words);

    /// <summary>Learns from papers of which there should be a thousand or more.</summary>
    public static Themes Learn(TermIndex index)
    {
        var rows = Rows(index);
        var places = rows.Select((row, place) => (row.Term, place)).ToDictionary(one => one.Term, one => one.place);
        var chance = new Random(1);
        var words = new float[places.Count * Size];
        for (var at = 0; at < words.Length; at++)
        {
            words[at] = (float)chance.NextDouble() - 0.5f;
        }

        var papers = new float[index.Count * Size];
        for (var round = 0; round < Rounds; round++)
        {
            Orthogonal.Make(words, Size);
            Array.Clear(papers);
            Each(rows, index, (word, paper, weight) => AddTo(papers, paper, words, word, weight));
            Array.Clear(words);
            Each(rows, index, (word, paper, weight) => AddTo(words, word, papers, paper, weight));
        }

        Orthogonal.Make(words, Size);
        return new Themes(places, words);
    }

    /// <summary>
    /// A text's themes: a direction in <see cref="Size"/> numbers, so that the product of two tells how near they are.
    /// </summary>
    public sbyte[] Of(IReadOnlyDictionary<uint, int> terms, TermIndex index)
    {
        var length = terms.Values.Sum();
        var sums = new float[Size];
        foreach (var (term, times) in terms)
        {
            if (_places.TryGetValue(term, out var place))
            {
                AddTo(sums, 0, _words, place, index.Rarity(term) * index.Weight(times, length));
            }
        }

        return Directions(sums);
    }

    /// <summary>The same for all papers of an index, one behind the other.</summary>
    public sbyte[] OfAll(TermIndex index)
    {
        var sums = new float[index.Count * Size];
        Each(
            [.. _places.OrderBy(one => one.Value).Select(one => (one.Key, index.Rarity(one.Key)))],
            index,
            (word, paper, weight) => AddTo(sums, paper, _words, word, weight)
        );
        return Directions(sums);
    }

    /// <summary>From -1 to 1.</summary>
    public static float Likeness(ReadOnlySpan<sbyte> one, ReadOnlySpan<sbyte> other)
    {
        var sums = Vector<int>.Zero;
        for (var at = 0; at < one.Length; at += Vector<sbyte>.Count)
        {
            Vector.Widen(new Vector<sbyte>(one[at..]), out var low, out var high);
            Vector.Widen(new Vector<sbyte>(other[at..]), out var otherLow, out var otherHigh);
            // A product of two bytes fits a short.
            Vector.Widen(low * otherLow, out var first, out var second);
            Vector.Widen(high * otherHigh, out var third, out var fourth);
            sums += first + second + third + fourth;
        }

        return Vector.Sum(sums) / (127f * 127f);
    }

    // A byte for each number will do.
    private static sbyte[] Directions(float[] sums)
    {
        var directions = new sbyte[sums.Length];
        for (var start = 0; start < sums.Length; start += Size)
        {
            var squares = 0f;
            for (var at = start; at < start + Size; at++)
            {
                squares += sums[at] * sums[at];
            }

            if (squares == 0)
            {
                continue;
            }

            var scale = 127 / MathF.Sqrt(squares);
            for (var at = start; at < start + Size; at++)
            {
                directions[at] = (sbyte)MathF.Round(sums[at] * scale);
            }
        }

        return directions;
    }

    private static List<(uint Term, float Rarity)> Rows(TermIndex index)
    {
        var most = MostPapers * index.Count;
        return
        [
            .. index
                .Segments.SelectMany(segment => segment.Terms.ToArray())
                .Where(term => !PaperTerms.IsPair(term))
                .Distinct()
                .Select(term => (Term: term, Papers: index.Segments.Sum(segment => segment.With(term).Papers.Length)))
                .Where(one => one.Papers >= LeastPapers && one.Papers <= most)
                .Select(one => (one.Term, index.Rarity(one.Term))),
        ];
    }

    private static void Each(List<(uint Term, float Rarity)> rows, TermIndex index, Action<int, int, float> take)
    {
        for (var word = 0; word < rows.Count; word++)
        {
            foreach (var segment in index.Segments)
            {
                var found = segment.With(rows[word].Term);
                for (var at = 0; at < found.Papers.Length; at++)
                {
                    take(word, found.Papers[at], rows[word].Rarity * TermIndex.Weight(found.Weights[at]));
                }
            }
        }
    }

    private static void AddTo(float[] sums, int sum, float[] parts, int part, float weight)
    {
        for (var at = 0; at < Size; at += Vector<float>.Count)
        {
            (
                (new Vector<float>(parts, (part * Size) + at) * weight) + new Vector<float>(sums, (sum * Size) + at)
            ).CopyTo(sums, (sum * Size) + at);
        }
    }
}
