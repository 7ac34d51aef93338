using Bot.Text.Latex;

namespace Bot.Tests.Text;

/// <summary>
/// TeX outside of formulas: what authors of titles, names and abstracts write, and what their readers get.
/// </summary>
public class LatexTextTests
{
    private static void Reads(string source, string expected) => Assert.Equal(expected, LatexText.Render(source).Text);

    [Theory]
    [InlineData("\\'Emile Zol\\`a, Fr\\'{e}d\\'eric, {\\'E}va, {\\'{a}}", "Émile Zolà, Frédéric, Éva, á")]
    [InlineData("M\\\"uller, K{\\\"o}nig, Na\\\"ive, Zo\\\"{e}, Jo{\\\"{e}}l", "Müller, König, Naïve, Zoë, Joël")]
    [InlineData("F\\^ete, Ni\\~no, \\=Osaka, \\.Istanbul, Bj\\\"{o}rk", "Fête, Niño, Ōsaka, İstanbul, Björk")]
    [InlineData("Dvo\\v{r}\\'ak, \\v Sprem, {\\v{Z}}i\\v{z}ek, \\v{S}koda", "Dvořák, Šprem, Žižek, Škoda")]
    [InlineData(
        "Gar\\c{c}on, \\c Ceviz, Mal\\u{a}n, Erd\\H{o}s, Wa{\\l}\\k{e}sa, \\r{A}ngstr\\\"om, Ho\\`{a}ng "
            + "Th\\d{i} L\\d{\\^o}c Nguy\\~{\\^e}n",
        "Garçon, Çeviz, Malăn, Erdős, Wałęsa, Ångström, Hoàng Thị Lộc Nguyễn"
    )]
    [InlineData("Mart\\'{\\i}n, Garc\\'\\i a, Na\\\"{\\i}ve, \\u\\i", "Martín, García, Naïve, ĭ")]
    [InlineData(
        "S{\\o}ren, M\\o rk, \\O rsted, Micha{\\l} Nowak, Micha\\l{} Nowak, Stra{\\ss}e, {\\AA}se, \\aa s, "
            + "{\\ae}ble, {\\OE}uvre, K{\\i}z",
        "Søren, Mørk, Ørsted, Michał Nowak, Michał Nowak, Straße, Åse, ås, æble, Œuvre, Kız"
    )]
    [InlineData("say \\\"now\\\" and \\\"then\\\"", "say \"now\" and \"then\"")]
    public void Accents_become_letters_in_every_way_they_are_written(string source, string expected) =>
        Reads(source, expected);

    [Theory]
    [InlineData(
        "\\textbf{Bold} \\emph{words} in {\\bf old} and {\\em older} \\texttt{style}",
        "Bold words in old and older style"
    )]
    [InlineData(
        "\\textbf{F}ast \\textit{\\textbf{N}et}s, \\underline{S}lim, \\textsc{Caps}, \\mbox{kept}",
        "Fast Nets, Slim, Caps, kept"
    )]
    [InlineData("\\textcolor{blue}{Sky}, {\\color{red}Rose}, \\large Size, \\par", "Sky, Rose, Size,")]
    [InlineData("with \\system{} and \\system, \\name\\ too", "with system and system, name too")]
    [InlineData("the 2\\textsuperscript{nd} CO\\textsubscript{2}, H$_2$O and x^{2}", "the 2ⁿᵈ CO₂, H₂O and x²")]
    [InlineData("for \\SI{5}{kg} or \\alpha and \\frac{1}{2}", "for 5 kg or α and 1/2")]
    [InlineData("10\\% of \\$5 \\& more \\#1 snake\\_case \\{a\\}", "10% of $5 & more #1 snake_case {a}")]
    [InlineData("turned 30{\\deg}C, 45\\deg and 2\\textdegree", "turned 30°C, 45° and 2°")]
    [InlineData("{BERT}s for {E}uler on {0,1} labels", "BERTs for Euler on {0,1} labels")]
    [InlineData("one\\-hot vectors of \\texttt{re\\-quest\\-Frame}", "one-hot vectors of requestFrame")]
    public void Commands_about_looks_leave_the_words(string source, string expected) => Reads(source, expected);

    [Theory]
    [InlineData(
        "We extend earlier work~\\cite{a2020} to graphs \\citep[see][]{b,c}.",
        "We extend earlier work to graphs."
    )]
    [InlineData(
        "As shown by \\citet{a}, and in~\\cite{b}; \\citeauthor{c}'s proof (\\citeyear{c}) holds",
        "As shown by [ref], and in [ref]; [ref]'s proof holds"
    )]
    [InlineData(
        "It is new\\footnote{Code: \\url{https://example.org/a\\_b}.} and fast.",
        "It is new (Code: https://example.org/a_b.) and fast."
    )]
    [InlineData("See Figure~\\ref{fig:a}\\label{x}.", "See Figure.")]
    public void Citations_go_and_footnotes_stay(string source, string expected) => Reads(source, expected);

