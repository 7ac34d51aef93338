using System.Buffers;
using Bot.Arxiv;
using Bot.Text.Latex;
using Bot.Text.Terms;

namespace Bot.PaperPages;

/// <summary>A paper near to another.</summary>
/// <param name="Likeness">From 0 to 1, which is the same text; near papers have 0.08 to 0.2.</param>
public readonly record struct RelatedPaper(ArxivId Id, double Likeness);

/// <summary>
/// Finds the papers nearest to a text by its words and by its themes. Papers are added as the bot meets them. Several
/// threads may ask at once, but not while a paper is added.
/// </summary>
public sealed class RelatedPapers
{
    // The most that themes can add, as a share of the best match by words. A paper without a common word is never
    // found.
    private const float ThemesShare = 0.5f;

    // Themes learned from fewer papers are not stable.
    private const int LeastToLearn = 1000;

    private readonly TermIndex _index = new();

    // By the paper's number; null for a text that a newer version has replaced.
    private readonly List<ArxivId?> _ids = [];
    private readonly Dictionary<ArxivId, int> _numbers = [];
    private Themes? _themes;
    private sbyte[] _directions = [];
    private int _learnedFrom;

    /// <summary>How many papers it knows.</summary>
    public int Count => _numbers.Count;

    /// <summary>Starts with many papers. Faster than adding them one by one, and takes less memory.</summary>
    /// <param name="papers">Title and abstract as arXiv has them.</param>
    public static RelatedPapers Of(IEnumerable<(ArxivId Id, string Title, string Abstract)> papers)
    {
        var related = new RelatedPapers();
        foreach (var (id, title, text) in papers)
        {
            related.Take(id, TermsOf(title, text));
        }

        related._index.Pack();
        if (related._index.Count >= LeastToLearn)
        {
            related.Learn();
        }

        return related;
    }

    /// <summary>Adds a paper; a newer text of a paper that is known takes the older one's place.</summary>
    public void Add(ArxivId id, string title, string text)
    {
        var terms = TermsOf(title, text);
        var number = Take(id, terms);
        // Themes change slowly, so they are learned again only when the papers have doubled.
        if (number + 1 >= Math.Max(LeastToLearn, 2 * _learnedFrom))
        {
            Learn();
        }
        else if (_themes is not null)
        {
            Direct(number, _themes.Of(terms, _index));
        }
    }

    /// <summary>The nearest papers, best first.</summary>
    /// <param name="title">As arXiv has it.</param>
    /// <param name="text">The abstract, as arXiv has it.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="except">A paper to leave out: the one whose text this is.</param>
    public IReadOnlyList<RelatedPaper> To(string title, string text, int count, ArxivId? except = null)
    {
        var terms = TermsOf(title, text);
        var scores = ArrayPool<float>.Shared.Rent(Math.Max(1, _index.Count));
        try
        {
            var known = scores.AsSpan(0, _index.Count);
            known.Clear();
            _index.Score(terms, known);
            for (var number = 0; number < known.Length; number++)
            {
                if (_ids[number] is null || _ids[number] == except)
                {
                    known[number] = 0;
                }
            }

            AddThemes(terms, known);
            return Best(known, count);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(scores);
        }
    }

    private static Dictionary<uint, int> TermsOf(string title, string text) =>
        PaperTerms.Of(LatexText.Render(title).Text, LatexText.Render(text).Text);

    private int Take(ArxivId id, Dictionary<uint, int> terms)
    {
        if (_numbers.TryGetValue(id, out var older))
        {
            _ids[older] = null;
        }

        _numbers[id] = _ids.Count;
        _ids.Add(id);
        _index.Add(terms);
        return _ids.Count - 1;
    }

    private void Learn()
    {
        _themes = Themes.Learn(_index);
        _directions = _themes.OfAll(_index);
        _learnedFrom = _index.Count;
    }

    private void Direct(int number, sbyte[] direction)
    {
        if (_directions.Length < (number + 1) * Themes.Size)
        {
            Array.Resize(ref _directions, (number + 1) * Themes.Size * 5 / 4);
        }

        direction.CopyTo(_directions, number * Themes.Size);
    }

    private void AddThemes(Dictionary<uint, int> terms, Span<float> scores)
    {
        if (_themes is null)
        {
            return;
        }

        var own = _themes.Of(terms, _index);
        var most = 0f;
        foreach (var score in scores)
        {
            most = Math.Max(most, score);
        }

        var share = ThemesShare * most;
        for (var number = 0; number < scores.Length; number++)
        {
            if (scores[number] > 0)
            {
                var likeness = Themes.Likeness(own, _directions.AsSpan(number * Themes.Size, Themes.Size));
                scores[number] = (scores[number] + (share * likeness)) / (1 + ThemesShare);
            }
        }
    }

    private List<RelatedPaper> Best(Span<float> scores, int count)
    {
        // The queue drops the lowest score first; of two equal ones the earlier paper.
        var best = new PriorityQueue<int, (float, int)>();
        for (var number = 0; number < scores.Length; number++)
        {
            if (scores[number] <= 0)
            {
                continue;
            }

            if (best.Count < count)
            {
                best.Enqueue(number, (scores[number], number));
            }
            else
            {
                best.EnqueueDequeue(number, (scores[number], number));
            }
        }

        var found = new List<RelatedPaper>();
        while (best.TryDequeue(out var number, out _))
        {
            found.Add(new RelatedPaper(_ids[number]!.Value, Math.Clamp(scores[number], 0, 1)));
        }

        found.Reverse();
        return found;
    }
}
