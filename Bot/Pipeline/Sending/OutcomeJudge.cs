using Bot.Ledger;
using Bot.Publisher;

namespace Bot.Pipeline.Sending;

/// <summary>
/// Decides what an answer, or a look at the server, means for the toot in flight. Where an answer alone cannot tell, it
/// asks the server. It writes nothing to the ledger: <see cref="Settlement"/> does.
/// </summary>
/// <param name="account">Whose toot it is.</param>
/// <param name="outbox">Tells which statuses on the timeline are known as sent.</param>
/// <param name="times">How long to wait before another look.</param>
/// <param name="clock">The time.</param>
public sealed class OutcomeJudge(AccountSession account, IOutbox outbox, DeliveryTimes times, TimeProvider clock)
{
    /// <summary>
    /// A toot that a server has answered doubtfully for a day and ten looks will not get better: the operator must see
    /// it.
    /// </summary>
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromHours(24);
    private const int GiveUpRounds = 10;

    /// <summary>What the answer to a claimed toot means.</summary>
    /// <param name="record">What the ledger knew of the account when the toot was taken in hand.</param>
    /// <param name="entry">The toot.</param>
    /// <param name="outcome">The answer.</param>
    /// <param name="cancellation">Ends what the server is asked.</param>
    public async Task<Consequence> AfterAnswerAsync(
        AccountRecord record,
        OutboxEntry entry,
        PostOutcome outcome,
        CancellationToken cancellation
    ) =>
        outcome switch
        {
            PostOutcome.Posted posted => new Consequence.Accepted(posted),
            PostOutcome.RateLimited limited => Throttled(record, limited),
            PostOutcome.Refused { ParentGone: true } gone when entry.Toot.Kind == TootKind.List =>
                new Consequence.SummaryDeleted(gone.Reason),
            PostOutcome.Refused { ParentGone: true } gone when entry.Toot.Kind == TootKind.Withdrawal =>
                await TargetMissingAsync(record, entry, gone.Reason, cancellation),
            // Servers refuse an answer to a toot that is gone in all ways; only a look tells that from other reasons.
            PostOutcome.Refused
            or PostOutcome.LockedOut when await MissingParentAsync(entry, cancellation) is { } missing =>
                await ParentGoneAsync(record, entry, missing, cancellation),
            PostOutcome.Gone gone => await LookUpTargetAsync(record, entry, gone.Reason, cancellation),
            // A first refusal may be a proxy's passing mood, so the edit has its second try before that.
            PostOutcome.Refused refused when entry.Refusals > 0 && IsWithdrawalByEdit(entry) =>
                new Consequence.ToldByReply(refused.Reason),
            PostOutcome.Refused refused when entry.Target is not null => new Consequence.ActionRefused(refused.Reason),
            PostOutcome.Refused refused => await PostRefusedAsync(record, entry, refused.Reason, cancellation),
            PostOutcome.LockedOut locked => new Consequence.LockedOut(locked.Reason),
            PostOutcome.Unknown unknown => new Consequence.InDoubt(unknown.Reason),
            _ => throw new InvalidOperationException("a post outcome of an unknown kind"),
        };

    /// <summary>
    /// Looks whether a toot whose answer was doubtful, or was lost in a crash, has arrived: a post on the account's
    /// timeline, a boost or an edit at the status that it acts on.
    /// </summary>
    /// <param name="record">What the ledger knows of the account.</param>
    /// <param name="entry">In flight.</param>
    /// <param name="cancellation">Ends the look.</param>
    public async Task<Consequence> AfterLookAsync(
        AccountRecord record,
        OutboxEntry entry,
        CancellationToken cancellation
    )
    {
        var now = clock.GetUtcNow();
        var look = entry.Target is null
            ? await new OwnTimeline(account, outbox).FindAsync(record.RemoteId, entry, cancellation)
            : await new TargetLookup(account).FindAsync(entry, cancellation);
        if (look.TargetMissing is { } missing)
        {
            return await TargetMissingAsync(record, entry, missing, cancellation);
        }

        if (look.Trouble is { } trouble)
        {
            return new Consequence.LookAgain(
                now + BeforeLook(record, entry),
                $"the timeline cannot be read: {trouble}"
            );
        }

        if (look.Status is { } found)
        {
            return new Consequence.Found(found);
        }

        // Some servers answer 500 to a reply whose parent is gone, and would for as long as it is tried.
        if (await MissingParentAsync(entry, cancellation) is { } gone)
        {
            return await ParentGoneAsync(record, entry, gone, cancellation);
        }

        // Only its own key, where that holds, keeps a server from making two toots of two requests.
        if (entry is { Target: null, Looks: 0 } && !ServerHabits.Of(record.Server).HoldsKeys)
        {
            return new Consequence.NotThereYet(now + BeforeLook(record, entry));
        }

        var hasHadItsChances = entry.Rounds >= GiveUpRounds && now - entry.FirstClaim >= GiveUpAfter;
        if (!hasHadItsChances)
        {
            return new Consequence.NotThere();
        }

        return IsWithdrawalByEdit(entry)
            ? new Consequence.ToldByReply(entry.Error ?? "tried for a day, each time with a doubtful answer")
            : new Consequence.GivenUp();
    }

