namespace Bot.Options;

/// <summary>Reports which of an account's settings contradict each other.</summary>
internal sealed class AccountChecks(AccountOptions account, SettingsReader settings)
{
    private readonly string _key = account.Key;
    private readonly bool _saysCatchUp = settings.IsSet($"{account.Key}:CatchUp");

    public void Check()
    {
        if (account.Style == TootStyle.Readable)
        {
            account.Tags.CheckNumber(settings, _key);
        }
        else
        {
            CheckClassic();
        }

        CheckOwnTags();
    }

    /// <summary>Reports what only a service that posts needs.</summary>
    public void CheckForService()
    {
        if (account.Instance is { AbsolutePath: not "/" })
        {
            settings.Mistake(
                $"{_key}:Instance is '{account.Instance}', which has a path; name the server alone, "
                    + $"such as {account.Instance.GetLeftPart(UriPartial.Authority)}"
            );
        }

        if (account.Instance is null)
        {
            settings.Mistake(
                $"{_key}:Instance is empty; name the server, such as https://mastodon.example, or remove the account"
            );
        }

        if (account.Categories.Count == 0)
        {
            settings.Mistake($"{_key}:Categories is empty; name at least one, such as cs.LG");
        }
    }

    // The reference bot's form has no place for these. A setting that did nothing would mislead its operator.
    private void CheckClassic()
    {
        var saysPicture = settings.IsSet($"{_key}:SummaryPicture");
        (string Setting, Enum Value, bool IsImpossible, string Remedy)[] choices =
        [
            ("SharedTags", account.Tags.Shared, account.Tags.Shared != SharedTags.Hashtag, "remove it"),
            ("NewPapers", account.NewPapers, account.NewPapers == NewPapers.List, "write toot or none,"),
            ("CatchUp", account.CatchUp, _saysCatchUp && account.CatchUp == CatchUp.List, "write toot or none,"),
            ("CrossLists", account.CrossLists, account.CrossLists == CrossLists.List, "write boost or off,"),
            (
                "Replacements",
                account.Replacements,
                account.Replacements is not (Replacements.Off or Replacements.Boost),
                "write boost or off,"
            ),
            ("Tags:Topic", account.Tags.Topic, account.Tags.Topic != TopicTag.Off, "remove it"),
        ];
        (string Setting, bool IsOn)[] flags =
        [
            ("SummaryPicture", account.Summary.Picture && saysPicture),
            ("Similar", account.Similar),
            ("SummaryTopics", account.Summary.Topics),
            ("SummaryRising", account.Summary.Rising),
        ];
        foreach (var (setting, value, _, remedy) in choices.Where(choice => choice.IsImpossible))
        {
            Refuse(setting, value.ToString().ToLowerInvariant(), remedy);
        }

        foreach (var (setting, _) in flags.Where(flag => flag.IsOn))
        {
            Refuse(setting, "true", "remove it");
        }

        if (account.Fold != Fold.None)
        {
            Refuse("Fold", "title", "remove it");
        }
    }

    private void Refuse(string setting, string value, string remedy) =>
        settings.Mistake(
            $"{_key}:{setting} is '{value}', which Style classic cannot do; {remedy} or set Style to readable"
        );

    // By their own tag the kinds are told apart when a lost ledger is rebuilt from the timeline.
    private void CheckOwnTags()
    {
        var tags = account.Tags;
        var listsNewPapers = account.NewPapers == NewPapers.List;
        var listsCatchUp = _saysCatchUp && account is { CatchUp: CatchUp.List, Style: TootStyle.Readable };
        (string Kind, IReadOnlyList<string> Tags, bool IsUsed, string Because, string Example)[] kinds =
        [
            (
                "List",
                tags.List,
                listsNewPapers || listsCatchUp,
                listsNewPapers ? "NewPapers list" : "CatchUp list",
                TagOptions.UsualList
            ),
            (
                "CrossList",
                tags.CrossList,
                account.CrossLists == CrossLists.List,
                "CrossLists list",
                TagOptions.UsualCrossList
            ),
            (
                "Replacement",
                tags.Replacement,
                account.Replacements is Replacements.Toot or Replacements.List,
                $"Replacements {account.Replacements.ToString().ToLowerInvariant()}",
                TagOptions.UsualReplacement
            ),
        ];
        var used = kinds.Where(one => one.IsUsed).ToList();
        foreach (var one in used)
        {
            var ofOthers = used.Where(other => other.Kind != one.Kind).SelectMany(other => other.Tags);
            if (!tags.Own(one.Tags).Except(ofOthers, StringComparer.OrdinalIgnoreCase).Any())
            {
                settings.Mistake(
                    $"{_key}:Tags:{one.Kind} is '{string.Join(' ', one.Tags)}'; with {one.Because} it needs a tag "
                        + "that no other toot has, or a lost ledger could not be rebuilt: write one such as "
                        + one.Example
                );
            }
        }
    }
}
