namespace Bot.Sandbox;

/// <summary>All statuses in the order of their acceptance; what was deleted stays on record.</summary>
internal sealed class StatusBook
{
    private readonly List<Status> _all = [];
    private readonly Dictionary<string, Status> _byId = new(StringComparer.Ordinal);
    private long _lastId;

    public IReadOnlyList<Status> All => _all;

    /// <summary>Null for what was deleted and for what never was.</summary>
    public Status? Find(string? id) => id is not null && _byId.TryGetValue(id, out var status) && !status.Deleted ? status : null;

    public void Add(Status status)
    {
        status.Place = _all.Count;
        _all.Add(status);
        _byId.Add(status.Id, status);
        status.InReplyTo?.Replies.Add(status);
        status.Reblog?.Boosts.Add(status);
    }

    public static void Delete(Status status)
    {
        status.Deleted = true;
        // Boosts go with what they boosted, as on Mastodon.
        foreach (var boost in status.Boosts) boost.Deleted = true;
    }

    public void Clear()
    {
        _all.Clear();
        _byId.Clear();
    }

    /// <summary>Mastodon's ids: milliseconds since 1970, shifted by 16 bits for a sequence (lib/mastodon/snowflake.rb).</summary>
    public string NextId(DateTimeOffset now, bool odd)
    {
        _lastId = Math.Max(now.ToUnixTimeMilliseconds() << 16, _lastId + 1);
        // snac names a status by seconds and fraction; the letters make sure that nobody takes it for a number.
        return odd ? $"{_lastId >> 16:D10}.{_lastId & 0xFFFF:D6}-x" : $"{_lastId}";
    }

    /// <summary>Newest first, without what a list does not show yet.</summary>
    public IEnumerable<Status> Listed(DateTimeOffset now) =>
        Enumerable.Reverse(_all).Where(one => !one.Deleted && one.ListedFrom <= now);

    /// <summary>Where an id stands in the order of acceptance; an id that is gone stands where its number would.</summary>
    public int PlaceOf(string id)
    {
        if (_byId.TryGetValue(id, out var status)) return status.Place;
        return long.TryParse(id, out var number) ? _all.FindLastIndex(one => long.TryParse(one.Id, out var other) && other < number) + 1 : 0;
    }

    /// <summary>The conversation that a status stands in: what it answers, oldest first.</summary>
    public static List<Status> Ancestors(Status status)
    {
        var chain = new List<Status>();
        for (var parent = status.InReplyTo; parent is not null; parent = parent.InReplyTo)
            if (!parent.Deleted) chain.Insert(0, parent);
        return chain;
    }

    /// <summary>All answers below a status, each before its own answers.</summary>
    public static IEnumerable<Status> Descendants(Status status) =>
        status.Replies.SelectMany(reply => Descendants(reply).Prepend(reply)).Where(one => !one.Deleted);
}
