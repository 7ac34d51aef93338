using Bot.Text.Latex;

namespace Bot.Tests.Text;

/// <summary>Formulas, as they are read aloud.</summary>
public class LatexMathTests
{
    private static void Reads(string source, string expected) => Assert.Equal(expected, LatexText.Render(source).Text);

    [Theory]
    [InlineData("$\\alpha\\beta$, $\\epsilon$-greedy, $\\Gamma$-VAE, $\\ell_1$", "αβ, ε-greedy, Γ-VAE, ℓ₁")]
    [InlineData(
        "$2\\times$ and $4 \\times 4$, $a\\cdot b$, $\\pm 1$, $\\{0, \\pm 1\\}$",
        "2× and 4 × 4, a·b, ±1, {0, ±1}"
    )]
    [InlineData(
        "$x\\in\\mathbb{R}^d$, $\\mathbb{E}[X]$, $\\mathcal{O}(n)$, $\\mathbf{Wx}$, $\\mathrm{KL}$",
        "x ∈ ℝᵈ, E[X], O(n), Wx, KL"
    )]
    [InlineData(
        "$\\|x\\|_2$, $\\| \\cdot \\|$, $\\Vert w \\Vert$, $\\| w^\\star \\| + \\frac12 \\| u^* \\|$, $KL(p "
            + "\\| q)$, $\\lceil n \\rceil$, $\\langle x, y \\rangle$",
        "‖x‖₂, ‖·‖, ‖w‖, ‖w⋆‖ + 1/2 ‖ u* ‖, KL(p ‖ q), ⌈n⌉, ⟨x, y⟩"
    )]
    [InlineData(
        "$\\forall x\\,\\exists y$, $A \\subseteq B$, $\\not\\in$, $\\nabla f$, $\\infty$, $\\partial$",
        "∀x ∃y, A ⊆ B, ∉, ∇f, ∞, ∂"
    )]
    public void Letters_and_signs_are_their_characters(string source, string expected) => Reads(source, expected);

    [Theory]
    [InlineData(
        "$\\eta > 0$, $\\rho= 0.5$, $a=b$, $x >1$, $p>=1$, $\\kappa := \\beta$",
        "η > 0, ρ = 0.5, a=b, x > 1, p>=1, κ := β"
    )]
    [InlineData(
        "$\\eta - 1$, $-\\Delta + V$, $\\eta -1$, $\\gamma \\cdot x$, $\\gamma\\cdot x$",
        "η - 1, -Δ + V, η-1, γ · x, γ·x"
    )]
    [InlineData(
        "$a\\to b$, $n\\geq 3$, $\\sim 50$, $\\geq5$, $\\subseteq \\mathrm{P}$, $a\\gg b$",
        "a → b, n ≥ 3, ∼50, ≥5, ⊆ P, a ≫ b"
    )]
    [InlineData("$\\eta^2 = .11$, $i = 1, 2, \\ldots, n$", "η² = .11, i = 1, 2, ..., n")]
    [InlineData("is$ n $and $0.5\\,$ms, $5$ ms", "is n and 0.5 ms, 5 ms")]
    public void Space_is_the_authors_where_tex_does_not_set_it(string source, string expected) =>
        Reads(source, expected);

    [Theory]
    [InlineData(
        "$\\log n$, $O(\\log\\log T)$, $n\\log n$, $\\log(x)$, $\\log^2 n$, $\\max_i x_i$",
        "log n, O(log log T), n log n, log(x), log² n, maxᵢ xᵢ"
    )]
    [InlineData(
        "$\\arg\\min_x f$, $\\sin\\theta$, $\\operatorname{sign}(x)$, $\\operatorname*{argmax} f$",
        "arg minₓ f, sin θ, sign(x), argmax f"
    )]
    [InlineData(
        "$x \\text{ if } y$, $\\text{poly}(n)$, $x_{\\text{in}}$, $\\myop(x)$, $\\mL_i$",
        "x if y, poly(n), xᵢₙ, myop(x), mLᵢ"
    )]
    public void Words_stand_apart_from_letters(string source, string expected) => Reads(source, expected);

