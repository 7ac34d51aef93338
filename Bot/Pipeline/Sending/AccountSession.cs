using System.Collections.Concurrent;
using Bot.Arxiv;
using Bot.Composer;
using Bot.Ledger;
using Bot.Options;
using Bot.Pipeline.Listings;
using Bot.Publisher;
using Microsoft.Extensions.Logging;

namespace Bot.Pipeline.Sending;

/// <summary>One configured account and what its instance says of it.</summary>
/// <param name="options">Its settings.</param>
/// <param name="client">Its way to the instance.</param>
/// <param name="pace">Its manners.</param>
/// <param name="ledger">What is known of it.</param>
/// <param name="taken">
/// Shared by all sessions: two settings that lead to one account would post past each other.
/// </param>
/// <param name="lookFirstAfter">How long a toot in flight may take to arrive.</param>
/// <param name="clock">The time.</param>
/// <param name="log">For the operator.</param>
public sealed class AccountSession(
    AccountOptions options,
    MastodonClient client,
    Pace pace,
    SqliteLedger ledger,
    ConcurrentDictionary<string, AccountOptions> taken,
    TimeSpan lookFirstAfter,
    TimeProvider clock,
    ILogger log
)
{
    private long _accountId; // 0 for none; one loop writes it and another reads it, and a nullable could be read half written

    public AccountOptions Options => options;
    public MastodonClient Client => client;
    public Pace Pace => pace;

    /// <summary>
    /// Null until the instance, or the ledger on a day when the instance is down, has said which account this is.
    /// </summary>
    public long? AccountId => Volatile.Read(ref _accountId) is var id and not 0 ? id : null;

    /// <summary>Whether somebody else posts with it.</summary>
    public OtherWriter Others { get; } = new(client, ledger, options, clock);

    /// <summary>Why the account may not post yet.</summary>
    public string Trouble { get; private set; } = "";

    /// <summary>When trying again makes sense, if that is known.</summary>
    public DateTimeOffset? RetryAt { get; private set; }

    /// <summary>How many toots the last recovery found that the ledger did not know as sent.</summary>
    public int Recovered { get; private set; }

    /// <summary>What the account may still do, and when.</summary>
    public BudgetPlanner Budgets =>
        new(
            ledger,
            Record.Id,
            pace.Posts,
            RateBudget.Requests(pace.Posts.Limit == 0 ? 0 : Habits.RequestsPerFiveMinutes)
        );

    public AccountRecord Record =>
        ledger.Account(AccountId ?? throw new InvalidOperationException($"{options} is not known yet"));

    public TootComposer Composer => new(options, Record.Limits with { ReadsMarkup = Habits.ReadsMarkup });

    private ServerHabits Habits => ServerHabits.Of(Enum.Parse<ServerKind>(Record.Server, ignoreCase: true));

    /// <summary>Asks the instance who we are and what its limits are. True when the account may post.</summary>
    public async Task<bool> VerifyAsync(CancellationToken cancellation)
    {
        RetryAt = null;
        Trouble = options.TokenTrouble is { } noToken
            ? LockOut($"{noToken}, and start the bot again")
            : await client.VerifyAsync(cancellation) switch
            {
                Verification.Known known => await WelcomeAsync(known, cancellation) ?? "",
                Verification.Denied denied => LockOut($"the instance does not accept the token: {denied.Reason}"),
                Verification.Unreachable unreachable => WaitForInstance(unreachable.Reason),
                _ => throw new InvalidOperationException("an acquaintance of an unknown kind"),
            };
        ledger.NoteTrouble(options.Key, Trouble.Length > 0 ? $"{options}: {Trouble}" : null, clock.GetUtcNow());
        if (Trouble.Length > 0)
        {
            log.LogWarning("{Account}: {Trouble}", options, Trouble);
        }

        return Trouble.Length == 0;
    }

    /// <summary>Has the next meeting read the timeline, whatever the ledger knows.</summary>
    public void DemandRecovery()
    {
        if (ledger.Remembered(options.Instance!, options.Name) is { } known)
        {
            ledger.DemandRecovery(known.Id, from: null);
        }
    }

    public void CountRequest()
    {
        if (AccountId is not null)
        {
            Budgets.SpendRequest(clock.GetUtcNow());
        }
    }

    private string LockOut(string reason)
    {
        Remember();
        if (AccountId is { } account)
        {
            ledger.LockOut(account, reason, clock.GetUtcNow(), clock.GetUtcNow() + Delivery.CheckInterval);
        }

        return reason;
    }

    private string WaitForInstance(string reason)
    {
        Remember();
        return $"{reason}; "
            + $"{(AccountId is null ? "waiting, since the account is not known yet" : "listings are recorded meanwhile")}";
    }

    private async Task<string?> WelcomeAsync(Verification.Known known, CancellationToken cancellation)
    {
        var host = options.Instance!.Authority;
        if (taken.GetOrAdd($"{host} {known.Id}", options) is var holder && holder != options)
        {
            return $"it is the same account (@{known.Acct} on {host}) as that of {holder.Key}; give each account of "
                + "the settings a token of its own, or join their Categories";
        }

        var instance =
            await client.InstanceAsync(cancellation) ?? Known(ledger.Remembered(options.Instance, options.Name));
        if (instance is null)
        {
            return $"{host} does not state its limits (api/v2/instance and api/v1/instance fail), so no toot can be "
                + "composed; waiting";
        }
        // Before the ledger takes them over: what is composed meanwhile is composed for the limits of better days.
        if (instance.Value.Limits.TooSmall is { } tooSmall)
        {
            return LockOut(tooSmall);
        }
        // Without this look the bot could not tell after a doubtful answer whether a toot is there.
        if (await client.OwnStatusesAsync(known.Id, null, cancellation) is (null, var trouble))
        {
            return $"its own toots cannot be read ({trouble}); give the token the scope read:statuses";
        }

        var record = ledger.Meet(
            host,
            known.Id,
            options.Instance,
            options.Name,
            known.Acct,
            instance.Value.Kind.ToString(),
            instance.Value.Limits,
            clock.GetUtcNow()
        );
        if (record.RecoveredAt is null && await RecoverAsync(record, cancellation) is { } pending)
        {
            return pending;
        }

        ledger.Unlock(record.Id);
        if (AccountId is null)
        {
            log.LogInformation(
                "{Account}: posting as @{Acct} on {Host} ({Server}), at most {Limit} characters",
                options,
                known.Acct,
                host,
                instance.Value.Kind,
                instance.Value.Limits.MaxCharacters
            );
            if (!known.IsBot)
            {
                log.LogWarning(
                    "{Account}: @{Acct} IS NOT MARKED AS A BOT. Most servers ask for it: set \"This is an "
                        + "automated account\" in its profile",
                    options,
                    known.Acct
                );
            }
        }

        Volatile.Write(ref _accountId, record.Id);
        RecomposeFor(instance.Value.Limits);
        return null;
    }

    private static (ServerKind Kind, TootLimits Limits, string Version)? Known(AccountRecord? record) =>
        record is null ? null : (Enum.Parse<ServerKind>(record.Server, ignoreCase: true), record.Limits, "");

    // Null when the ledger knows all that the timeline has.
    private async Task<string?> RecoverAsync(AccountRecord record, CancellationToken cancellation)
    {
        var result = await new Recovery(client, ledger, options, lookFirstAfter, clock).RunAsync(record, cancellation);
        RetryAt = result.Until;
        if (!result.Finished)
        {
            return result.Trouble;
        }

        Recovered = result.Recovered;
        if (result.Recovered > 0)
        {
            log.LogWarning(
                "{Account}: the ledger did not know of {Toots} toots that are on @{Acct}'s timeline (a lost "
                    + "or restored ledger?); they are noted as sent and not repeated",
                options,
                result.Recovered,
                record.Acct
            );
        }

        return null;
    }

    /// <summary>
    /// Composes anew what was queued for a roomier limit and never tried; the text of a tried toot stays as it is.
    /// </summary>
    public void RecomposeFor(TootLimits limits)
    {
        ledger.SetLimits(Record.Id, limits);
        // The last first: lists that become more move what is behind them, and an entry knows its thread by the number
        // it had.
        foreach (var entry in ledger.UntriedOver(Record.Id, limits.MaxCharacters).Reverse())
        {
            Recompose(entry);
        }
    }

    /// <summary>
    /// Puts newly composed toots in the place of a thread's unsent ones. False when nothing can be composed that fits.
    /// </summary>
    public bool Recompose(OutboxEntry entry)
    {
        if (entry.Toot.Kind.IsList())
        {
            return RecomposeLists(entry);
        }

        if (entry.Toot.Kind == TootKind.Withdrawal)
        {
            return RecomposeWithdrawal(entry);
        }

        var (paper, unsent) = ledger.Unsent(entry);
        IReadOnlyList<Toot>? fresh = (entry.Toot.Kind, paper) switch
        {
            (TootKind.Summary, _) => [SummaryOf(entry)],
            (_, null) => null,
            (TootKind.Replacement, _) => [Composer.Replacement(paper, ledger.ArticleUrl(Record, paper.Id))],
            (TootKind.ReplacementEdit, _) => [Composer.Edited(paper, CrossListsAndReplacements.NoteOf(paper.Version))],
            _ => Composer.Rest(paper, unsent[0].Toot),
        };
        if (entry.CaughtUp)
        {
            fresh = fresh?.Select(toot => toot with { Visibility = options.QuietVisibility }).ToList();
        }

        if (fresh is null || fresh.Any(toot => toot.Characters > Record.Limits.MaxCharacters))
        {
            return false;
        }

        ledger.Replace(Record, unsent, fresh, clock.GetUtcNow());
        return true;
    }

    /// <summary>What an account says of a paper that was withdrawn, in its way.</summary>
    public Toot Withdrawal(WithdrawnPaper one) =>
        options.Withdrawals == WithdrawalNotice.Reply
            ? Composer.WithdrawalReply(one.Paper.Id, one.Withdrawal)
            : Composer.Withdrawn(one.Paper, one.Withdrawal, one.Said.Toot);

    // As it was meant when it was queued; nothing else may have changed but the room.
    private bool RecomposeWithdrawal(OutboxEntry entry)
    {
        if (ledger.WithdrawnPaperOf(entry) is not { } one)
        {
            return false;
        }

        var fresh =
            entry.Toot.Action == TootAction.Edit
                ? Composer.Withdrawn(one.Paper, one.Withdrawal, one.Said.Toot)
                : Composer.WithdrawalReply(one.Paper.Id, one.Withdrawal);
        if (fresh.Characters > Record.Limits.MaxCharacters)
        {
            return false;
        }

        ledger.Replace(Record, [entry], [fresh], clock.GetUtcNow());
        return true;
    }

    // In less room they are more, so the summary may have to name another number.
    private bool RecomposeLists(OutboxEntry entry)
    {
        var (lists, papers) = ledger.UnsentLists(entry);
        if (lists.Count == 0)
        {
            return true;
        }

        var days = ledger.DaysOfThread(entry);
        var fresh = entry switch
        {
            { CaughtUp: true } => Composer.CatchUp(entry.Category, days.First, days.Last, papers),
            { Toot.Kind: TootKind.List } => Composer.Lists(papers, lists[0].Toot.Part),
            _ => Composer.Lists(
                entry.Toot.Kind,
                entry.Category,
                entry.Date,
                papers,
                id => ledger.ArticleUrl(Record, id),
                lists[0].Toot.Part
            ),
        };
        if (fresh.Any(list => list.Toot.Characters > Record.Limits.MaxCharacters))
        {
            return false;
        }

        ledger.ReplaceLists(
            lists,
            [
                .. fresh.Select(list => new QueuedThread(Record, null, [list.Toot], OutboxState.Queued)
                {
                    Listed = list.Papers,
                }),
            ],
            clock.GetUtcNow()
        );
        return entry.Toot.Kind != TootKind.List
            || ledger.UntriedSummary(entry.AccountId, entry.Category, entry.Date) is not { } summary
            || Recompose(summary);
    }

    private int? Lists(OutboxEntry summary) =>
        ledger.Lists(summary.AccountId, summary.Category, summary.Date) is > 0 and var lists ? lists
        : options.NewPapers == NewPapers.None ? 0
        : null;

    // Of a day without papers only a holiday is ever told.
    private Toot SummaryOf(OutboxEntry entry) =>
        entry.Toot.Papers == 0 && ListingDays.Holiday(entry.Date) is { } holiday
            ? HolidayText.Compose(options, Record.Limits, options.Categories, entry.Date, holiday)
            : Composer.Summary(entry.Category, entry.Date, entry.Toot.Papers, until: null, Lists(entry));

    private void Remember()
    {
        if (AccountId is null && ledger.Remembered(options.Instance!, options.Name) is { } known)
        {
            Volatile.Write(ref _accountId, known.Id);
        }
    }
}
