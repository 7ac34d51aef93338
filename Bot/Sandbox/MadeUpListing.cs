using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace Bot.Sandbox;

/// <summary>
/// A day of papers that nobody wrote, of any size: titles and abstracts come from a small grammar, and each names as
/// its last author that it is made up. Their numbers (from 2506.90001 on) are ones that arXiv did not reach in that
/// month.
/// </summary>
public static class MadeUpListing
{
    /// <summary>As many as numbers are left in the month.</summary>
    public const int Most = 9999;

    private static readonly XNamespace Arxiv = "http://arxiv.org/schemas/atom";
    private static readonly XNamespace Dc = "http://purl.org/dc/elements/1.1/";

    private static readonly string[] Ways =
    [
        "Sparse",
        "Robust",
        "Calibrated",
        "Modular",
        "Lazy",
        "Stochastic",
        "Equivariant",
        "Low-Rank",
        "Self-Supervised",
        "Certified",
        "Federated",
        "Streaming",
    ];
    private static readonly string[] Things =
    [
        "Attention",
        "Graph Networks",
        "Diffusion Models",
        "State-Space Models",
        "Decision Trees",
        "Kernel Machines",
        "Language Models",
        "Bandits",
        "Normalizing Flows",
        "Autoencoders",
        "Policy Gradients",
    ];
    private static readonly string[] Tasks =
    [
        "Weather Forecasting",
        "Protein Design",
        "Time Series",
        "Code Generation",
        "Wind Farm Control",
        "Anomaly Detection",
        "Machine Translation",
        "Medical Images",
        "Traffic Prediction",
        "Symbolic Regression",
    ];
    private static readonly string[] Conditions =
    [
        "under Distribution Shift",
        "without Labels",
        "from Few Examples",
        "at Scale",
        "on a Budget",
        "in Continuous Time",
        "with Noisy Feedback",
        "beyond the I.I.D. Case",
    ];
    private static readonly string[] Names =
    [
        "Ada",
        "Noor",
        "Jun",
        "Maria",
        "Kofi",
        "Ingrid",
        "Tariq",
        "Lucía",
        "Zoë",
        "Pavel",
        "Aiko",
        "Chidi",
    ];
    private static readonly string[] Surnames =
    [
        "Example",
        "Sample",
        "Instance",
        "Placeholder",
        "Fixture",
        "Mockingham",
    ];

    /// <summary>The listing as arXiv's feed would bring it.</summary>
    /// <param name="papers">How many.</param>
    /// <param name="chance">Seeded: the same seed makes up the same papers.</param>
    public static byte[] Of(int papers, Random chance) =>
        Encoding.UTF8.GetBytes(
            new XElement(
                "rss",
                new XAttribute(XNamespace.Xmlns + "arxiv", Arxiv),
                new XAttribute(XNamespace.Xmlns + "dc", Dc),
                new XAttribute("version", "2.0"),
                new XElement(
                    "channel",
                    new XElement("title", "cs.LG updates on arXiv.org"),
                    new XElement("link", "http://rss.arxiv.org/rss/cs.LG"),
                    new XElement("description", "Papers that are made up."),
                    new XElement("lastBuildDate", "Mon, 09 Jun 2025 04:00:05 +0000"),
                    new XElement("pubDate", "Mon, 09 Jun 2025 00:00:00 -0400"),
                    Ids(papers).Select(id => Item(id, chance))
                )
            ).ToString()
        );

    /// <summary>The papers' numbers, in the listing's order.</summary>
    public static IEnumerable<string> Ids(int papers) =>
        Enumerable
            .Range(90_001, papers)
            .Select(number => string.Create(CultureInfo.InvariantCulture, $"2506.{number}"));

    private static XElement Item(string id, Random chance)
    {
        var (way, thing, task, condition) = (
            One(Ways, chance),
            One(Things, chance),
            One(Tasks, chance),
            One(Conditions, chance)
        );
        return new XElement(
            "item",
            new XElement("title", $"{way} {thing} for {task} {condition}"),
            new XElement("link", $"https://arxiv.org/abs/{id}"),
            new XElement(
                "description",
                $"arXiv:{id}v1 Announce Type: new \nAbstract: "
                    + $"{About(way.ToLowerInvariant(), thing.ToLowerInvariant(), task.ToLowerInvariant(), condition, chance)}"
            ),
            new XElement("guid", new XAttribute("isPermaLink", "false"), $"oai:arXiv.org:{id}v1"),
            new XElement("category", "cs.LG"),
            new XElement(Arxiv + "announce_type", "new"),
            new XElement(Dc + "rights", "http://creativecommons.org/licenses/by/4.0/"),
            new XElement(
                Dc + "creator",
                $"{One(Names, chance)} {One(Surnames, chance)}, {One(Names, chance)} {One(Surnames, chance)}, "
                    + "Made-Up Collaboration"
            )
        );
    }

    private static string About(string way, string thing, string task, string condition, Random chance)
    {
        var (gain, data) = (chance.Next(2, 40), chance.Next(3, 15));
        string[] openings =
        [
            $"Progress in {task} has come to depend on {thing}, whose failures are still little understood.",
            $"Why {thing} work at all for {task} remains an open question.",
            $"Most approaches to {task} assume more than practice provides.",
        ];
        string[] claims =
        [
            $"We propose a {way} variant of {thing} that keeps its guarantees {condition.ToLowerInvariant()}.",
            $"In this paper we introduce {way} {thing}, which need neither tuning nor labels.",
            $"We show that {way} {thing} can be trained {condition.ToLowerInvariant()} at no extra cost.",
        ];
        string[] results =
        [
            $"Experiments on {data} benchmarks show an improvement of {gain} % over strong baselines.",
            $"Our method reduces the error by {gain} % on {data} data sets while using half of the memory.",
            $"On {data} tasks it outperforms all competitors, by up to {gain} %.",
        ];
        return $"{One(openings, chance)} Existing methods trade accuracy for speed, or the other way round. "
            + $"{One(claims, chance)} The key idea is to treat each update as a noisy measurement and to weigh it "
            + $"accordingly. {One(results, chance)} This abstract is made up.";
    }

    private static string One(string[] words, Random chance) => words[chance.Next(words.Length)];
}