    [Theory]
    [InlineData(
        "$x^2$, $10^{-3}$, $x_{ij}$, $x_i^2$, $2^{nd}$, $A^\\top$, $x^*$, $x'$, $90^\\circ$",
        "x², 10⁻³, xᵢⱼ, xᵢ², 2ⁿᵈ, Aᵀ, x*, x′, 90°"
    )]
    [InlineData(
        "$x_{\\max}$, $W_{q,k}$, $T^{2/3}$, $e^{-\\lambda t}$, $L_F$, $f^{(k)}$",
        "x_max, W_(q,k), T^(2/3), e^(-λt), L_F, f⁽ᵏ⁾"
    )]
    [InlineData("$\\sum_{i=1}^n x_i$, $\\int_0^1 f$, $\\prod_k a_k$", "∑ᵢ₌₁ⁿ xᵢ, ∫₀¹ f, ∏ₖ aₖ")]
    [InlineData("$x_{a_b}^{c^d}$, ${}^2H$, $C_{60}$", "x_(a_b)^(cᵈ), ²H, C₆₀")]
    public void Scripts_are_small_only_as_a_whole(string source, string expected) => Reads(source, expected);

    [Theory]
    [InlineData(
        "$\\frac{1}{2}$, $\\frac{2}{3\\sqrt{3}}$, $\\frac{1}{\\sqrt[3]{K}}$, $N^{\\frac12 (1-p)}$, "
            + "$\\frac{a+b}{c}$, $\\frac{1}{ab}$, $\\frac{1}{\\epsilon^2}$, $2\\frac{a}{b}$, $\\frac12 x$",
        "1/2, 2/(3√3), 1/∛K, N^((1/2)(1-p)), (a+b)/c, 1/(ab), 1/ε², 2(a/b), 1/2 x"
    )]
    [InlineData(
        "$\\frac{\\|w\\|}{\\sqrt{n}}$, $\\frac{d}{dx}$, $\\frac{\\partial L}{\\partial w}$, $\\frac{1}{\\log n}$",
        "‖w‖/√n, d/dx, ∂L/∂w, 1/(log n)"
    )]
    [InlineData(
        "$\\left(\\frac{a}{b}\\right)^2$, $\\min\\{\\frac{1}{n}\\}$, $\\frac{1}{2}\\sqrt{n}$, "
            + "$\\lim\\frac{m}{n}\\approx 1$",
        "(a/b)², min{1/n}, (1/2)√n, lim(m/n) ≈ 1"
    )]
    [InlineData(
        "$\\sqrt{n}$, $\\sqrt{a+b}$, $\\sqrt{nk}$, $\\sqrt{n}k$, $\\sqrt[3]{x}$, $\\sqrt{\\log n}$, "
            + "$\\sqrt{\\mathrm{MSE}}$, $\\frac{1}{\\sqrt{nk}}$",
        "√n, √(a+b), √(nk), √n k, ∛x, √(log n), √MSE, 1/√(nk)"
    )]
    [InlineData("$\\binom{n}{k}$, $a \\bmod b$, $a \\pmod p$", "(n choose k), a mod b, a (mod p)")]
    public void Fractions_and_roots_get_the_brackets_they_need(string source, string expected) =>
        Reads(source, expected);

    [Theory]
    [InlineData(
        "$\\hat{x}$, $\\tilde{O}(n)$, $\\bar\\mu$, $\\widetilde{\\mathcal{O}}$, $\\overline{AB}$, "
            + "$\\hat{xy}$, $\\hat{x_i}$, $\\vec{v}$, $\\dot x$",
        "x̂, Õ(n), μ̄, Õ, AB, hat(xy), x̂ᵢ, v⃗, ẋ"
    )]
    public void Marks_stand_on_single_letters(string source, string expected) => Reads(source, expected);

    [Theory]
    [InlineData("\\(x+1\\), \\[y\\], $$z$$, $\\left[0,1\\right)$, $\\bigl(x\\bigr)$", "x+1, y, z, [0,1), (x)")]
    [InlineData("$f(x)=\\begin{cases} 1 & x>0 \\\\ 0 & x<0 \\end{cases}$", "f(x)= 1 x>0; 0 x<0")]
    [InlineData("$\\underbrace{a+b}$, $a\\stackrel{d}{=}b$, $a \\xrightarrow{f} b$", "a+b, a=ᵈb, a →ᶠ b")]
    [InlineData("word$\\unicode{x2014}$word, $16$--$52\\%$, $\\textbf{2.6x}$", "word—word, 16–52%, 2.6x")]
    public void Frames_of_formulas_are_not_read(string source, string expected) => Reads(source, expected);
}
