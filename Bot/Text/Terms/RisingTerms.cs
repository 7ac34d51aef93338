using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Bot.Text.Terms;

/// <summary>A term that more papers use lately than before.</summary>
/// <param name="Term">One word or two, in small letters.</param>
/// <param name="Papers">How many papers of the recent weeks use it.</param>
/// <param name="Before">How many of the earlier weeks do.</param>
/// <param name="Lift">Its share of the recent papers over that of the earlier ones; 2 or more.</param>
public sealed record RisingTerm(string Term, int Papers, int Before, double Lift);

/// <summary>
/// Which terms have risen: four weeks against the twenty-six before them, since one week against four is noise. A term
/// must be a subject (titles carry it; words of style live in abstracts), its share must have doubled, and the rise
/// must be significant among all the terms that were looked at. On most days the answer is that nothing
/// rose.
/// </summary>
public static partial class RisingTerms
{
    /// <summary>The recent papers: those of so many days.</summary>
    public const int RecentDays = 28;

    /// <summary>The earlier papers: those of so many days before.</summary>
    public const int EarlierDays = 182;

    /// <summary>Fewer papers than these say nothing about a field.</summary>
    private const int FewestPapers = 100;

    /// <summary>A term of fewer recent papers is one group's, not a field's.</summary>
    private const int FewestUses = 6;

    private const double LeastLift = 2;

    /// <summary>How likely it may be that a single term is named by mere chance, over all terms together.</summary>
    private const double Error = 0.05;

    /// <summary>
    /// Measured on 25,000 papers: subjects ("multi-turn", "factor graph") stand in the title of more than one in eight
    /// papers that use them, words of style ("every", "measured", "therefore") of fewer.
    /// </summary>
    private const double TitleShare = 0.12;

    // Words that only hold a sentence together.
    private static readonly FrozenSet<string> Little = WordTable.Set(
        """
        a about across after against all also among an and any are as at based be because been before being
        better between both but by can could do does each else every few first for from further had has have how
        if in into is it its itself less like made make many may more most much must near new no nor not of off
        on once one only or other our out over own per same second she should since so some such than that the
        their them then there these they this those three through thus to too toward towards two under until up
        upon use used using very via was we well were what when where whether which while who whose why will
        with within without would yet you
        """
    );

    /// <summary>At most so many terms, the surest first; none when too few papers are known or nothing rose.</summary>
    /// <param name="recent">Title and abstract, rendered, of the last <see cref="RecentDays"/> days.</param>
    /// <param name="earlier">Those of the <see cref="EarlierDays"/> days before.</param>
    /// <param name="most">How many to name, 1 or more.</param>
    public static IReadOnlyList<RisingTerm> Find(
        IReadOnlyList<(string Title, string Abstract)> recent,
        IReadOnlyList<(string Title, string Abstract)> earlier,
        int most
    )
    {
        if (recent.Count < FewestPapers || earlier.Count < FewestPapers)
        {
            return [];
        }

        var now = new Dictionary<string, int>();
        var before = new Dictionary<string, int>();
        var titles = new Dictionary<string, int>();
        Count(recent, now, titles);
        Count(earlier, before, titles);
        var candidates = now.Where(term =>
                term.Value >= FewestUses
                && titles.GetValueOrDefault(term.Key) >= TitleShare * (term.Value + before.GetValueOrDefault(term.Key))
            )
            .ToList();
        var rising = candidates
            .Select(term =>
                (
                    Term: Rise(term.Key, term.Value, before.GetValueOrDefault(term.Key), recent.Count, earlier.Count),
                    Chance: Chance(term.Value, before.GetValueOrDefault(term.Key), recent.Count, earlier.Count)
                )
            )
            .Where(one => one.Term.Lift >= LeastLift && one.Chance < Error / candidates.Count)
            .OrderBy(one => one.Chance)
            .ThenBy(one => one.Term.Term, StringComparer.Ordinal)
            .Select(one => one.Term);
        return [.. Distinct([.. rising]).Take(most)];
    }

