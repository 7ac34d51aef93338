using Bot.Options;

namespace Bot.Pipeline.Listings;

/// <summary>Warns an operator of many accounts that the hashtags which these share will trend.</summary>
public static class SharedTagAdvice
{
    /// <summary>
    /// Mastodon reviews a tag for its trends once five accounts use it on one day (trends/tags.rb); bots count.
    /// </summary>
    private const int Trending = 5;

    /// <summary>The advice in words; null when there is none.</summary>
    public static string? For(IReadOnlyList<AccountOptions> accounts)
    {
        var shared = accounts
            .SelectMany(account => Hashtags(account).Select(tag => (Tag: tag, Account: account)))
            .GroupBy(one => one.Tag, one => one.Account, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Count() >= Trending)
            .ToList();
        if (shared.Count == 0)
        {
            return null;
        }

        var keys = shared
            .SelectMany(group => group)
            .Distinct()
            .OrderBy(account => account.Index)
            .Select(account => account.Key)
            .ToList();
        return $"{keys.Count} accounts share {string.Join(", ", shared.Select(group => "#" + group.Key))}: servers "
            + $"let a hashtag trend that {Trending} accounts use on one day, and readers dislike trends made by "
            + "bots. "
            + $"Set SharedTags to keyword on {string.Join(", ", keys)}; readers can still mute the words";
    }

    // Only public toots count for trends.
    private static IEnumerable<string> Hashtags(AccountOptions account) =>
        account.Visibility != TootVisibility.Public
        || account is { Style: TootStyle.Readable, Tags.Shared: SharedTags.Keyword }
            ? []
            : account
                .Tags.Every.Concat(account.Tags.Summary)
                .Concat(account.Tags.Article)
                .Distinct(StringComparer.OrdinalIgnoreCase);
}
