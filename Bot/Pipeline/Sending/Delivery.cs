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
/// as a time-out, is treated in the same way. Where keys may not hold, a post is looked for twice before it is sent
/// again, and the waits grow with what the server has taken over posts. While a toot is Sending, nothing else of its
/// account is sent.
/// </para>
/// <para>
/// What if something else writes too, such as the reading of the archive, which settles what was withdrawn: each write
/// is done only if the toot is as it was read. If it is not, nothing was written, and a step a little later starts from
/// what the ledger then holds. A claim that was not written sends nothing.
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
    ILedger ledger,
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

    /// <summary>Whoever was faster is through by then; and it is no loop that spins.</summary>
    private static readonly TimeSpan BeforeReadingAgain = TimeSpan.FromSeconds(10);

    private const string FullWindow = "the instance's window of posts, deletions or requests is full";

    private readonly IOutbox _outbox = ledger.Outbox;
    private readonly DeliveryLog _log = new(account.Options, log);
    private readonly OutcomeJudge _judge = new(account, ledger.Outbox, times, clock);
    private readonly Sender _sender = new(account, times, clock);
    private readonly SummaryPicture _picture = new(account, ledger.Intake, clock, log);
    private readonly SummaryPin _pin = new(account, ledger.SentToots, clock, log);
    private readonly PresenceCheck _presence = new(account, ledger, clock, new DeliveryLog(account.Options, log));
    private readonly Settlement _settlement = new(account, ledger, clock);

    /// <summary>Does the one thing that is next.</summary>
    public async Task<DeliveryStep> StepAsync(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var head = await _outbox.Head(account.AccountId!.Value);
        var record = head.Account;
        if (record.BlockedReason is { } reason)
        {
            return now < record.NextCheck
                ? new DeliveryStep.Blocked(record.NextCheck.Value, reason)
                : await VerifyAgainAsync(record.Id, reason, stop);
        }

        // The server took its time for that, and the queue may have another head now.
        if (await _pin.RenewAsync(record.Id, stop))
        {
            return new DeliveryStep.Moved();
        }

        if (head.Entry is not { } entry)
        {
            return await FinishQueueAsync(record.Id, stop);
        }

        if (MustWait(entry, record, now) is { } wait)
        {
            return wait;
        }

        if (entry.State == OutboxState.Sending)
        {
            var looksAt = await account.Budgets.NextRequestAsync(now);
            if (looksAt > now)
            {
                return new DeliveryStep.Wait(looksAt, FullWindow);
            }

            var seen = await _judge.AfterLookAsync(record, entry, stop);
            // It was not there at the first look: so long did the server work on after we had hung up.
            var worked = entry.Looks > 0 ? clock.GetUtcNow() - entry.ClaimedAt : null;
            return await SettleAsync(head, entry, seen, worked);
        }

        if (await _presence.LookAsync(record.Id, entry, stop) is { } check)
        {
            return check;
        }

        // What is counted in a window that is not full need not wait for what is.
        if (await account.Budgets.NextAsync(entry.Toot.Action, now) > now)
        {
            var (held, until) = await account.Budgets.HeldAsync(now);
            head = await _outbox.Head(record.Id, held);
            if (head.Entry is not { State: OutboxState.Queued } free)
            {
                return new DeliveryStep.Wait(until, FullWindow);
            }

            entry = free;
        }

        if (await account.Others.FindAsync(record, stop) is { } others)
        {
            _log.TellPause(others);
            await ledger.Accounts.LockedOut(record.Id, new LockOut(others, now, now + CheckInterval));
            return new DeliveryStep.Moved();
        }

        return await ClaimAndSendAsync(head, entry, stop);
    }

    private async Task<DeliveryStep> VerifyAgainAsync(long id, string reason, CancellationToken stop)
    {
        if (await account.VerifyAsync(stop))
        {
            return new DeliveryStep.Moved();
        }

        var now = clock.GetUtcNow();
        var next = account.RetryAt > now ? account.RetryAt.Value : now + CheckInterval;
        var trouble = account.Trouble.Length > 0 ? account.Trouble : reason;
        await ledger.Accounts.LockedOut(id, new LockOut(trouble, now, next));
        return new DeliveryStep.Blocked(next, reason);
    }

    // Nothing can be sent now: what waited too long is settled as gone, and what was refused once gets its second try.
    private async Task<DeliveryStep> FinishQueueAsync(long id, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var patience = new QueuePatience(now - PatienceForTarget, now + times.BeforeSecondTry);
        var end = await _outbox.Drained(id, patience);
        if (end.Gone > 0)
        {
            _log.TellGivenUp(end.Gone, PatienceForTarget.Days);
        }

        return end.HasSecondTry
            ? new DeliveryStep.Moved()
            : await _presence.LookAsync(id, next: null, stop) ?? new DeliveryStep.Drained();
    }

    // Null when the entry can go now, as far as it is not for the windows to say.
    private static DeliveryStep.Wait? MustWait(OutboxEntry entry, AccountRecord record, DateTimeOffset now)
    {
        if (entry.State == OutboxState.Sending && entry.LookAt > now)
        {
            return new DeliveryStep.Wait(
                entry.LookAt.Value,
                $"the answer to {entry.Identity} was doubtful; the timeline is looked at then"
            );
        }

        return entry.State == OutboxState.Queued && record.NotBefore > now
            ? new DeliveryStep.Wait(record.NotBefore.Value, record.LastError ?? "the pace of this account")
            : null;
    }

    private async Task<DeliveryStep> ClaimAndSendAsync(OutboxHead head, OutboxEntry queued, CancellationToken stop)
    {
        // A ledger that was lost may not know of a boost, and a second call would be a second boost on some servers.
        var isNewBoost = queued is { Toot: { Action: TootAction.Boost, Part: 1 }, FirstClaim: null };
        var boosted = isNewBoost ? (await new TargetLookup(account).FindAsync(queued, stop)).Status : null;
        // Before the claim, which a slow upload must not outlast.
        var media = await _picture.UploadAsync(queued, stop);
        stop.ThrowIfCancellationRequested();
        var now = clock.GetUtcNow();
        var server = ServerHabits.Of(head.Account.Server);
        var beforeLook = times.BeforeLook(queued.Doublings, server, head.Account.SlowestAnswer);
        var claim = new Claim(Claim.OneMachine, now, now + beforeLook);
        if (await _outbox.Claimed(queued, claim) == Move.NotAsExpected)
        {
            await _picture.DiscardAsync(media, stop);
            return StartAfresh(queued, "its claim");
        }

        // As it is in the ledger from here on: what becomes of it is written only if it is still so.
        var entry = Transitions.Claimed(queued, claim);
        var sentAt = clock.GetUtcNow();
        if (sentAt - now > times.PostTimeout(server))
        {
            await _picture.DiscardAsync(media, stop);
            var slept = new Consequence.NeverLeft("the machine slept between claim and post");
            return await SettleAsync(head, entry, slept);
        }

        var outcome = boosted is null
            ? await _sender.SendAsync(entry, server, media, stop)
            : new PostOutcome.Posted(boosted.Id, boosted.Url, null, null);
        // What was certainly not posted gets another picture when it is sent again.
        if (outcome is not (PostOutcome.Posted or PostOutcome.Unknown))
        {
            await _picture.DiscardAsync(media, stop);
        }

        if (media is not null && outcome is PostOutcome.Refused refused)
        {
            _picture.Warn(entry, refused.Reason);
            return await SettleAsync(head, entry, new Consequence.PictureRefused(refused.Reason));
        }

        // Boosts and edits are quick, and say nothing of posts.
        TimeSpan? took = entry.Toot.Action == TootAction.Post ? clock.GetUtcNow() - sentAt : null;
        return await SettleAsync(head, entry, await _judge.AfterAnswerAsync(head.Account, entry, outcome, stop), took);
    }

    // Has it written what became of the toot in flight, and tells of it.
    private async Task<DeliveryStep> SettleAsync(
        OutboxHead head,
        OutboxEntry entry,
        Consequence consequence,
        TimeSpan? took = null
    )
    {
        _log.Tell(entry, consequence);
        var (sent, url, visibility) = consequence switch
        {
            Consequence.Accepted { Answer: var answer } => (answer.StatusId, answer.Url, answer.Visibility),
            Consequence.Found { Status: var found } => (found.Id, found.Url, null),
            _ => (null, null, null),
        };
        if (await _settlement.SettleAsync(head, entry, consequence, took) == Move.NotAsExpected)
        {
            var what = sent is null
                ? $"what became of it ({consequence.GetType().Name})"
                : $"that it is on the server as {sent} ({url})";
            return StartAfresh(entry, what);
        }

        if (sent is null)
        {
            return new DeliveryStep.Moved();
        }

        _log.TellSent(entry, url);
        _log.WarnOfOtherVisibility(entry, visibility);
        return new DeliveryStep.Moved { Sent = entry.Identity };
    }

    // Nothing was written, because something else was faster; what that made of the toot, the next step sees.
    private DeliveryStep.Wait StartAfresh(OutboxEntry entry, string unwritten)
    {
        _log.TellNotAsExpected(entry, unwritten);
        return new DeliveryStep.Wait(
            clock.GetUtcNow() + BeforeReadingAgain,
            $"{entry.Identity} has changed in the ledger meanwhile; it is read again then"
        );
    }
}
