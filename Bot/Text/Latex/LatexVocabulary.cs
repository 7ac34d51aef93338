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
        WordTable.Set(
            """
            mathcal mathscr mathfrak mathbf mathrm mathit mathsf mathtt mathnormal mathbfcal boldsymbol bm pmb mathop
            mathrel mathbin mathord mathopen mathclose mathds mathbbm mathbb Bbb ensuremath smash boldmath
            boxed cancel vcenter mathchoice scalebox underline uline operatorname
            """
        );

    /// <summary>In formulas: sizes, styles for what follows, places of limits.</summary>
    public static FrozenSet<string> SilentInFormulas { get; } =
        WordTable.Set(
            """
            left right middle big Big bigg Bigg bigl bigr bigm Bigl Bigr Bigm biggl biggr Biggl Biggr displaystyle
            textstyle scriptstyle scriptscriptstyle limits nolimits rm bf it cal sf tt sc sl em bfseries mathstrut
            strut null xspace nonumber notag protect relax allowbreak nobreak hfill ! / -
            """
        );

    /// <summary>In formulas: spaces.</summary>
    public static FrozenSet<string> SpacesInFormulas { get; } =
        FrozenSet.Create(
            StringComparer.Ordinal,
            [",", ";", ":", " ", ">", "\n", .. WordTable.Split("quad qquad enspace enskip thinspace space hskip")]
        );

    /// <summary>In formulas: silent together with what they are given.</summary>
    public static FrozenSet<string> DroppedInFormulas { get; } =
        WordTable.Set(
            "label tag hspace vspace phantom hphantom vphantom color cite citep citet ref eqref " + "hspace* kern mskip"
        );

    /// <summary>In text: declarations that style what follows them, since readers hear no styles, and spaces.</summary>
    public static FrozenSet<string> Silent { get; } =
        WordTable.Set(
            """
            bf em it tt sc rm sf sl cal bfseries itshape ttfamily scshape sffamily rmfamily slshape upshape mdseries
            normalfont tiny scriptsize footnotesize small normalsize large Large LARGE huge Huge protect noindent
            centering xspace boldmath unboldmath displaystyle left right maketitle relax newline linebreak par quad
            qquad space enspace thinspace smallskip medskip bigskip hfill break linebreak pagebreak
            """
        );

    /// <summary>In text: silent together with what they are given.</summary>
    public static FrozenSet<string> Dropped { get; } =
        WordTable.Set(
            """
            label begin end vspace hspace color index ref cref Cref eqref autoref pageref nameref phantom
            bibliographystyle bibliography pagestyle thispagestyle setlength includegraphics vskip hskip footnotemark
            """
        );

    /// <summary>In text: the first of the two things they are given is about looks or a place.</summary>
    public static FrozenSet<string> FirstDropped { get; } =
        WordTable.Set(
            "textcolor colorbox hyperlink hyperref hypertarget raisebox scalebox parbox fontsize "
                + "addtocounter setcounter renewcommand texorpdfstring"
        );

    /// <summary>In text: terms of formulas that authors write without the signs of one.</summary>
    public static FrozenSet<string> Terms { get; } =
        WordTable.Set(
            "frac tfrac dfrac sfrac nicefrac sqrt binom ensuremath overset underset stackrel pmod mathbb "
                + "mathds unicode char xrightarrow xleftarrow operatorname norm abs ket bra braket ketbra ceil floor "
                + "pdv dv expval inner ce underbrace overbrace"
        );

    /// <summary>The letters of <c>\mathbb</c> that name sets of numbers; others are letters like any.</summary>
    public static FrozenDictionary<string, string> Doubled { get; } = WordTable.Pairs("R ℝ  N ℕ  Z ℤ  Q ℚ  C ℂ  P ℙ");

    /// <summary>What <c>\not</c> makes of a sign.</summary>
    public static FrozenDictionary<char, string> Negated { get; } =
        WordTable
            .Pairs("∈ ∉  = ≠  ⊂ ⊄  ⊆ ⊈  ∃ ∄  ≡ ≢  ∼ ≁  ≈ ≉  ∥ ∦  ≤ ≰  ≥ ≱  < ≮  > ≯")
            .ToFrozenDictionary(pair => pair.Key[0], pair => pair.Value);

    /// <summary>True for what only makes brackets larger, such as <c>\Big</c>.</summary>
    public static bool IsSize(string command) =>
        command.StartsWith("big", StringComparison.OrdinalIgnoreCase) && SilentInFormulas.Contains(command);
}
