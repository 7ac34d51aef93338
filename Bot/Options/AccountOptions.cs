using System.Text.RegularExpressions;
using Bot.Arxiv;
using Bot.Ledger;
using Bot.PaperPages;
using Bot.Pipeline.Listings;
using Bot.Pipeline.Sending;
using Bot.Text.Terms;

namespace Bot.Options;

/// <summary>One account: where it lives, what it reads, how it speaks.</summary>
public sealed partial record AccountOptions
{
    /// <summary>The account's place in the settings, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>A label for logs and status. The account's identity is what its instance says, never this.</summary>
    public required string Name { get; init; }

    /// <summary>Null while nobody has set one.</summary>
    public required Uri? Instance { get; init; }

    public required string AccessToken { get; init; }
    public required string AccessTokenFile { get; init; }

    /// <summary>Why there is no token; the other accounts go on without this one.</summary>
    public string? TokenTrouble { get; init; }
    public required IReadOnlyList<string> Categories { get; init; }
    public required TootStyle Style { get; init; }
    public required string Language { get; init; }
    public required TootVisibility Visibility { get; init; }

    /// <summary>
    /// Of what continues or follows another toot: readers have met that one already. Never louder than unlisted, never
    /// more public than the account.
    /// </summary>
    public TootVisibility QuietVisibility => Visibility == TootVisibility.Public ? TootVisibility.Unlisted : Visibility;

    /// <summary>Carried by every toot; without <c>#</c>, like those that follow.</summary>
    public required IReadOnlyList<string> TagsEvery { get; init; }
    public required IReadOnlyList<string> TagsSummary { get; init; }
    public required IReadOnlyList<string> TagsArticle { get; init; }
    public required IReadOnlyList<string> TagsReply { get; init; }
    public required IReadOnlyList<string> TagsList { get; init; }
    public IReadOnlyList<string> TagsCrossList { get; init; } = [];
    public IReadOnlyList<string> TagsReplacement { get; init; } = [];

    /// <summary>
    /// Whether articles and summaries carry their category as a tag (<c>csLG</c>); only in
    /// <see cref="TootStyle.Readable"/>.
    /// </summary>
    public required bool TagsCategory { get; init; }

    /// <summary>
    /// Whether articles carry their first topic as a tag, where it is sure; only in <see cref="TootStyle.Readable"/>.
    /// </summary>
    public TopicTag TagsTopic { get; init; } = TopicTag.Off;

    /// <summary>One list for all accounts.</summary>
    public TopicLexicon Topics { get; init; } = TopicLexicon.Shipped;

    /// <summary>
    /// How <see cref="TagsEvery"/> and the kinds' tags are written; only in <see cref="TootStyle.Readable"/>.
    /// </summary>
    public required SharedTags SharedTags { get; init; }
    public required NewPapers NewPapers { get; init; }

    /// <summary>Never louder than unlisted.</summary>
    public CatchUp CatchUp { get; init; }
    public CrossLists CrossLists { get; init; } = CrossLists.Off;
    public Replacements Replacements { get; init; } = Replacements.Off;
    public WithdrawalNotice Withdrawals { get; init; }
    public required PaperLinks Links { get; init; }

    /// <summary>
    /// Whether articles link to toots about similar papers; only in <see cref="TootStyle.Readable"/>.
    /// </summary>
    public bool Similar { get; init; }
    public required LongAbstract LongAbstract { get; init; }

    /// <summary>Only in <see cref="TootStyle.Readable"/>.</summary>
    public required Fold Fold { get; init; }
    public required FirstRun FirstRun { get; init; }

    /// <summary>Whether the account says, once, that arXiv announces nothing for a holiday.</summary>
    public bool HolidayToot { get; init; } = true;

    /// <summary>
    /// Whether summaries carry the day as a picture, where it can be made and uploaded; only in
    /// <see cref="TootStyle.Readable"/>.
    /// </summary>
    public bool SummaryPicture { get; init; }

    /// <summary>What makes a PNG of an SVG on its standard input. One for all accounts.</summary>
    public string PictureProgram { get; init; } = "rsvg-convert";

    /// <summary>
    /// Whether summaries say how many papers the most frequent topics have; only in <see cref="TootStyle.Readable"/>.
    /// </summary>
    public bool SummaryTopics { get; init; }

    /// <summary>Whether summaries name terms that rise; only in <see cref="TootStyle.Readable"/>.</summary>
    public bool SummaryRising { get; init; }

