namespace Bot.Sandbox;

/// <summary>One user of the sandbox.</summary>
internal sealed class Account
{
    public required string Id { get; init; }
    public required string Username { get; init; }
    public required string DisplayName { get; set; }
    public required string Token { get; init; }
    public required string Note { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>True for the account whose bot flag the settings decide.</summary>
    public bool IsTheBot { get; init; }

    /// <summary>Its flag, once it was set by the account itself.</summary>
    public bool? IsBot { get; set; }

    /// <summary>Notifications up to then were cleared.</summary>
    public DateTimeOffset ClearedUpTo { get; set; }

    public HashSet<Account> Follows { get; } = [];

    public HashSet<Account> Followers { get; } = [];

    /// <summary>Who asked to follow and was not let in yet.</summary>
    public HashSet<Account> Asking { get; } = [];
}

/// <summary>The users there are: the bot, a reader, and as many bots more as are asked for by their tokens.</summary>
/// <param name="oddIds">True: they are known by GoToSocial's ids, which are no numbers.</param>
/// <param name="now">When they joined.</param>
internal sealed class Accounts(bool oddIds, DateTimeOffset now)
{
    /// <summary>
    /// A family of bots on one instance: "sandbox-bot-token-2" is the token of the second, and so on.
    /// </summary>
    public const int MostBots = 200;

    private readonly Dictionary<int, Account> _family = [];

    public const string BotToken = "sandbox-bot-token";
    public const string ReaderToken = "sandbox-reader-token";

    public Account Bot { get; } =
        new()
        {
            Id = oddIds ? "01JXTESTSANDBXB0T000000001" : "116000000000000001",
            Username = "tootprint",
            DisplayName = "Tootprint sandbox",
            Token = BotToken,
            Note = "New papers on arXiv, one toot each. This account lives on your machine alone.",
            CreatedAt = now,
            IsTheBot = true,
        };

    public Account Reader { get; } =
        new()
        {
            Id = oddIds ? "01JXTESTSANDBXREADER000002" : "116000000000000002",
            Username = "reader",
            DisplayName = "A reader",
            Token = ReaderToken,
            Note = "Follows, boosts and favourites.",
            CreatedAt = now,
        };

    public IEnumerable<Account> All => [Bot, Reader, .. _family.Values];

    public Account? ById(string? id) => All.FirstOrDefault(one => one.Id == id);

    public Account? ByToken(string token) => All.FirstOrDefault(one => one.Token == token) ?? OfFamily(token);

    /// <summary>By <c>name</c>, <c>@name</c> or <c>name@host</c>; there is only this host.</summary>
    public Account? ByName(string? name) =>
        All.FirstOrDefault(one =>
            one.Username.Equals(name?.TrimStart('@').Split('@')[0], StringComparison.OrdinalIgnoreCase)
        );

    private Account? OfFamily(string token)
    {
        if (
            !token.StartsWith($"{BotToken}-", StringComparison.Ordinal)
            || !int.TryParse(token[(BotToken.Length + 1)..], out var number)
            || number is < 2 or > MostBots
        )
        {
            return null;
        }

        return _family[number] = new Account
        {
            Id = oddIds ? $"01JXTESTSANDBXB0T000000{number + 1:000}" : $"116000000000000{number + 1:000}",
            Username = $"tootprint{number}",
            DisplayName = $"Tootprint sandbox {number}",
            Token = token,
            Note = Bot.Note,
            CreatedAt = now,
            IsTheBot = true,
        };
    }
}
