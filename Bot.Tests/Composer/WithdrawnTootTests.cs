using Bot.Arxiv;
using Bot.Composer;
using Bot.Options;
using Bot.Text;
using Microsoft.Extensions.Configuration;

namespace Bot.Tests.Composer;

/// <summary>
/// What is said of a withdrawn paper: true, within every limit, and harmless whatever strangers wrote as the reason.
/// </summary>
public sealed class WithdrawnTootTests
{
    private static readonly Announcement Paper = new()
    {
        Id = ArxivId.Parse("2506.06280"),
        Version = 1,
        Type = AnnounceType.New,
        Title = "On $\\alpha$-Stable Networks and What They Learn",
        Authors = ["Ada Lovelace", "Alan Turing"],
        Abstract = string.Concat(
            Enumerable.Repeat(
                "We study a question that nobody asked before. We prove that the answer is not what one would think. ",
                12
            )
        ),
        Categories = ["cs.LG"],
    };

    private static readonly DateTimeOffset August = new(2026, 8, 12, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(3, true, "Wrong proof.", "WITHDRAWN (v3, 12 August 2026): Wrong proof.")]
    [InlineData(3, true, "", "WITHDRAWN (v3, 12 August 2026)")]
    [InlineData(3, false, "", "WITHDRAWN (v3)")]
    [InlineData(1, false, "", "WITHDRAWN")]
    [InlineData(1, false, "Wrong proof, sorry", "WITHDRAWN: Wrong proof, sorry")]
    [InlineData(2, true, "12 pages, 3 figures", "WITHDRAWN (v2, 12 August 2026)")]
    [InlineData(
        2,
        true,
        "Withdrawn by the authors; 12 pages",
        "WITHDRAWN (v2, 12 August 2026): Withdrawn by the authors; 12 pages"
    )]
    [InlineData(
        2,
        true,
        "superseded by https://arxiv.org/abs/2501.00001\nand  #nothing by @ada@example.com",
        "WITHDRAWN (v2, 12 August 2026): superseded by arxiv.org/abs/2501.00001 and #\u2060nothing by "
            + "@\u2060ada@example.com"
    )]
    public void Its_first_line_says_what_is_known_and_no_more(int version, bool dated, string reason, string expected)
    {
        var withdrawal = new Withdrawal(version, dated ? August : null, reason);
        var composer = new TootComposer(Account(), new TootLimits(5000, 23));
        var edit = composer.Withdrawn(Paper, withdrawal, composer.Article(Paper)[0]);
        Assert.Equal($"{expected}\n\n{composer.Article(Paper)[0].Text}", edit.Text);
        Assert.Equal(
            $"{expected}\n\nhttps://arxiv.org/abs/2506.06280\n\n#toXiv_bot_toot",
            composer.WithdrawalReply(Paper.Id, withdrawal).Text
        );
    }

    [Theory]
    [InlineData(300, "readable", "none")]
    [InlineData(500, "readable", "none")]
    [InlineData(500, "classic", "none")]
    [InlineData(500, "readable", "title")]
    [InlineData(700, "readable", "none")]
    [InlineData(1000, "classic", "none")]
    public void The_first_part_of_a_thread_keeps_its_number(int limit, string style, string fold)
    {
        var account = Account("LongAbstract=thread") with
        {
            Style = Enum.Parse<TootStyle>(style, ignoreCase: true),
            Fold = Enum.Parse<Fold>(fold, ignoreCase: true),
        };
        var composer = new TootComposer(account, new TootLimits(limit, 23));
        var thread = composer.Article(Paper);
        Assert.True(thread.Count > 1);

        var edit = composer.Withdrawn(Paper, new Withdrawal(2, August, "Wrong proof."), thread[0]);

        Assert.Contains($"[1/{thread.Count}]\n\n#toXiv_bot_toot", edit.Text, StringComparison.Ordinal);
        Assert.InRange(edit.Characters, 1, limit);
    }

    public static MatrixTheoryData<int, LengthRule, string> Everything =>
        new(
            [70, 100, 300, 500, 1000, 5000],
            [LengthRule.Graphemes, LengthRule.CodePoints, LengthRule.Stricter],
            ["", "Style=classic", "Fold=title", "LongAbstract=thread", "LongAbstract=card"]
        );

    [Theory]
    [MemberData(nameof(Everything))]
    public void At_every_limit_in_every_form_it_fits_says_it_visibly_and_has_its_own_link_first(
        int most,
        LengthRule rule,
        string setting
    )
    {
        foreach (var markup in Enum.GetValues<MarkupRule>())
        {
            var limits = new TootLimits(most, 23, rule) { Markup = markup };
            var composer = new TootComposer(Account(setting), limits);
            var withdrawal = new Withdrawal(
                3,
                August,
                string.Concat(
                    Enumerable.Repeat(
                        "Withdrawn *by* the author because of an <error> in $\\beta$ https://arxiv.org/abs/2501.00001 ",
                        40
                    )
                )
            );
            var said = composer.Article(Paper)[0];
            foreach (
                var toot in new[]
                {
                    composer.Withdrawn(Paper, withdrawal, said),
                    composer.WithdrawalReply(Paper.Id, withdrawal),
                    composer.Withdrawn(Paper, withdrawal, said with { Text = "", SpoilerText = "" }),
                }
            )
            {
                Assert.Equal(TootLength.Count(toot.Text, toot.SpoilerText, limits), toot.Characters);
                Assert.InRange(toot.Characters, 30, most);
                Assert.StartsWith(
                    "WITHDRAWN",
                    toot.SpoilerText.Length > 0 ? toot.SpoilerText : toot.Text,
                    StringComparison.Ordinal
                );
                Assert.Equal(
                    toot.Text.IndexOf("https://", StringComparison.Ordinal),
                    toot.Text.IndexOf(Paper.Id.AbsUrl, StringComparison.Ordinal)
                );
                Assert.Equal(TootKind.Withdrawal, toot.Kind);
                Assert.Equal((1, 1), (toot.Part, toot.Parts));
            }

            Assert.Equal(
                most >= 300,
                composer
                    .Withdrawn(Paper, withdrawal, said)
                    .Text.StartsWith("WITHDRAWN (v3, 12 August 2026): Withdrawn", StringComparison.Ordinal)
            );
        }
    }

    [Fact]
    public void A_content_warning_stays_and_says_it_too()
    {
        var composer = new TootComposer(Account(), TootLimits.Default);
        var edit = composer.Withdrawn(
            Paper,
            new Withdrawal(2, null, ""),
            composer.Article(Paper)[0] with
            {
                SpoilerText = "mentions suicide",
            }
        );
        Assert.Equal("WITHDRAWN: mentions suicide", edit.SpoilerText);
    }

    private static AccountOptions Account(string setting = "") =>
        AccountOptions.Read(
            new SettingsReader(
                new ConfigurationBuilder()
                    .AddInMemoryCollection(
                        setting.Length == 0
                            ? []
                            : [new($"Bot:Accounts:0:{setting.Split('=')[0]}", setting.Split('=')[1])]
                    )
                    .Build()
            ),
            0
        );
}
