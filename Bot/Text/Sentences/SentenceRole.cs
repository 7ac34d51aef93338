using System.Runtime.InteropServices;

namespace Bot.Text.Sentences;

/// <summary>How well a text may end at a place.</summary>
internal enum CutKind
{
    /// <summary>Behind a word.</summary>
    Word,

    /// <summary>Before a word that joins, or at a sign that may stand within a clause.</summary>
    Joint,

    /// <summary>Behind a clause.</summary>
    Clause,

    /// <summary>Behind the sentence.</summary>
    Whole,
}

/// <summary>A place where a sentence may end, and what it has told up to there.</summary>
/// <param name="Claim">Points for saying what the paper does.</param>
/// <param name="Result">Points for saying what came of it.</param>
/// <param name="Said">How much has followed the last verb that counted: two for a word, one for a name's.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Cut(int End, CutKind Kind, int Claim, int Result, int Said);

/// <summary>What a sentence of an abstract is for, and where it may begin and end.</summary>
internal sealed record SentenceRole
{
    public required int Start { get; init; }

    /// <summary>
    /// Where "we propose ..." begins behind an opening such as "To this end,"; otherwise the sentence's start.
    /// </summary>
    public required int ClauseStart { get; init; }

    /// <summary>Where the finding begins behind "experiments show that"; otherwise the sentence's start.</summary>
    public required int FindingStart { get; init; }

    /// <summary>The result points that lie before <see cref="FindingStart"/>.</summary>
    public required int ShownBefore { get; init; }

    /// <summary>Behind the first verb that makes a claim; 0 when there is none.</summary>
    public required int ClaimVerbEnd { get; init; }

    /// <summary>Behind the first verb that tells a result; 0 when there is none.</summary>
    public required int ResultVerbEnd { get; init; }

    /// <summary>The authors speak of themselves or of what they made.</summary>
    public required bool Own { get; init; }

    /// <summary>The authors say outright what they do.</summary>
    public required bool Outright { get; init; }

    /// <summary>Begins with a word that points at the sentence before.</summary>
    public required bool Dangling { get; init; }

    /// <summary>Tells where programs and data lie.</summary>
    public required bool Availability { get; init; }

    /// <summary>Has words by which English abstracts can be read.</summary>
    public required bool Understood { get; init; }

    /// <summary>Ascending; the last is the sentence's end.</summary>
    public required IReadOnlyList<Cut> Cuts { get; init; }

    public int End => Cuts[^1].End;

    public int Claim => Cuts[^1].Claim;
}
