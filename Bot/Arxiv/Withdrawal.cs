using System.Text.RegularExpressions;

namespace Bot.Arxiv;

/// <summary>That a paper was withdrawn. Its earlier versions stay public.</summary>
/// <param name="Version">The version that withdraws it.</param>
/// <param name="At">When that was submitted.</param>
/// <param name="Reason">The comments: the authors' or arXiv's words; empty when they gave none.</param>
public sealed partial record Withdrawal(int Version, DateTimeOffset? At, string Reason)
{
    private const string Paper = @"(?:e-?print|paper|article|submission|manuscript|preprint|work|report|note|thesis)";

    /// <summary>In characters: a few sentences. What is longer is an abstract.</summary>
    private const int LongestNotice = 600;

    private const string Was = @"(?:(?:has|have|had)\s+(?:now\s+)?been|is|was|is\s+(?:being|hereby|now))";

    private const string ByOrBecause = "by|due|because|since|as|for|from|at|on|in|pending|until|owing";

    private const string Withdraws = "(?:withdraws?|withdrew|withdrawn|withdrawing)";

    private const string IsNot = @"(?:not|never|no\s+longer|previously|once|originally|mistakenly|erroneously)";

    /// <summary>
    /// Null for a paper that stands. arXiv marks the source of a withdrawing version with <c>I</c> (arXiv/oaipmh).
    /// Where it has not, as for older papers, the comments must say it of this very paper, or a notice must stand in
    /// the abstract's place; else the abstract never counts, since papers are written about withdrawal, too.
    /// </summary>
    /// <param name="newest">The newest version; null when none is known.</param>
    /// <param name="comments">On the newest version.</param>
    /// <param name="abstract">Of the newest version.</param>
    public static Withdrawal? Of(PaperVersion? newest, string? comments, string @abstract = "")
    {
        var isInsteadOfAbstract = Replaces(@abstract);
        if (newest?.SourceType?.Contains('I') != true && !isInsteadOfAbstract && !IsSaidIn(comments ?? ""))
        {
            return null;
        }

        return new Withdrawal(
            newest?.Number ?? 1,
            newest?.Submitted,
            comments is { Length: > 0 } || !isInsteadOfAbstract ? comments ?? "" : @abstract
        );
    }

    /// <summary>
    /// Whether a notice of withdrawal stands where a paper's abstract was: "This paper has been withdrawn by the
    /// authors due to an error in Lemma 2".
    /// </summary>
    public static bool Replaces(string @abstract) =>
        @abstract.Length <= LongestNotice && InsteadOfAbstract().IsMatch(@abstract);

    // The subject counts: "supersedes 2510.26642, which has been withdrawn" is about another paper.
    private static bool IsSaidIn(string comments) =>
        comments.Contains("withdr", StringComparison.OrdinalIgnoreCase)
        && !TakenBack().IsMatch(comments)
        && SentenceEnd()
            .Split(comments)
            .Any(sentence =>
                OfThisPaper().IsMatch(sentence) || Bare().IsMatch(sentence) || ByAuthors().IsMatch(sentence)
            );

    [GeneratedRegex(@"[.;:!?]\s+")]
    private static partial Regex SentenceEnd();

    // "This paper has been withdrawn by the authors", "The present manuscript is temporarily withdrawn"
    [GeneratedRegex(
        @"^\W*(?:this|the|our)\s+(?:\w+\s+)?" + Paper + @"\s+" + Was + @"\s+(?:\w+\s+)?withdrawn\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex OfThisPaper();

    // "Withdrawn", "Paper withdrawn due to an error", "withdrawn (wrong proof)", but not "Withdrawn papers of ten
    // years"
    [GeneratedRegex(
        @"^\W*(?:"
            + Paper
            + @"\s+)?(?:"
            + Was
            + @"\s+)?(?:temporarily\s+)?withdrawn(?=\s*(?:$|[.,(-]|(?:"
            + ByOrBecause
            + @")\b))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Bare();

    // Nothing but the notice, or a reason behind it: no abstract that goes on with its subject.
    [GeneratedRegex(
        @"^\W*(?:this|the\s+present)\s+"
            + Paper
            + @"\s+(?:has\s+(?:now\s+)?been|is)\s+withdrawn"
            + @"(?=\s*\.?\s*$|\s+(?:by|due|because|since|as|owing|pending|until)\b)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex InsteadOfAbstract();

    // "The authors have withdrawn this paper", "We withdraw the manuscript"
    [GeneratedRegex(
        @"^\W*(?:the\s+)?(?:authors?|we|I)\s+(?:\w+\s+){0,2}"
            + Withdraws
            + @"\s+(?:this|the|our|my)\s+(?:\w+\s+)?"
            + Paper,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex ByAuthors();

    [GeneratedRegex(
        @"\b" + IsNot + @"\s+(?:(?:been|be|being)\s+)?withdraw|\b(?:re-?instated|restored|re-?submitted)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex TakenBack();
}
