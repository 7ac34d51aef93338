using System.Collections.Frozen;

namespace Bot.Text.Sentences;

/// <summary>
/// The words by which the sentences of an abstract show what they are for. In English only, as nearly all abstracts
/// are.
/// </summary>
internal static class CueWords
{
    // None is longer; formulas and chemistry can be.
    private const int Longest = 16;

    private static readonly (Cue Cue, string Words)[] Words =
    [
        (Cue.We, "we I"),
        (Cue.This, "this these those such it its they their both he our that"),
        (
            Cue.Paper,
            "paper work article study thesis survey review report letter chapter note tutorial manuscript "
                + "dissertation research perspective"
        ),
        (
            Cue.Work,
            "method approach framework model algorithm system architecture pipeline solution technique "
                + "strategy scheme theory"
        ),
        (
            Cue.Gain,
            "improvement improvements gain gains speedup speedups reduction reductions resulted faster fewer better"
        ),
        (
            Cue.Evidence,
            "experiment experiments results result evaluation evaluations simulations simulation benchmarks "
                + "empirical empirically experimental experimentally extensive findings finding ablation analysis "
                + "numerical"
        ),
        (Cue.Compare, "than over compared baseline baselines relative"),
        (Cue.Best, "art SOTA"),
        (Cue.Novel, "novel new first"),
        (Cue.Named, "called named dubbed termed coined"),
        (
            Cue.Before,
            "however existing recent recently despite traditional traditionally previous previously prior "
                + "widely increasingly emerged attention conventional nowadays"
        ),
        (
            Cue.Hard,
            """
            current currently remain remains challenge challenges challenging limited struggle struggles suffer
            suffers fail fails often typically crucial essential important critical popular usually commonly many most
            """
        ),
        (
            Cue.Praise,
            "highlight highlights potential pave paves underscore underscores promising insights "
                + "implications future practical promise importance avenues way effectiveness"
        ),
        (Cue.Hope, "hope believe hopefully anticipate expect envision could may might"),
        (
            Cue.Aside,
            "moreover furthermore additionally specifically finally also then second secondly third thirdly "
                + "next further besides particularly addition particular overall conclusion"
        ),
        (Cue.Code, "code codes codebase implementation github website webpage page"),
        (Cue.Available, "available http https released accessible publicly"),
        (Cue.Be, "is are was were"),
        (
            Cue.Clause,
            "which where whereas while although though yet who but because since thereby thus enabling "
                + "achieving leading resulting allowing making without including even so"
        ),
        (Cue.Joint, "and or by using with through via when if as based between from for in on across under to into"),
        (
            Cue.Small,
            "a an the of together at not no only more less very can will would should has have had be been "
                + "being how what whose each any all some several two three four"
        ),
    ];

    // In all their forms.
    private static readonly (Cue Cue, string Verbs)[] Verbs =
    [
        (
            Cue.Propose,
            """
            propose introduce present develop design devise create construct formulate build built contribute unveil
            formalize formalise outline offer advocate provide describe give
            """
        ),
        (
            Cue.Study,
            """
            study investigate explore examine analyze analyse address tackle revisit redesign ask survey review
            discuss argue characterize characterise derive establish extend quantify generalize unify rethink bridge
            adapt reformulate
            """
        ),
        (Cue.Aim, "consider aim seek focus posit hypothesize hypothesise"),
        (
            Cue.Show,
            "show shown prove proven demonstrate find found observe reveal report identify discover confirm "
                + "uncover indicate suggest conclude"
        ),
        (
            Cue.Use,
            """
            use used apply employ leverage adopt train conduct perform implement combine utilize utilise integrate
            incorporate release validate verify illustrate support evaluate compare assess benchmark
            """
        ),
        (
            Cue.Gain,
            "outperform surpass exceed achieve improve reduce attain reach yield match beat accelerate "
                + "recover increase decrease boost enhance lower save obtain rival speed"
        ),
    ];

    private static readonly FrozenDictionary<string, Cue>.AlternateLookup<ReadOnlySpan<char>> Cues = Forms(stems: false)
        .GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly FrozenDictionary<string, Cue>.AlternateLookup<ReadOnlySpan<char>> Stems = Forms(stems: true)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    public static Cue Of(ReadOnlySpan<char> word)
    {
        if (word.Length > Longest)
        {
            return Cue.None;
        }

        return Cues.TryGetValue(word, out var cue) || Stems.TryGetValue(Stem(word), out cue) ? cue : Cue.None;
    }

    /// <summary>
    /// The word without its ending, so that "proposes" and "proposing" meet. Sound, not grammar: "studies" and
    /// "studied" become "stud".
    /// </summary>
    public static ReadOnlySpan<char> Stem(ReadOnlySpan<char> word)
    {
        if (word.Length > 4 && Ends(word, "s") && !Ends(word, "ss"))
        {
            word = word[..^1];
        }

        if (word.Length > 5 && Ends(word, "ing"))
        {
            word = word[..^3];
        }
        else if (word.Length > 4 && Ends(word, "ed"))
        {
            word = word[..^2];
        }
        else if (word.Length > 4 && Ends(word, "ie"))
        {
            return word[..^2];
        }

        return word.Length > 3 && word[^1] is 'e' or 'E' or 'y' or 'Y' or 'i' or 'I' ? word[..^1] : word;
    }

    private static bool Ends(ReadOnlySpan<char> word, string ending) =>
        (word[^1] | ' ') == ending[^1] && word.EndsWith(ending, StringComparison.OrdinalIgnoreCase);

    private static FrozenDictionary<string, Cue> Forms(bool stems)
    {
        var forms = new Dictionary<string, Cue>(StringComparer.OrdinalIgnoreCase);
        foreach (var (cue, words) in stems ? Verbs : [.. Verbs, .. Words])
        {
            foreach (var word in WordTable.Split(words))
            {
                forms[stems ? Stem(word).ToString() : word] = cue;
            }
        }

        return forms.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }
}
