using Bot.Arxiv;
using Bot.Composer;
using Bot.Feed;
using Bot.Options;
using Bot.Tests.Contract;
using Bot.Tests.Support;

namespace Bot.Tests.Composer;

/// <summary>
/// The constructs that hurt bots, each in a small text of our own; the numbers are those of the collection of real
/// examples that may lie beside the project. Where nothing is said of how it reads, it reads as it is.
/// </summary>
public sealed class NastyTextTests
{
    private static readonly TootLimits Wide = Samples.Limit(5000);

    private static Announcement By(string creator) => Samples.Paper() with { Authors = AuthorList.Read(creator) };

    private static string Told(Announcement paper)
    {
        var toots = new TootComposer(Samples.Account() with { Style = TootStyle.Readable }, Wide).Article(paper);
        Promises.Holds(Assert.Single(toots), Wide);
        return ServerRules.WithoutJoiners(toots[0].Text);
    }

    private static void Reads(int number, string before, string expected, string behind, string toot) =>
        Assert.True(
            toot.Contains(before + expected + behind, StringComparison.Ordinal)
                && (before.Length > 0 || toot.StartsWith(expected, StringComparison.Ordinal)),
            $"{number}: {toot}"
        );

    [Theory]
    [InlineData(1, "@tools: Attention Is What You Lack")]
    [InlineData(2, "@Bank: Judging Language Models for Clerks")]
    [InlineData(3, "TEAM @WordCreative XII Track: An Ensemble")]
    [InlineData(13, "Beyond Hit@1: Self-Play Sustains")]
    [InlineData(14, "A Mars Dataset Recorded at the CONF@40 Party")]
    [InlineData(15, "Why Hit@k Can Degrade Hit@1")]
    [InlineData(20, "Sets of Integers (Erd\\H{o}s Problem #314)", "Sets of Integers (Erdős Problem #314)")]
    [InlineData(21, "CheckHum #0042-07: A Report")]
    [InlineData(22, "The Final Solution of the Hiker's Problem #7")]
    [InlineData(25, "OurTeam at #TASK4H 2024: Encoders")]
    [InlineData(26, "Leadership in #SaveTheBees Communities")]
    [InlineData(27, "From #B33sknees to #honey: Exploring Hashtags")]
    [InlineData(28, "OurLab at #TASK4H-HeaRD 2025: Detection")]
    [InlineData(34, "A Study on Industrial C# Projects")]
    [InlineData(37, "Neural Schr\\\"odinger Bridges", "Neural Schrödinger Bridges")]
    [InlineData(38, "Subsampling for R\\'enyi Differential Privacy", "Subsampling for Rényi Differential Privacy")]
    [InlineData(39, "Leaders with Fr\\'{e}chet-type Tails", "Leaders with Fréchet-type Tails")]
    [InlineData(40, "Contributions of El Ni\\~no to Changes", "Contributions of El Niño to Changes")]
    [InlineData(41, "R\\'enyi Blowfish Privacy", "Rényi Blowfish Privacy")]
    [InlineData(42, "Fr\\'echet Wave Distance", "Fréchet Wave Distance")]
    [InlineData(48, "$\\infty$-Flow: Infinite Resolution", "∞-Flow: Infinite Resolution")]
    [InlineData(49, "$\\lambda$-worlds: Decision-Aware Learning", "λ-worlds: Decision-Aware Learning")]
    [InlineData(50, "$\\Gamma$-GAN: Curvature", "Γ-GAN: Curvature")]
    [InlineData(51, "Uniform $\\mathcal{C}^k$ Bounds of $G$-Invariant Maps", "Uniform Cᵏ Bounds of G-Invariant Maps")]
    [InlineData(52, "Screening of $\\nu$ Support Vectors", "Screening of ν Support Vectors")]
    [InlineData(53, "$t^3$-Variational Coding with Student's t", "t³-Variational Coding with Student's t")]
    [InlineData(54, "BinCluster: Serving Models on $70 GPUs")]
    [InlineData(55, "ClearAtlas$: Learning Covariates")]
    [InlineData(56, "Can Models Earn $2 Million from Work?")]
    [InlineData(57, "Labeling $300B Datasets: A Benchmark")]
    [InlineData(58, "$200K or 200 Days: Trade-offs")]
    [InlineData(59, "Factors for the $2 \\rightarrow q$ Norm", "Factors for the 2 → q Norm")]
    [InlineData(60, "Diving to Serving on $60 GPUs")]
    [InlineData(61, "Image Generation With No $$$")]
    [InlineData(62, "\\(Y\\)-grow: Solution Spaces", "Y-grow: Solution Spaces")]
    [InlineData(63, "$\\forall$ll$\\exists$$\\lor\\!\\land$L: Evaluation", "∀ll∃∨∧L: Evaluation")]
    [InlineData(64, "Models in $\\textit{In Vivo}$ Design", "Models in In Vivo Design")]
    [InlineData(65, "$\\textbf{PEAR}$: Improving Code", "PEAR: Improving Code")]
    [InlineData(66, "$\\boldsymbol{\\mu}\\mathbf{Q^2}$: Sharpness", "μQ²: Sharpness")]
    [InlineData(67, "$\\texttt{SEM-PORT}$: Decoding", "SEM-PORT: Decoding")]
    [InlineData(68, "A Pipeline with DINO~2.5, YOLO, and SAM~3.1", "A Pipeline with DINO 2.5, YOLO, and SAM 3.1")]
    [InlineData(69, "Wearable Heart~Monitoring in Settings", "Wearable Heart Monitoring in Settings")]
    [InlineData(92, "<think> So Let's Replace It </think> Lessons")]
    [InlineData(93, "Thoughtology: Let's <think> about It")]
    [InlineData(94, "Before You <think>, Monitor")]
    [InlineData(106, "Smooth $\\%$MaxMin: A Relaxation", "Smooth %MaxMin: A Relaxation")]
    [InlineData(
        121,
        "LOOM: Apprentissage G{\\'e}n{\\'e}ral bas{\\'e} sur le M{\\'e}tier {\\`a} Tisser d'Environnement",
        "LOOM: Apprentissage Général basé sur le Métier à Tisser d'Environnement"
    )]
    [InlineData(122, "LooM")]
    public void Nasty_titles_read_well_and_signal_nothing(int number, string source, string? expected = null) =>
        Reads(number, "", expected ?? source, "\n\n", Told(Samples.Paper(title: source)));

