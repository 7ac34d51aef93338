using System.Text.RegularExpressions;

namespace Bot.Options;

/// <summary>The tags of one account's toots, without <c>#</c>.</summary>
public sealed partial record TagOptions
{
    internal const string UsualList = "toXiv_bot_new_article_list_toot";
    internal const string UsualCrossList = "toXiv_bot_cross_list_toot";
    internal const string UsualReplacement = "toXiv_bot_replacement_toot";

    /// <summary>On every toot.</summary>
    public IReadOnlyList<string> Every { get; init; } = [];

    /// <summary>Also on summaries.</summary>
    public IReadOnlyList<string> Summary { get; init; } = [];

    /// <summary>Also on articles.</summary>
    public IReadOnlyList<string> Article { get; init; } = [];

    /// <summary>Also on replies that continue an abstract; only in <see cref="TootStyle.Readable"/>.</summary>
    public IReadOnlyList<string> Reply { get; init; } = [];

    /// <summary>Also on lists of new papers; only in <see cref="TootStyle.Readable"/>.</summary>
    public IReadOnlyList<string> List { get; init; } = [];

    /// <summary>Also on lists of cross-lists; only in <see cref="TootStyle.Readable"/>.</summary>
    public IReadOnlyList<string> CrossList { get; init; } = [];

    /// <summary>Also on toots and lists about new versions; only in <see cref="TootStyle.Readable"/>.</summary>
    public IReadOnlyList<string> Replacement { get; init; } = [];

    /// <summary>
    /// Whether articles and summaries carry their category as a tag (<c>csLG</c>); only in
    /// <see cref="TootStyle.Readable"/>.
    /// </summary>
    public bool Category { get; init; }

    /// <summary>
    /// Whether articles carry their first topic as a tag, where it is sure; only in <see cref="TootStyle.Readable"/>.
    /// </summary>
    public TopicTag Topic { get; init; } = TopicTag.Off;

    /// <summary>
    /// How <see cref="Every"/> and the kinds' tags are written; only in <see cref="TootStyle.Readable"/>.
    /// </summary>
    public SharedTags Shared { get; init; } = SharedTags.Hashtag;

    /// <summary>What summaries, articles and replies carry, which no other kind can be told by.</summary>
    public IEnumerable<string> Common => Every.Concat(Summary).Concat(Article).Concat(Reply);

    /// <summary>Those of a kind's tags that tell its toots from summaries, articles and replies.</summary>
    public IEnumerable<string> Own(IReadOnlyList<string> ofKind) =>
        ofKind.Except(Common, StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads the tags of an account, whose key in the settings is such as <c>Bot:Accounts:0</c>.</summary>
    public static TagOptions Read(SettingsReader settings, string account)
    {
        var key = $"{account}:Tags";
        return new TagOptions
        {
            Every = Tags(
                settings,
                $"{key}:Every",
                "toXiv_bot_toot",
                "On every toot, so that readers can mute the bot by one word"
            ),
            Summary = Tags(settings, $"{key}:Summary", "toXiv_bot_new_article_summary_toot", "Also on summaries"),
            Article = Tags(settings, $"{key}:Article", "toXiv_bot_new_article_toot", "Also on articles"),
            Reply = Tags(
                settings,
                $"{key}:Reply",
                "toXiv_bot_abstract_toot",
                "`readable`: also on replies that continue an abstract"
            ),
            List = Tags(
                settings,
                $"{key}:List",
                UsualList,
                "`readable`: also on lists of papers; one that no other toot has, or a lost ledger could not "
                    + "be rebuilt from them"
            ),
            CrossList = Tags(
                settings,
                $"{key}:CrossList",
                UsualCrossList,
                "`readable`: also on lists of cross-lists; one that no other toot has"
            ),
            Replacement = Tags(
                settings,
                $"{key}:Replacement",
                UsualReplacement,
                "`readable`: also on toots and lists about new versions; one that no other toot has"
            ),
            Category = settings.Flag(
                $"{key}:Category",
                true,
                "`readable`: also the category on summaries and articles, such as `#csLG`"
            ),
            Topic = settings.Choice(
                $"{key}:Topic",
                TopicTag.Off,
                "`readable`: also what an article is about, where that is sure: `namespaced` as "
                    + "`#csLG_GraphLearning`, which nobody else uses; `plain` as `#GraphLearning`, which puts it "
                    + "among everybody's toots"
            ),
            Shared = settings.Choice(
                $"{account}:SharedTags",
                SharedTags.Hashtag,
                "`readable`: whether the tags that are not the category's are hashtags or plain words; with "
                    + "five accounts or more that share them take `keyword`, or they trend on servers that count "
                    + "accounts"
            ),
        };
    }

    /// <summary>Reports toots with so many tags that servers and readers take them for spam.</summary>
    internal void CheckNumber(SettingsReader settings, string account)
    {
        const int Most = 4;
        if (Every.Count > Most)
        {
            settings.Mistake(
                $"{account}:Tags:Every has {Every.Count} tags; readers take more than {Most} in one toot for "
                    + "spam, so keep the one that mutes the bot"
            );
            return;
        }

        string[] category = Category ? ["Tags:Category"] : [];
        string[] topic = Topic == TopicTag.Off ? [] : ["Tags:Topic"];
        (string Kind, IReadOnlyList<string> Tags, string[] Added)[] kinds =
        [
            ("Summary", Summary, category),
            ("Article", Article, [.. category, .. topic]),
            ("Reply", Reply, []),
            ("List", List, []),
            ("CrossList", CrossList, []),
            ("Replacement", Replacement, [.. category, .. topic]),
        ];
        foreach (var (kind, tags, added) in kinds)
        {
            var count = Every.Concat(tags).Distinct(StringComparer.OrdinalIgnoreCase).Count() + added.Length;
            if (count > Most)
            {
                settings.Mistake(
                    $"{account}:Tags:{kind} has '{string.Join(' ', tags)}', which with "
                        + $"{string.Join(" and ", added.Prepend("Tags:Every"))} makes {count} tags in one toot; "
                        + $"readers take more than {Most} for spam, so remove {count - Most}"
                );
            }
        }
    }

    private static List<string> Tags(SettingsReader settings, string key, string fallback, string reason)
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

    [GeneratedRegex("^[\\p{L}\\p{Nd}_]+\\z")]
    private static partial Regex Hashtag();
}

/// <summary>Whether and how an article's topic becomes a hashtag.</summary>
public enum TopicTag
{
    Off,

    /// <summary>
    /// Behind the category's tag, such as <c>#csLG_GraphLearning</c>: nobody else uses it, so it floods no tag that
    /// others follow.
    /// </summary>
    Namespaced,

    /// <summary>Such as <c>#GraphLearning</c>.</summary>
    Plain,
}

/// <summary>How the tags are written that all of an operator's accounts have in common.</summary>
public enum SharedTags
{
    /// <summary>With <c>#</c>: readers can follow them; five accounts or more make them trend.</summary>
    Hashtag,

    /// <summary>As plain words: readers can still mute them.</summary>
    Keyword,
}
