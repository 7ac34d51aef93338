namespace Bot.Text.Sentences;

/// <summary>Tells how well a sentence may end before a word.</summary>
internal static class CutKinds
{
    private static readonly string[] AdjectiveEndings = WordTable.Split("al ive ed ous ic ble ful less ary ent ant");

    /// <param name="word">The word behind the place.</param>
    /// <param name="kept">The text up to the place.</param>
    /// <param name="isInApposition">What is said before the word explains the thing before it: ", a framework".</param>
    public static CutKind Before(Word word, ReadOnlySpan<char> kept, bool isInApposition)
    {
        if (word.AfterComma)
        {
            return AfterComma(word, kept);
        }

        // "robust and fast methods" must not end at its first adjective; a noun in the plural stands for itself.
        if (word.IsAndOr || word.EndsWith("ing"))
        {
            return EndsLikePlural(kept) ? CutKind.Joint : CutKind.Word;
        }

        if (word.Cue == Cue.Clause && !MayStandWithinClause(word))
        {
            return CutKind.Clause;
        }

        // It had better end before the comma.
        if (isInApposition)
        {
            return CutKind.Word;
        }

        return word.Cue == Cue.Joint || word.Is("that") ? CutKind.Joint : CutKind.Word;
    }

    private static CutKind AfterComma(Word word, ReadOnlySpan<char> kept)
    {
        // "A fast, robust method" must not end at its first adjective.
        var mayBeAdjective = word.Cue == Cue.None && !word.IsCapital && EndsLikeAdjective(kept);
        if (word.IsNumber || mayBeAdjective)
        {
            return CutKind.Word;
        }

        var beginsClause =
            word.Cue is Cue.Clause or Cue.We or Cue.Small or Cue.Joint or Cue.This || word.EndsWith("ing");
        return beginsClause ? CutKind.Clause : CutKind.Joint;
    }

    private static bool MayStandWithinClause(Word word) =>
        word.Is("but") || word.Is("yet") || word.Is("so") || word.Is("even");

    private static bool EndsLikePlural(ReadOnlySpan<char> text) =>
        text.Length > 1 && text[^1] == 's' && text[^2] is not ('s' or 'u' or 'i');

    private static bool EndsLikeAdjective(ReadOnlySpan<char> text)
    {
        foreach (var ending in AdjectiveEndings)
        {
            if (text.EndsWith(ending, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
