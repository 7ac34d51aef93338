using System.Buffers;

namespace Bot.Text.Terms;

/// <summary>
/// The subjects that readers are warned of, and the words that tell of them: the shipped list, an operator's own, or
/// none. Its form is described at the head of <c>ContentWarnings.txt</c>.
/// </summary>
public sealed class ContentWarnings
{
    // A text of a paper's length is looked through once for the first words of all phrases together: a few
    // microseconds.
    private readonly SearchValues<string> _heads;
    private readonly Dictionary<char, Phrase[]> _byLetter;
    private readonly string[] _subjects;

    private ContentWarnings(IReadOnlyList<Phrase> phrases)
    {
        _subjects = [.. phrases.Select(phrase => phrase.Subject).Distinct()];
        _heads = SearchValues.Create(
            [.. phrases.Select(phrase => phrase.Words[0].Text).Distinct(StringComparer.OrdinalIgnoreCase)],
            StringComparison.OrdinalIgnoreCase
        );
        // Exceptions first: they take the words away from the phrases.
        _byLetter = phrases
            .OrderBy(phrase => !phrase.IsException)
            .GroupBy(phrase => char.ToLowerInvariant(phrase.Words[0].Text[0]))
            .ToDictionary(group => group.Key, group => group.ToArray());
    }

    public static ContentWarnings None { get; } = new([]);

    /// <summary>The list that comes with the program.</summary>
    public static ContentWarnings Shipped { get; } = ReadShipped();

    /// <summary>
    /// Reads a list; null when it cannot be used, and then <paramref name="mistakes"/> has every line that is to blame.
    /// </summary>
    public static ContentWarnings? Read(IEnumerable<string> lines, List<string> mistakes)
    {
        var subject = "";
        var subjects = new List<string>();
        var phrases = new List<Phrase>();
        foreach (var (at, line) in lines.Select(line => line.Trim()).Index())
        {
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            if (line[0] == '[')
            {
                subject = Phrase.SubjectOf(line) ?? "";
                subjects.Add(subject);
                if (subject.Length == 0)
                {
                    Wrong($"'{line}' names no subject; write such as [self-harm], letters, spaces and hyphens only");
                }
            }
            else if (subjects.Count == 0)
            {
                Wrong($"'{line}' stands before the first subject; write one above it, such as [self-harm]");
            }
            else if (Phrase.Read(subject, line) is { } phrase)
            {
                phrases.Add(phrase);
            }
            else
            {
                Wrong(
                    $"'{line}' is no word or phrase; write letters and digits, * at the end of a stem of "
                        + "three letters or more, ! before an exception"
                );
            }

            void Wrong(string what) => mistakes.Add($"line {at + 1}: {what}");
        }

        foreach (var name in subjects)
        {
            var hasPhrase = phrases.Exists(phrase => phrase.Subject == name && !phrase.IsException);
            if (name.Length > 0 && !hasPhrase)
            {
                mistakes.Add($"[{name}] has no words; add some or remove it");
            }
        }

        if (subjects.Count == 0)
        {
            mistakes.Add(
                "it has no subject; write one, such as [self-harm], and words below it, or set the value to off"
            );
        }

        return mistakes.Count == 0 ? new ContentWarnings(phrases) : null;
    }

    /// <summary>
    /// The subjects that any of the texts tells of, in the list's order; empty for nearly every paper.
    /// </summary>
    public IReadOnlyList<string> SubjectsIn(params ReadOnlySpan<string> texts)
    {
        HashSet<string>? found = null;
        foreach (var text in texts)
        {
            Find(text, ref found);
        }

        return found is null ? [] : [.. _subjects.Where(found.Contains)];
    }

    private void Find(ReadOnlySpan<char> text, ref HashSet<string>? found)
    {
        var at = 0;
        for (var hop = text.IndexOfAny(_heads); hop >= 0; hop = text[at..].IndexOfAny(_heads))
        {
            at += hop;
            var isWord = at == 0 || !char.IsLetterOrDigit(text[at - 1]);
            at =
                isWord && _byLetter.TryGetValue(char.ToLowerInvariant(text[at]), out var phrases)
                    ? Find(text, at, phrases, ref found)
                    : at + 1;
        }
    }

    // Where to look on: behind an exception, so that none of its words is found by itself.
    private static int Find(ReadOnlySpan<char> text, int at, Phrase[] phrases, ref HashSet<string>? found)
    {
        foreach (var phrase in phrases)
        {
            if (phrase.EndIn(text, at) is not { } end)
            {
                continue;
            }

            if (phrase.IsException)
            {
                return end;
            }

            (found ??= []).Add(phrase.Subject);
        }

        return at + 1;
    }

    private static ContentWarnings ReadShipped()
    {
        using var stream = typeof(ContentWarnings).Assembly.GetManifestResourceStream("ContentWarnings.txt")!;
        using var reader = new StreamReader(stream);
        var mistakes = new List<string>();
        return Read(reader.ReadToEnd().Split('\n'), mistakes)
            ?? throw new InvalidOperationException($"ContentWarnings.txt: {string.Join("; ", mistakes)}");
    }
}
