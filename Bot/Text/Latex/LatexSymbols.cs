using System.Collections.Frozen;

namespace Bot.Text.Latex;

/// <summary>
/// Commands that stand for a character, by what they are in a formula. Names are TeX's, LaTeX's and AMS's.
/// </summary>
internal static class LatexSymbols
{
    /// <summary>Letters and signs that take no space of their own.</summary>
    public static FrozenDictionary<string, string> Plain { get; } =
        WordTable.Pairs(
            """
            alpha α  beta β  gamma γ  delta δ  epsilon ε  varepsilon ε  zeta ζ  eta η  theta θ  vartheta ϑ
            iota ι  kappa κ  lambda λ  mu μ  nu ν  xi ξ  omicron ο  pi π  varpi ϖ  rho ρ  varrho ρ  sigma σ
            varsigma ς  tau τ  upsilon υ  phi φ  varphi φ  chi χ  psi ψ  omega ω  digamma ϝ

            Gamma Γ  Delta Δ  Theta Θ  Lambda Λ  Xi Ξ  Pi Π  Sigma Σ  Upsilon Υ  Phi Φ  Psi Ψ  Omega Ω

            infty ∞  ell ℓ  hbar ℏ  partial ∂  nabla ∇  forall ∀  exists ∃  nexists ∄  emptyset ∅  varnothing ∅
            aleph ℵ  Re Re  Im Im  imath ı  jmath ȷ  wp ℘

            angle ∠  measuredangle ∡  triangle △  square □  Box □  Diamond ◇  lozenge ◊  blacksquare ■
            bigstar ★  checkmark ✓  cmark ✓  xmark ✗

            sharp ♯  flat ♭  natural ♮  clubsuit ♣  diamondsuit ♦  heartsuit ♥  spadesuit ♠

            neg ¬  lnot ¬  top ⊤  bot ⊥  surd √  prime ′  backprime ‵  complement ∁  degree °  textdegree °
            textmu µ  micro µ

            dag †  ddag ‡  dagger †  ddagger ‡  textdagger †  S §  P ¶

            copyright ©  textcopyright ©  textregistered ®  texttrademark ™  pounds £  textsterling £  euro €
            texteuro €  yen ¥  textyen ¥

            ldots ...  dots ...  dotsc ...  dotsb ...  dotsm ...  dotso ...  cdots ⋯  textellipsis ...  vdots ⋮
            ddots ⋱

            textperthousand ‰  perthousand ‰  textpertenthousand ‱  textcent ¢  cents ¢  textnumero №  textohm Ω
            textordfeminine ª  textordmasculine º  textsection §  textparagraph ¶  textcurrency ¤  texttwelveudash –

            arcsec ″  arcmin ′  degr °  arcdeg °  sun ☉  earth ⊕  Msun M☉  msun M☉  Lsun L☉  lsun L☉  Rsun R☉
            rsun R☉  halpha Hα  Halpha Hα  hbeta Hβ  Hbeta Hβ  lya Lyα  Lya Lyα  micron µm  angstrom Å  farcs .″
            farcm .′  fdg .°

            textbullet •  bullet •  textperiodcentered ·  textbackslash \  backslash \  textasciitilde ~
            textasciicircum ^  textunderscore _

            textendash –  textemdash —  textquoteleft ‘  textquoteright ’  textquotedblleft “
            textquotedblright ”  textquotesingle '  textquotedbl "  guillemotleft «  guillemotright »

            textless <  textgreater >  textbar |  textpm ±  texttimes ×  textonehalf ½  textdollar $
            textasteriskcentered *  LaTeX LaTeX  TeX TeX

            slash /  colon :  lbrace {  rbrace }  lbrack [  rbrack ]

            langle ⟨  rangle ⟩  lfloor ⌊  rfloor ⌋  lceil ⌈  rceil ⌉  vert |  lvert |  rvert |  Vert ‖  lVert ‖
            rVert ‖  | ‖

            sum ∑  prod ∏  coprod ∐  int ∫  iint ∬  iiint ∭  oint ∮  bigcup ⋃  bigcap ⋂  bigsqcup ⨆  bigvee ⋁
            bigwedge ⋀  bigoplus ⨁  bigotimes ⨂  bigodot ⨀

            eth ð  beth ℶ  gimel ℷ  hslash ℏ  eps ε  AC ∿  mho ℧  aa å  AA Å  lq ‘  rq ’
            """
        );

