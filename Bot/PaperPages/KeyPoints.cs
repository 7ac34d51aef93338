using System.Text.RegularExpressions;
using Bot.Composer;
using Bot.Text.Latex;
using Bot.Text.Safety;
using Bot.Text.Sentences;
using Bot.Text.Terms;

namespace Bot.PaperPages;

/// <summary>
/// What an abstract says in short: up to four of its sentences or clauses, word for word as a reader sees them. Chosen
/// by what they are for (a claim, a result) and by how much of the abstract's own matter they share; its opening
/// sentences are mostly background.
/// </summary>
public static partial class KeyPoints
{
    /// <summary>No point is longer, in UTF-16 units.</summary>
    public const int Longest = 200;

    private const int Most = 4;
    private const int Enough = 3;

    // A clause cut shorter tells too little by itself.
    private const int Shortest = 30;

    // What follows was tried out on 40 papers whose key points a digest's editors wrote: a half more or less of each
    // changed little.
    private const double MatterShare = 2.5;
    private const double PointsOfRole = 150;
    private const double Background = 1;
    private const double Lateness = 0.3;
    private const double WithoutOpening = 0.2;

    /// <summary>In the abstract's order; none for an abstract without text.</summary>
    /// <param name="title">As arXiv has it.</param>
    /// <param name="text">The abstract, as arXiv has it.</param>
    public static IReadOnlyList<string> Of(string title, string text)
    {
        var shownTitle = LatexText.Render(title).Text;
        var safe = SafeText.Of(LatexText.Render(text));
        var roles = new SentenceReader(
            new MeasuredText(safe.Text, TootLimits.Default.Counting),
            safe.Formulas,
            shownTitle
        ).Read();
        var claimed = roles.FindIndex(role => role.Own || role.Outright);
        var matter = new Matter(shownTitle, safe.Text);
        var points = new List<Point>();
        for (var place = 0; place < roles.Count; place++)
        {
            var value = (Lateness * place / roles.Count) - (place < claimed ? Background : 0);
            if (Points(roles[place], safe.Text).MaxBy(point => point.Value + matter.Share(point.Text)) is { } best)
            {
                points.Add(
                    best with
                    {
                        Value = best.Value + matter.Share(best.Text) + value,
                        IsBackground = place < claimed,
                    }
                );
            }
        }

        // Background only where there would be too little to tell.
        return
        [
            .. points
                .OrderByDescending(point => point.Value)
                .Take(Most)
                .Where((point, rank) => rank < Enough || !point.IsBackground)
                .OrderBy(point => point.Start)
                .Select(point => Alone(point.Text)),
        ];
    }

    // The ways to tell a sentence; none when it cannot be told in so few words, or tells but where programs lie.
    private static IEnumerable<Point> Points(SentenceRole role, string text)
    {
        foreach (var cut in role.Availability ? [] : role.Cuts.Where(cut => cut.Kind >= CutKind.Joint))
        {
            foreach (var start in new[] { role.Start, role.ClauseStart, role.FindingStart }.Distinct())
            {
                var isWhole = start == role.Start && cut.Kind == CutKind.Whole;
                if (cut.End - start > Longest || (cut.End - start < Shortest && !isWhole))
                {
                    continue;
                }

                var point = text[start..cut.End].Trim();
                if (point.Contains('\n') || point[0] == '(' || (cut.Kind != CutKind.Whole && BeginsList(point)))
                {
                    continue;
                }

                yield return new Point(
                    start,
                    point,
                    Worth(cut) + (start == role.Start ? 0 : WithoutOpening) - Cost(cut.Kind)
                );
            }
        }
    }

    // "Three advantages: (1) it is fast" lacks two.
    private static bool BeginsList(string point) =>
        point.Contains("(1)", StringComparison.Ordinal)
        || point.Contains("(i)", StringComparison.Ordinal)
        || point.Contains("(a)", StringComparison.Ordinal);

    // "Moreover," and "Building on this idea," lean on a sentence that may not be told. What is left is still the
    // abstract's, word for word.
    private static string Alone(string point)
    {
        var rest = point[Joining().Match(point).Length..];
        return rest.Length >= Shortest ? rest : point;
    }

    // Beyond a point more numbers and more praise tell no more.
    private static double Worth(Cut cut) =>
        (Math.Clamp(cut.Claim, -50, 120) + Math.Clamp(cut.Result, -50, 120)) / PointsOfRole;

    private static double Cost(CutKind kind) =>
        kind switch
        {
            CutKind.Whole => 0,
            CutKind.Clause => 0.2,
            _ => 0.3,
        };

    private sealed record Point(int Start, string Text, double Value, bool IsBackground = false);

    /// <summary>What a paper's title and abstract are made of: each word as heavy as it is often said.</summary>
    private sealed class Matter(string title, string text)
    {
        private readonly Dictionary<uint, int> _weights = PaperTerms
            .Of(title, text)
            .Where(term => !PaperTerms.IsPair(term.Key))
            .ToDictionary();

        /// <summary>The cosine of a point and the whole, weighed.</summary>
        public double Share(string point)
        {
            var words = PaperTerms.Of("", point).Keys.Where(term => !PaperTerms.IsPair(term)).ToList();
            if (words.Count == 0)
            {
                return 0;
            }

            var all = Math.Sqrt(_weights.Values.Sum(weight => (double)weight * weight));
            return MatterShare * words.Sum(word => _weights.GetValueOrDefault(word)) / (Math.Sqrt(words.Count) * all);
        }
    }

    // A word that joins, or a short opening that points back. What limits a claim stays, since without it more is
    // claimed: hedges ("To our knowledge,"), conditions ("Under these assumptions,") and examples ("In fields such as
    // medicine,").
    [GeneratedRegex(
        @"^(?:(?:However|Moreover|Furthermore|Additionally|In addition|(?:More s|S)pecifically|In particular|Notably|Finally|Consequently|As a result|Accordingly|Thus|Therefore|Hence|Further|Also|Importantly|Crucially|Interestingly|Overall|Second|Third|Lastly|In contrast|Conversely|Instead|Together|In summary|To this end|Here|Nevertheless|Nonetheless|Besides|Meanwhile|In doing so|In this (?:paper|work|study|article|survey|report))|In this (?:way|manner|regard|context)|(?:To|By|Based|Building|Powered|Motivated|Guided|Inspired|Using|From|In (?:view|light|response|order|contrast|addition))\b[^,.;:]{0,50}\b(?:this|these|such(?! as\b)|those)\b[^,.;:]{0,30}), "
    )]
    private static partial Regex Joining();
}
