using System.Text.Json;
using Bot.Arxiv;
using Bot.Composer;
using Bot.Options;

namespace Bot.Tests.Composer;

/// <summary>Accounts and papers to compose for.</summary>
internal static class Samples
{
    public const string Sentence = "We study how gradient descent behaves on wide networks. ";

    public static TagOptions Tags { get; } =
        new()
        {
            Every = ["toXiv_bot_toot"],
            Summary = ["toXiv_bot_new_article_summary_toot"],
            Article = ["toXiv_bot_new_article_toot"],
            List = ["toXiv_bot_new_article_list_toot"],
        };

    public static AccountOptions Account(
        LongAbstract mode = LongAbstract.Shorten,
        TootVisibility visibility = TootVisibility.Public
    ) =>
        new()
        {
            Index = 0,
            Name = "sample",
            Instance = null,
            AccessToken = "",
            AccessTokenFile = "",
            Categories = ["cs.LG"],
            Style = TootStyle.Classic,
            Language = "en",
            Visibility = visibility,
            Tags = Tags,
            NewPapers = NewPapers.Toot,
            Links = PaperLinks.All,
            LongAbstract = mode,
            Fold = Fold.None,
            FirstRun = FirstRun.Post,
            PostsPerThreeHours = 300,
        };

    public static Announcement Paper(
        string title = "Wide Networks",
        string authors = "Ada Lovelace, Alan Turing",
        string text = Sentence
    ) =>
        new()
        {
            Id = ArxivId.Parse("2506.06280"),
            Version = 1,
            Type = AnnounceType.New,
            Title = title,
            Authors = authors.Split(", ", StringSplitOptions.RemoveEmptyEntries),
            Abstract = text,
            Categories = ["cs.LG"],
        };

    public static TootLimits Limit(int characters) => new(characters, 23);

    public static Toot Only(this TootComposer composer, Announcement paper) => Assert.Single(composer.Article(paper));

    /// <summary>The reference bot's toots, as they were posted.</summary>
    public static IEnumerable<(Announcement Paper, string Text)> Seeds()
    {
        using var json = JsonDocument.Parse(
            File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", "seeds.json"))
        );
        foreach (var seed in json.RootElement.EnumerateArray())
        {
            var description = seed.GetProperty("description").GetString()!;
            var text = description[
                (description.IndexOf("Abstract: ", StringComparison.Ordinal) + "Abstract: ".Length)..
            ];
            var paper = Paper(
                seed.GetProperty("title").GetString()!,
                seed.GetProperty("authors").GetString()!,
                text
            ) with
            {
                Id = ArxivId.Parse(seed.GetProperty("arxiv_id").GetString()!),
            };
            yield return (paper, seed.GetProperty("text").GetString()!);
        }
    }
}
