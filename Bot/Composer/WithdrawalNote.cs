using System.Globalization;
using System.Text.RegularExpressions;
using Bot.Arxiv;
using Bot.Text.Latex;
using Bot.Text.Safety;

namespace Bot.Composer;

/// <summary>
/// The line that says a paper was withdrawn: "WITHDRAWN (v3, 12 August 2026): an error in the proof". What is not known
/// is left out. The reason was written by strangers, so it is rendered, neutralized and put on one line. Its links lose
/// their schemes, since an article's first link must be its paper's.
/// </summary>
internal static partial class WithdrawalNote
{
    public const string Bare = "WITHDRAWN";

    // In characters. Less of a reason says nothing.
    private const int LeastReason = 15;

    /// <summary>
    /// As much of the line as costs at most <paramref name="room"/>; at least the one word, even where it costs more.
    /// </summary>
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
        // Where the archive lists no versions, version 1 is only the default.
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

    // The archive gives the authors' comment as the reason. One that only says how many pages and figures the paper has
    // is no reason.
    private static SafeText ReasonOf(Withdrawal withdrawal)
    {
        var isAboutPages =
            Pages().IsMatch(withdrawal.Reason)
            && !withdrawal.Reason.Contains("withdr", StringComparison.OrdinalIgnoreCase);
        if (isAboutPages)
        {
            return SafeText.Of("");
        }

        var withoutLinks = Scheme().Replace(LatexText.Render(withdrawal.Reason).Text, "");
        return SafeText.Of(Space().Replace(withoutLinks, " "));
    }

    [GeneratedRegex(
        @"\b(?:pages?|figures?|tables?|accepted|published|presented)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Pages();

    // No server makes a link of an address without its scheme.
    [GeneratedRegex(@"\b(?:https?|ftp)\s*:/*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Scheme();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
