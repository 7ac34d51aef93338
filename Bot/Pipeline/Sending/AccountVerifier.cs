using Bot.Ledger;
using Bot.Options;
using Bot.Publisher;
using Microsoft.Extensions.Logging;

namespace Bot.Pipeline.Sending;

/// <summary>
/// Verifies with the instance which account a token belongs to and what its limits are, and makes it ready to post: the
/// ledger has all that its timeline has, and what is queued fits the limits.
/// </summary>
/// <param name="options">The account's settings.</param>
/// <param name="client">Its way to the instance.</param>
/// <param name="shared">What all sessions share.</param>
public sealed class AccountVerifier(AccountOptions options, MastodonClient client, SessionContext shared)
{
    private readonly IAccounts _accounts = shared.Ledger.Accounts;

    /// <summary>What came of a verification.</summary>
    public sealed record Result
    {
        /// <summary>
        /// The account that the instance named or, when nothing was known and it could not be asked, that the ledger
        /// knows from before. Null when this says nothing new.
        /// </summary>
        public AccountRecord? Account { get; init; }

        /// <summary>Why the account may not post yet; null when it may.</summary>
        public string? Trouble { get; init; }

        /// <summary>When trying again makes sense, if that is known.</summary>
        public DateTimeOffset? RetryAt { get; init; }

        /// <summary>How many toots a recovery found that the ledger did not know as sent; null without one.</summary>
        public int? Recovered { get; init; }

        /// <summary>
        /// How many characters the instance takes as a picture's description; null when it was not asked.
        /// </summary>
        public int? LongestDescription { get; init; }
    }

    /// <summary>Asks the instance, and records and logs why the account may not post.</summary>
    /// <param name="known">The account, if an earlier verification has told which one it is.</param>
    /// <param name="cancellation">Stops the asking.</param>
    public async Task<Result> VerifyAsync(long? known, CancellationToken cancellation)
    {
        var result = await FindAsync(known, cancellation);
        await _accounts.TroubleChanged(
            options.Key,
            result.Trouble is { } trouble ? $"{options}: {trouble}" : null,
            shared.Clock.GetUtcNow()
        );
        if (result.Trouble is not null)
        {
            shared.Log.LogWarning("{Account}: {Trouble}", options, result.Trouble);
        }

        return result;
    }

    private async Task<Result> FindAsync(long? known, CancellationToken cancellation)
    {
        if (options.TokenTrouble is { } noToken)
        {
            return await LockOutAsync(known, $"{noToken}, and start the bot again");
        }

        return await client.VerifyAsync(cancellation) switch
        {
            Verification.Known named => await RegisterAsync(named, known, cancellation),
            Verification.Denied denied => await LockOutAsync(known, denied.Trouble),
            Verification.Unreachable unreachable => await WaitForInstanceAsync(known, unreachable),
            _ => throw new InvalidOperationException("a verification of an unknown kind"),
        };
    }

    private async Task<Result> LockOutAsync(long? known, string reason)
    {
        var remembered = await RememberedAsync(known);
        if ((known ?? remembered?.Id) is { } account)
        {
            var now = shared.Clock.GetUtcNow();
            await _accounts.LockedOut(account, new LockOut(reason, now, now + Delivery.CheckInterval));
        }

        return new Result { Account = remembered, Trouble = reason };
    }

    private async Task<Result> WaitForInstanceAsync(long? known, Verification.Unreachable unreachable)
    {
        var remembered = await RememberedAsync(known);
        var meanwhile =
            known is null && remembered is null
                ? "waiting, since the account is not known yet"
                : "listings are recorded meanwhile";
        return new Result
        {
            Account = remembered,
            Trouble = $"{unreachable.Reason}; {meanwhile}",
            RetryAt = unreachable.RetryAt,
        };
    }

    // On a day when the instance is down, the ledger knows the account from before.
    private async ValueTask<AccountRecord?> RememberedAsync(long? known) =>
        known is null ? await LastKnownAsync() : null;

