using Bot.Text.Latex;

namespace Bot.Tests.Text;

/// <summary>Prices, letters from PDFs, other fields' macros and publishers' HTML, as readers should see them.</summary>
public sealed class LettersMoneyFormulasTests
{
    [Theory]
    [InlineData("From $5 to US$3 per hour")]
    [InlineData("\"$5\" and \"$10\" plans")]
    [InlineData("€5/$5 and £5/$6")]
    [InlineData("~$5 and >$10")]
    [InlineData("$5-$10 and ~$20")]
    [InlineData("$0.01/$0.03 per token")]
    [InlineData("($5)-($10)")]
    [InlineData("$5k-$10k")]
    [InlineData("$1,000/$2,000")]
    [InlineData("costs $5 and earns US$ 3")]
    [InlineData("$5 to US$ 3")]
    [InlineData("A$5, C$6 and NZ$7")]
    [InlineData("under $1.50; over $2.50")]
    [InlineData("$5+$6=$11")]
    [InlineData("$HOME and df$col")]
    public void Sums_of_money_keep_their_signs(string text) => Reads(text, text);

    [Theory]
    [InlineData("$5x$", "5x")]
    [InlineData("$2\\times$3", "2×3")]
    [InlineData("$\\sim$5 and $\\pm$0.5", "∼5 and ±0.5")]
    [InlineData("$<$5 and $>$10", "<5 and >10")]
    [InlineData("$5$ of $10$", "5 of 10")]
    [InlineData("$10^3$5", "10³5")]
    [InlineData("$n$ and $2n$, $3$-fold", "n and 2n, 3-fold")]
    [InlineData("$k$1", "k1")]
    public void Formulas_beside_numbers_are_formulas(string source, string expected) => Reads(source, expected);

    [Theory]
    [InlineData("Eﬃcient 𝗕𝗘𝗥𝗧", "Efficient BERT")]
    [InlineData(
        "𝐛𝐨𝐥𝐝 𝑖𝑡𝑎𝑙𝑖𝑐 𝒮𝒸𝓇𝒾𝓅𝓉 𝔉𝔯𝔞𝔨𝔱𝔲𝔯 𝔻𝕠𝕦𝕓𝕝𝕖 𝚖𝚘𝚗𝚘",
        "bold italic Script Fraktur Double mono"
    )]
    [InlineData("ＧＰＴ－４ ｗｉｄｅ １２３", "GPT-4 wide 123")]
    [InlineData("ﬁne ﬂow oﬀ baﬄe ﬅop ﬆar", "fine flow off baffle stop star")]
    [InlineData("ℝ𝕖𝕤𝕟𝕖𝕥 and 𝕄ℕ", "Resnet and MN")]
    [InlineData("x ∈ ℝ, ℕ and ℤ stay", "x ∈ ℝ, ℕ and ℤ stay")]
    [InlineData("ℰ, ℱ, ℋ, ℒ, ℛ, ℬ, ℳ", "E, F, H, L, R, B, M")]
    [InlineData("co\u00ADope\u00ADration", "cooperation")]
    [InlineData("zero\u200Bwidth\uFEFF and\u2060 joined\u200D", "zerowidth and joined")]
    [InlineData("\u202Eevil\u202C and \u2067open", "evil and open")]
    [InlineData("left\u200E right\u200F", "left right")]
    [InlineData("𝛼-𝜷 and 𝟙𝟚𝟛", "α-β and 123")]
    [InlineData("$𝔼[X] = 𝐖x$", "E[X] = Wx")]
    public void Styled_letters_are_plain_and_unseen_signs_are_gone(string source, string expected) =>
        Reads(source, expected);

    [Theory]
    [InlineData("👩\u200D🔬 at work")]
    [InlineData("می\u200Cخواهم")]
    [InlineData("क्\u200Dष")]
    [InlineData("שלום\u200F!")]
    [InlineData("東京（とうきょう）、大阪！")]
    [InlineData("C# and F♯, Å, µm, ½")]
    public void What_shapes_a_script_or_an_emoji_stays(string text) => Reads(text, text);

    [Theory]
    [InlineData("$\\norm{x}$, $\\norm{x}_2$, $\\abs{x-y}$", "‖x‖, ‖x‖₂, |x-y|")]
    [InlineData("$\\ket{0}$, $\\bra{0}$, $\\ket{\\psi}$", "|0⟩, ⟨0|, |ψ⟩")]
    [InlineData("$\\braket{0|1}$, $\\braket{a}{b}$, $\\ketbra{0}{1}$", "⟨0|1⟩, ⟨a|b⟩, |0⟩⟨1|")]
    [InlineData("$\\set{1, 2}$, $\\inner{x}{y}$, $\\ceil{n/2}$, $\\floor{x}$", "{1, 2}, ⟨x, y⟩, ⌈n/2⌉, ⌊x⌋")]
    [InlineData("$\\pdv{f}{t}$, $\\dv{f}{t}$, $\\pdv{t}$, $\\dv[2]{f}{x}$", "∂f/∂t, df/dt, ∂/∂t, d²f/dx²")]
    [InlineData("$\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}$", "(a b; c d)")]
    [InlineData("$\\begin{bmatrix}1 & 0\\end{bmatrix}$", "[1 0]")]
    [InlineData("states \\ket{0} and \\norm{x}", "states |0⟩ and ‖x‖")]
    [InlineData("$\\expval{A}$, $\\mel{a}{B}{c}$, $\\norm*{x}$", "⟨A⟩, ⟨a|B|c⟩, ‖x‖")]
    [InlineData("$\\norm$ and $\\set$", "norm and set")]
    public void Macros_stand_for_their_brackets(string source, string expected) => Reads(source, expected);

