using System.Text.RegularExpressions;
using Bot.Arxiv;

namespace Bot.Options;

/// <summary>One account: where it lives, what it reads, how it speaks.</summary>
public sealed partial record AccountOptions
{
    /// <summary>The account's place in the settings, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>The account's key in the settings, such as <c>Bot:Accounts:0</c>.</summary>
    public string Key => KeyOf(Index);

    /// <summary>A label for logs and status. The account's identity is what its instance says, never this.</summary>
    public required string Name { get; init; }

    /// <summary>Null while nobody has set one.</summary>
    public required Uri? Instance { get; init; }

    public required string AccessToken { get; init; }
    public required string AccessTokenFile { get; init; }

    /// <summary>Why there is no token; the other accounts go on without this one.</summary>
    public string? TokenTrouble { get; init; }

    /// <summary>As arXiv spells them.</summary>
    public required IReadOnlyList<string> Categories { get; init; }

    public required TootStyle Style { get; init; }
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

    /// <summary>ISO 639 code, such as <c>en</c>.</summary>
    public required string Language { get; init; }

    /// <summary>Of summaries and articles.</summary>
    public required TootVisibility Visibility { get; init; }

    /// <summary>
    /// Of what continues or follows another toot: readers have met that one already. Never louder than unlisted, never
    /// more public than the account.
    /// </summary>
    public TootVisibility QuietVisibility => Visibility == TootVisibility.Public ? TootVisibility.Unlisted : Visibility;

    public QuotePolicy Quotes { get; init; }
    public TagOptions Tags { get; init; } = new();
    public required LongAbstract LongAbstract { get; init; }

    /// <summary>Only in <see cref="TootStyle.Readable"/>.</summary>
    public required Fold Fold { get; init; }

    public required FirstRun FirstRun { get; init; }

    /// <summary>Whether the account says, once, that arXiv announces nothing for a holiday.</summary>
    public bool HolidayToot { get; init; } = true;

    public SummaryOptions Summary { get; init; } = new();

    /// <summary>0: only the server's headers count.</summary>
    public required int PostsPerThreeHours { get; init; }

    /// <summary>What is set once for all accounts.</summary>
    public SharedOptions Shared { get; init; } = new();

    /// <summary>
    /// Whether the account may tell papers in lists: in classic there are none, and by a tag of their own alone a lost
    /// ledger tells a list from an article.
    /// </summary>
    public bool AllowsLists => Style == TootStyle.Readable && Tags.Own(Tags.List).Any();

    // A record prints its properties, and a log line may print a record: the token must not be among them.
    public override string ToString() => $"{Name} ({Instance?.Host ?? "no instance"})";

    /// <summary>Reads and checks an account; mistakes are gathered in <paramref name="settings"/>.</summary>
    /// <param name="settings">Where from.</param>
    /// <param name="index">The account's place in the settings, from 0.</param>
    public static AccountOptions Read(SettingsReader settings, int index)
    {
        var account = Declared(settings, index);
        new AccountChecks(account, settings).Check();
        if (account.Style == TootStyle.Classic)
        {
            account = account with { Summary = account.Summary with { Picture = false } };
        }

        return settings.IsSet($"{account.Key}:CatchUp") ? account : account with { CatchUp = account.UsualCatchUp() };
    }

    private CatchUp UsualCatchUp()
    {
        if (NewPapers == NewPapers.None)
        {
            return CatchUp.None;
        }

        return AllowsLists ? CatchUp.List : CatchUp.Toot;
    }

    private static string KeyOf(int index) => $"Bot:Accounts:{index}";

    private static AccountOptions Declared(SettingsReader settings, int index)
    {
        var key = KeyOf(index);
        return new AccountOptions
        {
            Index = index,
            Name = ReadName(settings, key, index),
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
            Categories = ReadCategories(settings, $"{key}:Categories"),
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
                    + "reason; `reply`, an unlisted reply says so, as it does where the server refuses the edit; "
                    + "`off`, nothing"
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
            Language = ReadLanguage(settings, $"{key}:Language"),
            Visibility = settings.Choice(
                $"{key}:Visibility",
                TootVisibility.Public,
                "Of the summary and the articles; only public toots are found by their hashtags. Replies "
                    + "that continue an abstract, and lists, are never more public than unlisted"
            ),
            Quotes = QuotePolicies.Read(settings, key),
            Tags = TagOptions.Read(settings, key),
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
            Summary = SummaryOptions.Read(settings, key),
            PostsPerThreeHours = settings.Number(
                $"{key}:PostsPerThreeHours",
                300,
                0,
                100_000,
                "Mastodon accepts 300 toots and edits in each three hours from 00, 03, 06 ... UTC; 0 leaves it to the "
                    + "server's headers"
            ),
        };
    }

    private static string ReadName(SettingsReader settings, string key, int index)
    {
        var name = settings.Text(
            $"{key}:Name",
            "",
            "any text",
            "A label for logs and `status`; the account itself is known by what its instance says"
        );
        return name.Length > 0 ? name : $"account {index}";
    }

    private static List<string> ReadCategories(SettingsReader settings, string key)
    {
        var names = settings.List(
            key,
            "cs.LG",
            "arXiv categories",
            "Which listings the account toots: papers whose primary category this is"
        );
        var known = new List<string>();
        foreach (var name in names)
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

    private static string ReadLanguage(SettingsReader settings, string key)
    {
        var code = settings.Text(key, "en", "ISO 639 code", "The language that readers' filters and translators see");
        if (!LanguageCode().IsMatch(code))
        {
            settings.Mistake($"{key} is '{code}', which is no language code; write one such as en");
        }

        return code;
    }

    [GeneratedRegex("^[a-z]{2,3}(?:-[A-Za-z]{2,4})?\\z")]
    private static partial Regex LanguageCode();
}
