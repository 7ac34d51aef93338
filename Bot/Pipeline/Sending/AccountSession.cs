using Bot.Ledger;
using Bot.Options;
using Bot.Publisher;

namespace Bot.Pipeline.Sending;

/// <summary>One configured account: which one it is, its way to the instance, and whether it may post.</summary>
/// <param name="options">Its settings.</param>
/// <param name="client">Its way to the instance.</param>
/// <param name="pace">How fast it may post.</param>
/// <param name="shared">What it shares with the other sessions.</param>
public sealed class AccountSession(AccountOptions options, MastodonClient client, Pace pace, SessionContext shared)
{
    private readonly AccountVerifier _verifier = new(options, client, shared);

    // Null until it is known which account this is. One loop writes it and another reads it.
    private volatile BudgetPlanner? _budgets;

    // Those of the first verification, which are made before it is known whose they are.
    private int _uncounted;

    public AccountOptions Options => options;
    public MastodonClient Client => client;
    public Pace Pace => pace;

    /// <summary>
    /// Its number in the ledger. Null until the instance, or the ledger on a day when the instance is down, has said
    /// which account this is.
    /// </summary>
    public long? AccountId => _budgets?.Account;

    /// <summary>Whether somebody else posts with it.</summary>
    public OtherWriter Others { get; } = new(client, shared.Ledger, options, shared.Clock);

    /// <summary>Why the account may not post yet; empty when it may.</summary>
    public string Trouble { get; private set; } = "";

    /// <summary>When trying again makes sense, if that is known.</summary>
    public DateTimeOffset? RetryAt { get; private set; }

    /// <summary>How many toots the last recovery found that the ledger did not know as sent.</summary>
    public int Recovered { get; private set; }

    /// <summary>Of a picture, in characters, as the instance last stated it.</summary>
    public int LongestDescription { get; private set; } = InstanceFacts.UsualDescription;

    /// <summary>What the account may still do, and when.</summary>
    /// <exception cref="InvalidOperationException"><see cref="AccountId"/> is null.</exception>
    public BudgetPlanner Budgets => _budgets ?? throw NotKnown();

    /// <summary>What the ledger knows of it now, with what its settings want.</summary>
    /// <exception cref="InvalidOperationException"><see cref="AccountId"/> is null.</exception>
    public async ValueTask<AccountSnapshot> SnapshotAsync() =>
        new(this, await shared.Ledger.Accounts.Account(AccountId ?? throw NotKnown()));

    /// <summary>Asks the instance who we are and what its limits are. True when the account may post.</summary>
    public async Task<bool> VerifyAsync(CancellationToken cancellation)
    {
        RetryAt = null;
        var result = await _verifier.VerifyAsync(AccountId, cancellation);
        if (result.Account is { } account)
        {
            var budgets = BudgetsOf(account);
            await budgets.SpendRequestsAsync(shared.Clock.GetUtcNow(), Interlocked.Exchange(ref _uncounted, 0));
            _budgets = budgets;
        }

        RetryAt = result.RetryAt;
        Recovered = result.Recovered ?? Recovered;
        LongestDescription = result.LongestDescription ?? LongestDescription;
        Trouble = result.Trouble ?? "";
        return result.Trouble is null;
    }

    /// <summary>
    /// Has the next verification read the timeline, whatever the ledger knows; the operator has seen to what is missing
    /// there.
    /// </summary>
    public async Task DemandRecoveryAsync()
    {
        if (await shared.Ledger.Accounts.LastKnown(options.Instance!, options.Name) is { } known)
        {
            await shared.Ledger.Recovery.Demanded(known.Id, from: null);
            await shared.Ledger.SentToots.MissingKnown(known.Id);
        }
    }

    /// <summary>Counts one request to the instance towards its window of requests.</summary>
    public ValueTask CountRequestAsync()
    {
        if (_budgets is { } budgets)
        {
            return budgets.SpendRequestsAsync(shared.Clock.GetUtcNow(), 1);
        }

        Interlocked.Increment(ref _uncounted);
        return ValueTask.CompletedTask;
    }

    // The server's habits are those that it had at the last verification.
    private BudgetPlanner BudgetsOf(AccountRecord account) =>
        new(shared.Ledger, account.Id, pace.Posts, ServerHabits.Of(account.Server));

    private InvalidOperationException NotKnown() => new($"{options} is not known yet");
}
