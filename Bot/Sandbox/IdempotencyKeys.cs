namespace Bot.Sandbox;

/// <summary>
/// Which status a key stood for: per account, for one hour, only after success, and without a look at the body
/// (Mastodon's PostStatusService stores <c>idempotency:status:account:key</c> with an expiry of 3600 s).
/// </summary>
internal sealed class IdempotencyKeys
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    private readonly Dictionary<(Account Account, string Key), (Status Status, DateTimeOffset From)> _keys = [];
    private readonly HashSet<(string Token, string Key)> _locked = [];

    public Status? Find(Account account, string? key, DateTimeOffset now) =>
        key is not null && _keys.TryGetValue((account, key), out var kept) && kept.From <= now && now < kept.From + Kept
            ? kept.Status
            : null;

    /// <param name="account">Whose post it was.</param>
    /// <param name="key">What it came with.</param>
    /// <param name="status">What was made of it.</param>
    /// <param name="from">When that is done; until then the key is not known.</param>
    public void Keep(Account account, string? key, Status status, DateTimeOffset from)
    {
        if (!string.IsNullOrEmpty(key))
        {
            _keys[(account, key)] = (status, from);
        }
    }

    /// <summary>A post with a key is being worked on; a second one meanwhile fails (Lockable#with_redis_lock).</summary>
    /// <returns>False when there is another already.</returns>
    public bool TryLock(string token, string key) => _locked.Add((token, key));

    public void Unlock(string token, string key) => _locked.Remove((token, key));

    public void Clear() => _keys.Clear();
}
