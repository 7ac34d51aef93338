using System.Globalization;

namespace Bot.Text.Terms;

/// <summary>A topic that a paper is about.</summary>
/// <param name="Confidence">From 0 to 1: how often a topic told so surely is right.</param>
public readonly record struct PaperTopic(string Topic, double Confidence);

/// <summary>
/// Topics, and the phrases that speak for them or against them: the shipped list, or an operator's own. Its form is
/// described at the head of <c>Topics.tsv</c>.
/// </summary>
public sealed class TopicLexicon
{
    // Readers and servers take more for noise.
    private const int MostTopics = 3;

    // A title's words are chosen with more care than an abstract's.
    private const double TitleTimes = 2;

    // What a phrase weighs that is said again and again, at most.
    private const double MostTimes = 2;

    // How often topics of a score were right among 116 papers, see docs/quality.md: half of those at 2, nearly nine in
    // ten at 10.
    private const double EvenScore = 2;
    private const double ScoreScale = 4;

    // Heavier is a slip of the pen.
    private const double Heaviest = 20;

    private readonly string[] _topics;
    private readonly Dictionary<string, double> _starts;
    private readonly Dictionary<string, (string Topic, double Weight)[]> _categories;
    private readonly Dictionary<char, TopicPhrase[]> _byLetter;

    private TopicLexicon(IReadOnlyList<TopicLine> lines)
    {
        _topics = [.. lines.Select(line => line.Topic).Distinct()];
        _starts = lines
            .Where(line => line.Text == "*")
            .GroupBy(line => line.Topic)
            .ToDictionary(group => group.Key, group => group.Sum(line => line.Weight));
        _categories = lines
            .Where(line => line.Text[0] == '@')
            .GroupBy(line => line.Text[1..])
            .ToDictionary(group => group.Key, group => group.Select(line => (line.Topic, line.Weight)).ToArray());
        _byLetter = lines
            .Where(line => line.Phrase is not null)
            .GroupBy(line => line.Text)
            .Select(group => new TopicPhrase(
                group.First().Phrase!,
                [.. group.Select(line => (line.Topic, line.Weight))]
            ))
            .GroupBy(phrase => phrase.FirstLetter)
            .ToDictionary(group => group.Key, group => group.ToArray());
    }

    /// <summary>The list that comes with the program.</summary>
    public static TopicLexicon Shipped { get; } = ReadShipped();

    /// <summary>In the list's order.</summary>
    public IReadOnlyList<string> Topics => _topics;

    /// <summary>
    /// Reads a list; null when it cannot be used, and then <paramref name="mistakes"/> has every line that is to blame.
    /// </summary>
    /// <param name="text">The lines of the list.</param>
    /// <param name="spellCategory">The right spelling of a category's name; null for an unknown one.</param>
    /// <param name="mistakes">Gets what is wrong with each line that cannot be used.</param>
    public static TopicLexicon? Read(
        IEnumerable<string> text,
        Func<string, string?> spellCategory,
        List<string> mistakes
    )
    {
        var lines = new List<TopicLine>();
        foreach (var (at, line) in text.Index())
        {
            if (line.Trim().Length == 0 || line[0] == '#')
            {
                continue;
            }

            if (TopicLine.Read(line, Heaviest, spellCategory) is { } read)
            {
                lines.Add(read);
            }
            else
            {
                mistakes.Add(
                    $"line {at + 1}: '{line.Trim()}' is no topic, weight from "
                        + $"-{Heaviest.ToString(CultureInfo.InvariantCulture)} to "
                        + $"{Heaviest.ToString(CultureInfo.InvariantCulture)} and phrase, with tabs between; write "
                        + "such as Robotics, 2.5, robot*"
                );
            }
        }

        if (lines.Count == 0 && mistakes.Count == 0)
        {
            mistakes.Add("it has no phrase; write lines of topic, weight and phrase, with tabs between");
        }

        return mistakes.Count == 0 ? new TopicLexicon(lines) : null;
    }

    /// <summary>One to three topics, the surest first.</summary>
    /// <param name="title">As readers see it.</param>
    /// <param name="text">The abstract as readers see it.</param>
    /// <param name="categories">As arXiv spells them.</param>
    public IReadOnlyList<PaperTopic> Of(string title, string text, IReadOnlyList<string> categories)
    {
        var scores = _topics.ToDictionary(topic => topic, topic => _starts.GetValueOrDefault(topic));
        foreach (
            var (topic, weight) in categories.SelectMany(category => _categories.GetValueOrDefault(category) ?? [])
        )
        {
            scores[topic] += weight;
        }

        var times = new Dictionary<TopicPhrase, double>();
        Count(title, TitleTimes, times);
        Count(text, 1, times);
        foreach (var (phrase, said) in times)
        {
            foreach (var (topic, weight) in phrase.Weights)
            {
                scores[topic] += weight * Math.Min(MostTimes, 0.5 + (said / 2));
            }
        }

        return
        [
            .. scores
                .OrderByDescending(one => one.Value)
                .TakeWhile((one, place) => place == 0 || (place < MostTopics && one.Value >= 0))
                .Select(one => new PaperTopic(one.Key, 1 / (1 + Math.Exp((EvenScore - one.Value) / ScoreScale)))),
        ];
    }

    private void Count(ReadOnlySpan<char> text, double worth, Dictionary<TopicPhrase, double> times)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (
                !char.IsLetterOrDigit(text[at])
                || (at > 0 && char.IsLetterOrDigit(text[at - 1]))
                || !_byLetter.TryGetValue(char.ToLowerInvariant(text[at]), out var phrases)
            )
            {
                continue;
            }

            foreach (var phrase in phrases)
            {
                if (phrase.Phrase.EndIn(text, at) is not null)
                {
                    times[phrase] = times.GetValueOrDefault(phrase) + worth;
                }
            }
        }
    }

    private static TopicLexicon ReadShipped()
    {
        using var stream = typeof(TopicLexicon).Assembly.GetManifestResourceStream("Topics.tsv")!;
        using var reader = new StreamReader(stream);
        var mistakes = new List<string>();
        // A test checks that the shipped list spells its categories as arXiv does.
        return Read(reader.ReadToEnd().Split('\n'), spellCategory: asWritten => asWritten, mistakes)
            ?? throw new InvalidOperationException($"Topics.tsv: {string.Join("; ", mistakes)}");
    }
}
