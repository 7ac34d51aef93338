namespace Bot.Text.Terms;

/// <summary>The papers that have a term, ascending, and its weight in each.</summary>
internal readonly ref struct Postings(ReadOnlySpan<int> papers, ReadOnlySpan<byte> weights)
{
    public ReadOnlySpan<int> Papers { get; } = papers;

    public ReadOnlySpan<byte> Weights { get; } = weights;
}

/// <summary>
/// Which terms stand in which papers, for a run of papers: the terms ascending, and for each of them its papers,
/// ascending, with the term's weight there. Never changed once made; two neighbours merge into one.
/// </summary>
internal sealed class TermSegment
{
    private readonly uint[] _terms;

    // Where each term's papers begin; one more than there are terms.
    private readonly int[] _starts;
    private readonly int[] _papers;
    private readonly byte[] _weights;

    private TermSegment(int count, uint[] terms, int[] starts, int[] papers, byte[] weights) =>
        (Count, _terms, _starts, _papers, _weights) = (count, terms, starts, papers, weights);

    /// <summary>How many papers it knows.</summary>
    public int Count { get; }

    public ReadOnlySpan<uint> Terms => _terms;

    public static TermSegment Of(int paper, IReadOnlyDictionary<uint, byte> weights)
    {
        var terms = weights.Keys.Order().ToArray();
        var papers = new int[terms.Length];
        Array.Fill(papers, paper);
        return new TermSegment(
            1,
            terms,
            [.. Enumerable.Range(0, terms.Length + 1)],
            papers,
            Array.ConvertAll(terms, term => weights[term])
        );
    }

    /// <summary>Empty when no paper has the term.</summary>
    public Postings With(uint term)
    {
        var at = Array.BinarySearch(_terms, term);
        if (at < 0)
        {
            return default;
        }

        var start = _starts[at];
        var length = _starts[at + 1] - start;
        return new Postings(_papers.AsSpan(start, length), _weights.AsSpan(start, length));
    }

    /// <summary>Both in one.</summary>
    /// <param name="later">Knows the papers that come behind these.</param>
    public TermSegment Merge(TermSegment later)
    {
        var terms = new uint[Union(later)];
        var starts = new int[terms.Length + 1];
        var papers = new int[_papers.Length + later._papers.Length];
        var weights = new byte[papers.Length];
        var (mine, its) = (0, 0);
        for (var to = 0; to < terms.Length; to++)
        {
            var next = Next(later, mine, its);
            terms[to] = next;
            starts[to + 1] = starts[to];
            if (mine < _terms.Length && _terms[mine] == next)
            {
                starts[to + 1] += Copy(mine++, papers, weights, starts[to + 1]);
            }

            if (its < later._terms.Length && later._terms[its] == next)
            {
                starts[to + 1] += later.Copy(its++, papers, weights, starts[to + 1]);
            }
        }

        return new TermSegment(Count + later.Count, terms, starts, papers, weights);
    }

    // How many terms the two have together, each counted once.
    private int Union(TermSegment later)
    {
        var (mine, its) = (0, 0);
        var count = 0;
        for (; mine < _terms.Length || its < later._terms.Length; count++)
        {
            var next = Next(later, mine, its);
            mine += mine < _terms.Length && _terms[mine] == next ? 1 : 0;
            its += its < later._terms.Length && later._terms[its] == next ? 1 : 0;
        }

        return count;
    }

    // The lowest of the terms from two places on.
    private uint Next(TermSegment later, int mine, int its) =>
        Math.Min(
            mine < _terms.Length ? _terms[mine] : uint.MaxValue,
            its < later._terms.Length ? later._terms[its] : uint.MaxValue
        );

    private int Copy(int place, int[] papers, byte[] weights, int to)
    {
        var start = _starts[place];
        var length = _starts[place + 1] - start;
        Array.Copy(_papers, start, papers, to, length);
        Array.Copy(_weights, start, weights, to, length);
        return length;
    }
}
