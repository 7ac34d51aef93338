namespace Bot.Text.Sentences;

/// <summary>A word of a sentence and how it stands there.</summary>
internal readonly ref struct Word
{
    /// <summary>At least one character.</summary>
    public required ReadOnlySpan<char> Text { get; init; }

    /// <summary>Where it begins in the abstract, in UTF-16 units.</summary>
    public required int Start { get; init; }

    public required Cue Cue { get; init; }

    /// <summary>How many words of the sentence stand before it.</summary>
    public required int Place { get; init; }

    public required bool AfterComma { get; init; }

    public required bool Bracketed { get; init; }

    public int End => Start + Text.Length;

    public bool IsNumber => char.IsAsciiDigit(Text[0]);

    public bool IsCapital => char.IsUpper(Text[0]);

    public bool IsVerb => Cue is Cue.Propose or Cue.Study or Cue.Aim or Cue.Show or Cue.Use or Cue.Gain;

    /// <summary>Two capitals or more in brackets, as authors introduce a short name.</summary>
    public bool IsAcronym => Bracketed && Text.Length > 1 && IsCapital && char.IsUpper(Text[^1]);

    public bool IsAndOr => Is("and") || Is("or");

    /// <summary>True for this word in either case; <paramref name="other"/> is in small letters.</summary>
    public bool Is(string other) =>
        Text.Length == other.Length
        && (Text[^1] | ' ') == other[^1]
        && Text.Equals(other, StringComparison.OrdinalIgnoreCase);

    /// <summary>True for this ending in either case; <paramref name="ending"/> is in small letters.</summary>
    public bool EndsWith(string ending) =>
        (Text[^1] | ' ') == ending[^1] && Text.EndsWith(ending, StringComparison.OrdinalIgnoreCase);
}
