namespace Bot.Ledger;

/// <summary>
/// What an event changes in a toot and in its account. Pure, and the same for all engines: an engine reads a row, has
/// the next one made here, and writes it where the row is still as it was. Of an entry it writes what differs between
/// the caller's and its successor: the row's times may have been moved since, by a clock that was set back.
/// </summary>
/// <remarks>Only what is Queued is claimed, and only what is Sending is settled; else it is not as expected.</remarks>
public static class Transitions
{
    /// <summary>A toot that was refused so often is not tried again.</summary>
    public const int MostRefusals = 2;

    /// <summary>
    /// A server that takes longer over one post than this has forgotten it, or the bot was away meanwhile.
    /// </summary>
    public static readonly TimeSpan LongestWork = TimeSpan.FromMinutes(15);

    /// <summary>What stands at the parts behind one that was set aside.</summary>
    public const string ParentSetAside = "its parent was set aside";

    /// <summary>What stands at a boost or an edit that was given up.</summary>
    public const string WaitedTooLong = "no toot to act on came in time";

    /// <summary>What stands at the parts of an article whose paper was withdrawn before it was told.</summary>
    public const string WithdrawnUntold = "the paper was withdrawn before it was told";

    /// <summary>What stands at a new version that is told as a withdrawal alone.</summary>
    public const string VersionWithdraws = "the version withdraws the paper";

    /// <summary>What stands at a withdrawal that was taken back before it was told.</summary>
    public const string ReinstatedUntold = "the paper was reinstated before it was told";

    public static OutboxEntry Claimed(OutboxEntry entry, Claim claim) =>
        entry with
        {
            State = OutboxState.Sending,
            Holder = claim.Holder,
            ClaimedAt = claim.Now,
            FirstClaim = entry.FirstClaim ?? claim.Now,
            LookAt = claim.LookAt,
            Looks = 0,
        };

    public static OutboxEntry Sent(OutboxEntry entry, Acceptance acceptance) =>
        entry with
        {
            State = OutboxState.Sent,
            Holder = null,
            StatusId = acceptance.StatusId,
            Url = acceptance.Url,
            SentAt = acceptance.Now,
            Error = null,
        };

    public static AccountRecord Sent(AccountRecord account, Acceptance acceptance) =>
        account with
        {
            NotBefore = acceptance.NotBefore,
            SlowestAnswer = Slower(account.SlowestAnswer, acceptance.Took),
            Throttles = 0,
            LastRefused = null,
            LastError = null,
        };

    public static OutboxEntry Doubted(OutboxEntry entry, Doubt doubt) =>
        entry with
        {
            Error = doubt.Reason,
            LookAt = doubt.LookAt ?? entry.LookAt,
            Doublings = entry.Doublings + (doubt.LookAt is null ? 0 : 1),
            Looks = entry.Looks + (doubt.IsNotThere ? 1 : 0),
        };

    public static AccountRecord Doubted(AccountRecord account, Doubt doubt) =>
        Troubled(account, doubt.Reason) with
        {
            SlowestAnswer = Slower(account.SlowestAnswer, doubt.Took),
        };

    /// <param name="entry">In flight.</param>
    /// <param name="putBack">Why it goes back.</param>
    public static OutboxEntry PutBack(OutboxEntry entry, PutBack putBack)
    {
        var queued = entry with { State = OutboxState.Queued, Holder = null };
        var unclaimed = Unclaimed(entry);
        return putBack switch
        {
            Ledger.PutBack.NotPosted why => unclaimed with { Error = why.Reason },
            Ledger.PutBack.Throttled why => unclaimed with { Error = why.Reason },
            Ledger.PutBack.WithoutPicture why => unclaimed with { Error = why.Reason, WithoutPicture = true },
            Ledger.PutBack.WithoutSummary why => unclaimed with { Error = why.Reason, WithoutSummary = true },
            Ledger.PutBack.NotFound => queued with { Rounds = queued.Rounds + 1, Doublings = queued.Doublings + 1 },
            _ => throw new InvalidOperationException("a way back of an unknown kind"),
        };
    }

