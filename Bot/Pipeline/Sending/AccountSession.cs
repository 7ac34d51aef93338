using Bot.Composer;
using Bot.Ledger;
using Bot.Options;
using Bot.Publisher;
using Microsoft.Extensions.Logging;

namespace Bot.Pipeline.Sending;

/// <summary>
/// One configured account: verifies with the instance which account it is and what its limits are, and knows whether it
/// may post.
/// </summary>
/// <param name="options">Its settings.</param>
/// <param name="client">Its way to the instance.</param>
/// <param name="pace">How fast it may post.</param>
/// <param name="shared">What it shares with the other sessions.</param>
public sealed class AccountSession(AccountOptions options, MastodonClient client, Pace pace, SessionContext shared)
{
    // 0 for none. One loop writes it and another reads it, and a nullable could be read half written.
    private long _accountId;

    public AccountOptions Options => options;
    public MastodonClient Client => client;
    public Pace Pace => pace;

    /// <summary>
    /// Its number in the ledger. Null until the instance, or the ledger on a day when the instance is down, has said
    /// which account this is.
    /// </summary>
    public long? AccountId => Volatile.Read(ref _accountId) is var id and not 0 ? id : null;

    /// <summary>Whether somebody else posts with it.</summary>
    public OtherWriter Others { get; } = new(client, shared.Ledger, options, shared.Clock);

    /// <summary>Why the account may not post yet; empty when it may.</summary>
    public string Trouble { get; private set; } = "";

    /// <summary>When trying again makes sense, if that is known.</summary>
    public DateTimeOffset? RetryAt { get; private set; }

    /// <summary>How many toots the last recovery found that the ledger did not know as sent.</summary>
    public int Recovered { get; private set; }

    /// <summary>What the account may still do, and when.</summary>
    public BudgetPlanner Budgets =>
        new(
            shared.Ledger,
            Record.Id,
            pace.Posts,
            RateBudget.Requests(pace.Posts.Limit == 0 ? 0 : Habits.RequestsPerFiveMinutes)
        );

    /// <summary>What the ledger knows of it.</summary>
    /// <exception cref="InvalidOperationException"><see cref="AccountId"/> is null.</exception>
    public AccountRecord Record =>
        shared.Ledger.Account(AccountId ?? throw new InvalidOperationException($"{options} is not known yet"));

    /// <summary>Composes toots within the account's limits, as its settings want them.</summary>
    public TootComposer Composer => new(options, Record.Limits with { ReadsMarkup = Habits.ReadsMarkup });

    private ServerHabits Habits => ServerHabits.Of(Enum.Parse<ServerKind>(Record.Server, ignoreCase: true));

    /// <summary>Asks the instance who we are and what its limits are. True when the account may post.</summary>
    public async Task<bool> VerifyAsync(CancellationToken cancellation)
    {
        RetryAt = null;
        Trouble = await FindTroubleAsync(cancellation) ?? "";
        shared.Ledger.RecordTrouble(
            options.Key,
            Trouble.Length > 0 ? $"{options}: {Trouble}" : null,
            shared.Clock.GetUtcNow()
        );
        if (Trouble.Length > 0)
        {
            shared.Log.LogWarning("{Account}: {Trouble}", options, Trouble);
        }

        return Trouble.Length == 0;
    }

    /// <summary>Has the next verification read the timeline, whatever the ledger knows.</summary>
    public void DemandRecovery()
    {
        if (shared.Ledger.LastKnownAccount(options.Instance!, options.Name) is { } known)
        {
            shared.Ledger.DemandRecovery(known.Id, from: null);
        }
    }

    /// <summary>Counts one request to the instance towards its window of requests.</summary>
    public void CountRequest()
    {
        if (AccountId is not null)
        {
            Budgets.SpendRequest(shared.Clock.GetUtcNow());
        }
    }

    private async Task<string?> FindTroubleAsync(CancellationToken cancellation)
    {
        if (options.TokenTrouble is { } noToken)
        {
            return LockOut($"{noToken}, and start the bot again");
        }

        return await client.VerifyAsync(cancellation) switch
        {
            Verification.Known known => await RegisterAsync(known, cancellation),
            Verification.Denied denied => LockOut($"the instance does not accept the token: {denied.Reason}"),
            Verification.Unreachable unreachable => WaitForInstance(unreachable.Reason),
            _ => throw new InvalidOperationException("a verification of an unknown kind"),
        };
    }

