using System.Collections.Concurrent;
using Bot.Composer;
using Bot.Ledger;
using Bot.Publisher;
using Microsoft.Extensions.Logging;

namespace Bot.Pipeline;

/// <summary>One configured account and what its instance says of it.</summary>
/// <param name="options">Its settings.</param>
/// <param name="client">Its way to the instance.</param>
/// <param name="pace">Its manners.</param>
/// <param name="ledger">What is known of it.</param>
/// <param name="taken">Shared by all sessions: two settings that lead to one account would post past each other.</param>
/// <param name="clock">The time.</param>
/// <param name="log">For the operator.</param>
public sealed class AccountSession(AccountOptions options, MastodonClient client, Pace pace, SqliteLedger ledger, ConcurrentDictionary<long, AccountOptions> taken, TimeProvider clock, ILogger log)
{
    public AccountOptions Options => options;
    public MastodonClient Client => client;
    public Pace Pace => pace;

    /// <summary>Null until the instance, or the ledger on a day when the instance is down, has said which account this is.</summary>
    public long? AccountId { get; private set; }

    /// <summary>Why the account is not known yet.</summary>
    public string Trouble { get; private set; } = "";

    public AccountRecord Record => ledger.Account(AccountId ?? throw new InvalidOperationException($"{options} is not known yet"));

    public TootComposer Composer => new(options, Record.Limits);

    /// <summary>Asks the instance who we are and what its limits are. True when the account may post.</summary>
    public async Task<bool> MeetAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        switch (await client.VerifyAsync(cancellation))
        {
            case Acquaintance.Known known:
                return await WelcomeAsync(known, cancellation);
            case Acquaintance.Denied denied:
                Remember();
                Trouble = denied.Reason;
                if (AccountId is { } account) ledger.LockOut(account, denied.Reason, now, now + Delivery.CheckInterval);
                log.LogError("{Account}: the instance does not accept the token: {Reason}", options, denied.Reason);
                return false;
            case Acquaintance.Unreachable unreachable:
                Remember();
                Trouble = unreachable.Reason;
                log.LogWarning("{Account}: {Reason}{Consequence}", options, unreachable.Reason, AccountId is null ? "; waiting, since the account is not known yet" : "; listings are recorded meanwhile");
                return false;
            default:
                throw new InvalidOperationException("an acquaintance of an unknown kind");
        }
    }

    private async Task<bool> WelcomeAsync(Acquaintance.Known known, CancellationToken cancellation)
    {
        var host = options.Instance!.Authority;
        var limits = await client.LimitsAsync(cancellation) ?? ledger.Remembered(options.Instance, options.Name)?.Limits;
        if (limits is null)
        {
            Trouble = $"{host} does not state its limits (api/v2/instance and api/v1/instance fail); waiting";
            log.LogWarning("{Account}: {Trouble}", options, Trouble);
            return false;
        }

        // Without this look the bot could not tell after a doubtful answer whether a toot is there.
        if (await client.OwnStatusesAsync(known.Id, null, cancellation) is (null, var trouble))
        {
            Trouble = $"its own toots cannot be read ({trouble}); give the token the scope read:statuses";
            log.LogError("{Account}: {Trouble}", options, Trouble);
            return false;
        }

        var record = ledger.Meet(host, known.Id, options.Instance, options.Name, known.Acct, limits);
        if (taken.GetOrAdd(record.Id, options) != options)
        {
            Trouble = $"it is the same account (@{known.Acct} on {host}) as that of {taken[record.Id].Key}; give each account of the settings a token of its own, or join their Categories";
            log.LogError("{Account}: {Trouble}", options, Trouble);
            return false;
        }

        ledger.LetIn(record.Id);
        if (AccountId != record.Id) log.LogInformation("{Account}: posting as @{Acct} on {Host}, at most {Limit} characters", options, known.Acct, host, limits.MaxCharacters);
        if (AccountId is null && !known.IsBot) log.LogWarning("{Account}: @{Acct} IS NOT MARKED AS A BOT. Most servers ask for it: set \"This is an automated account\" in its profile", options, known.Acct);
        AccountId = record.Id;
        Trouble = "";
        Refit(limits);
        return true;
    }

    /// <summary>Composes anew what was queued for a roomier limit and never tried; the text of a tried toot stays as it is.</summary>
    public void Refit(TootLimits limits)
    {
        ledger.SetLimits(AccountId!.Value, limits);
        foreach (var entry in ledger.UntriedOver(AccountId.Value, limits.MaxCharacters)) ComposeAnew(entry);
    }

    /// <summary>Puts newly composed toots in the place of a thread's unsent ones. False when nothing can be composed that fits.</summary>
    public bool ComposeAnew(OutboxEntry entry)
    {
        var (paper, unsent) = ledger.Unsent(entry);
        IReadOnlyList<Toot>? fresh = entry.Toot.Kind == TootKind.Summary
            ? [Composer.Summary(entry.Category, entry.Date, ledger.Articles(entry.AccountId, entry.Category, entry.Date))]
            : paper is null ? null : Composer.Rest(paper, unsent[0].Toot);
        if (fresh is null || fresh.Any(toot => toot.Characters > Record.Limits.MaxCharacters)) return false;
        ledger.Replace(Record, unsent, fresh, clock.GetUtcNow());
        return true;
    }

    private void Remember() => AccountId ??= ledger.Remembered(options.Instance!, options.Name)?.Id;
}
