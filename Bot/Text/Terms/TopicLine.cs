using System.Globalization;

namespace Bot.Text.Terms;

/// <summary>A line of a list of topics.</summary>
/// <param name="Text">A phrase, <c>@</c> and a category, or <c>*</c> for every paper.</param>
/// <param name="Phrase">Null when the text is no phrase.</param>
internal sealed record TopicLine(string Topic, double Weight, string Text, Phrase? Phrase)
{
    /// <summary>Null when the line cannot be read, or names a category that there is not.</summary>
    /// <param name="line">Topic, weight and text, with tabs between.</param>
    /// <param name="heaviest">The largest weight, for or against the topic, that a line may have.</param>
    /// <param name="spellCategory">The right spelling of a category's name; null for an unknown one.</param>
    public static TopicLine? Read(string line, double heaviest, Func<string, string?> spellCategory)
    {
        if (line.Trim().Split('\t') is not [{ Length: > 0 } topic, var number, { Length: > 0 } text])
        {
            return null;
        }

        if (!topic.All(c => char.IsLetterOrDigit(c) || c is ' ' or '-') || !char.IsLetter(topic[0]))
        {
            return null;
        }

        var isNumber = double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var weight);
        // NaN is no weight either.
        var isInRange = Math.Abs(weight) <= heaviest;
        if (!isNumber || !isInRange)
        {
            return null;
        }

        if (text == "*")
        {
            return new TopicLine(topic, weight, text, null);
        }

        if (text[0] == '@')
        {
            return spellCategory(text[1..]) is { } category ? new TopicLine(topic, weight, "@" + category, null) : null;
        }

        return Phrase.Read(topic, text) is { IsException: false } phrase
            ? new TopicLine(topic, weight, text, phrase)
            : null;
    }
}

/// <summary>A phrase and what it weighs for each topic that it tells of.</summary>
internal sealed record TopicPhrase(Phrase Phrase, (string Topic, double Weight)[] Weights)
{
    public char FirstLetter => char.ToLowerInvariant(Phrase.Words[0].Text[0]);
}