    [Theory]
    [InlineData(4, "We introduce $\\mathrm{lift}@k$ to measure it.", "We introduce lift@k to measure it.")]
    [InlineData(5, "We therefore propose @tools, an open protocol.")]
    [InlineData(6, "with metadata (intermediate @Y markers, indices).")]
    [InlineData(7, "The precision achieved by @AP is 77.5% here.")]
    [InlineData(
        8,
        "A prior ($\\mathrm{Bayes}_{\\mathbf{S}_0}@M$) at $M=1$ by $16$--$52\\%$.",
        "A prior (Bayes_(S₀)@M) at M=1 by 16–52%."
    )]
    [InlineData(
        9,
        "Complexes (C$_{60}$@ringcatcher, SO$_4^-$@i-crown[6]arene) and Na$^+$.",
        "Complexes (C₆₀@ringcatcher, SO₄⁻@i-crown[6]arene) and Na⁺."
    )]
    [InlineData(
        10,
        "It wins: at @rec80, it cuts errors by 43.6\\% of all.",
        "It wins: at @rec80, it cuts errors by 43.6% of all."
    )]
    [InlineData(11, "Our tool, \\@mark, fully implements it.", "Our tool, @mark, fully implements it.")]
    [InlineData(12, "We create a benchmark (@Bank). Guided by users.")]
    [InlineData(16, "It reaches R@5@0.7 of 29.6% and 18.4% mAP@0.5 here.")]
    [InlineData(17, "For feedback, contact ada@cs.example.edu.")]
    [InlineData(18, "On request. Contact: ada05@example.com")]
    [InlineData(19, "Please contact ada_b@mail.uni.example.cn.")]
    [InlineData(23, "Feature #1234, which tracks code, fires.")]
    [InlineData(24, "A real bug in GIT PR #4321 where gradients die.")]
    [InlineData(29, "Operations per Inference (#OPS/Inf.). Evaluated")]
    [InlineData(30, "the number of sets (#Sets), of methods (#Methods), and more")]
    [InlineData(31, "A formula, ID_Sigma(p) = 2|p| - #var(p) - 1, implies")]
    [InlineData(32, "such as latency, and #FLOPs, aside from")]
    [InlineData(33, "simply use the hashtag #joy, while in news")]
    [InlineData(35, "3 points for Java-C# Translation and F#.")]
    [InlineData(36, "industrial scenes through C# code.")]
    [InlineData(
        70,
        "with code at \\url{https://github.com/Ada-B/No_Loss}.",
        "with code at https://github.com/Ada-B/No_Loss."
    )]
    [InlineData(71, "found at: \\url{https://bit.ly/AdaB}.", "found at: https://bit.ly/AdaB.")]
    [InlineData(
        72,
        "available at \\url{https://anonymous.example.org/r/code_x-A9/}.",
        "available at https://anonymous.example.org/r/code_x-A9/."
    )]
    [InlineData(73, "at \\href{https://github.com/ada/B}{https://github.com/ada/B}.", "at https://github.com/ada/B.")]
    [InlineData(74, "The work by \\citet{Byron1843} introduced a metric.", "The work by [ref] introduced a metric.")]
    [InlineData(
        75,
        "an open problem raised in \\cite{a2023b}. On others,",
        "an open problem raised in [ref]. On others,"
    )]
    [InlineData(
        76,
        "In \\cite{Ada82}, Byron introduced a \\emph{loop} rule.",
        "In [ref], Byron introduced a loop rule."
    )]
    [InlineData(
        77,
        "Code is at [this https URL](https://github.com/ada/B_C).",
        "Code is at https://github.com/ada/B_C."
    )]
    [InlineData(
        78,
        "Code is at [LoopMatching](https://github.com/ada/LoopMatching).",
        "Code is at LoopMatching (https://github.com/ada/LoopMatching)."
    )]
    [InlineData(
        79,
        "Code is at [https://github.com/ada/b](https://github.com/ada/b).",
        "Code is at https://github.com/ada/b."
    )]
    [InlineData(
        80,
        "a repo - [ada/Loop-Weights](https://github.com/ada/Loop-Weights.git)",
        "a repo - https://github.com/ada/Loop-Weights.git"
    )]
    [InlineData(81, "visit the site at www.example.ai/v2.")]
    [InlineData(82, "information from www.example.org in real-time.")]
    [InlineData(83, "available at: https://github.com/Ada-X/B-AI.")]
    [InlineData(84, "are at https://github.com/ada-b/UniX. More")]
    [InlineData(85, "is at https://github.com/AdaLab/long-name-shift, and")]
    [InlineData(86, "Code (https://github.com/ada/B-L-C).")]
    [InlineData(87, "Our code is available at :https://github.com/Ada/LeC")]
    [InlineData(88, "errors of 7.2% &#177; 1.8% of all", "errors of 7.2% ± 1.8% of all")]
    [InlineData(89, "with a \\&gt; 90% accuracy", "with a > 90% accuracy")]
    [InlineData(90, "obtained on the N\\&amp;N's dataset", "obtained on the N&N's dataset")]
    [InlineData(91, "specifically, 38.0&plusmn;2.6 and 35.8&plusmn;0.8", "specifically, 38.0±2.6 and 35.8±0.8")]
    [InlineData(95, "via a direct *</think>* append, with *Think* on")]
    [InlineData(
        96,
        "the newline following ``</think>'' suppresses it",
        "the newline following “</think>” suppresses it"
    )]
    [InlineData(97, "tokens such as </think> and <|end|>. This")]
    [InlineData(98, "replacing \"</think>\" with \"Stop\" can")]
    [InlineData(99, "of aligned models.\n  Overall, our framework", "of aligned models.\n\nOverall, our framework")]
    [InlineData(100, "(e.g., for Beta).\n  In this paper we", "(e.g., for Beta).\n\nIn this paper we")]
    [InlineData(101, "diminished â€œpeakinessâ€\u009D and compression", "diminished “peakiness” and compression")]
    [InlineData(
        104,
        "referred to as ``Best Robustness'', for a system",
        "referred to as “Best Robustness”, for a system"
    )]
    [InlineData(105, "a process we coin ``$\\Gamma$-GAN''. We", "a process we coin “Γ-GAN”. We")]
    [InlineData(124, "We prove that weaving is NP-complete.")]
    public void Nasty_abstracts_read_well_and_signal_nothing(int number, string source, string? expected = null) =>
        Reads(number, "\n\n", expected ?? source, "\n\n#", Told(Samples.Paper(text: source)));

