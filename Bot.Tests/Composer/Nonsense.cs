using System.Text;
using Bot.Arxiv;

namespace Bot.Tests.Composer;

/// <summary>
/// Made-up texts with everything that hurts: signals, links, formulas, accents, scripts, flags, words without end.
/// </summary>
internal static class Nonsense
{
    private static readonly string[] Pieces =
    [
        "the",
        "of",
        "gradient",
        "convergence",
        "a",
        "We",
        "show",
        "that.",
        "Moreover,",
        "results.",
        "Is",
        "it?",
        "Yes!",
        "e.g.,",
        "et al.",
        "Fig. 3",
        "0.95",
        "i.i.d.",
        "state-of-the-art",
        "$x_1 + y^2$",
        "$\\alpha = 0.5$",
        "\\(a b\\)",
        "$100",
        "\\emph{well known}",
        "Schr\\\"odinger",
        "``quoted''",
        "10\\%",
        "--",
        "pass@1",
        "@skills,",
        "(@Bench).",
        "\\@note",
        "}@k$",
        "$@i-corona",
        "R@1@0.5",
        "@alice@example.org",
        "alice@example.org",
        "＠全角",
        "x@",
        "@",
        "=@k",
        "é@k",
        "(#SAT",
        "\\#P-hard",
        "#FLOPs,",
        "#272",
        "#0087-01",
        "##tag",
        "＃tag",
        "C#",
        "F#.",
        "#",
        "&#x27;",
        "_#a",
        ")#b",
        "#1_2",
        "https://github.com/a/b_(c).",
        "https://x.org/#frag",
        "https://medium.com/@user",
        "https://odd.unknownzone/x/@y,",
        "http://a.io",
        "\\url{https://bit.ly/abc}.",
        "www.a.org",
        "👩‍👩‍👧‍👦",
        "🇩🇪🇫🇷",
        "e\u0301tude",
        "機械学習",
        "नमस्ते",
        "👍🏽",
        "\n ",
        "\t",
    ];

    public static string Text(Random chance, int words)
    {
        var text = new StringBuilder();
        for (var at = 0; at < words; at++)
        {
            text.Append(at == 0 ? "" : " ").Append(Pieces[chance.Next(Pieces.Length)]);
        }

        return text.ToString().Trim();
    }

    /// <summary>A paper; one in ten has a word of up to 700 characters in its abstract.</summary>
    public static Announcement Paper(Random chance)
    {
        var text = Text(chance, chance.Next(0, 500));
        if (chance.Next(10) == 0)
        {
            var syllable = chance.Next(3) switch
            {
                0 => "x",
                1 => "e\u0301@k",
                _ => "👩‍👧#a",
            };
            var word = string.Concat(Enumerable.Repeat(syllable, chance.Next(1, 100)));
            text = $"{text} {word} {Text(chance, 50)}".Trim();
        }

        var authors = Enumerable
            .Range(0, chance.Next(0, chance.Next(2, 60)))
            .Select(_ =>
                chance.Next(4) switch
                {
                    0 => "Ada Lovelace",
                    1 => "Laurens van der Maaten",
                    2 => "{\\v S}ime Prem Jr.",
                    _ => "Xu",
                }
            );
        return Samples.Paper(Text(chance, chance.Next(1, 25)), string.Join(", ", authors), text);
    }
}
