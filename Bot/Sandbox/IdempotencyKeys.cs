namespace Bot.Sandbox;

/// <summary>
/// Which status a key stood for: per account, for one hour, only after success, and without a look at the body
/// (Mastodon's PostStatusService stores <c>idempotency:status:account:key</c> with an expiry of 3600 s).
/// </summary>
internal sealed class IdempotencyKeys
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    private readonly Dictionary<(Account Account, string Key), (Status Status, DateTimeOffset Until)> _keys = [];

    public Status? Find(Account account, string? key, DateTimeOffset now) =>
        key is not null && _keys.TryGetValue((account, key), out var kept) && now < kept.Until ? kept.Status : null;

    public void Keep(Account account, string? key, Status status, DateTimeOffset now)
    {
        if (!string.IsNullOrEmpty(key))
        {
            _keys[(account, key)] = (status, now + Kept);
        }
    }

    public void Clear() => _keys.Clear();
}