    private string LockOut(string reason)
    {
        RememberAccount();
        if (AccountId is { } account)
        {
            var now = shared.Clock.GetUtcNow();
            shared.Ledger.LockOut(account, reason, now, now + Delivery.CheckInterval);
        }

        return reason;
    }

    private string WaitForInstance(string reason)
    {
        RememberAccount();
        var meanwhile = AccountId is null
            ? "waiting, since the account is not known yet"
            : "listings are recorded meanwhile";
        return $"{reason}; {meanwhile}";
    }

    // Takes the account that the instance named into the ledger. Null when it may post, else why not.
    private async Task<string?> RegisterAsync(Verification.Known known, CancellationToken cancellation)
    {
        var host = options.Instance!.Authority;
        if (shared.Taken.GetOrAdd($"{host} {known.Id}", options) is var holder && holder != options)
        {
            return $"it is the same account (@{known.Acct} on {host}) as that of {holder.Key}; give each account of "
                + "the settings a token of its own, or join their Categories";
        }

        var instance =
            await client.InstanceAsync(cancellation)
            ?? LastKnown(shared.Ledger.LastKnownAccount(options.Instance, options.Name));
        if (instance is not { Kind: var kind, Limits: var limits })
        {
            return $"{host} does not state its limits (api/v2/instance and api/v1/instance fail), so no toot can be "
                + "composed; waiting";
        }
        // Before the ledger takes the limits over: what is queued meanwhile is composed for the limits of before.
        if (limits.TooSmall is { } tooSmall)
        {
            return LockOut(tooSmall);
        }
        // If this read fails now, the bot could not tell after a doubtful answer whether a toot is there.
        if (await client.OwnStatusesAsync(known.Id, null, cancellation) is (null, var trouble))
        {
            return $"its own toots cannot be read ({trouble}); give the token the scope read:statuses";
        }

        var record = shared.Ledger.RegisterAccount(
            new VerifiedAccount
            {
                Host = host,
                RemoteId = known.Id,
                Instance = options.Instance,
                Label = options.Name,
                Acct = known.Acct,
                Server = kind.ToString(),
                Limits = limits,
            },
            shared.Clock.GetUtcNow()
        );
        if (record.RecoveredAt is null && await RecoverAsync(record, cancellation) is { } pending)
        {
            return pending;
        }

        shared.Ledger.Unlock(record.Id);
        if (AccountId is null)
        {
            Introduce(known, kind, limits);
        }

        Volatile.Write(ref _accountId, record.Id);
        new Recomposition(this, shared.Ledger, shared.Clock).RecomposeAllFor(limits);
        return null;
    }

    private void Introduce(Verification.Known known, ServerKind kind, TootLimits limits)
    {
        shared.Log.LogInformation(
            "{Account}: posting as @{Acct} on {Host} ({Server}), at most {Limit} characters",
            options,
            known.Acct,
            options.Instance!.Authority,
            kind,
            limits.MaxCharacters
        );
        if (!known.IsBot)
        {
            shared.Log.LogWarning(
                "{Account}: @{Acct} IS NOT MARKED AS A BOT. Most servers ask for it: set \"This is an "
                    + "automated account\" in its profile",
                options,
                known.Acct
            );
        }
    }

    private static (ServerKind Kind, TootLimits Limits, string Version)? LastKnown(AccountRecord? record) =>
        record is null ? null : (Enum.Parse<ServerKind>(record.Server, ignoreCase: true), record.Limits, "");

    // Null when the ledger knows all that the timeline has.
    private async Task<string?> RecoverAsync(AccountRecord record, CancellationToken cancellation)
    {
        var recovery = new Recovery(client, shared.Ledger, options, shared.LookFirstAfter, shared.Clock);
        var result = await recovery.RunAsync(record, cancellation);
        RetryAt = result.Until;
        if (!result.Finished)
        {
            return result.Trouble;
        }

        Recovered = result.Recovered;
        if (result.Recovered > 0)
        {
            shared.Log.LogWarning(
                "{Account}: the ledger did not know of {Toots} toots that are on @{Acct}'s timeline (a lost "
                    + "or restored ledger?); they are noted as sent and not repeated",
                options,
                result.Recovered,
                record.Acct
            );
        }

        return null;
    }

    // On a day when the instance is down, the ledger knows the account from before.
    private void RememberAccount()
    {
        if (AccountId is null && shared.Ledger.LastKnownAccount(options.Instance!, options.Name) is { } known)
        {
            Volatile.Write(ref _accountId, known.Id);
        }
    }
}
