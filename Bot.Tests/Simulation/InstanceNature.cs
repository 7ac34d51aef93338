using Bot.Publisher;

namespace Bot.Tests.Simulation;

/// <summary>What a week's server is like.</summary>
internal sealed record InstanceNature(
    ServerKind Kind,
    bool KeepsKeys,
    bool RepeatedKeyIs500,
    TimeSpan VisibleAfter,
    bool StatesRates
)
{
    public static InstanceNature Draw(Random chance)
    {
        var kind = new[] { ServerKind.Mastodon, ServerKind.Mastodon, ServerKind.GoToSocial, ServerKind.Snac }[
            chance.Next(4)
        ];
        var keeps = kind == ServerKind.Mastodon && chance.Next(2) == 0;
        return new InstanceNature(
            kind,
            keeps,
            keeps && chance.Next(3) == 0,
            chance.Next(3) == 0 ? TimeSpan.FromSeconds(chance.Next(1, 61)) : TimeSpan.Zero,
            kind == ServerKind.Mastodon && chance.Next(4) > 0
        );
    }
}

/// <summary>What can go wrong when something is read.</summary>
internal enum ReadFault
{
    None,
    Unreachable,
    NoAnswer,
    Error500,
    HtmlAs200,
    TooMany429,
    Truncated,
    Denied401,
}
