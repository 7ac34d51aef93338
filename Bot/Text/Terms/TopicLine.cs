using System.Globalization;
using Bot.Arxiv;

namespace Bot.Text.Terms;

/// <summary>A line of a list of topics.</summary>
/// <param name="Text">A phrase, <c>@</c> and a category, or <c>*</c> for every paper.</param>
/// <param name="Phrase">Null when the text is no phrase.</param>
internal sealed record TopicLine(string Topic, double Weight, string Text, WarningPhrase? Phrase)
{
    /// <summary>Null when the line is none.</summary>
    public static TopicLine? Read(string line, double heaviest)
    {
        if (line.Trim().Split('\t') is not [{ Length: > 0 } topic, var number, { Length: > 0 } text])
        {
            return null;
        }

        if (!topic.All(c => char.IsLetterOrDigit(c) || c is ' ' or '-') || !char.IsLetter(topic[0]))
        {
            return null;
        }

        if (
            !double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var weight)
            || !(Math.Abs(weight) <= heaviest)
        )
        {
            return null;
        }

        if (text == "*")
        {
            return new TopicLine(topic, weight, text, null);
        }

        if (text[0] == '@')
        {
            return ArxivCategories.Spelling(text[1..]) is { } category
                ? new TopicLine(topic, weight, "@" + category, null)
                : null;
        }

        return WarningPhrase.Read(topic, text) is { IsException: false } phrase
            ? new TopicLine(topic, weight, text, phrase)
            : null;
    }
}

/// <summary>A phrase and what it weighs for each topic that it tells of.</summary>
internal sealed record TopicPhrase(WarningPhrase Phrase, (string Topic, double Weight)[] Weights)
{
    public char FirstLetter => char.ToLowerInvariant(Phrase.Words[0].Text[0]);
}
