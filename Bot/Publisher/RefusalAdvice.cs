using System.Net;
using System.Text.RegularExpressions;

namespace Bot.Publisher;

/// <summary>
/// What an operator can do about a refusal, told from the server's own words: a new token mends neither an account that
/// was disabled nor a proxy.
/// </summary>
internal static partial class RefusalAdvice
{
    /// <summary>
    /// Of an account that may not log in. Mastodon answers all of it with one text ("Your login is currently disabled"):
    /// app/models/user.rb, <c>functional?</c>.
    /// </summary>
    public const string OnAccount =
        "log in with a browser and see whether the account is disabled, suspended, has moved elsewhere, waits for a "
        + "confirmed e-mail address, or has to set up a second factor";

    public const string OnToken = "make a token with the scopes profile, read:statuses and write:statuses";

    /// <summary>Of a page that no server of the fediverse writes.</summary>
    public const string OnProxy = "see what a proxy or a firewall before the server does";

    /// <summary>
    /// Whether a server of the fediverse refuses the token: it says so in JSON, by a 401 or in words. A page is that of
    /// a proxy, or of a host that is no such server; another refusal is about the account.
    /// </summary>
    public static bool IsAboutToken(InstanceAnswer answer) =>
        ErrorOf(answer) is { } error
        && (
            answer.Status == HttpStatusCode.Unauthorized
            || (
                answer.Status is HttpStatusCode.Forbidden or HttpStatusCode.UnprocessableEntity
                && SpeaksOfToken().IsMatch(error)
            )
        );

    /// <summary>The server's own words; null where it has none in JSON.</summary>
    public static string? ErrorOf(InstanceAnswer answer) =>
        answer.Json() is { } json && (json.Text("error") ?? json.Text("error_description")) is { Length: > 0 } error
            ? error
            : null;

    /// <summary>What to do about an answer of 401 or 403.</summary>
    public static string Of(InstanceAnswer answer)
    {
        if (IsAboutToken(answer) || (answer.Status == HttpStatusCode.Unauthorized && !answer.AsksForPassword))
        {
            return OnToken;
        }

        return ErrorOf(answer) is null ? OnProxy : $"{OnAccount}; if it is well, {OnToken}";
    }

    /// <summary>
    /// What to do about refused toots whose server speaks of hashtags: its admins may have banned one. Empty where it
    /// does not.
    /// </summary>
    /// <param name="reason">As the server put it.</param>
    /// <param name="tags">The toot's own, without <c>#</c>.</param>
    public static string OnHashtags(string reason, IReadOnlyList<string> tags)
    {
        if (!reason.Contains("hashtag", StringComparison.OrdinalIgnoreCase) || tags.Count == 0)
        {
            return "";
        }

        var named = tags.Where(tag => reason.Contains(tag, StringComparison.OrdinalIgnoreCase)).ToList();
        var likely = string.Join(", ", (named.Count > 0 ? named : tags).Select(tag => $"#{tag}"));
        return $"; the instance's admins may have banned {likely}: ask them, or change the account's Tags";
    }

    // Mastodon: "outside the authorized scopes" (403), "requires an authenticated user" (422, the token of an app);
    // GoToSocial and Pleroma: "insufficient (scope) permission(s)" (403).
    [GeneratedRegex(
        "scope|permission|token|authenticated user",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex SpeaksOfToken();
}
