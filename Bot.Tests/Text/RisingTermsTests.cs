using System.IO.Compression;
using System.Text.Json;
using Bot.Tests.Support;
using Bot.Text.Terms;

namespace Bot.Tests.Text;

/// <summary>What rose is said only when it rose; of noise nothing is said.</summary>
public sealed class RisingTermsTests
{
    private static readonly string[] Subjects =
    [
        "graph coloring",
        "protein folding",
        "weather maps",
        "bandit games",
        "sparse coding",
        "speech repair",
        "kernel smoothing",
        "robot gaits",
    ];

    [Fact]
    public void A_subject_whose_share_has_grown_fourfold_is_named()
    {
        var rising = RisingTerms.Find(Papers(400, ("tensor weaving", 10)), Papers(2600, ("tensor weaving", 40)), 3);
        Assert.Equal("tensor weaving", Assert.Single(rising).Term);
        Assert.Equal((40, 65), (rising[0].Papers, rising[0].Before));
        Assert.InRange(rising[0].Lift, 3.8, 4.2);
    }

    [Fact]
    public void A_share_that_grew_by_half_is_not_named_however_sure_it_is() =>
        Assert.Empty(RisingTerms.Find(Papers(4000, ("tensor weaving", 10)), Papers(26_000, ("tensor weaving", 15)), 3));

    [Fact]
    public void A_doubling_of_few_papers_may_be_chance_and_is_not_named() =>
        Assert.Empty(RisingTerms.Find(Papers(400, ("tensor weaving", 50)), Papers(2600, ("tensor weaving", 110)), 3));

    [Fact]
    public void A_word_of_style_that_only_abstracts_carry_is_not_named()
    {
        var recent = Papers(400)
            .Select((paper, n) => n % 4 == 0 ? (paper.Title, paper.Abstract + " Notably it works.") : paper)
            .ToList();
        Assert.Empty(RisingTerms.Find(recent, Papers(2600), 3));
    }

    [Fact]
    public void Too_short_a_history_says_nothing() =>
        Assert.Empty(RisingTerms.Find(Papers(400, ("tensor weaving", 4)), Papers(99), 3));

    [Fact]
    public void The_same_share_before_and_after_says_nothing() =>
        Assert.Empty(RisingTerms.Find(Papers(400), Papers(2600), 3));

    [Fact]
    public void On_real_papers_verifiable_rewards_rose_in_June_2025_and_little_else()
    {
        var papers = Read(SharedData.Path("papers-cs-lg-25k.jsonl.gz"));
        var named = RisingTerms.Find(
            Between(papers, 2025, 6, 20, RisingTerms.RecentDays, 0),
            Between(papers, 2025, 6, 20, RisingTerms.EarlierDays, RisingTerms.RecentDays),
            3
        );
        Assert.Equal(["verifiable"], named.Select(term => term.Term).Take(1));
        Assert.Empty(
            RisingTerms.Find(
                Between(papers, 2024, 12, 20, RisingTerms.RecentDays, 0),
                Between(papers, 2024, 12, 20, RisingTerms.EarlierDays, RisingTerms.RecentDays),
                3
            )
        );
    }

    // Papers on subjects that come in turn; every so many is on one more.
    private static List<(string Title, string Abstract)> Papers(int count, (string Subject, int Every)? more = null) =>
        [
            .. Enumerable
                .Range(0, count)
                .Select(n =>
                    more is var (subject, every) && n % every == 0
                        ? ($"On {subject}", $"We study {subject}.")
                        : ($"On {Subjects[n % Subjects.Length]}", $"We study {Subjects[n % Subjects.Length]}.")
                ),
        ];

    private static List<(string, string)> Between(
        List<(DateOnly Date, string Title, string Abstract)> papers,
        int year,
        int month,
        int day,
        int days,
        int ago
    ) =>
        [
            .. papers
                .Where(paper =>
                    new DateOnly(year, month, day).AddDays(-ago).DayNumber - paper.Date.DayNumber is var age
                    && age >= 0
                    && age < days
                )
                .Select(paper => (paper.Title, paper.Abstract)),
        ];

    private static List<(DateOnly, string, string)> Read(string path)
    {
        using var lines = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        var papers = new List<(DateOnly, string, string)>();
        while (lines.ReadLine() is { } line)
        {
            using var paper = JsonDocument.Parse(line);
            papers.Add(
                (
                    DateOnly.Parse(
                        paper.RootElement.GetProperty("date").GetString()!,
                        System.Globalization.CultureInfo.InvariantCulture
                    ),
                    paper.RootElement.GetProperty("title").GetString()!,
                    paper.RootElement.GetProperty("abstract").GetString()!
                )
            );
        }

        return papers;
    }
}
