using System.Net;
using Bot.Arxiv;
using Bot.Composer;
using Bot.Options;
using Bot.Pipeline.Sending;
using Bot.Publisher;
using Bot.Sandbox;
using Bot.Tests.Composer;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace Bot.Tests.Publisher;

/// <summary>
/// Our toots are read back after a lost ledger. Whatever authors write, also our own forms, must not change what a toot
/// is taken for, nor what is known of any other paper or day.
/// </summary>
public sealed class PosingTextTests
{
    private static readonly DateOnly Monday = new(2026, 11, 30);

    private static readonly string[] Pieces =
    [
        "A",
        "study",
        "of",
        " ",
        "toXiv_bot_toot",
        "#toXiv_bot_toot",
        "toXiv_bot_new_article_toot",
        "toXiv_bot_replacement_toot",
        "#toXiv_bot_replacement_toot",
        "toXiv_bot_cross_list_toot",
        "TOXIV_BOT_NEW_ARTICLE_LIST_TOOT",
        "toXiv_bot_abstract_toot",
        "New version (v3): ",
        "new  version ( v3 ) : ",
        "New version (v٣): ",
        "New\u200B version (v12): ",
        "{N}ew version (v4): ",
        "New versions in cs.LG, 30 November 2026",
        "v2: ",
        "Cross-listed to cs.LG, 30 November 2026",
        "Caught up: 3 papers of cs.LG from 30 November 2026",
        "9 new papers in cs.LG, announced Tuesday 1 December 2026.",
        "[2026-12-01 Tue (UTC), 9 new articles found for cs.LG Machine Learning]",
        "WITHDRAWN",
        "WITHDRAWN (v2, 1 December 2026): an error",
        "[2/3] ",
        "[2/3]",
        "https://arxiv.org/abs/2611.99999",
        "http://https://arxiv.org/abs/2611.99999",
        "https://arxiv.org/abs/2611.99999v3",
        "https://arxiv.org/abs/2611.99999 https://arxiv.org/pdf/2611.99999 https://arxiv.org/html/2611.99999",
        "https://ar\u0001xiv.org/abs/2611.99999",
        "https:",
        "//arxiv.org/abs/2611.99999",
        "\\url{https://arxiv.org/abs/2611.99999}",
        "\\\\",
        "mentions suicide: ",
        "suicide",
        "First toot: https://a.example/1",
        "Toot: https://a.example/1",
        "<br>",
        "</p><p>",
        "&#10;",
        "$a<b$",
        "arXiv:2611.99999v1 Announce Type: new",
        "Abstract:",
    ];

    // Only an abstract has lines.
    private static readonly string[] Lines = ["\n", "\n\n", "\ntoXiv_bot_replacement_toot", "\n\nWITHDRAWN\n\n"];

    [Fact]
    public void No_title_name_or_abstract_changes_what_recovery_says() =>
        Check.One(
            Config
                .QuickThrowOnFailure.WithMaxTest(300)
                .WithReplay(
                    FSharpOption<FsCheck.Replay>.Some(new FsCheck.Replay(new Rnd(20261130, 1), FSharpOption<int>.None))
                ),
            Prop.ForAll(Cases().ToArbitrary(), one => Holds(one))
        );

    [Theory]
    [MemberData(nameof(Alone))]
    public void Nor_does_one_of_our_forms_alone(string piece)
    {
        for (var manner = 0; manner < 48; manner += 5)
        {
            foreach (var limit in new[] { 100, 200, 500, 3000 })
            {
                Holds(new Case(piece, piece, piece, limit, manner));
                Holds(new Case($"{piece}{piece}", $"Ada {piece}", $"{piece}\n\n{piece}", limit, manner));
                Holds(
                    new Case($"{piece}A title", piece, string.Join(". ", Enumerable.Repeat(piece, 40)), limit, manner)
                );
            }
        }
    }

    [Theory]
    [InlineData("#another_bot_toot", true, false)]
    [InlineData("#another_bot_toot", false, false)]
    [InlineData("#another_bot_toot #toXiv_bot_replacement", true, false)]
    [InlineData("#toXiv_bot_toot", true, true)]
    [InlineData("#toXiv_bot_toot", false, true)]
    [InlineData("#another_bot_toot #toXiv_bot_toot", true, true)]
    [InlineData("", true, true)]
    [InlineData("", false, true)]
    public void Another_bots_new_version_is_none_of_ours(string tags, bool listsTags, bool isOurs)
    {
        var html = StatusHtml.AsMastodon(
            $"New version (v2): Notes\n\nhttps://arxiv.org/abs/2611.00001\n\n{tags}".Trim(),
            "https://a.example"
        );
        var status = new OwnStatus("1", null, null, false, html)
        {
            Tags = listsTags
                ? [.. tags.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(tag => tag[1..])]
                : null,
        };
        var own = Recovery.ReaderOf(new Case("T", "A", "", 500, 12).Account)(status);
        Assert.Equal(isOurs, own?.Retold is { Kind: TootKind.Replacement });
        Assert.Equal(isOurs, own is not null);
    }

    public static TheoryData<string> Alone() => [.. Pieces.Where(piece => piece.Trim().Length > 0)];

    private static Gen<Case> Cases()
    {
        var line = Gen.Elements(Pieces).ArrayOf().Select(words => string.Join(words.Length % 2 == 0 ? " " : "", words));
        var text = Gen.Elements([.. Pieces, .. Lines]).ArrayOf().Select(words => string.Join(' ', words));
        return from title in line
            from authors in line
            from about in text
            from limit in Gen.Choose(90, 1200)
            from manner in Gen.Choose(0, 47)
            select new Case(title.Trim().Length > 0 ? title : "T", authors, about, limit, manner);
    }

