namespace Bot.Ledger;

/// <summary>Who posts, what each may still do, when things were last done, and how all of it stands.</summary>
public interface IAccounts
{
    /// <summary>
    /// Records what an instance said about the account behind a token, and returns what is known of it. What another
    /// program posted with it (<see cref="IRecovery.Imported"/>) becomes part of its outbox, once, where its identity
    /// is not there yet. An account is known by host and remote id; of a known one name, handle, address, server and
    /// limits change.
    /// </summary>
    ValueTask<AccountRecord> Registered(VerifiedAccount verified, DateTimeOffset now);

    /// <param name="id">Registered.</param>
    [Reads]
    ValueTask<AccountRecord> Account(long id);

    /// <summary>
    /// The newest account that a name in the settings last stood for on an instance, for use while the instance cannot
    /// be asked. Null when there is none whose recovery is finished.
    /// </summary>
    [Reads]
    ValueTask<AccountRecord?> LastKnown(Uri instance, string label);

    ValueTask LimitsChanged(long account, TootLimits limits);

    /// <summary>As <see cref="Transitions.LockedOut(AccountRecord, LockOut)"/> says.</summary>
    ValueTask LockedOut(long account, LockOut lockOut);

    ValueTask Unlocked(long account);

    /// <summary>
    /// A budget's window is charged with so many; another window than the last one begins at nothing.
    /// </summary>
    ValueTask Charged(long account, BudgetWindow window, int count);

    /// <summary>What a budget's window has been charged with.</summary>
    [Reads]
    ValueTask<int> Charges(long account, BudgetWindow window);

    /// <summary>Why an account of the settings could not be verified; a null reason when it was.</summary>
    /// <param name="name">The key of the account's settings.</param>
    /// <param name="reason">Of a trouble that goes on, the beginning is kept.</param>
    /// <param name="now">The time.</param>
    ValueTask TroubleChanged(string name, string? reason, DateTimeOffset now);

    /// <summary>For a start, which looks at every account again: the settings may have changed.</summary>
    ValueTask TroublesCleared();

    /// <summary>
    /// When a thing (<see cref="LastDone"/>) was last done; null for never, or when that was forgotten.
    /// </summary>
    [Reads]
    ValueTask<DateTimeOffset?> DoneAt(string what);

    ValueTask Done(string what, DateTimeOffset now);

    ValueTask Forgotten(string what);

    /// <summary>
    /// The clock shows a time. If that is more than a minute before the last one seen, the clock was set back: whatever
    /// waits for a time waits for as much less: an account's <c>NotBefore</c>, <c>SpreadUntil</c>, <c>NextCheck</c> and
    /// <c>RecoverFrom</c>, and of toots in hand <c>ClaimedAt</c> and <c>LookAt</c>. A time of the past stays.
    /// </summary>
    /// <returns>By how much it was set back; null when it went on as it should.</returns>
    ValueTask<TimeSpan?> ClockSeen(DateTimeOffset now);

    /// <summary>How things stand, without alarms (<see cref="LedgerReport.AlarmsAt"/>).</summary>
    /// <remarks>
    /// It knows no time: "the last seven days" are those before the day of the account's newest row, whatever is in
    /// hand comes on top, and a report has at most a hundred listings and twenty toots set aside of an account. Of each
    /// category's days the newest four; missed days of the <see cref="MissedReport.MostDaysBack"/> before its newest.
    /// Accounts in the order of their numbers, all else by name. Of boosts and edits, withdrawals and taken-back boosts
    /// do not count.
    /// </remarks>
    [Reads]
    ValueTask<LedgerReport> Report();

    /// <summary>
    /// How many toots of all accounts the server has taken since a time (found ones not counted, imported ones
    /// counted), and how many are set aside now. Costs the more the longer the time.
    /// </summary>
    [Reads]
    ValueTask<TootTotals> Totals(DateTimeOffset since);
}

/// <summary>The things of which the ledger keeps when they were last done.</summary>
public static class LastDone
{
    /// <summary>The service has given a sign of life.</summary>
    public const string Alive = "alive";

    /// <summary>A feed was asked for.</summary>
    public const string Feed = "feed";

    /// <summary>The last time that the clock has shown.</summary>
    public const string Clock = "clock";
}

/// <summary>A window of one of a server's budgets.</summary>
/// <param name="Budget">Its name.</param>
/// <param name="Start">When the window began.</param>
public sealed record BudgetWindow(string Budget, DateTimeOffset Start);

/// <param name="Sent">Toots that the server took.</param>
/// <param name="SetAside">Toots that are set aside now.</param>
public sealed record TootTotals(int Sent, int SetAside);