    /// <summary>Signs between two terms, close to them where the author writes them close.</summary>
    public static FrozenDictionary<string, string> Binary { get; } =
        WordTable.Pairs(
            """
            times ×  cdot ·  pm ±  mp ∓  div ÷  ast *  star ⋆  circ ∘

            cup ∪  cap ∩  uplus ⊎  sqcup ⊔  sqcap ⊓  vee ∨  lor ∨  wedge ∧  land ∧  setminus ∖  smallsetminus ∖

            oplus ⊕  ominus ⊖  otimes ⊗  oslash ⊘  odot ⊙  bigcirc ○  amalg ⨿

            ltimes ⋉  rtimes ⋊

            boxplus ⊞  boxtimes ⊠  diamond ⋄  wr ≀  bigtriangleup △  bigtriangledown ▽  triangleleft ◁
            triangleright ▷  circledast ⊛  divideontimes ⋇  intercal ⊺
            """
        );

    /// <summary>Relations and arrows, with space around them.</summary>
    public static FrozenDictionary<string, string> Relations { get; } =
        WordTable.Pairs(
            """
            le ≤  leq ≤  leqslant ≤  ge ≥  geq ≥  geqslant ≥  lt <  gt >  ne ≠  neq ≠  equiv ≡  approx ≈
            approxeq ≊  sim ∼  thicksim ∼  simeq ≃  eqsim ≂  cong ≅  propto ∝  varpropto ∝  asymp ≍  doteq ≐
            ll ≪  gg ≫  lll ⋘  ggg ⋙  lesssim ≲  gtrsim ≳  lessapprox ⪅  gtrapprox ⪆

            in ∈  notin ∉  ni ∋  subset ⊂  subseteq ⊆  subsetneq ⊊  supset ⊃  supseteq ⊇  supsetneq ⊋

            sqsubseteq ⊑  sqsupseteq ⊒

            prec ≺  preceq ⪯  preccurlyeq ≼  succ ≻  succeq ⪰  succcurlyeq ≽

            triangleq ≜  coloneqq :=  coloneq :=  defeq :=  mid |  nmid ∤  parallel ∥  nparallel ∦  perp ⊥
            vdash ⊢  dashv ⊣  models ⊨  vDash ⊨  bowtie ⋈

            to →  rightarrow →  longrightarrow ⟶  Rightarrow ⇒  Longrightarrow ⟹  implies ⟹

            leftarrow ←  gets ←  longleftarrow ⟵  Leftarrow ⇐  Longleftarrow ⟸  impliedby ⟸

            leftrightarrow ↔  longleftrightarrow ⟷  Leftrightarrow ⇔  Longleftrightarrow ⟺  iff ⟺  mapsto ↦
            longmapsto ⟼

            hookrightarrow ↪  hookleftarrow ↩  twoheadrightarrow ↠  rightsquigarrow ⇝  leadsto ⇝
            rightharpoonup ⇀  rightleftharpoons ⇌  rightleftarrows ⇄

            uparrow ↑  downarrow ↓  Uparrow ⇑  Downarrow ⇓  updownarrow ↕  nearrow ↗  searrow ↘  swarrow ↙
            nwarrow ↖  textrightarrow →  textleftarrow ←  textuparrow ↑  textdownarrow ↓

            therefore ∴  because ∵  nrightarrow ↛  nsubseteq ⊈  nleq ≰  ngeq ≱  lneq ⪇  gneq ⪈  between ≬
            multimap ⊸  ngtr ≯  nless ≮  precsim ≾  succsim ≿  trianglelefteq ⊴  trianglerighteq ⊵  lessgtr ≶
            lesseqgtr ⋚
            """
        );

    /// <summary>Operators that are written as words.</summary>
    public static FrozenSet<string> Words { get; } =
        WordTable.Set(
            """
            log ln lg exp min max argmin argmax arg sup inf lim limsup liminf sin cos tan cot sec csc sinh cosh
            tanh coth arcsin arccos arctan det dim ker deg gcd hom Pr bmod mod diag tr Tr rank sgn sign softmax
            poly polylog injlim projlim varlimsup varliminf
            """
        );

    /// <summary>A command's character, whatever it is in a formula; null for none.</summary>
    public static string? Of(string name) =>
        Plain.TryGetValue(name, out var sign)
        || Binary.TryGetValue(name, out sign)
        || Relations.TryGetValue(name, out sign)
            ? sign
            : null;
}