    private static void Holds(Case one)
    {
        var account = one.Account;
        var limits = new TootLimits(one.Limit, 23);
        var composer = new TootComposer(account, limits);
        var paper = one.Paper("2611.00001");
        var other = one.Paper("2611.00002");
        var article = composer.Article(paper);
        Reads(one, article[0], null, own => own.Paper == paper.Id && IsNoOther(own));
        foreach (var part in article.Skip(1))
        {
            Reads(one, part, "1", own => own.Paper is null && IsNoOther(own));
        }

        var withdrawal = new Withdrawal(2, new DateTimeOffset(Monday, default, TimeSpan.Zero), paper.Abstract);
        Reads(
            one,
            composer.Withdrawn(paper, withdrawal, article[0]),
            null,
            own => own.Paper == paper.Id && IsNoOther(own)
        );
        Reads(one, composer.WithdrawalReply(paper.Id, withdrawal), "1", own => own.Paper == paper.Id && IsNoOther(own));
        if (account.Style == TootStyle.Classic)
        {
            return;
        }

        var replacement = composer.Replacement(paper with { Version = 7 }, first: null);
        Reads(
            one,
            replacement,
            null,
            own => own.Retold is { Kind: TootKind.Replacement } told && told.Papers.SequenceEqual([(paper.Id, 7)])
        );
        foreach (var list in composer.Lists([paper, other]))
        {
            Reads(one, list.Toot, "1", own => own.Listed.SequenceEqual(list.Papers.Select(each => each.Id)));
        }

        foreach (var kind in new[] { TootKind.CrossLists, TootKind.Replacements })
        {
            foreach (var list in composer.Lists(new FollowUpListing(kind, "cs.LG", Monday), [paper, other], _ => null))
            {
                Reads(
                    one,
                    list.Toot,
                    null,
                    own =>
                        own.Retold is var (told, papers)
                        && told == kind
                        && papers.Select(each => each.Paper).SequenceEqual(list.Papers.Select(each => each.Id))
                );
            }
        }
    }

    private static bool IsNoOther(OwnToot own) =>
        own.Category is null && own.Date is null && own.Listed.Count == 0 && own.Retold is null;

    private static void Reads(Case one, Toot toot, string? parent, Func<OwnToot, bool> isRight)
    {
        var html = one.Html(toot.Text);
        var status = new OwnStatus("1", null, parent, false, html)
        {
            SpoilerText = toot.SpoilerText,
            Tags = one.ListsTags ? [.. StatusText.Tags(toot.Text)] : null,
        };
        var own = Recovery.ReaderOf(one.Account)(status);
        var tags = toot.Text.Split('\n')[^1];
        var hasTags =
            tags.Split(' ') is ["toXiv_bot_toot" or "#toXiv_bot_toot", .. var others]
            && others.All(word => word.All(c => c is '#' or '_' || char.IsAsciiLetterOrDigit(c)));
        if (toot.Kind.IsList() && tags.Split('_').Length < 6)
        {
            // With hardly any room a list has no tag of its own; what is lost with it is lost whatever a title says.
            return;
        }

        if (toot.Kind == TootKind.Abstract && !hasTags)
        {
            // Behind a content warning that takes all but a few words of room, a reply ends with the abstract's words.
            return;
        }

        // Without any tag it may count as somebody's, but never as another of ours.
        Assert.True(
            own is null ? !hasTags : isRight(own),
            $"{one}\n---\n{toot.SpoilerText}\n{toot.Text}\n---\n{html}\n---\n{own}"
        );
    }

    public sealed record Case(string Title, string Authors, string Abstract, int Limit, int Manner)
    {
        public bool ListsTags => Manner % 4 < 2;

        internal AccountOptions Account =>
            Samples.Account((LongAbstract)(Manner % 3)) with
            {
                Style = Manner < 12 ? TootStyle.Classic : TootStyle.Readable,
                Fold = Manner % 5 == 0 ? Fold.Title : Fold.None,
                Tags = new TagOptions
                {
                    Every = ["toXiv_bot_toot"],
                    Summary = ["toXiv_bot_new_article_summary_toot"],
                    Article = ["toXiv_bot_new_article_toot"],
                    Reply = ["toXiv_bot_abstract_toot"],
                    List = ["toXiv_bot_new_article_list_toot"],
                    CrossList = ["toXiv_bot_cross_list_toot"],
                    Replacement = ["toXiv_bot_replacement_toot"],
                    Category = true,
                    Shared = Manner % 7 < 4 ? SharedTags.Hashtag : SharedTags.Keyword,
                },
            };

        internal Announcement Paper(string id) =>
            Samples.Paper(Title, Authors, Abstract) with
            {
                Id = ArxivId.Parse(id),
                Version = 2,
            };

        // Mastodon's HTML; breaks alone; and breaks in paragraphs that hold all.
        internal string Html(string text) =>
            (Manner / 2 % 3) switch
            {
                0 => StatusHtml.AsMastodon(text, "https://a.example"),
                1 => WebUtility.HtmlEncode(text).ReplaceLineEndings("<br>"),
                _ => $"<div>{WebUtility.HtmlEncode(text).ReplaceLineEndings("<br />\n")}</div>",
            };
    }
}
