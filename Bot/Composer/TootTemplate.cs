using Bot.Options;

namespace Bot.Composer;

/// <summary>What all toots of an account have in common.</summary>
internal readonly record struct TootTemplate(AccountOptions Account, TootLimits Limits)
{
    /// <summary>A toot without a content warning.</summary>
    /// <param name="kind">What it is for.</param>
    /// <param name="text">All of it, the tags included.</param>
    /// <param name="tags">The tags that stand in the text, hashtags with <c>#</c>.</param>
    public Toot Toot(TootKind kind, string text, IReadOnlyList<string> tags) =>
        new()
        {
            Kind = kind,
            Text = text,
            Visibility = Account.Visibility,
            Language = Account.Language,
            Tags = TagLine.Hashtags(tags),
            Characters = TootLength.Count(text, "", Limits),
        };
}
