using Bot.Ledger;
using Bot.Publisher;
using Microsoft.Extensions.Logging;

namespace Bot.Pipeline.Sending;

/// <summary>
/// Brings one account's outbox to its instance: one toot in flight, each claimed in the ledger before it leaves and
/// settled there after its answer. What a crash leaves claimed is looked up on the timeline before it is tried again; a
/// boost or an edit, by the status that it acts on.
/// </summary>
/// <param name="account">Already met: its ledger id is known.</param>
/// <param name="ledger">Where all state lives; this class holds none.</param>
/// <param name="lookFirstAfter">Between a doubtful answer and the look.</param>
/// <param name="clock">The time.</param>
/// <param name="log">For the operator.</param>
public sealed class Delivery(
    AccountSession account,
    SqliteLedger ledger,
    TimeSpan lookFirstAfter,
    TimeProvider clock,
    ILogger log
)
{
    /// <summary>How often a locked-out account knocks.</summary>
    public static readonly TimeSpan CheckInterval = TimeSpan.FromMinutes(15);

    /// <summary>
    /// A toot that a server has answered doubtfully for a day and ten looks will not get better: the operator must see
    /// it.
    /// </summary>
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromHours(24);
    private const int GiveUpRounds = 10;

    /// <summary>
    /// A boost of a toot that is not there yet waits so long: over a weekend and a lock-out, no longer than readers
    /// care.
    /// </summary>
    private static readonly TimeSpan PatienceForTarget = TimeSpan.FromDays(5);

    private static readonly TimeSpan LongestThrottle = TimeSpan.FromMinutes(30);

    // Half of the time before the look, so that no late answer can cross it.
    private readonly TimeSpan _postTimeout = PostTimeout(lookFirstAfter);
    private readonly SummaryPicture _picture = new(account, ledger, clock, log);
    private readonly Pins _pins = new(account, ledger, clock, log);
    private readonly Sender _sender = new(account, PostTimeout(lookFirstAfter), clock);

    /// <summary>Does the one thing that is next.</summary>
    public async Task<DeliveryStep> StepAsync(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var record = account.Record;
        if (record.BlockedReason is { } reason)
        {
            if (now < record.NextCheck)
            {
                return new DeliveryStep.Blocked(record.NextCheck.Value, reason);
            }

            return await account.VerifyAsync(stop) ? new DeliveryStep.Moved() : StillBlocked(reason);
        }

        await _pins.KeepAsync(stop);
        if (ledger.Head(record.Id) is not { } entry)
        {
            return WithoutHead(record.Id, now);
        }

        if (entry.State == OutboxState.Sending && entry.LookAt > now)
        {
            return new DeliveryStep.Wait(
                entry.LookAt.Value,
                $"the answer to {entry.Identity} was doubtful; the timeline is looked at then"
            );
        }

        if (entry.State == OutboxState.Queued && record.NotBefore > now)
        {
            return new DeliveryStep.Wait(record.NotBefore.Value, record.LastError ?? "the pace of this account");
        }

        var room = Room(entry, now);
        if (room > now)
        {
            return new DeliveryStep.Wait(room, "the instance's window of posts, deletions or requests is full");
        }

        if (entry.State == OutboxState.Sending)
        {
            return await LookFirstAsync(entry, stop);
        }

        if (await account.Others.FindAsync(record, stop) is { } others)
        {
            log.LogError("{Account}: delivery pauses: {Reason}", account.Options, others);
            ledger.LockOut(record.Id, others, now, now + CheckInterval);
            return new DeliveryStep.Moved();
        }

        // A ledger that was lost may not know of a boost, and a second call would be a second boost on some servers.
        var boosted = entry is { Toot: { Action: TootAction.Boost, Part: 1 }, FirstClaim: null }
            ? (await new TargetLookup(account).FindAsync(entry, stop)).Status
            : null;

        // Before the claim, which a slow upload must not outlast; one that is not used vanishes.
        var media = await _picture.UploadAsync(entry, stop);
        stop.ThrowIfCancellationRequested();
        now = clock.GetUtcNow();
        ledger.Claim(entry, now, now + Doubled(entry.Doublings));
        if (clock.GetUtcNow() - now > _postTimeout)
        {
            ledger.PutBack(entry, "the machine slept between claim and post");
            return new DeliveryStep.Moved();
        }

        var outcome = boosted is null
            ? await _sender.SendAsync(entry, media, stop)
            : new PostOutcome.Posted(boosted.Id, boosted.Url, null, null);
        if (media is null || outcome is not PostOutcome.Refused refused)
        {
            return await SettleAsync(entry, outcome, stop);
        }

        _picture.Leave(entry, refused.Reason);
        return new DeliveryStep.Moved();
    }

    private DeliveryStep WithoutHead(long id, DateTimeOffset now)
    {
        if (ledger.GiveUpWaiting(id, now - PatienceForTarget) is > 0 and var gone)
        {
            log.LogWarning(
                "{Account}: {Count} boosts or edits settled as gone: the toots that they wait for did not "
                    + "come in {Days} days",
                account.Options,
                gone,
                PatienceForTarget.Days
            );
        }

        return ledger.GrantSecondTry(id, now + lookFirstAfter) ? new DeliveryStep.Moved() : new DeliveryStep.Drained();
    }

    private DateTimeOffset Room(OutboxEntry entry, DateTimeOffset now) =>
        entry switch
        {
            { State: OutboxState.Sending } or { Toot.Action: TootAction.Edit } => account.Budgets.NextRequest(now),
            { Toot.Action: TootAction.Unboost } => account.Budgets.NextDelete(now),
            _ => account.Budgets.NextPost(now),
        };

    // Every answer's consequence, in one place.
    private async Task<DeliveryStep> SettleAsync(OutboxEntry entry, PostOutcome outcome, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        switch (outcome)
        {
            case PostOutcome.Posted posted:
                Settle(entry, posted.StatusId, posted.Url, posted.FullUntil);
                if (
                    entry.Toot.Action == TootAction.Post
                    && posted.Visibility is { } seen
                    && !seen.Equals(entry.Toot.Visibility.ToString(), StringComparison.OrdinalIgnoreCase)
                )
                {
                    log.LogWarning(
                        "{Account}: {Toot} was posted as {Visibility} instead of {Wanted}; the instance may "
                            + "have limited the account",
                        account.Options,
                        entry.Identity,
                        seen,
                        entry.Toot.Visibility
                    );
                }

                return new DeliveryStep.Moved { Said = entry.Identity };

            case PostOutcome.RateLimited limited:
                var throttles = account.Record.Throttles;
                var until =
                    limited.Until
                    ?? now
                        + TimeSpan.FromTicks(
                            Math.Min(lookFirstAfter.Ticks << Math.Min(throttles, 16), LongestThrottle.Ticks)
                        );
                ledger.PutBackUntil(
                    entry,
                    until,
                    limited.Until is null ? throttles + 1 : throttles,
                    $"the instance asks to wait until {until:yyyy-MM-dd HH:mm:ss} UTC (HTTP 429)"
                );
                return new DeliveryStep.Moved();

            case PostOutcome.Refused { ParentGone: true } gone when entry.Toot.Kind == TootKind.List:
                log.LogWarning(
                    "{Account}: the summary that {Toot} answers is gone from the server; it is posted alone",
                    account.Options,
                    entry.Identity
                );
                ledger.DetachFromSummary(entry, gone.Reason);
                return new DeliveryStep.Moved();

            case PostOutcome.Refused { ParentGone: true } gone when entry.Toot.Kind == TootKind.Withdrawal:
                return await MissingAsync(entry, gone.Reason, stop);

            case PostOutcome.Gone gone:
                return await GoneAsync(entry, gone.Reason, stop);

            // A boost or an edit that a server does not want says nothing of the account: it never locks out.
            case PostOutcome.Refused refused when entry.Target is not null:
                log.LogError(
                    "{Account}: {Toot} refused and set aside: {Reason}",
                    account.Options,
                    entry.Identity,
                    refused.Reason
                );
                ledger.SetAsideRefused(entry, refused.Reason);
                return new DeliveryStep.Moved();

            case PostOutcome.Refused refused:
                return await RefusedAsync(entry, refused.Reason, stop);

            case PostOutcome.LockedOut locked:
                log.LogError("{Account}: delivery pauses: {Reason}", account.Options, locked.Reason);
                ledger.PutBackAndLockOut(entry, locked.Reason, now, now + CheckInterval);
                return new DeliveryStep.Moved();

            case PostOutcome.Unknown unknown:
                log.LogWarning(
                    "{Account}: {Toot}: doubtful answer ({Reason}); looking at the timeline before trying again",
                    account.Options,
                    entry.Identity,
                    unknown.Reason
                );
                ledger.MarkDoubtful(entry, unknown.Reason);
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
            log.LogWarning(
                "{Account}: the instance now takes {Limit} characters; unsent toots are composed anew",
                account.Options,
                limits.MaxCharacters
            );
            ledger.SetLimits(entry.AccountId, limits);
            if (account.Recompose(entry))
            {
                account.RecomposeFor(limits);
            }
            else
            {
                ledger.PutBackAndLockOut(
                    entry,
                    $"the instance says that a toot has at most {limits.MaxCharacters} characters, too few "
                        + "for any of ours; see its api/v2/instance",
                    now,
                    now + CheckInterval
                );
            }

            return new DeliveryStep.Moved();
        }

        if (entry.Refusals == 0 && account.Record.LastRefused is { } earlier && earlier != entry.Id)
        {
            log.LogError(
                "{Account}: two toots in a row refused, so the trouble is not theirs; delivery pauses: {Reason}",
                account.Options,
                reason
            );
            ledger.PutBackBothAndLockOut(
                entry,
                earlier,
                $"two toots in a row refused: {reason}",
                now,
                now + CheckInterval
            );
            return new DeliveryStep.Moved();
        }

        log.LogError(
            "{Account}: {Toot} refused and set aside{Again}: {Reason}",
            account.Options,
            entry.Identity,
            entry.Refusals > 0 ? "" : " until all others are out",
            reason
        );
        ledger.SetAsideRefused(entry, reason);
        return new DeliveryStep.Moved();
    }

    // Not there, says the answer; whether that is so, the server is asked.
    private async Task<DeliveryStep> GoneAsync(OutboxEntry entry, string reason, CancellationToken stop) =>
        await account.Client.LookUpAsync(entry.TargetStatusId!, stop) switch
        {
            StatusLookup.There => await SettleAsync(
                entry,
                new PostOutcome.Refused($"{reason}, although the status is there"),
                stop
            ),
            StatusLookup.Missing => await MissingAsync(entry, reason, stop),
            _ => await SettleAsync(entry, new PostOutcome.Unknown(reason), stop),
        };

    // A broken proxy answers 404 to everything: only a server that knows the account can tell what is gone.
    private async Task<DeliveryStep> MissingAsync(OutboxEntry entry, string reason, CancellationToken stop)
    {
        if (await account.Client.VerifyAsync(stop) is Verification.Known)
        {
            log.LogWarning(
                "{Account}: {Toot} has nothing to act on, the toot is gone from the server ({Reason}); it is left out",
                account.Options,
                entry.Identity,
                reason
            );
            ledger.MarkGone(entry, $"the toot is gone from the server ({reason})");
        }
        else
        {
            ledger.LookFailed(
                entry,
                clock.GetUtcNow() + Doubled(entry.Doublings + 1),
                $"the toot to act on cannot be found, nor the account: {reason}"
            );
        }

        return new DeliveryStep.Moved();
    }

    private async Task<DeliveryStep> LookFirstAsync(OutboxEntry entry, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var look = entry.Target is null
            ? await new OwnTimeline(account, ledger).FindAsync(entry, stop)
            : await new TargetLookup(account).FindAsync(entry, stop);
        if (look.Missing is { } missing)
        {
            return await MissingAsync(entry, missing, stop);
        }

        if (look.Trouble is { } trouble)
        {
            ledger.LookFailed(entry, now + Doubled(entry.Doublings + 1), $"the timeline cannot be read: {trouble}");
        }
        else if (look.Status is { } found)
        {
            log.LogInformation("{Account}: {Toot} is on the timeline already", account.Options, entry.Identity);
            Settle(entry, found.Id, found.Url, fullUntil: null);
            return new DeliveryStep.Moved { Said = entry.Identity };
        }
        else if (entry.Rounds >= GiveUpRounds && now - entry.FirstClaim >= GiveUpAfter)
        {
            log.LogError(
                "{Account}: {Toot} set aside: {Rounds} tries in a day were all answered doubtfully",
                account.Options,
                entry.Identity,
                entry.Rounds
            );
            ledger.SetAsideUnanswered(entry, "tried for a day, each time with a doubtful answer");
        }
        else
        {
            ledger.PutBackAsNotFound(entry);
        }

        return new DeliveryStep.Moved();
    }

    private void Settle(OutboxEntry entry, string statusId, string? url, DateTimeOffset? fullUntil)
    {
        var now = clock.GetUtcNow();
        var paced = account.Pace.After(now, ledger.CountUnsent(entry.AccountId) - 1, account.Record.SpreadUntil);
        ledger.MarkSent(entry, statusId, url, now, fullUntil > paced ? fullUntil.Value : paced);
        log.LogInformation(
            "{Account}: {Done} {Toot} {Url}",
            account.Options,
            entry.Toot.Action switch
            {
                TootAction.Boost => "boosted",
                TootAction.Unboost => "took back",
                TootAction.Edit => "edited",
                _ => "posted",
            },
            entry.Identity,
            url
        );
    }

    private DeliveryStep.Blocked StillBlocked(string reason)
    {
        var next = clock.GetUtcNow() + CheckInterval;
        ledger.LockOut(
            account.Record.Id,
            account.Trouble.Length > 0 ? account.Trouble : reason,
            clock.GetUtcNow(),
            next
        );
        return new DeliveryStep.Blocked(next, reason);
    }

    private static TimeSpan PostTimeout(TimeSpan lookFirstAfter) =>
        TimeSpan.FromTicks(Math.Min(lookFirstAfter.Ticks / 2, TimeSpan.FromSeconds(30).Ticks));

    private TimeSpan Doubled(int doublings) => lookFirstAfter * Math.Min(1 << Math.Min(doublings, 3), 8);
}