    public static OutboxEntry LockedOut(OutboxEntry entry, LockOut lockOut) =>
        Unclaimed(entry) with
        {
            Error = lockOut.Reason,
        };

    public static AccountRecord PutBack(AccountRecord account, PutBack putBack) =>
        putBack switch
        {
            Ledger.PutBack.NotPosted why => Troubled(account, why.Reason),
            Ledger.PutBack.WithoutPicture why => Troubled(account, why.Reason),
            Ledger.PutBack.WithoutSummary why => Troubled(account, why.Reason),
            Ledger.PutBack.NotFound => account,
            Ledger.PutBack.Throttled why => account with
            {
                NotBefore = why.Until,
                Throttles = why.Throttles,
                LastError = why.Reason,
            },
            _ => throw new InvalidOperationException("a way back of an unknown kind"),
        };

    public static OutboxEntry SetAside(OutboxEntry entry, SetAside setAside) =>
        entry with
        {
            State = OutboxState.SetAside,
            Holder = null,
            Error = setAside.Reason,
            Refusals = setAside is Ledger.SetAside.Refused ? entry.Refusals + 1 : MostRefusals,
        };

    /// <summary>A part behind one that was set aside.</summary>
    public static OutboxEntry SetAsideWithParent(OutboxEntry part) =>
        part with
        {
            State = OutboxState.SetAside,
            Error = ParentSetAside,
        };

    /// <param name="account">Its account.</param>
    /// <param name="entry">What is set aside.</param>
    /// <param name="setAside">Why.</param>
    public static AccountRecord SetAside(AccountRecord account, OutboxEntry entry, SetAside setAside) =>
        setAside is Ledger.SetAside.Refused && entry.Target is null
            ? Troubled(account, setAside.Reason) with
            {
                LastRefused = entry.Id,
            }
            : Troubled(account, setAside.Reason);

    /// <summary>In the queue as before the claim: if that was the first, the toot was never tried.</summary>
    public static OutboxEntry Unclaimed(OutboxEntry entry) =>
        entry with
        {
            State = OutboxState.Queued,
            Holder = null,
            FirstClaim = entry.FirstClaim == entry.ClaimedAt ? null : entry.FirstClaim,
        };

    /// <summary>One that was refused right before another: as if it had never been tried.</summary>
    public static OutboxEntry Forgiven(OutboxEntry entry) =>
        entry with
        {
            State = OutboxState.Queued,
            FirstClaim = null,
            Error = null,
            Refusals = 0,
        };

    /// <summary>One that was refused is tried once more.</summary>
    public static OutboxEntry SecondTry(OutboxEntry entry) =>
        entry with
        {
            State = OutboxState.Queued,
            FirstClaim = null,
        };

    public static OutboxEntry Gone(OutboxEntry entry, string reason) =>
        entry with
        {
            State = OutboxState.Gone,
            Holder = null,
            Error = reason,
        };

    public static AccountRecord LockedOut(AccountRecord account, LockOut lockOut) =>
        account with
        {
            BlockedSince = account.BlockedSince ?? lockOut.Now,
            BlockedReason = lockOut.Reason,
            NextCheck = lockOut.NextCheck,
            LastError = lockOut.Reason,
            LastRefused = lockOut.AlsoPutBack is null ? account.LastRefused : null,
        };

    public static AccountRecord Unlocked(AccountRecord account) =>
        account with
        {
            BlockedSince = null,
            BlockedReason = null,
            NextCheck = null,
        };

    private static TimeSpan Slower(TimeSpan known, TimeSpan? took)
    {
        if (took is not { } newest)
        {
            return known;
        }

        var faded = known - (known / 16);
        var slowest = Math.Min(
            Math.Max(newest.TotalMilliseconds, faded.TotalMilliseconds),
            LongestWork.TotalMilliseconds
        );
        return TimeSpan.FromMilliseconds(Math.Floor(slowest));
    }

    /// <summary>The reason of the last trouble, until a toot is accepted.</summary>
    public static AccountRecord Troubled(AccountRecord account, string reason) => account with { LastError = reason };
}
