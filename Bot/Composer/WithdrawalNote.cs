using System.Globalization;
using System.Text.RegularExpressions;
using Bot.Arxiv;
using Bot.Text.Latex;
using Bot.Text.Safety;

namespace Bot.Composer;

/// <summary>
/// The line that says a paper was withdrawn: "WITHDRAWN (v3, 12 August 2026): an error in the proof". What is not known
/// is left out. The reason is a text by strangers like any other: rendered, made harmless, on one line, without links,
/// since an article's first link is its paper.
/// </summary>
internal static partial class WithdrawalNote
{
    public const string Bare = "WITHDRAWN";

    // Ten letters or so of a reason say nothing.
    private const int LeastReason = 15;

    /// <summary>As much of it as <paramref name="room"/> allows; the one word in any case.</summary>
    public static string Fit(Withdrawal withdrawal, int room, TootLimits limits)
    {
        var head = Head(withdrawal);
        if (Price(head) > room)
        {
            return Bare;
        }

        var left = room - Price(head) - ": ".Length;
        var reason = left < LeastReason ? "" : TitleCut.Fit(ReasonOf(withdrawal), left, limits);
        return reason.Length > 0 ? $"{head}: {reason}" : head;

        int Price(string text) => TootLength.Count(text, "", limits);
    }

    private static string Head(Withdrawal withdrawal)
    {
        List<string> known = [];
        // Where the archive tells of no versions, the number is none that it knows.
        if (withdrawal.Version > 1 || withdrawal.At is not null)
        {
            known.Add(string.Create(CultureInfo.InvariantCulture, $"v{withdrawal.Version}"));
        }

        if (withdrawal.At is { } at)
        {
            known.Add(at.ToString("d MMMM yyyy", CultureInfo.InvariantCulture));
        }

        return known.Count > 0 ? $"{Bare} ({string.Join(", ", known)})" : Bare;
    }

    // Comments that only tell of pages and figures are no reason, though the archive has no others.
    private static SafeText ReasonOf(Withdrawal withdrawal)
    {
        if (
            Pages().IsMatch(withdrawal.Reason)
            && !withdrawal.Reason.Contains("withdr", StringComparison.OrdinalIgnoreCase)
        )
        {
            return SafeText.Of("");
        }

        return SafeText.Of(Space().Replace(Scheme().Replace(LatexText.Render(withdrawal.Reason).Text, ""), " "));
    }

    [GeneratedRegex(
        @"\b(?:pages?|figures?|tables?|accepted|published|presented)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Pages();

    // No server makes a link of what is left.
    [GeneratedRegex(@"\b(?:https?|ftp)\s*:/*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Scheme();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