    /// <summary>Whether the newest summary is pinned to the profile.</summary>
    public bool PinSummary { get; init; }

    /// <summary>
    /// What readers are warned of; only in <see cref="TootStyle.Readable"/>. One list for all accounts.
    /// </summary>
    public ContentWarnings Warnings { get; init; } = ContentWarnings.None;

    /// <summary>0: only the server's headers count.</summary>
    public required int PostsPerThreeHours { get; init; }

    /// <summary>The account's key in the settings, such as <c>Bot:Accounts:0</c>.</summary>
    public string Key => $"Bot:Accounts:{Index}";

    // A record prints its properties, and a log line may print a record: the token must not be among them.
    public override string ToString() => $"{Name} ({Instance?.Host ?? "no instance"})";

    public static AccountOptions Read(SettingsReader settings, int index)
    {
        var key = $"Bot:Accounts:{index}";
        var account = new AccountOptions
        {
            Index = index,
            Name = settings.Text(
                $"{key}:Name",
                "",
                "any text",
                "A label for logs and `status`; the account itself is known by what its instance says"
            )
                is { Length: > 0 } name
                ? name
                : $"account {index}",
            Instance = settings.Url(
                $"{key}:Instance",
                "",
                "https address; http on loopback",
                "The server to post to, such as `https://mastodon.example`"
            ),
            AccessToken = settings.Text(
                $"{key}:AccessToken",
                "",
                "secret",
                "From the environment or user-secrets only; refused in `appsettings.json`"
            ),
            AccessTokenFile = settings.Text(
                $"{key}:AccessTokenFile",
                "",
                "file",
                "A file that holds the token and nothing else; the better place for it"
            ),
            Categories = CategoriesOf(settings, $"{key}:Categories"),
            Style = settings.Choice(
                $"{key}:Style",
                TootStyle.Readable,
                "How toots are written: `readable` renders TeX as Unicode and spares ears and eyes; "
                    + "`classic` is what the reference bot posts, byte for byte"
            ),
            NewPapers = settings.Choice(
                $"{key}:NewPapers",
                NewPapers.Toot,
                "What follows the summary: `toot`, one for each paper; `list` (in style `readable`), "
                    + "unlisted replies that name title, authors and link of as many papers as fit; `none`, nothing"
            ),
            CatchUp = settings.Choice(
                $"{key}:CatchUp",
                CatchUp.List,
                "Papers that no feed brought in time, because the bot was off or arXiv left them out, and "
                    + "that its archive has: `list`, unlisted toots that name as many as fit; `toot`, an unlisted "
                    + "toot for each; `none`, nothing. When not set, `toot` where Style or Tags:List allow no "
                    + "lists, `none` with NewPapers none"
            ),
            CrossLists = settings.Choice(
                $"{key}:CrossLists",
                CrossLists.Off,
                "New papers of other categories that are cross-listed to the account's: `boost`, the toot of "
                    + "the paper's own category by whichever account of this bot on the same instance has posted "
                    + "it, for which it waits up to five days; `list` (in style `readable`), unlisted toots that "
                    + "name several"
            ),
            Replacements = settings.Choice(
                $"{key}:Replacements",
                Replacements.Off,
                "New versions of papers whose primary category is the account's: `toot`, with a link to the "
                    + "first toot; `boost` the first toot, taking back an earlier boost; `edit` the first toot "
                    + "where title or abstract have changed, of which its boosters are notified; `list`, unlisted, "
                    + "cross-listed papers too. `boost` alone also in style `classic`"
            ),
            Withdrawals = settings.Choice(
                $"{key}:Withdrawals",
                WithdrawalNotice.Edit,
                "What becomes of an article when arXiv's archive says that its paper was withdrawn, once, as "
                    + "long as it is no older than 90 days: `edit`, it begins with `WITHDRAWN`, version, day and "
                    + "reason; `reply`, an unlisted reply says so; `off`, nothing"
            ),
            Links = settings.Choice(
                $"{key}:Links",
                PaperLinks.All,
                "`readable`: which of a paper's pages an article links to; where the abstract does not fit "
                    + "whole, its page alone stays in any case"
            ),
            Similar = settings.Flag(
                $"{key}:Similar",
                false,
                "`readable`: where there is room beside all else, a new paper's toot ends with `Similar:` "
                    + "and links to one or two toots about earlier papers like it, of this account or another of "
                    + "this bot on the same instance; `preview`, which knows no earlier toots, shows none"
            ),
            Language = LanguageOf(settings, $"{key}:Language"),
            Visibility = settings.Choice(
                $"{key}:Visibility",
                TootVisibility.Public,
                "Of the summary and the articles; only public toots are found by their hashtags. Replies "
                    + "that continue an abstract, and lists, are never more public than unlisted"
            ),
            TagsEvery = TagsOf(
                settings,
                $"{key}:Tags:Every",
                "toXiv_bot_toot",
                "On every toot, so that readers can mute the bot by one word"
            ),
            TagsSummary = TagsOf(
                settings,
                $"{key}:Tags:Summary",
                "toXiv_bot_new_article_summary_toot",
                "Also on summaries"
            ),
            TagsArticle = TagsOf(settings, $"{key}:Tags:Article", "toXiv_bot_new_article_toot", "Also on articles"),
            TagsReply = TagsOf(
                settings,
                $"{key}:Tags:Reply",
                "toXiv_bot_abstract_toot",
                "`readable`: also on replies that continue an abstract"
            ),
            TagsList = TagsOf(
                settings,
                $"{key}:Tags:List",
                "toXiv_bot_new_article_list_toot",
                "`readable`: also on lists of papers; one that no other toot has, or a lost ledger could not "
                    + "be rebuilt from them"
            ),
            TagsCrossList = TagsOf(
                settings,
                $"{key}:Tags:CrossList",
                "toXiv_bot_cross_list_toot",
                "`readable`: also on lists of cross-lists; one that no other toot has"
            ),
            TagsReplacement = TagsOf(
                settings,
                $"{key}:Tags:Replacement",
                "toXiv_bot_replacement_toot",
                "`readable`: also on toots and lists about new versions; one that no other toot has"
            ),
            TagsCategory = settings.Flag(
                $"{key}:Tags:Category",
                true,
                "`readable`: also the category on summaries and articles, such as `#csLG`"
            ),
            TagsTopic = settings.Choice(
                $"{key}:Tags:Topic",
                TopicTag.Off,
                "`readable`: also what an article is about, where that is sure: `namespaced` as "
                    + "`#csLG_GraphLearning`, which nobody else uses; `plain` as `#GraphLearning`, which puts it "
                    + "among everybody's toots"
            ),
            SharedTags = settings.Choice(
                $"{key}:SharedTags",
                SharedTags.Hashtag,
                "`readable`: whether the tags that are not the category's are hashtags or plain words; with "
                    + "five accounts or more that share them take `keyword`, or they trend on servers that count "
                    + "accounts"
            ),
            LongAbstract = settings.Choice(
                $"{key}:LongAbstract",
                LongAbstract.Shorten,
                "An abstract that does not fit: the sentences that tell most in one toot, gaps marked "
                    + "`[...]`; or all of it in numbered replies; or none of it, since the link's preview card "
                    + "shows its beginning"
            ),
            Fold = settings.Choice(
                $"{key}:Fold",
                Fold.None,
                "`readable`: with `title` an article and its replies show the title alone until a reader "
                    + "unfolds them, by way of the content warning"
            ),
            FirstRun = settings.Choice(
                $"{key}:FirstRun",
                FirstRun.Post,
                "The first listing that an account ever sees of a category: toot it, or note it as seen and "
                    + "start with the next"
            ),
            HolidayToot = settings.Flag(
                $"{key}:HolidayToot",
                true,
                "On a day without a listing for one of arXiv's holidays, say so in one toot; of a day that "
                    + "is late, stale or empty nothing is ever said"
            ),
            SummaryPicture = settings.Flag(
                $"{key}:SummaryPicture",
                true,
                "`readable`: summaries of eight papers or more carry a picture of the day, with its "
                    + "description in words: papers by topic, and the last four weeks. Needs the token scope "
                    + "`write:media` and `Bot:Pictures:Program`; without either the summary goes out without a "
                    + "picture, and `doctor` says so"
            ),
            SummaryTopics = settings.Flag(
                $"{key}:SummaryTopics",
                false,
                "`readable`: summaries say how many papers the three most frequent topics have, where there is room"
            ),
            SummaryRising = settings.Flag(
                $"{key}:SummaryRising",
                false,
                "`readable`: summaries name up to three terms whose share of the papers of four weeks has "
                    + "doubled against the half year before, once the ledger has so much history; on most days none"
            ),
            PinSummary = settings.Flag(
                $"{key}:PinSummary",
                false,
                "The newest summary is pinned to the account's profile and the one before unpinned; needs "
                    + "the token scope `write:accounts`"
            ),
            PostsPerThreeHours = settings.Number(
                $"{key}:PostsPerThreeHours",
                300,
                0,
                100_000,
                "Mastodon accepts 300 toots in each three hours from 00, 03, 06 ... UTC; 0 leaves it to the "
                    + "server's headers"
            ),
        };
        if (account.Style == TootStyle.Readable)
        {
            account.CheckTags(settings);
        }
        else
        {
            account.CheckClassic(settings);
        }

        var saysCatchUp = settings.IsSet($"{key}:CatchUp");
        account.CheckOwnTags(
            settings,
            listsCatchUp: saysCatchUp && account is { CatchUp: CatchUp.List, Style: TootStyle.Readable }
        );
        if (account.Style == TootStyle.Classic)
        {
            account = account with { SummaryPicture = false };
        }

        if (!saysCatchUp)
        {
            return account.WithUsualCatchUp();
        }

        return account;
    }

