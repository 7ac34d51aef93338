using Bot.Ledger;
using Bot.Publisher;

namespace Bot.Pipeline.Sending;

/// <summary>Writes to the ledger what became of a toot in flight: here and nowhere else.</summary>
/// <param name="account">Whose toot it is.</param>
/// <param name="ledger">Where it is written.</param>
/// <param name="clock">The time.</param>
public sealed class Settlement(AccountSession account, ILedger ledger, TimeProvider clock)
{
    private readonly IOutbox _outbox = ledger.Outbox;
    private readonly Recomposition _recomposition = new(account.Options, ledger.Outbox, clock);

    /// <summary>Writes one consequence.</summary>
    /// <param name="head">What the ledger held when the toot was taken in hand.</param>
    /// <param name="entry">In flight, as it was claimed.</param>
    /// <param name="consequence">What became of it.</param>
    /// <param name="took">
    /// How long the server has had for it; null where that says nothing of how long it takes over posts.
    /// </param>
    /// <returns>Not as expected when the toot is no longer as it was claimed.</returns>
    public async Task<Move> SettleAsync(
        OutboxHead head,
        OutboxEntry entry,
        Consequence consequence,
        TimeSpan? took = null
    ) =>
        consequence switch
        {
            Consequence.Accepted { Answer: var answer } => await _outbox.Sent(
                entry,
                await AcceptanceOfAsync(head, entry, answer, took)
            ),
            Consequence.Found { Status: var found } => await _outbox.Sent(
                entry,
                await AcceptanceOfAsync(
                    head,
                    entry,
                    new PostOutcome.Posted(found.Id, found.Url, null, FullUntil: null),
                    took
                )
            ),
            Consequence.NeverLeft { Reason: var reason } => await _outbox.PutBack(entry, new PutBack.NotPosted(reason)),
            Consequence.InDoubt { Reason: var reason } => await _outbox.Doubted(
                entry,
                new Doubt(reason) { Took = took }
            ),
            Consequence.LookAgain { At: var at, Reason: var reason } => await _outbox.Doubted(
                entry,
                new Doubt(reason) { LookAt = at }
            ),
            Consequence.NotThereYet { At: var at } => await _outbox.Doubted(
                entry,
                new Doubt("not on the timeline yet") { LookAt = at, IsNotThere = true }
            ),
            Consequence.NotThere => await _outbox.PutBack(entry, new PutBack.NotFound()),
            Consequence.GivenUp => await _outbox.SetAside(
                entry,
                new SetAside.Unanswered { Reason = "tried for a day, each time with a doubtful answer" }
            ),
            Consequence.Throttled throttled => await _outbox.PutBack(entry, await WaitOfAsync(entry, throttled)),
            Consequence.SummaryDeleted { Reason: var reason } => await _outbox.PutBack(
                entry,
                new PutBack.WithoutSummary(reason)
            ),
            Consequence.TargetDeleted { Reason: var reason } => await _outbox.TargetGone(
                entry,
                $"the toot is gone from the server ({reason})"
            ),
            Consequence.PictureRefused { Reason: var reason } => await _outbox.PutBack(
                entry,
                new PutBack.WithoutPicture(reason)
            ),
            Consequence.ActionRefused { Reason: var reason } => await _outbox.SetAside(
                entry,
                new SetAside.Refused { Reason = reason }
            ),
            Consequence.ToldByReply { Reason: var reason } => await TellByReplyAsync(head, entry, reason),
            Consequence.PostRefused { Reason: var reason } => await _outbox.SetAside(
                entry,
                new SetAside.Refused { Reason = reason }
            ),
            Consequence.TwoRefusedInARow { Reason: var reason, Earlier: var earlier } => await _outbox.LockedOut(
                entry,
                LockOutFor($"two toots in a row refused: {reason}") with
                {
                    AlsoPutBack = earlier,
                }
            ),
            Consequence.TooLong { Limits: var limits } => await RecomposeAsync(head, entry, limits),
            Consequence.LockedOut { Reason: var reason } => await _outbox.LockedOut(entry, LockOutFor(reason)),
            _ => throw new InvalidOperationException("a consequence of an unknown kind"),
        };

    // The pace of the account's next toot follows from what is left to say. If the server says that a window is full,
    // what is counted in that window waits for it; where it is none of ours, all of the account does.
    private async Task<Acceptance> AcceptanceOfAsync(
        OutboxHead head,
        OutboxEntry entry,
        PostOutcome.Posted answer,
        TimeSpan? took
    )
    {
        var now = clock.GetUtcNow();
        var next = account.Pace.After(now, head.Unsent - 1, head.Account.SpreadUntil);
        if (
            answer.FullUntil is { } until
            && !await account.Budgets.TakeAsFullAsync(entry.Toot.Action, now, until)
            && until > next
        )
        {
            next = until;
        }

        return new Acceptance(answer.StatusId, answer.Url, now, next) { Took = took };
    }

    // What the archive has taken back meanwhile, or what does not fit, is set aside like any refused edit.
    private async Task<Move> TellByReplyAsync(OutboxHead head, OutboxEntry entry, string reason) =>
        await _recomposition.AsReplyAsync(head.Account, entry) switch
        {
            Recomposed.Replaced => Move.Moved,
            Recomposed.DoesNotFit => await _outbox.SetAside(entry, new SetAside.Refused { Reason = reason }),
            _ => Move.NotAsExpected,
        };

    private async Task<Move> RecomposeAsync(OutboxHead head, OutboxEntry entry, TootLimits limits)
    {
        await ledger.Accounts.LimitsChanged(entry.AccountId, limits);
        var limited = head.Account with { Limits = limits };
        return await _recomposition.RecomposeAsync(limited, entry) switch
        {
            Recomposed.Replaced => await _recomposition.RecomposeAllAsync(limited),
            Recomposed.DoesNotFit => await _outbox.LockedOut(
                entry,
                LockOutFor(
                    $"the instance says that a toot has at most {limits.MaxCharacters} characters, too few "
                        + "for any of ours; see its api/v2/instance"
                )
            ),
            _ => Move.NotAsExpected,
        };
    }

    // Only what is counted in the window that is full has to wait, if it is known which that is.
    private async Task<PutBack.Throttled> WaitOfAsync(OutboxEntry entry, Consequence.Throttled throttled)
    {
        var now = clock.GetUtcNow();
        var (action, until) = (entry.Toot.Action, throttled.Until);
        var waitsByItself =
            await account.Budgets.TakeAsFullAsync(action, now, until)
            && await account.Budgets.NextAsync(action, now) > now;
        return new PutBack.Throttled(
            waitsByItself ? account.Pace.After(now, 0, null) : until,
            throttled.Throttles,
            $"the instance asks to wait until {until:yyyy-MM-dd HH:mm:ss} UTC (HTTP 429)"
        );
    }

    private LockOut LockOutFor(string reason)
    {
        var now = clock.GetUtcNow();
        return new LockOut(reason, now, now + Delivery.CheckInterval);
    }
}
