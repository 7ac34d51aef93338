using Bot.Ledger;
using Bot.Publisher;
using Microsoft.Extensions.Logging;

namespace Bot.Pipeline;

/// <summary>
/// Brings one account's outbox to its instance: one toot in flight, each claimed in the ledger before it leaves and settled
/// there after its answer. What a crash leaves claimed is looked up on the timeline before it is tried again.
/// </summary>
/// <param name="account">Already met: its ledger id is known.</param>
/// <param name="ledger">Where all state lives; this class holds none.</param>
/// <param name="lookFirstAfter">Between a doubtful answer and the look.</param>
/// <param name="clock">The time.</param>
/// <param name="log">For the operator.</param>
public sealed class Delivery(AccountSession account, SqliteLedger ledger, TimeSpan lookFirstAfter, TimeProvider clock, ILogger log)
{
    /// <summary>How often a locked-out account knocks.</summary>
    public static readonly TimeSpan CheckInterval = TimeSpan.FromMinutes(15);

    /// <summary>A toot that a server has answered doubtfully for a day and ten looks will not get better: the operator must see it.</summary>
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromHours(24);
    private const int GiveUpRounds = 10;

    private static readonly TimeSpan LongestThrottle = TimeSpan.FromMinutes(30);

    /// <summary>After a SIGTERM the post in flight has this long to be answered; the host gives us ten seconds.</summary>
    private static readonly TimeSpan LastPatience = TimeSpan.FromSeconds(8);

    // Half of the time before the look, so that no late answer can cross it.
    private readonly TimeSpan _postTimeout = TimeSpan.FromTicks(Math.Min(lookFirstAfter.Ticks / 2, TimeSpan.FromSeconds(30).Ticks));

    /// <summary>Does the one thing that is next.</summary>
    public async Task<DeliveryStep> StepAsync(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var record = account.Record;
        if (record.BlockedReason is { } reason)
        {
            if (now < record.NextCheck) return new DeliveryStep.Blocked(record.NextCheck.Value, reason);
            return await account.MeetAsync(stop) ? new DeliveryStep.Moved() : StillBlocked(reason);
        }

        if (ledger.Head(record.Id) is not { } entry) return ledger.GrantSecondTry(record.Id, now + lookFirstAfter) ? new DeliveryStep.Moved() : new DeliveryStep.Drained();
        if (entry.State == OutboxState.Sending && entry.LookAt > now) return new DeliveryStep.Wait(entry.LookAt.Value, $"the answer to {entry.Identity} was doubtful; the timeline is looked at then");
        if (entry.State == OutboxState.Queued && record.NotBefore > now) return new DeliveryStep.Wait(record.NotBefore.Value, record.LastError ?? "the pace of this account");
        var room = entry.State == OutboxState.Sending ? account.Budgets.NextRequest(now) : account.Budgets.NextPost(now);
        if (room > now) return new DeliveryStep.Wait(room, "the instance's window of posts or requests is full");
        if (entry.State == OutboxState.Sending) return await LookFirstAsync(entry, stop);

        ledger.Claim(entry, now, now + Doubled(entry.Doublings));
        if (clock.GetUtcNow() - now > _postTimeout)
        {
            ledger.PutBack(entry, "the machine slept between claim and post");
            return new DeliveryStep.Moved();
        }

        return await SettleAsync(entry, await PostAsync(entry, stop), stop);
    }

    // Every answer's consequence, in one place.
    private async Task<DeliveryStep> SettleAsync(OutboxEntry entry, PostOutcome outcome, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        switch (outcome)
        {
            case PostOutcome.Posted posted:
                Settle(entry, posted.StatusId, posted.Url, posted.FullUntil);
                if (posted.Visibility is { } seen && !seen.Equals(entry.Toot.Visibility.ToString(), StringComparison.OrdinalIgnoreCase))
                    log.LogWarning("{Account}: {Toot} was posted as {Visibility} instead of {Wanted}; the instance may have limited the account", account.Options, entry.Identity, seen, entry.Toot.Visibility);
                return new DeliveryStep.Moved();

            case PostOutcome.RateLimited limited:
                var throttles = account.Record.Throttles;
                var until = limited.Until ?? now + Min(lookFirstAfter * Math.Pow(2, Math.Min(throttles, 16)), LongestThrottle);
                ledger.PutBackUntil(entry, until, limited.Until is null ? throttles + 1 : throttles, $"the instance asks to wait until {until:yyyy-MM-dd HH:mm:ss} UTC (HTTP 429)");
                return new DeliveryStep.Moved();

            case PostOutcome.Refused { ParentGone: true } gone when entry.Toot.Kind == TootKind.List:
                log.LogWarning("{Account}: the summary that {Toot} answers is gone from the server; it is posted alone", account.Options, entry.Identity);
                ledger.StandAlone(entry, gone.Reason);
                return new DeliveryStep.Moved();

            case PostOutcome.Refused refused:
                return await RefusedAsync(entry, refused.Reason, stop);

            case PostOutcome.LockedOut locked:
                log.LogError("{Account}: delivery pauses: {Reason}", account.Options, locked.Reason);
                ledger.PutBackAndLockOut(entry, locked.Reason, now, now + CheckInterval);
                return new DeliveryStep.Moved();

            case PostOutcome.Unknown unknown:
                log.LogWarning("{Account}: {Toot}: doubtful answer ({Reason}); looking at the timeline before trying again", account.Options, entry.Identity, unknown.Reason);
                ledger.Doubt(entry, unknown.Reason);
                return new DeliveryStep.Moved();

            default:
                throw new InvalidOperationException("a post outcome of an unknown kind");
        }
    }