    private ValueTask<AccountRecord?> LastKnownAsync() => _accounts.LastKnown(options.Instance!, options.Name);

    // Takes the account that the instance named into the ledger, if that can be posted with.
    private async Task<Result> RegisterAsync(Verification.Known named, long? known, CancellationToken cancellation)
    {
        var host = options.Instance!.Authority;
        if (shared.Taken.GetOrAdd($"{host} {named.Id}", options) is var holder && holder != options)
        {
            return Troubled(
                $"it is the same account (@{named.Acct} on {host}) as that of {holder.Key}; give each account of "
                    + "the settings a token of its own, or join their Categories"
            );
        }

        var instance = await client.InstanceAsync(cancellation) ?? InstanceOf(await LastKnownAsync());
        if (instance is not { Kind: var kind, Limits: var limits, LongestDescription: var description })
        {
            return Troubled(
                $"{host} does not state its limits (api/v2/instance and api/v1/instance fail), so no toot can be "
                    + "composed; waiting"
            );
        }
        // Before the ledger takes the limits over: what is queued meanwhile is composed for the limits of before.
        if (limits.TooSmall is { } tooSmall)
        {
            return await LockOutAsync(known, tooSmall);
        }
        // If this read fails now, the bot could not tell after a doubtful answer whether a toot is there.
        if (await client.OwnStatusesAsync(named.Id, null, cancellation) is (null, var trouble))
        {
            return Troubled($"its own toots cannot be read ({trouble})");
        }

        var record = await _accounts.Registered(
            new VerifiedAccount
            {
                Host = host,
                RemoteId = named.Id,
                Instance = options.Instance,
                Label = options.Name,
                Acct = named.Acct,
                Server = kind.ToString(),
                Limits = limits,
            },
            shared.Clock.GetUtcNow()
        );
        var recovery = record.RecoveredAt is null ? await RecoverAsync(record, cancellation) : null;
        if (recovery?.Trouble is not null)
        {
            return recovery;
        }

        await _accounts.Unlocked(record.Id);
        if (known is null)
        {
            Introduce(named, kind, limits);
        }

        return new Result
        {
            Account = record,
            Trouble = await RecomposeAsync(record),
            Recovered = recovery?.Recovered,
            LongestDescription = description,
        };
    }

    private static Result Troubled(string trouble) => new() { Trouble = trouble };

    private static InstanceFacts? InstanceOf(AccountRecord? record) =>
        record is null
            ? null
            : new InstanceFacts(Enum.Parse<ServerKind>(record.Server, ignoreCase: true), record.Limits, "");

    // Without a trouble when the ledger knows all that the timeline has.
    private async Task<Result> RecoverAsync(AccountRecord record, CancellationToken cancellation)
    {
        var recovery = new Recovery(client, shared.Ledger, options, shared.LookFirstAfter, shared.Clock);
        var result = await recovery.RunAsync(record, cancellation);
        if (!result.Finished)
        {
            return new Result { Trouble = result.Trouble, RetryAt = result.Until };
        }

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

        return new Result { Recovered = result.Recovered };
    }

    // Null when all that is queued fits the limits, as far as that can be.
    private async Task<string?> RecomposeAsync(AccountRecord record)
    {
        var recomposition = new Recomposition(options, shared.Ledger.Outbox, shared.Clock);
        return await recomposition.RecomposeAllAsync(record) == Move.Moved
            ? null
            : "its queued toots were changed while they were composed anew for the instance's limits; trying again";
    }

    private void Introduce(Verification.Known named, ServerKind kind, TootLimits limits)
    {
        shared.Log.LogInformation(
            "{Account}: posting as @{Acct} on {Host} ({Server}), at most {Limit} characters",
            options,
            named.Acct,
            options.Instance!.Authority,
            kind,
            limits.MaxCharacters
        );
        if (!named.IsBot)
        {
            shared.Log.LogWarning(
                "{Account}: @{Acct} IS NOT MARKED AS A BOT. Most servers ask for it: set \"This is an "
                    + "automated account\" in its profile",
                options,
                named.Acct
            );
        }
    }
}