    private AccountOptions WithUsualCatchUp() =>
        this with
        {
            CatchUp =
                NewPapers == NewPapers.None ? CatchUp.None
                : AllowsLists ? CatchUp.List
                : CatchUp.Toot,
        };

    /// <summary>Whether the account may tell papers in lists.</summary>
    public bool AllowsLists => Style == TootStyle.Readable && HasListTag;

    // By it alone a lost ledger tells a list from an article.
    private bool HasListTag =>
        TagsList
            .Except(
                TagsEvery.Concat(TagsSummary).Concat(TagsArticle).Concat(TagsReply),
                StringComparer.OrdinalIgnoreCase
            )
            .Any();

    // Servers and readers take more tags than these for spam.
    private void CheckTags(SettingsReader settings)
    {
        const int Most = 4;
        (string Kind, IReadOnlyList<string> Tags, bool Category, bool Topic)[] lines =
        [
            ("Summary", TagsSummary, TagsCategory, false),
            ("Article", TagsArticle, TagsCategory, TagsTopic != TopicTag.Off),
            ("Reply", TagsReply, false, false),
            ("List", TagsList, false, false),
            ("CrossList", TagsCrossList, false, false),
            ("Replacement", TagsReplacement, TagsCategory, TagsTopic != TopicTag.Off),
        ];
        if (TagsEvery.Count > Most)
        {
            settings.Mistake(
                $"{Key}:Tags:Every has {TagsEvery.Count} tags; readers take more than {Most} in one toot for "
                    + "spam, so keep the one that mutes the bot"
            );
        }
        else
        {
            foreach (var (kind, tags, category, topic) in lines)
            {
                var count =
                    TagsEvery.Concat(tags).Distinct(StringComparer.OrdinalIgnoreCase).Count()
                    + (category ? 1 : 0)
                    + (topic ? 1 : 0);
                if (count > Most)
                {
                    settings.Mistake(
                        $"{Key}:Tags:{kind} has '{string.Join(' ', tags)}', which with "
                            + $"Tags:Every{(category ? " and Tags:Category" : "")}{(topic ? " and Tags:Topic" : "")} "
                            + $"makes {count} tags in one toot; readers take more than {Most} for spam, so remove "
                            + $"{count - Most}"
                    );
                }
            }
        }
    }