    [Theory]
    [InlineData("\\url{https://example.org/a\\_b\\%20c}", "https://example.org/a_b%20c")]
    [InlineData(
        "https://example.org/~ada and https://example.org/$\\sim$ada/x_1",
        "https://example.org/~ada and https://example.org/~ada/x_1"
    )]
    [InlineData("\\href{https://example.org/x}{our page}.", "our page (https://example.org/x).")]
    [InlineData("\\href{https://example.org/x}{\\texttt{example.org/x}}", "https://example.org/x")]
    [InlineData("\\href{https://example.org/x}{https://other.org/y}", "https://other.org/y (https://example.org/x)")]
    [InlineData(
        "\\hyperlink{https://example.org/x}{this https URL}, \\hyperlink{sec}{here}",
        "https://example.org/x, here"
    )]
    [InlineData(
        "[our code](https://example.org/x), [this https URL](https://example.org/y).",
        "our code (https://example.org/x), https://example.org/y."
    )]
    [InlineData(
        "(https://example.org/a_(b)), https://example.org/c.(The rest",
        "(https://example.org/a_(b)), https://example.org/c. (The rest"
    )]
    [InlineData("athttps://example.org/x}{https://example.org/y", "at https://example.org/x https://example.org/y")]
    [InlineData("{https://example.org/x}, ada_l@example.org", "https://example.org/x, ada_l@example.org")]
    public void Links_are_whole_bare_and_told_once(string source, string expected) => Reads(source, expected);

    [Theory]
    [InlineData(
        "a ``quoted'' and a `single' word, ``say \"so\" twice'', and ``mixed\" too",
        "a “quoted” and a ‘single’ word, “say \"so\" twice”, and “mixed” too"
    )]
    [InlineData("the authors' don't, f''(x), 5'' wide", "the authors' don't, f''(x), 5'' wide")]
    [InlineData("use `code_x \"y\"` as it is", "use `code_x \"y\"` as it is")]
    [InlineData("perhaps ``code\" or ``more", "perhaps “code\" or “more")]
    [InlineData("pages 3--5 -- and so---well--known", "pages 3–5 – and so—well–known")]
    [InlineData("run with --seed or -v, a- b", "run with --seed or -v, a- b")]
    [InlineData(
        "Table~1, ~50 items, 10~20 nodes, Sec.~\\ref{a}, of ~and",
        "Table 1, ~50 items, 10~20 nodes, Sec., of and"
    )]
    [InlineData("**Bold** words and 2 ** 3", "Bold words and 2 ** 3")]
    public void Quotes_dashes_and_ties_are_type_not_code(string source, string expected) => Reads(source, expected);

    [Theory]
    [InlineData("costs $5 or $10, from $1M to $2M")]
    [InlineData("earn $1 Million, and No $$$")]
    [InlineData("p < 0.05, a <- b, x <= y, <think> and </think>, <|im_end|>")]
    [InlineData("snake_case, x_train, __init__, C#, F#, pass@k, a^b")]
    [InlineData("100% sure, 5 % of 7, R&D, AT&T; a & b")]
    public void What_is_no_tex_is_the_very_same_text(string source) =>
        Assert.Same(source, LatexText.Render(source).Text);

    [Theory]
    [InlineData("6.2% &#177; 2.8%, \\&gt; 95%, M&amp;M's, 39.0&plusmn;1.6", "6.2% ± 2.8%, > 95%, M&M's, 39.0±1.6")]
    [InlineData("so-called â€œspikesâ€\u009D and CafÃ©", "so-called “spikes” and Café")]
    [InlineData("G\u007F\\\"otz", "Götz")]
    public void Entities_mojibake_and_control_characters_are_mended(string source, string expected) =>
        Reads(source, expected);

    [Theory]
    [InlineData("End.\n  Next one\n  goes on.", "End.\n\nNext one goes on.")]
    [InlineData("We show:\n  $\\bullet$ one\n  $\\bullet$ two", "We show:\n\n• one\n\n• two")]
    [InlineData("\\begin{itemize} \\item one \\item two \\end{itemize}", "• one\n\n• two")]
    [InlineData("Done.\\par Next", "Done.\n\nNext")]
    [InlineData("a  lot\tof  space , and more .", "a lot of space, and more.")]
    public void Paragraphs_and_lists_keep_their_lines(string source, string expected) => Reads(source, expected);
}
