using System.Collections.Frozen;

namespace Bot.Text.Latex;

/// <summary>
/// Commands that stand for no character of their own, by what is done with them. Names are TeX's, LaTeX's and AMS's.
/// </summary>
internal static class LatexVocabulary
{
    /// <summary>
    /// In formulas: what they are given, in a style, or with something around it that no line of text can show.
    /// </summary>
    public static FrozenSet<string> Styles { get; } =
        Words(
            """
            mathcal mathscr mathfrak mathbf mathrm mathit mathsf mathtt mathnormal mathbfcal boldsymbol bm pmb mathop mathrel mathbin mathord mathopen mathclose mathds mathbbm mathbb Bbb
            ensuremath smash boldmath underbrace overbrace boxed cancel vcenter mathchoice scalebox underline uline operatorname
            """
        );

    /// <summary>In formulas: sizes, styles for what follows, places of limits.</summary>
    public static FrozenSet<string> SilentInFormulas { get; } =
        Words(
            """
            left right middle big Big bigg Bigg bigl bigr bigm Bigl Bigr Bigm biggl biggr Biggl Biggr displaystyle textstyle scriptstyle scriptscriptstyle limits nolimits
            rm bf it cal sf tt sc sl em bfseries mathstrut strut null xspace nonumber notag protect relax allowbreak nobreak hfill ! / -
            """
        );

    /// <summary>In formulas: silent together with what they are given.</summary>
    public static FrozenSet<string> DroppedInFormulas { get; } =
        Words(
            "label tag hspace vspace phantom hphantom vphantom color cite citep citet ref eqref begin end "
                + "hspace* kern mskip"
        );

    /// <summary>In text: declarations that style what follows them, since readers hear no styles, and spaces.</summary>
    public static FrozenSet<string> Silent { get; } =
        Words(
            """
            bf em it tt sc rm sf sl cal bfseries itshape ttfamily scshape sffamily rmfamily slshape upshape mdseries normalfont tiny scriptsize footnotesize small normalsize large Large LARGE huge Huge
            protect noindent centering xspace boldmath unboldmath displaystyle left right maketitle relax newline linebreak par quad qquad space enspace thinspace smallskip medskip bigskip hfill
            """
        );

    /// <summary>In text: silent together with what they are given.</summary>
    public static FrozenSet<string> Dropped { get; } =
        Words(
            """
            label begin end vspace hspace color index ref cref Cref eqref autoref pageref nameref phantom bibliographystyle bibliography pagestyle thispagestyle setlength includegraphics vskip hskip
            """
        );

    /// <summary>In text: the first of the two things they are given is about looks or a place.</summary>
    public static FrozenSet<string> FirstDropped { get; } =
        Words(
            "textcolor colorbox hyperlink hyperref hypertarget raisebox scalebox parbox fontsize "
                + "addtocounter setcounter renewcommand texorpdfstring"
        );

    /// <summary>In text: terms of formulas that authors write without the signs of one.</summary>
    public static FrozenSet<string> Terms { get; } =
        Words(
            "frac tfrac dfrac sfrac nicefrac sqrt binom ensuremath overset underset stackrel pmod mathbb "
                + "mathds unicode char xrightarrow xleftarrow operatorname"
        );

    /// <summary>The letters of <c>\mathbb</c> that name sets of numbers; others are letters like any.</summary>
    public static FrozenDictionary<string, string> Doubled { get; } =
        Pairs("R ℝ N ℕ Z ℤ Q ℚ C ℂ P ℙ").ToFrozenDictionary(pair => pair[0], pair => pair[1]);

    /// <summary>What <c>\not</c> makes of a sign.</summary>
    public static FrozenDictionary<char, string> Negated { get; } =
        Pairs("∈ ∉ = ≠ ⊂ ⊄ ⊆ ⊈ ∃ ∄ ≡ ≢ ∼ ≁ ≈ ≉ ∥ ∦ ≤ ≰ ≥ ≱ < ≮ > ≯")
            .ToFrozenDictionary(pair => pair[0][0], pair => pair[1]);

    private static string[] Split(string words) => words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static FrozenSet<string> Words(string words) => Split(words).ToFrozenSet(StringComparer.Ordinal);

    private static IEnumerable<string[]> Pairs(string words) => Split(words).Chunk(2);
}