    private static bool IsWithdrawalByEdit(OutboxEntry entry) =>
        entry.Toot is { Kind: TootKind.Withdrawal, Action: TootAction.Edit };

    private TimeSpan BeforeLook(AccountRecord record, OutboxEntry entry) =>
        times.BeforeLook(entry.Doublings + 1, ServerHabits.Of(record.Server), record.SlowestAnswer);

    private Consequence.Throttled Throttled(AccountRecord record, PostOutcome.RateLimited limited)
    {
        var throttles = record.Throttles;
        var until = limited.Until ?? clock.GetUtcNow() + times.AfterThrottle(throttles);
        return new Consequence.Throttled(until, limited.Until is null ? throttles + 1 : throttles);
    }

    // A refusal may be the toot's fault, the limit's or the server's.
    private async Task<Consequence> PostRefusedAsync(
        AccountRecord record,
        OutboxEntry entry,
        string reason,
        CancellationToken cancellation
    )
    {
        var limits = (await account.Client.InstanceAsync(cancellation))?.Limits ?? record.Limits;
        if (limits.TooSmall is { } tooSmall)
        {
            return new Consequence.LockedOut(tooSmall);
        }

        if (Composer.TootLength.Count(entry.Toot.Text, entry.Toot.SpoilerText, limits) > limits.MaxCharacters)
        {
            return new Consequence.TooLong(limits);
        }

        // A second try of a toot that was refused before is no second toot.
        var isFirstRefusal = entry.Refusals == 0;
        return isFirstRefusal && record.LastRefused is { } earlier && earlier != entry.Id
            ? new Consequence.TwoRefusedInARow(earlier, reason + RefusalAdvice.OnHashtags(reason, entry.Toot.Tags))
            : new Consequence.PostRefused(reason);
    }

    // The server's word that what a post answers is gone; null where it is there, or nothing is known, or it answers none.
    private async Task<string?> MissingParentAsync(OutboxEntry entry, CancellationToken cancellation) =>
        entry is { Target: null, ParentStatusId: { } parent }
        && await account.Client.LookUpAsync(parent, cancellation) is StatusLookup.Missing missing
            ? missing.Reason
            : null;

    // A list can stand alone; a thread's rest, or a word on a toot, cannot.
    private async Task<Consequence> ParentGoneAsync(
        AccountRecord record,
        OutboxEntry entry,
        string reason,
        CancellationToken cancellation
    ) =>
        await TargetMissingAsync(record, entry, reason, cancellation) switch
        {
            Consequence.TargetDeleted when entry.Toot.Kind == TootKind.List => new Consequence.SummaryDeleted(reason),
            var settled => settled,
        };

    // The answer says that the target is not there. The server is asked whether that is so.
    private async Task<Consequence> LookUpTargetAsync(
        AccountRecord record,
        OutboxEntry entry,
        string reason,
        CancellationToken cancellation
    ) =>
        await account.Client.LookUpAsync(entry.TargetStatusId!, cancellation) switch
        {
            StatusLookup.There => await AfterAnswerAsync(
                record,
                entry,
                new PostOutcome.Refused($"{reason}, although the status is there"),
                cancellation
            ),
            StatusLookup.Missing => await TargetMissingAsync(record, entry, reason, cancellation),
            _ => await AfterAnswerAsync(record, entry, new PostOutcome.Unknown(reason), cancellation),
        };

    // A broken proxy answers 404 to everything: only a server that knows the account can tell what was deleted.
    private async Task<Consequence> TargetMissingAsync(
        AccountRecord record,
        OutboxEntry entry,
        string reason,
        CancellationToken cancellation
    ) =>
        await account.Client.VerifyAsync(cancellation) is Verification.Known
            ? new Consequence.TargetDeleted(reason)
            : new Consequence.LookAgain(
                clock.GetUtcNow() + BeforeLook(record, entry),
                $"the toot to act on cannot be found, nor the account: {reason}"
            );
}