    // By their own tag the kinds are told apart when a lost ledger is rebuilt from the timeline.
    private void CheckOwnTags(SettingsReader settings, bool listsCatchUp)
    {
        (string Kind, IReadOnlyList<string> Tags, bool IsUsed, string Because)[] kinds =
        [
            (
                "List",
                TagsList,
                NewPapers == NewPapers.List || listsCatchUp,
                NewPapers == NewPapers.List ? "NewPapers list" : "CatchUp list"
            ),
            ("CrossList", TagsCrossList, CrossLists == CrossLists.List, "CrossLists list"),
            (
                "Replacement",
                TagsReplacement,
                Replacements is Replacements.Toot or Replacements.List,
                $"Replacements {Replacements.ToString().ToLowerInvariant()}"
            ),
        ];
        var general = TagsEvery.Concat(TagsSummary).Concat(TagsArticle).Concat(TagsReply);
        foreach (var (kind, tags, _, because) in kinds.Where(one => one.IsUsed))
        {
            var others = general.Concat(kinds.Where(one => one.Kind != kind && one.IsUsed).SelectMany(one => one.Tags));
            if (!tags.Except(others, StringComparer.OrdinalIgnoreCase).Any())
            {
                settings.Mistake(
                    $"{Key}:Tags:{kind} is '{string.Join(' ', tags)}'; with {because} it needs a tag that no "
                        + "other toot has, or a lost ledger could not be rebuilt: write one such as "
                        + $"toXiv_bot_{kind switch { "List" => "new_article_list", "CrossList" => "cross_list", _ => "replacement" }}_toot"
                );
            }
        }
    }

