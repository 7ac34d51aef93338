using System.Text.RegularExpressions;
using Bot.Text.Latex;
using Bot.Text.Safety;
using Bot.Text.Sentences;
using Bot.Text.Terms;

namespace Bot.PaperPages;

/// <summary>
/// The key points of an abstract: up to four of its sentences or clauses, word for word as a reader sees them. They are
/// chosen by what they are for (a claim, a result) and by how many of the abstract's frequent words they have. The
/// sentences before the first claim are mostly background.
/// </summary>
public static partial class KeyPoints
{
    /// <summary>No point is longer, in UTF-16 units.</summary>
    public const int Longest = 200;

    private const int Most = 4;
    private const int Enough = 3;

    // In UTF-16 units. A shorter clause tells too little by itself.
    private const int Shortest = 30;

    // Weights, tuned on 40 papers whose key points the editors of a digest wrote. Half as much or one and a half times
    // as much of each changed little.
    private const double MatterShare = 2.5;
    private const double PointsOfRole = 150;
    private const double Background = 1;
    private const double Lateness = 0.3;
    private const double OpeningSaved = 0.2;

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
            var isBackground = place < claimed;
            var value = (Lateness * place / roles.Count) - (isBackground ? Background : 0);
            var best = Points(roles[place], safe.Text).MaxBy(point => point.Value + matter.Share(point.Text));
            if (best is not null)
            {
                value = best.Value + matter.Share(best.Text) + value;
                points.Add(best with { Value = value, IsBackground = isBackground });
            }
        }

        // Background is told only where there are fewer than three points without it.
        return
        [
            .. points
                .OrderByDescending(point => point.Value)
                .Take(Most)
                .Where((point, rank) => rank < Enough || !point.IsBackground)
                .OrderBy(point => point.Start)
                .Select(point => WithoutOpening(point.Text)),
        ];
    }

    // The ways to tell a sentence; none when it cannot be told in so few words, or only says where programs are to be
    // had.
    private static IEnumerable<Point> Points(SentenceRole role, string text)
    {
        if (role.Availability)
        {
            yield break;
        }

        int[] starts = [role.Start, role.ClauseStart, role.FindingStart];
        foreach (var cut in role.Cuts.Where(cut => cut.Kind >= CutKind.Joint))
        {
            foreach (var start in starts.Distinct())
            {
                if (PointOf(text, start, cut, startsSentence: start == role.Start) is { } point)
                {
                    yield return point;
                }
            }
        }
    }

    private static Point? PointOf(string text, int start, Cut cut, bool startsSentence)
    {
        var endsSentence = cut.Kind == CutKind.Whole;
        var length = cut.End - start;
        var isTooShort = length < Shortest && !(startsSentence && endsSentence);
        if (length > Longest || isTooShort)
        {
            return null;
        }

        var point = text[start..cut.End].Trim();
        var standsAlone = !point.Contains('\n') && point[0] != '(' && (endsSentence || !BeginsList(point));
        if (!standsAlone)
        {
            return null;
        }

        return new Point(start, point, Worth(cut) + (startsSentence ? 0 : OpeningSaved) - Cost(cut.Kind));
    }

    // "Three advantages: (1) it is fast" lacks two of them.
    private static bool BeginsList(string point) =>
        point.Contains("(1)", StringComparison.Ordinal)
        || point.Contains("(i)", StringComparison.Ordinal)
        || point.Contains("(a)", StringComparison.Ordinal);

    // "Moreover," and "Building on this idea," refer to a sentence that may not be told. What is left is still word for
    // word in the abstract.
    private static string WithoutOpening(string point)
    {
        var rest = point[Joining().Match(point).Length..];
        return rest.Length >= Shortest ? rest : point;
    }

    // From 120 points on, more numbers and more praise tell no more.
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

    /// <summary>The words of a paper's title and abstract, each weighted by how often it is said.</summary>
    private sealed class Matter(string title, string text)
    {
        private readonly Dictionary<uint, int> _weights = PaperTerms
            .Of(title, text)
            .Where(term => !PaperTerms.IsPair(term.Key))
            .ToDictionary();

        /// <summary>The cosine similarity of a point and the whole, from 0 to <see cref="MatterShare"/>.</summary>
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

    private const string JoiningWord =
        "(?:However|Moreover|Furthermore|Additionally|In addition|(?:More s|S)pecifically|In particular|Notably|Finally"
        + "|Consequently|As a result|Accordingly|Thus|Therefore|Hence|Further|Also|Importantly|Crucially|Interestingly"
        + "|Overall|Second|Third|Lastly|In contrast|Conversely|Instead|Together|In summary|To this end|Here|Nevertheless"
        + "|Nonetheless|Besides|Meanwhile|In doing so|In this (?:paper|work|study|article|survey|report))";

    private const string InThisWay = "In this (?:way|manner|regard|context)";

    private const string OpeningThatPointsBack =
        "(?:To|By|Based|Building|Powered|Motivated|Guided|Inspired|Using|From"
        + "|In (?:view|light|response|order|contrast|addition))"
        + @"\b[^,.;:]{0,50}\b(?:this|these|such(?! as\b)|those)\b[^,.;:]{0,30}";

    // What limits a claim is not matched, since without it the point would claim more than the paper: hedges ("To our
    // knowledge,"), conditions ("Under these assumptions,") and examples ("In fields such as medicine,").
    [GeneratedRegex("^(?:" + JoiningWord + "|" + InThisWay + "|" + OpeningThatPointsBack + "), ")]
    private static partial Regex Joining();
}
