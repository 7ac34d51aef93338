namespace Bot.Ledger;

/// <summary>
/// A clock that is set back. The times that deliveries wait for would then be hours or days away, so they are moved.
/// </summary>
public sealed partial class SqliteLedger
{
    private const string Clock = "clock";

    /// <summary>A smaller step is an ordinary correction of the clock and changes nothing.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(1);

    /// <summary>
    /// To be called at a start and now and then. If the clock shows an earlier time than at the last call, it was set
    /// back: whatever waits for a time waits for as much less. Returns by how much; null when the clock went on as it
    /// should.
    /// </summary>
    public TimeSpan? CorrectClockSetBack(DateTimeOffset now) =>
        _database.InTransaction(() =>
        {
            var back = LastTime(Clock) - now is { } by && by > Slack ? by : (TimeSpan?)null;
            if (back is { } shift)
            {
                var milliseconds = (long)shift.TotalMilliseconds;
                _database.Execute(
                    """
                    UPDATE account
                    SET not_before = not_before - $by, spread_until = spread_until - $by,
                        next_check = next_check - $by, recover_from = recover_from - $by
                    """,
                    ("$by", milliseconds)
                );
                _database.Execute(
                    $"UPDATE outbox SET claimed_at = claimed_at - $by, look_at = look_at - $by WHERE {InHand}",
                    ("$by", milliseconds)
                );
            }

            RecordTime(Clock, now);
            return back;
        });

    // A claim only ever moves the last known time forward: that the clock was set back before it is for
    // CorrectClockSetBack to find out.
    private void NoteClock(DateTimeOffset now) =>
        _database.Execute(
            """
            INSERT INTO last_done (name, at)
            VALUES ($name, $now)
            ON CONFLICT (name) DO UPDATE SET at = max(at, excluded.at)
            """,
            ("$name", Clock),
            ("$now", now)
        );
}