    [Theory]
    [InlineData(
        43,
        "Micha{\\l} Nowak, Piotr Mi{\\l}o\\'sz, Tomasz Kowal\\'n",
        "Michał Nowak, Piotr Miłośz, Tomasz Kowalń"
    )]
    [InlineData(44, "Ada Byron, Andreas M{\\o}ller", "Ada Byron, Andreas Møller")]
    [InlineData(45, "B{\\o}rge Aas, Jurica \\v{S}imi\\'c", "Børge Aas, Jurica Šimić")]
    [InlineData(46, "Nils J\\\"averg{\\aa}rden", "Nils Jävergården")]
    [InlineData(47, "S{\\o}ren Holm, Bo Li", "Søren Holm, Bo Li")]
    [InlineData(102, "La\u007Fetitia Dahl, Julien Ta\u007F\\\"ib", "Laetitia Dahl, Julien Taïb")]
    [InlineData(103, "Sophie G\u007F\\\"obel, Inka Rist", "Sophie Göbel, Inka Rist")]
    [InlineData(
        111,
        " Analytical Group, Ada Byron, Jean-Fran\\c{c}ois Noir",
        "Analytical Group, Ada Byron, Jean-François Noir"
    )]
    [InlineData(112, " LOOM Team, Ada Byron", "LOOM Team, Ada Byron")]
    [InlineData(113, " LOOM Team, Ada Byron, C. Y. Babbage", "LOOM Team, Ada Byron, C. Y. Babbage")]
    [InlineData(114, " Ada", "Ada")]
    [InlineData(115, " Ada-Byron", "Ada-Byron")]
    [InlineData(116, " Lovelace", "Lovelace")]
    [InlineData(117, "Ada Byron (UT3, IMT), Albert Gonz\\'alez-Sol (UT3, IMT)", "Ada Byron, Albert González-Sol")]
    [InlineData(118, "Ada Byron (King's College London), Luz Ant\\'on (King's College London)", "Ada Byron, Luz Antón")]
    [InlineData(119, "Ada Byron (The University of London), Min Li (Ark Lab, Soho)", "Ada Byron, Min Li")]
    [InlineData(
        120,
        "Md Byron (Institute of Looms & Engines, London, England), Md. Li (Town, Land)",
        "Md Byron, Md. Li"
    )]
    public void Nasty_names_read_well_and_signal_nothing(int number, string source, string? expected = null) =>
        Reads(number, "\n\n", expected ?? source, "\n\nhttps://", Told(By(source)));