    // The reference bot's form has no place for these, and a setting that does nothing is a misunderstanding.
    private void CheckClassic(SettingsReader settings)
    {
        if (SharedTags != SharedTags.Hashtag)
        {
            settings.Mistake(
                $"{Key}:SharedTags is 'keyword', which Style classic cannot do; remove it or set Style to readable"
            );
        }

        if (NewPapers == NewPapers.List)
        {
            settings.Mistake(
                $"{Key}:NewPapers is 'list', which Style classic cannot do; write toot or none, or set Style "
                    + "to readable"
            );
        }

        if (settings.IsSet($"{Key}:CatchUp") && CatchUp == CatchUp.List)
        {
            settings.Mistake(
                $"{Key}:CatchUp is 'list', which Style classic cannot do; write toot or none, or set Style to readable"
            );
        }

        if (CrossLists == CrossLists.List)
        {
            settings.Mistake(
                $"{Key}:CrossLists is 'list', which Style classic cannot do; write boost or off, or set Style "
                    + "to readable"
            );
        }

        if (Replacements is not (Replacements.Off or Replacements.Boost))
        {
            settings.Mistake(
                $"{Key}:Replacements is '{Replacements.ToString().ToLowerInvariant()}', which Style classic "
                    + "cannot do; write boost or off, or set Style to readable"
            );
        }

        if (TagsTopic != TopicTag.Off)
        {
            settings.Mistake(
                $"{Key}:Tags:Topic is '{TagsTopic.ToString().ToLowerInvariant()}', which Style classic cannot "
                    + "do; remove it or set Style to readable"
            );
        }

        foreach (
            var (setting, isOn) in new[]
            {
                ("SummaryPicture", SummaryPicture && settings.IsSet($"{Key}:SummaryPicture")),
                ("Similar", Similar),
                ("SummaryTopics", SummaryTopics),
                ("SummaryRising", SummaryRising),
            }
        )
        {
            if (isOn)
            {
                settings.Mistake(
                    $"{Key}:{setting} is 'true', which Style classic cannot do; remove it or set Style to readable"
                );
            }
        }

        if (Fold != Fold.None)
        {
            settings.Mistake(
                $"{Key}:Fold is 'title', which Style classic cannot do; remove it or set Style to readable"
            );
        }
    }

    private static List<string> CategoriesOf(SettingsReader settings, string key)
    {
        var known = new List<string>();
        foreach (
            var name in settings.List(
                key,
                "cs.LG",
                "arXiv categories",
                "Which listings the account toots: papers whose primary category this is"
            )
        )
        {
            if (ArxivCategories.Spelling(name) is { } spelling)
            {
                known.Add(spelling);
            }
            else
            {
                settings.Mistake(
                    $"{key} has '{name}', which arXiv does not have; write categories such as cs.LG, stat.ML or hep-th"
                );
            }
        }

        foreach (var twice in known.GroupBy(name => name).Where(group => group.Count() > 1))
        {
            settings.Mistake($"{key} has {twice.Key} twice; keep one");
        }

        return known;
    }

    private static string LanguageOf(SettingsReader settings, string key)
    {
        var code = settings.Text(key, "en", "ISO 639 code", "The language that readers' filters and translators see");
        if (!LanguageCode().IsMatch(code))
        {
            settings.Mistake($"{key} is '{code}', which is no language code; write one such as en");
        }

        return code;
    }

    private static List<string> TagsOf(SettingsReader settings, string key, string fallback, string reason)
    {
        var tags = settings.List(key, fallback, "words", reason).Select(tag => tag.TrimStart('#')).ToList();
        // Mastodon's rule: letters of any script, digits and _, and not digits alone.
        foreach (var tag in tags.Where(tag => !Hashtag().IsMatch(tag) || tag.All(char.IsDigit)))
        {
            settings.Mistake(
                $"{key} has '{tag}', which no server reads as one hashtag; use letters, digits and _, not digits alone"
            );
        }

        return tags;
    }

    [GeneratedRegex("^[a-z]{2,3}(?:-[A-Za-z]{2,4})?\\z")]
    private static partial Regex LanguageCode();

    [GeneratedRegex("^[\\p{L}\\p{Nd}_]+\\z")]
    private static partial Regex Hashtag();
}
