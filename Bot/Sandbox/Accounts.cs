namespace Bot.Sandbox;

/// <summary>One user of the sandbox.</summary>
internal sealed class Account
{
    public required string Id { get; init; }
    public required string Username { get; init; }
    public required string DisplayName { get; init; }
    public required string Token { get; init; }
    public required string Note { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>True for the account whose bot flag the settings decide.</summary>
    public bool IsTheBot { get; init; }

    public HashSet<Account> Follows { get; } = [];

    public HashSet<Account> Followers { get; } = [];

    /// <summary>Who asked to follow and was not let in yet.</summary>
    public HashSet<Account> Asking { get; } = [];
}

/// <summary>The two users there are: the bot and a reader.</summary>
/// <param name="oddIds">True: they are known by GoToSocial's ids, which are no numbers.</param>
/// <param name="now">When they joined.</param>
internal sealed class Accounts(bool oddIds, DateTimeOffset now)
{
    public const string BotToken = "sandbox-bot-token";
    public const string ReaderToken = "sandbox-reader-token";

    public Account Bot { get; } = new()
    {
        Id = oddIds ? "01JXTESTSANDBXB0T000000001" : "116000000000000001",
        Username = "tootprint",
        DisplayName = "Tootprint sandbox",
        Token = BotToken,
        Note = "New papers on arXiv, one toot each. This account lives on your machine alone.",
        CreatedAt = now,
        IsTheBot = true,
    };

    public Account Reader { get; } = new()
    {
        Id = oddIds ? "01JXTESTSANDBXREADER000002" : "116000000000000002",
        Username = "reader",
        DisplayName = "A reader",
        Token = ReaderToken,
        Note = "Follows, boosts and favourites.",
        CreatedAt = now,
    };

    public IEnumerable<Account> All => [Bot, Reader];

    public Account? ById(string? id) => All.FirstOrDefault(one => one.Id == id);

    public Account? ByToken(string token) => All.FirstOrDefault(one => one.Token == token);

    /// <summary>By <c>name</c>, <c>@name</c> or <c>name@host</c>; there is only this host.</summary>
    public Account? ByName(string? name) => All.FirstOrDefault(one =>
        one.Username.Equals(name?.TrimStart('@').Split('@')[0], StringComparison.OrdinalIgnoreCase));
}
