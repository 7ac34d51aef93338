namespace Bot.Ledger;

/// <summary>A clock that is set back: without care, "not before" would mean hours or days of silence.</summary>
public sealed partial class SqliteLedger
{
    private const string Clock = "clock";

    /// <summary>What a clock is corrected by in the ordinary way is not minded.</summary>
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

    // Each claim is a moment that a clock set back afterwards is measured from; one set back before must be found by
    // MindClock first.
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