    // Half a paper is added to the earlier ones: a term that is wholly new has no lift without it.
    private static RisingTerm Rise(string term, int recent, int earlier, int allRecent, int allEarlier) =>
        new(term, recent, earlier, (double)recent / allRecent / ((earlier + 0.5) / allEarlier));

    // The log-likelihood ratio of two shares (Dunning 1993), read as one side of the normal distribution.
    private static double Chance(int recent, int earlier, int allRecent, int allEarlier)
    {
        var share = (double)(recent + earlier) / (allRecent + allEarlier);
        var ratio =
            2
            * (
                Part(recent, allRecent * share)
                + Part(earlier, allEarlier * share)
                + Part(allRecent - recent, allRecent * (1 - share))
                + Part(allEarlier - earlier, allEarlier * (1 - share))
            );
        return Tail(Math.Sqrt(Math.Max(0, ratio)));

        static double Part(int seen, double expected) => seen == 0 ? 0 : seen * Math.Log(seen / expected);
    }

    // The upper tail of the normal distribution by Mills' continued fraction: good to five digits from one and a half
    // deviations on; nothing below matters here.
    private static double Tail(double deviations)
    {
        if (deviations < 1.5)
        {
            return 0.5;
        }

        var fraction = deviations;
        for (var k = 40; k >= 1; k--)
        {
            fraction = deviations + k / fraction;
        }

        return Math.Exp(-deviations * deviations / 2) / (Math.Sqrt(2 * Math.PI) * fraction);
    }

    // "factor" and "factor graph" rise together: one is named, the pair where it tells half of the word's papers.
    private static IEnumerable<RisingTerm> Distinct(IReadOnlyList<RisingTerm> surestFirst)
    {
        var named = new HashSet<string>();
        foreach (var term in surestFirst)
        {
            var better =
                surestFirst.FirstOrDefault(other =>
                    other.Term.Length > term.Term.Length
                    && Words(other).Contains(term.Term)
                    && 2 * other.Papers >= term.Papers
                ) ?? term;
            if (!Words(better).Any(named.Contains))
            {
                yield return better;
            }

            named.UnionWith(Words(better));
        }

        static string[] Words(RisingTerm term) => term.Term.Split(' ');
    }

    private static void Count(
        IEnumerable<(string Title, string Abstract)> papers,
        Dictionary<string, int> uses,
        Dictionary<string, int> titles
    )
    {
        foreach (var (title, about) in papers)
        {
            var ofTitle = Terms(title).ToHashSet();
            foreach (var term in ofTitle)
            {
                titles[term] = titles.GetValueOrDefault(term) + 1;
            }

            foreach (var term in ofTitle.Concat(Terms(about)).ToHashSet())
            {
                uses[term] = uses.GetValueOrDefault(term) + 1;
            }
        }
    }

    // Words, and pairs of words with nothing but a space between them.
    private static IEnumerable<string> Terms(string text)
    {
        var last = "";
        foreach (Match match in Piece().Matches(text))
        {
            var mayBeTerm = match.ValueSpan.Length >= 3 && char.IsAsciiLetter(match.ValueSpan[0]);
            var word = mayBeTerm ? Singular(match.Value.ToLowerInvariant()) : "";
            if (word.Length == 0 || Little.Contains(word))
            {
                last = "";
                continue;
            }

            yield return word;
            if (last.Length > 0)
            {
                yield return $"{last} {word}";
            }

            last = word;
        }
    }

    private static string Singular(string word) =>
        word switch
        {
            _ when word.Length > 5 && word.EndsWith("ies", StringComparison.Ordinal) => word[..^3] + "y",
            _ when word.Length > 4 && word[^1] == 's' && word[^2] is not ('s' or 'u' or 'i') => word[..^1],
            _ => word,
        };

    // A word with its hyphens, or any other sign, which parts what stands on its two sides.
    [GeneratedRegex(@"[A-Za-z0-9][A-Za-z0-9-]*|[^\sA-Za-z0-9]", RegexOptions.CultureInvariant)]
    private static partial Regex Piece();
}
