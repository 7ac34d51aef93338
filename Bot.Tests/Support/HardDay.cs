using Bot.Text.Sentences;

namespace Bot.Tests.Support;

/// <summary>
/// A day of made-up papers with all that makes length hard: long names, long words, links, scripts, signs of several
/// code points.
/// </summary>
public static class HardDay
{
    private const string Sentence =
        "We show that the proposed estimator remains consistent under heavy-tailed noise, and that it needs "
        + "no more samples than the best known lower bound. ";

    public const int Papers = 12;

    /// <summary>One item of a feed for each of so many ids.</summary>
    public static IEnumerable<string> Items(IEnumerable<string> ids) =>
        All()
            .Zip(
                ids,
                (paper, id) => SampleListings.Item(id, title: paper.Title, creator: paper.Authors, about: paper.About)
            );

    private static IEnumerable<(string Title, string Authors, string About)> All()
    {
        yield return ("A Short One", "Ada Lovelace", "Short.");
        yield return ("Consistency Without Moments", "Ada Lovelace, Alan Turing, Grace Hopper", Repeat(Sentence, 14));
        yield return (
            "What Nine Hundred Hands Can Build",
            string.Join(", ", Enumerable.Range(1, 900).Select(n => $"Maximiliane-Theodora van der Hoogenband {n}")),
            Repeat(Sentence, 9)
        );
        yield return (
            Repeat("An Exceedingly Long Title That Goes On About Representations ", 4),
            "Émile Žižka, Łukasz Ångström, Ñuñez Õunapuu",
            Repeat(Sentence, 6)
        );
        yield return (
            "Links by the Dozen",
            "A. Author, B. Author",
            Repeat(
                "Code: "
                    + "https://github.com/example/a-repository-with-a-rather-long-name-0123456789/tree/main/src. "
                    + "Data at https://x.org. Page: http://localhost/odd and https://host.notatld/path, mail "
                    + "a@b.example. ",
                9
            )
        );
        yield return (
            "模型的鲁棒性研究",
            "王小明, Ελένη Παπαδοπούλου, محمد علي",
            Repeat("我们研究大型语言模型在分布外数据上的泛化能力,并给出一个简单的上界。", 40) + " Конец."
        );
        yield return (
            "Families 👨‍👩‍👧‍👦 and Flags 🇪🇺 in Captions",
            "Zoë Müller",
            Repeat(
                "A family 👨‍👩‍👧‍👦, a flag 🏴󠁧󠁢󠁳󠁣󠁴󠁿, a thumb 👍🏽 and an e with two marks e\u0301\u0323 count as "
                    + "one or as many. ",
                14
            )
        );
        yield return (
            "Bounds of $O(n^2 \\log n)$ for $k<3$ and $a<b$",
            "X. <think> Y, Q&A Group",
            Repeat(
                "For $\\|x\\|_2 \\le \\epsilon$ we have $f(x) < \\frac{1}{2}$, *not* _less_, at @home and #1 "
                    + "of #MachineLearning. ",
                14
            )
        );
        yield return ("One Word", "W. Word", Repeat("antidisestablishmentarianism", 60));
        yield return (
            "Pneumonoultramicroscopicsilicovolcanoconiosis" + Repeat("ness", 90),
            "L. Word",
            Repeat(Sentence, 3)
        );
        yield return (
            "Paragraphs",
            "P. Writer",
            Repeat("First line of a paragraph.\n  Second paragraph, which begins with two spaces.\n", 16)
        );
        yield return (
            "A Link Longer Than Any Toot",
            "L. Link",
            "See https://example.org/" + Repeat("segment/", 700) + "end for all. " + Repeat(Sentence, 4)
        );
    }

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times)).Trim();
}
