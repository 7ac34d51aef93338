namespace Bot.Options;

/// <summary>Whose posts may quote an account's toots at once; others have to ask, which nobody answers.</summary>
public enum QuotePolicy
{
    Everyone,
    Followers,
    Nobody,
}

internal static class QuotePolicies
{
    public static QuotePolicy Read(SettingsReader settings, string key) =>
        settings.Choice(
            $"{key}:Quotes",
            QuotePolicy.Everyone,
            "Who may quote a toot, on a Mastodon since 4.5: `everyone`, `followers` or `nobody`; others pass it over. "
                + "Toots that are not public or unlisted are never quoted"
        );

    /// <summary>Mastodon's word (<c>quote_approval_policy</c>).</summary>
    public static string ApiWord(this QuotePolicy policy) =>
        policy switch
        {
            QuotePolicy.Everyone => "public",
            QuotePolicy.Followers => "followers",
            _ => "nobody",
        };
}
