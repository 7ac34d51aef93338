using System.Text.RegularExpressions;

namespace Bot.Text.Terms;

/// <summary>A word of a phrase; a stem stands for all words that begin with it.</summary>
internal readonly record struct PhraseWord(string Text, bool IsStem)
{
    /// <summary>Where the word ends in a text in which it may begin at a place; null when it does not.</summary>
    public int? EndIn(ReadOnlySpan<char> text, int at)
    {
        if (!text[at..].StartsWith(Text, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        at += Text.Length;
        while (IsStem && at < text.Length && char.IsLetterOrDigit(text[at]))
        {
            at++;
        }

        var goesOn = at < text.Length && char.IsLetterOrDigit(text[at]);
        return goesOn ? null : at;
    }
}

/// <summary>
/// A word or phrase that tells of a subject or a topic, or an exception: one that only looks as if it did.
/// </summary>
internal sealed partial record Phrase(string Subject, PhraseWord[] Words, bool IsException)
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
    public static Phrase? Read(string subject, string line)
    {
        var isException = line[0] == '!';
        var words = line.TrimStart('!')
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(word => new PhraseWord(word.TrimEnd('*'), word.EndsWith('*')))
            .ToArray();
        var sound =
            words.Length > 0
            && words.All(word =>
                word.Text.Length >= (word.IsStem ? ShortestStem : 1) && word.Text.All(char.IsLetterOrDigit)
            )
            && words[0].Text.Length > 1;
        return sound ? new Phrase(subject, words, isException) : null;
    }

    /// <summary>Where the phrase ends in a text in which it may begin at a place; null when it does not.</summary>
    public int? EndIn(ReadOnlySpan<char> text, int at)
    {
        for (var n = 0; n < Words.Length; n++)
        {
            var start = n == 0 ? at : GapEnd(text, at);
            var hasGap = n == 0 || start > at;
            if (!hasGap || Words[n].EndIn(text, start) is not { } end)
            {
                return null;
            }

            at = end;
        }

        return at;
    }

    private static int GapEnd(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && IsGap(text[at]))
        {
            at++;
        }

        return at;
    }

    // TeX's unbreakable space, and all that Unicode has for hyphens and dashes.
    private static bool IsGap(char c) => char.IsWhiteSpace(c) || c is '-' or '~' or (>= '\u2010' and <= '\u2015');

    [GeneratedRegex(@"^\[\s*([\p{L}\p{Nd}](?:[\p{L}\p{Nd}' -]*[\p{L}\p{Nd}])?)\s*\]\z")]
    private static partial Regex Name();
}