    [Theory]
    [InlineData(107, 3435, " (A Team)")]
    [InlineData(108, 3289, "")]
    [InlineData(109, 2080, " (Department of Looms \\& Engines, London)")]
    [InlineData(110, 731, " (Min Li)")]
    public void Author_lists_without_end_are_cut_at_a_name(int number, int names, string affiliation)
    {
        var told = Told(By(string.Join(", ", Enumerable.Range(0, names).Select(at => $"Ada B. Byron{affiliation}"))));
        Reads(
            number,
            $"\n\n{string.Concat(Enumerable.Repeat("Ada B. Byron, ", 7))}",
            $"Ada B. Byron and {names - 8} others",
            "\n\nhttps://",
            told
        );
    }

    [Fact]
    public void The_longest_abstract_is_told_whole_and_the_oldest_identifiers_and_many_categories_harm_nothing()
    {
        var paper = Samples.Paper(text: string.Concat(Enumerable.Repeat(Samples.Sentence, 58)).Trim()) with
        {
            Id = ArxivId.Parse("nlin/0408039"),
            Categories = ["econ.GN", "cs.AI", "cs.CY", "cs.LG", "cs.MA", "cs.SY", "eess.SY", "q-fin.EC"],
        };
        var told = Told(paper);
        Assert.Contains("https://arxiv.org/abs/nlin/0408039\n", told, StringComparison.Ordinal);
        Assert.Contains($"\n\n{paper.Abstract}\n\nPrimary category: econ.GN\n\n#", told, StringComparison.Ordinal);
    }
}
