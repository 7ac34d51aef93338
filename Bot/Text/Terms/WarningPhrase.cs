using System.Text.RegularExpressions;

namespace Bot.Text.Terms;

/// <summary>A word of a phrase; a stem stands for all words that begin with it.</summary>
internal readonly record struct WarningWord(string Text, bool IsStem);

/// <summary>A word or phrase that tells of a subject, or an exception: one that only looks as if it did.</summary>
internal sealed partial record WarningPhrase(string Subject, WarningWord[] Words, bool IsException)
{
    // A stem of one or two letters would mark half of arXiv.
    private const int ShortestStem = 3;

    private const int LongestSubject = 40;

    /// <summary>The name within <c>[...]</c>; null when it is none that may stand in a content warning.</summary>
    public static string? SubjectOf(string line) =>
        Name().Match(line) is { Success: true } match && match.Groups[1].Length <= LongestSubject
            ? match.Groups[1].Value
            : null;

    /// <summary>Null when the line is no phrase.</summary>
    public static WarningPhrase? Read(string subject, string line)
    {
        var isException = line[0] == '!';
        var words = line.TrimStart('!')
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(word => new WarningWord(word.TrimEnd('*'), word.EndsWith('*')))
            .ToArray();
        var sound =
            words.Length > 0
            && words.All(word =>
                word.Text.Length >= (word.IsStem ? ShortestStem : 1) && word.Text.All(char.IsLetterOrDigit)
            )
            && words[0].Text.Length > 1;
        return sound ? new WarningPhrase(subject, words, isException) : null;
    }

    /// <summary>Where the phrase ends in a text in which it may begin at a place; null when it does not.</summary>
    public int? EndIn(ReadOnlySpan<char> text, int at)
    {
        for (var n = 0; n < Words.Length; n++)
        {
            var (word, gap) = (Words[n], at);
            while (n > 0 && at < text.Length && IsGap(text[at]))
            {
                at++;
            }

            if (n > 0 && at == gap)
            {
                return null;
            }

            if (!text[at..].StartsWith(word.Text, StringComparison.OrdinalIgnoreCase))
            {
                return null;
            }

            at += word.Text.Length;
            while (word.IsStem && at < text.Length && char.IsLetterOrDigit(text[at]))
            {
                at++;
            }

            if (at < text.Length && char.IsLetterOrDigit(text[at]))
            {
                return null;
            }
        }

        return at;
    }

    // TeX's unbreakable space, and all that Unicode has for hyphens and dashes.
    private static bool IsGap(char c) => char.IsWhiteSpace(c) || c is '-' or '~' or (>= '\u2010' and <= '\u2015');

    [GeneratedRegex(@"^\[\s*([\p{L}\p{Nd}](?:[\p{L}\p{Nd}' -]*[\p{L}\p{Nd}])?)\s*\]\z")]
    private static partial Regex Name();
}
