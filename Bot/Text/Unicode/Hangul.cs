namespace Bot.Text.Unicode;

/// <summary>
/// Korean syllables, which are composed of a leading consonant, a vowel and perhaps a trailing consonant by a rule in
/// the place of tables. Source: The Unicode Standard, section 3.12, "Conjoining Jamo Behavior".
/// </summary>
internal static class Hangul
{
    public const int FirstVowel = 0x1161;

    /// <summary>One less than the first that there is, because there may be none.</summary>
    public const int FirstTrail = 0x11A7;
    public const int Vowels = 21;
    public const int Trails = 28;
    private const int FirstSyllable = 0xAC00;
    private const int FirstLead = 0x1100;
    private const int Leads = 19;

    public static bool IsSyllable(int code) => code is >= FirstSyllable and < FirstSyllable + (Leads * Vowels * Trails);

    public static void Decompose(int syllable, List<int> output)
    {
        var (pair, trail) = Math.DivRem(syllable - FirstSyllable, Trails);
        output.Add(FirstLead + (pair / Vowels));
        output.Add(FirstVowel + (pair % Vowels));
        if (trail > 0)
        {
            output.Add(FirstTrail + trail);
        }
    }

    /// <summary>The syllable that the two make; -1 where they make none.</summary>
    public static int Compose(int first, int second)
    {
        var (lead, vowel, trail) = (first - FirstLead, second - FirstVowel, second - FirstTrail);
        if (lead is >= 0 and < Leads && vowel is >= 0 and < Vowels)
        {
            return FirstSyllable + (((lead * Vowels) + vowel) * Trails);
        }

        var takesTrail = IsSyllable(first) && (first - FirstSyllable) % Trails == 0;
        return takesTrail && trail is > 0 and < Trails ? first + trail : -1;
    }
}
