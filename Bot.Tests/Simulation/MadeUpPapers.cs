using System.Globalization;

namespace Bot.Tests.Simulation;

/// <summary>A paper that arXiv never had.</summary>
/// <param name="Id">In arXiv's form.</param>
/// <param name="Day">In whose listing it is truly announced.</param>
/// <param name="Primary">Its category.</param>
/// <param name="CrossList">A second one; empty for none.</param>
/// <param name="Place">From 0 to 1: where a listing that comes in pieces has it.</param>
internal sealed record MadeUpPaper(string Id, DateOnly Day, string Primary, string CrossList, double Place)
{
    public required string Title { get; init; }
    public required string Authors { get; init; }
    public required string About { get; init; }

    /// <summary>Moved by arXiv's moderators to its second category, in the early afternoon.</summary>
    public bool Moves { get; init; }

    /// <summary>Its authors sent a second version, which the evening's feed shows.</summary>
    public bool IsRevised { get; init; }

    public bool IsIn(string category) => Primary == category || CrossList == category;
}

/// <summary>
/// Writes papers that look real enough to be read as such: plain titles, TeX, markup, calls, accents, long and short
/// abstracts.
/// </summary>
internal sealed class PaperMill(Random chance)
{
    private static readonly string[] Doing =
    [
        "Learning",
        "Pruning",
        "Scaling",
        "Distilling",
        "Aligning",
        "Probing",
        "Sampling",
        "Unlearning",
        "Rethinking",
        "Compressing",
    ];
    private static readonly string[] What =
    [
        "Transformers",
        "Diffusion Models",
        "Graph Networks",
        "Bandits",
        "Mixtures of Experts",
        "Kernels",
        "Neural ODEs",
        "World Models",
        "Tokenizers",
        "Conformal Sets",
    ];
    private static readonly string[] How =
    [
        "in $\\mathcal{O}(n^2)$ Time",
        "without Labels",
        "by Optimal Transport",
        "on the Edge",
        "for pass@1",
        "with <think> Tags",
        "at C# & F# Scale",
        "under *Mild* Assumptions",
        "for $k<3$ and $p>1$",
        "via \\emph{Lazy} Gradients",
    ];
    private static readonly string[] Names =
    [
        "Ada Lovelace",
        "R\\'emi Gribonval",
        "Micha{\\l} Nowak",
        "Li Wei",
        "Emmy Noether",
        "J\\\"urgen Klein",
        "Sofia Kovalevskaya",
        "Alan Turing",
        "Grace Hopper",
        "DeepThought Team",
    ];
    private static readonly string[] Claims =
    [
        "We study how models of this kind fail when the data drift.",
        "Prior work assumes that all labels are clean, which they seldom are.",
        "We propose a method that needs no labels and runs in linear time.",
        "Our analysis shows that the error falls as $1/\\sqrt{n}$ for every bounded loss.",
        "On four benchmarks it improves accuracy by 3.1\\% over the best baseline.",
        "Experiments with @k metrics and #1 ranks confirm the theory.",
        "The code is available at https://github.com/example/code.",
        "A user study with 24 people found the explanations helpful.",
    ];

    /// <param name="number">Its number within the month; the ids of one day ascend.</param>
    /// <param name="day">Of its announcement.</param>
    /// <param name="primary">Its category.</param>
    /// <param name="crossList">A second one, or empty.</param>
    public MadeUpPaper Write(int number, DateOnly day, string primary, string crossList)
    {
        var place = chance.NextDouble();
        return new(
            string.Create(CultureInfo.InvariantCulture, $"{day:yyMM}.{number:00000}"),
            day,
            primary,
            crossList,
            place
        )
        {
            Title = $"{One(Doing)} {One(What)} {One(How)}: Case {number}",
            Authors = string.Join(", ", Enumerable.Range(0, chance.Next(1, 5)).Select(_ => One(Names)).Distinct()),
            About = string.Join(' ', Enumerable.Range(0, chance.Next(2, 9)).Select(_ => One(Claims))),
            // One that is shown early stays: a copy must be known as one.
            Moves = crossList.Length > 0 && place >= 0.6 && chance.Next(15) == 0,
            IsRevised = chance.Next(12) == 0,
        };
    }

    private string One(string[] words) => words[chance.Next(words.Length)];
}