    private async Task<DeliveryStep> RefusedAsync(OutboxEntry entry, string reason, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var limits = (await account.Client.InstanceAsync(stop))?.Limits ?? account.Record.Limits;
        if (limits.TooSmall is { } tooSmall)
        {
            log.LogError("{Account}: delivery pauses: {Reason}", account.Options, tooSmall);
            ledger.PutBackAndLockOut(entry, tooSmall, now, now + CheckInterval);
            return new DeliveryStep.Moved();
        }

        if (Composer.TootLength.Count(entry.Toot.Text, entry.Toot.SpoilerText, limits) > limits.MaxCharacters)
        {
            log.LogWarning("{Account}: the instance now takes {Limit} characters; unsent toots are composed anew", account.Options, limits.MaxCharacters);
            ledger.SetLimits(entry.AccountId, limits);
            if (account.ComposeAnew(entry)) account.Refit(limits);
            else ledger.PutBackAndLockOut(entry, $"the instance says that a toot has at most {limits.MaxCharacters} characters, too few for any of ours; see its api/v2/instance", now, now + CheckInterval);
            return new DeliveryStep.Moved();
        }

        if (entry.Refusals == 0 && account.Record.LastRefused is { } earlier && earlier != entry.Id)
        {
            log.LogError("{Account}: two toots in a row refused, so the trouble is not theirs; delivery pauses: {Reason}", account.Options, reason);
            ledger.PutBackBothAndLockOut(entry, earlier, $"two toots in a row refused: {reason}", now, now + CheckInterval);
            return new DeliveryStep.Moved();
        }

        log.LogError("{Account}: {Toot} refused and set aside{Again}: {Reason}", account.Options, entry.Identity, entry.Refusals > 0 ? "" : " until all others are out", reason);
        ledger.SetAside(entry, reason, forGood: entry.Refusals > 0);
        return new DeliveryStep.Moved();
    }

    private async Task<DeliveryStep> LookFirstAsync(OutboxEntry entry, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var look = await new Timeline(account, ledger).FindAsync(entry, stop);
        if (look.Trouble is { } trouble)
        {
            ledger.LookFailed(entry, now + Doubled(entry.Doublings + 1), $"the timeline cannot be read: {trouble}");
        }
        else if (look.Status is { } found)
        {
            log.LogInformation("{Account}: {Toot} is on the timeline already", account.Options, entry.Identity);
            Settle(entry, found.Id, found.Url, fullUntil: null);
        }
        else if (entry.Rounds >= GiveUpRounds && now - entry.FirstClaim >= GiveUpAfter)
        {
            log.LogError("{Account}: {Toot} set aside: {Rounds} tries in a day were all answered doubtfully", account.Options, entry.Identity, entry.Rounds);
            ledger.SetAside(entry, "tried for a day, each time with a doubtful answer", forGood: true, refused: false);
        }
        else
        {
            ledger.LookedInVain(entry);
        }

        return new DeliveryStep.Moved();
    }

    private void Settle(OutboxEntry entry, string statusId, string? url, DateTimeOffset? fullUntil)
    {
        var now = clock.GetUtcNow();
        var paced = account.Pace.After(now, ledger.Waiting(entry.AccountId) - 1, account.Record.SpreadUntil);
        ledger.Sent(entry, statusId, url, now, fullUntil > paced ? fullUntil.Value : paced);
        log.LogInformation("{Account}: posted {Toot} {Url}", account.Options, entry.Identity, url);
    }

    private async Task<PostOutcome> PostAsync(OutboxEntry entry, CancellationToken stop)
    {
        // Two sources, because a second CancelAfter on one would lengthen a time-out that is nearly over.
        using var patience = new CancellationTokenSource(_postTimeout);
        using var last = CancellationTokenSource.CreateLinkedTokenSource(patience.Token);
        using var stopping = stop.Register(() => last.CancelAfter(LastPatience));
        return await account.Client.PostAsync(entry.Toot, entry.Key, entry.ParentStatusId, last.Token);
    }

    private DeliveryStep.Blocked StillBlocked(string reason)
    {
        var next = clock.GetUtcNow() + CheckInterval;
        ledger.LockOut(account.Record.Id, account.Trouble.Length > 0 ? account.Trouble : reason, clock.GetUtcNow(), next);
        return new DeliveryStep.Blocked(next, reason);
    }

    private TimeSpan Doubled(int doublings) => lookFirstAfter * Math.Min(1 << Math.Min(doublings, 3), 8);

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