    [Theory]
    [InlineData("$x_{a^k}$", "x_(aᵏ)")]
    [InlineData("$x^{a_i}$", "x^(aᵢ)")]
    [InlineData("$e^{\\lambda t}$", "e^(λt)")]
    [InlineData("$x_{i^2}$", "x_(i²)")]
    [InlineData("$2^{2^n}$", "2^(2ⁿ)")]
    [InlineData("$x_{n_k}$ and $N_{\\max}$, $x_{\\text{new}}$", "x_(nₖ) and N_max, x_new")]
    [InlineData("$e^{-\\beta H}$, $T_{\\mu\\nu}$", "e⁻ᵝᴴ, T_μν")]
    public void Scripts_within_scripts_keep_their_brackets(string source, string expected) => Reads(source, expected);

    [Theory]
    [InlineData("5\\textperthousand, 3\\textcent, 20\\textdegree C", "5‰, 3¢, 20°C")]
    [InlineData("Stein\\textquoteright s method", "Stein’s method")]
    [InlineData("$\\begin{array}{ll} a & b \\end{array}$", "a b")]
    [InlineData("$\\P(A)$ and $\\P[X]$", "P(A) and P[X]")]
    [InlineData("the option \\verb|x_1| and \\verb+a|b+", "the option x_1 and a|b")]
    [InlineData("i.e.\\@ this", "i.e. this")]
    [InlineData("$f^{\\prime\\prime}$ and $f^\\prime$", "f″ and f′")]
    [InlineData("co\\-operation, one\\-hot", "cooperation, one-hot")]
    [InlineData("Erd$\\H{o}$s and $\\v{C}$ech", "Erdős and Čech")]
    [InlineData("title\\footnotemark[1] goes on", "title goes on")]
    [InlineData("first\\break second", "first second")]
    [InlineData("\\SI{5}{\\micro\\metre} and \\SI{3}{\\kilo\\metre\\per\\second}", "5 µm and 3 km/s")]
    [InlineData("\\si{\\mega\\hertz}, \\SI{20}{\\degreeCelsius}, \\num{5}", "MHz, 20 °C, 5")]
    [InlineData("$\\underbrace{a+b}_{\\text{sum}}$", "a+b (sum)")]
    [InlineData("\\ion{H}{ii} and \\isotope[14]{C}", "H II and ¹⁴C")]
    [InlineData("\\ce{H2O}, \\ce{CO2}, \\ce{SO4^2-}, \\ce{Ca(OH)2}", "H₂O, CO₂, SO₄²⁻, Ca(OH)₂")]
    [InlineData("\\ce{2H2 + O2 -> 2H2O}, \\ce{^{14}C}, \\ce{Na+}", "2H₂ + O₂ → 2H₂O, ¹⁴C, Na⁺")]
    [InlineData("5\\arcsec, 3\\arcmin, $10^{12}$\\,\\Msun", "5″, 3′, 10¹² M☉")]
    public void Symbols_are_written_and_names_do_not_leak(string source, string expected) => Reads(source, expected);

    [Theory]
    [InlineData("CO<sub>2</sub> and 10<sup>-3</sup>", "CO₂ and 10⁻³")]
    [InlineData("<i>E. coli</i> and <b>bold</b>", "E. coli and bold")]
    [InlineData("caf&eacute; &amp; bar", "café & bar")]
    [InlineData("a<b>c</b> and <br/> stay", "a<b>c</b> and <br/> stay")]
    [InlineData("<p>Whole</p>", "Whole")]
    [InlineData("a<b and c>d", "a<b and c>d")]
    [InlineData("vector<int> and List<i>", "vector<int> and List<i>")]
    [InlineData("if x <i and y> j", "if x <i and y> j")]
    [InlineData("<think> and </think>", "<think> and </think>")]
    public void Html_reads_as_text_and_comparisons_and_code_stay(string source, string expected) =>
        Reads(source, expected);

    [Theory]
    [InlineData("Ada$^{1,2}$", "Ada")]
    [InlineData("Ada Lovelace$^1$", "Ada Lovelace")]
    [InlineData("Ada Lovelace$^{*}$", "Ada Lovelace")]
    [InlineData("Ada Lovelace$^{a,b,\\dagger}$", "Ada Lovelace")]
    [InlineData("Ada Lovelace*", "Ada Lovelace")]
    [InlineData("Erd$\\H{o}$s, Paul", "Erdős, Paul")]
    [InlineData("Louis XIV", "Louis XIV")]
    [InlineData("X Æ A-12", "X Æ A-12")]
    public void A_name_has_no_marks_of_places(string source, string expected) =>
        Assert.Equal(expected, LatexText.Name(source));

    private static void Reads(string source, string expected) => Assert.Equal(expected, LatexText.Render(source).Text);
}
