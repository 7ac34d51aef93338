namespace Bot.Ledger.Memory;

/// <summary>Times as they are kept: in UTC, to the whole millisecond, as in a file.</summary>
internal static class MemoryTimes
{
    public static DateTimeOffset Kept(this DateTimeOffset time) =>
        DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());

    public static DateTimeOffset? Kept(this DateTimeOffset? time) => time?.Kept();
}
