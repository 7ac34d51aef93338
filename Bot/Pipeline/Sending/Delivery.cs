using Bot.Ledger;
using Bot.Publisher;
using Microsoft.Extensions.Logging;

namespace Bot.Pipeline.Sending;

/// <summary>
/// Brings one account's queued toots to its instance, one at a time: each is claimed in the ledger, then sent, then
/// settled in the ledger by its answer. A boost, a boost taken back and an edit go the same way.
/// </summary>
/// <remarks>
/// <para>
/// What the ledger holds: a toot is Queued until it is claimed. It is Sending from the committed claim, which comes
/// before the first byte leaves, until its answer is settled. Then it is Sent, or Queued again, or SetAside, or Gone.
/// </para>
/// <para>
/// What if the power fails: before the claim, nothing has left, and the toot is sent after the next start. After the
/// claim, the toot may or may not have arrived. The next start finds it Sending, and looks at the server first: if it
/// is there it becomes Sent, if not it is Queued and sent again with the same idempotency key. A doubtful answer, such
/// as a time-out, is treated in the same way. While a toot is Sending, nothing else of its account is sent.
/// </para>
/// <para>
/// A row that is Seen is never sent. When it gives up: a toot that was refused is set aside, tried once more when all
/// others are out, and stays aside if it is refused again. When two different toots are refused in a row, the trouble
/// is not theirs: both go back to the queue and the account is locked out. A toot with nothing but doubtful answers is
/// set aside after a day and ten looks. A boost or an edit is settled as Gone when its toot was deleted, or has not
/// come in five days. An account that the instance does not want is asked for again every 15 minutes, without end. The
/// operator reads all of this in the log, and what was set aside or locked out also in <c>status</c>.
/// </para>
/// </remarks>
/// <param name="account">Verified once before: its ledger id is known.</param>
/// <param name="ledger">Where all state lives; this class holds none.</param>
/// <param name="times">How long it waits for what.</param>
/// <param name="clock">The time.</param>
/// <param name="log">For the operator.</param>
public sealed class Delivery(
    AccountSession account,
    SqliteLedger ledger,
    DeliveryTimes times,
    TimeProvider clock,
    ILogger log
)
{
    /// <summary>How often a locked-out account is verified again.</summary>
    public static readonly TimeSpan CheckInterval = TimeSpan.FromMinutes(15);

    /// <summary>
    /// A boost waits so long for the toot that it boosts: over a weekend and a lock-out, no longer than readers care.
    /// </summary>
    private static readonly TimeSpan PatienceForTarget = TimeSpan.FromDays(5);

    private readonly DeliveryLog _log = new(account.Options, log);
    private readonly OutcomeJudge _judge = new(account, ledger, times, clock);
    private readonly Sender _sender = new(account, times.PostTimeout, clock);
    private readonly SummaryPicture _picture = new(account, ledger, clock, log);
    private readonly SummaryPin _pin = new(account, ledger, clock, log);
    private readonly Recomposition _recomposition = new(account, ledger, clock);

    /// <summary>Does the one thing that is next.</summary>
    public async Task<DeliveryStep> StepAsync(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var record = account.Record;
        if (record.BlockedReason is { } reason)
        {
            return now < record.NextCheck
                ? new DeliveryStep.Blocked(record.NextCheck.Value, reason)
                : await VerifyAgainAsync(reason, stop);
        }

        await _pin.RenewAsync(stop);
        if (ledger.Head(record.Id) is not { } entry)
        {
            return FinishQueue(record.Id, now);
        }

        if (MustWait(entry, record, now) is { } wait)
        {
            return wait;
        }

        if (entry.State == OutboxState.Sending)
        {
            return Settle(entry, await _judge.AfterLookAsync(entry, stop));
        }

        if (await account.Others.FindAsync(record, stop) is { } others)
        {
            _log.TellPause(others);
            ledger.LockOut(record.Id, others, now, now + CheckInterval);
            return new DeliveryStep.Moved();
        }

        return await ClaimAndSendAsync(entry, stop);
    }

    private async Task<DeliveryStep> VerifyAgainAsync(string reason, CancellationToken stop)
    {
        if (await account.VerifyAsync(stop))
        {
            return new DeliveryStep.Moved();
        }

        var now = clock.GetUtcNow();
        var next = now + CheckInterval;
        ledger.LockOut(account.Record.Id, account.Trouble.Length > 0 ? account.Trouble : reason, now, next);
        return new DeliveryStep.Blocked(next, reason);
    }

    // Nothing can be sent now: what waited too long is settled as gone, and what was refused once gets its second try.
    private DeliveryStep FinishQueue(long id, DateTimeOffset now)
    {
        if (ledger.GiveUpWaiting(id, now - PatienceForTarget) is > 0 and var gone)
        {
            _log.TellGivenUp(gone, PatienceForTarget.Days);
        }

        return ledger.GrantSecondTry(id, now + times.BeforeSecondTry)
            ? new DeliveryStep.Moved()
            : new DeliveryStep.Drained();
    }

    // Null when the entry can go now.
    private DeliveryStep.Wait? MustWait(OutboxEntry entry, AccountRecord record, DateTimeOffset now)
    {
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

        var withinBudget = WithinBudget(entry, now);
        return withinBudget > now
            ? new DeliveryStep.Wait(withinBudget, "the instance's window of posts, deletions or requests is full")
            : null;
    }

    private DateTimeOffset WithinBudget(OutboxEntry entry, DateTimeOffset now) =>
        entry switch
        {
            { State: OutboxState.Sending } or { Toot.Action: TootAction.Edit } => account.Budgets.NextRequest(now),
            { Toot.Action: TootAction.Unboost } => account.Budgets.NextDelete(now),
            _ => account.Budgets.NextPost(now),
        };

    private async Task<DeliveryStep> ClaimAndSendAsync(OutboxEntry entry, CancellationToken stop)
    {
        // A ledger that was lost may not know of a boost, and a second call would be a second boost on some servers.
        var isNewBoost = entry is { Toot: { Action: TootAction.Boost, Part: 1 }, FirstClaim: null };
        var boosted = isNewBoost ? (await new TargetLookup(account).FindAsync(entry, stop)).Status : null;
        // Before the claim, which a slow upload must not outlast; one that is not used vanishes.
        var media = await _picture.UploadAsync(entry, stop);
        stop.ThrowIfCancellationRequested();
        var now = clock.GetUtcNow();
        ledger.Claim(entry, now, now + times.BeforeLook(entry.Doublings));
        if (clock.GetUtcNow() - now > times.PostTimeout)
        {
            ledger.PutBack(entry, "the machine slept between claim and post");
            return new DeliveryStep.Moved();
        }

        var outcome = boosted is null
            ? await _sender.SendAsync(entry, media, stop)
            : new PostOutcome.Posted(boosted.Id, boosted.Url, null, null);
        if (media is not null && outcome is PostOutcome.Refused refused)
        {
            return Settle(entry, new Consequence.PictureRefused(refused.Reason));
        }

        return Settle(entry, await _judge.AfterAnswerAsync(entry, outcome, stop));
    }

    /// <summary>Writes to the ledger what became of the toot in flight: here and nowhere else.</summary>
    private DeliveryStep Settle(OutboxEntry entry, Consequence consequence)
    {
        var now = clock.GetUtcNow();
        var nextCheck = now + CheckInterval;
        _log.Tell(entry, consequence);
        switch (consequence)
        {
            case Consequence.Accepted { Answer: var answer }:
                NoteSent(entry, answer.StatusId, answer.Url, answer.FullUntil);
                _log.WarnOfOtherVisibility(entry, answer.Visibility);
                return new DeliveryStep.Moved { Sent = entry.Identity };

            case Consequence.Found { Status: var found }:
                NoteSent(entry, found.Id, found.Url, fullUntil: null);
                return new DeliveryStep.Moved { Sent = entry.Identity };

            case Consequence.InDoubt { Reason: var reason }:
                ledger.MarkDoubtful(entry, reason);
                break;

            case Consequence.LookAgain later:
                ledger.LookFailed(entry, later.At, later.Reason);
                break;

            case Consequence.NotThere:
                ledger.PutBackAsNotFound(entry);
                break;

            case Consequence.GivenUp:
                ledger.SetAsideUnanswered(entry, "tried for a day, each time with a doubtful answer");
                break;

            case Consequence.Throttled { Until: var until, Throttles: var throttles }:
                ledger.PutBackUntil(
                    entry,
                    until,
                    throttles,
                    $"the instance asks to wait until {until:yyyy-MM-dd HH:mm:ss} UTC (HTTP 429)"
                );
                break;

            case Consequence.SummaryDeleted { Reason: var reason }:
                ledger.DetachFromSummary(entry, reason);
                break;

            case Consequence.TargetDeleted { Reason: var reason }:
                ledger.MarkGone(entry, $"the toot is gone from the server ({reason})");
                break;

            case Consequence.PictureRefused { Reason: var reason }:
                _picture.Warn(entry, reason);
                ledger.PutBackWithoutPicture(entry, reason);
                break;

            case Consequence.ActionRefused { Reason: var reason }:
                ledger.SetAsideRefused(entry, reason);
                break;

            case Consequence.PostRefused { Reason: var reason }:
                ledger.SetAsideRefused(entry, reason);
                break;

            case Consequence.TwoRefusedInARow { Reason: var reason, Earlier: var earlier }:
                ledger.PutBackBothAndLockOut(entry, earlier, $"two toots in a row refused: {reason}", now, nextCheck);
                break;

            case Consequence.TooLong { Limits: var limits }:
                ledger.SetLimits(entry.AccountId, limits);
                if (_recomposition.TryRecompose(entry))
                {
                    _recomposition.RecomposeAllFor(limits);
                    break;
                }

                ledger.PutBackAndLockOut(
                    entry,
                    $"the instance says that a toot has at most {limits.MaxCharacters} characters, too few "
                        + "for any of ours; see its api/v2/instance",
                    now,
                    nextCheck
                );
                break;

            case Consequence.LockedOut { Reason: var reason }:
                ledger.PutBackAndLockOut(entry, reason, now, nextCheck);
                break;

            default:
                throw new InvalidOperationException("a consequence of an unknown kind");
        }

        return new DeliveryStep.Moved();
    }

    private void NoteSent(OutboxEntry entry, string statusId, string? url, DateTimeOffset? fullUntil)
    {
        var now = clock.GetUtcNow();
        var paced = account.Pace.After(now, ledger.CountUnsent(entry.AccountId) - 1, account.Record.SpreadUntil);
        ledger.MarkSent(entry, statusId, url, now, fullUntil > paced ? fullUntil.Value : paced);
        _log.TellSent(entry, url);
    }
}
