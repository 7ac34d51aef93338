namespace Bot.Sandbox;

/// <summary>Who may come in by a route, and whether faults strike there.</summary>
internal enum AccessKind
{
    /// <summary>The sandbox's own addresses and its pages: no token, no faults.</summary>
    Own,

    /// <summary>What a client sees of Mastodon or arXiv without a token.</summary>
    Open,

    /// <summary>Only with a token, be it an app's of its own.</summary>
    App,

    /// <summary>Only with a user's token.</summary>
    User,
}

/// <summary>Who may come in by a route.</summary>
/// <param name="Kind">Whether a token is needed.</param>
/// <param name="Scopes">
/// One of these has to be among a token's, also where none is needed (Doorkeeper, <c>authorize_if_got_token!</c>).
/// </param>
internal sealed record Access(AccessKind Kind, IReadOnlyList<string> Scopes)
{
    public static Access Own { get; } = new(AccessKind.Own, []);

    public static Access Open { get; } = new(AccessKind.Open, []);

    /// <summary>Read by anybody; by a token only if it may read.</summary>
    public static Access Read(string scope) => new(AccessKind.Open, ["read", scope]);

    public static Access User(params string[] scopes) => new(AccessKind.User, scopes);

    public static Access App { get; } = new(AccessKind.App, []);

    public bool NeedsToken => Kind is AccessKind.App or AccessKind.User;
}

/// <summary>What a token stands for.</summary>
/// <param name="Account">Whose it is; null for an app's own.</param>
/// <param name="Scopes">What it may do; null for everything, as the server does not tell.</param>
/// <param name="App">The name of the program that it was given to.</param>
internal sealed record Grant(Account? Account, IReadOnlyList<string>? Scopes, string App)
{
    /// <summary>Whether one of some scopes was given; a wide one stands for those below it.</summary>
    public bool May(IReadOnlyList<string> scopes) => scopes.Count == 0 || Scopes is null || scopes.Any(Scopes.Contains);
}
