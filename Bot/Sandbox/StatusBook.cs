namespace Bot.Sandbox;

/// <summary>All statuses in the order of their acceptance; what was deleted stays on record.</summary>
internal sealed class StatusBook
{
    private readonly List<Status> _all = [];

    // Whatever the letters' case: snac shows a boost under the id in capitals of what it boosts.
    private readonly Dictionary<string, Status> _byId = new(StringComparer.OrdinalIgnoreCase);
    private long _lastId;
    private long _reads;

    public IReadOnlyList<Status> All => _all;

    /// <summary>Null for what was deleted and for what never was.</summary>
    public Status? Find(string? id) =>
        id is not null && _byId.TryGetValue(id, out var status) && Shows(status) ? status : null;

    /// <summary>False once a status is deleted and no reader sees it any more.</summary>
    public bool Shows(Status status) => !status.Deleted || _reads < status.ShownUntilRead;

    /// <summary>A client has read something; what was deleted some reads ago is gone from now on.</summary>
    public void CountRead() => _reads++;

    public void Add(Status status)
    {
        status.Place = _all.Count;
        _all.Add(status);
        _byId.Add(status.Id, status);
        status.InReplyTo?.Replies.Add(status);
        status.Reblog?.Boosts.Add(status);
    }

    /// <summary>Gives a status another id; the old one still leads to it.</summary>
    public void Rename(Status status, string id)
    {
        status.Id = id;
        _byId.Add(id, status);
    }

    /// <param name="status">Boosts go with what they boosted, as on Mastodon.</param>
    /// <param name="shownReads">So many reads still show it.</param>
    public void Delete(Status status, int shownReads)
    {
        foreach (var gone in status.Boosts.Append(status).Where(one => !one.Deleted))
        {
            (gone.Deleted, gone.ShownUntilRead) = (true, _reads + shownReads);
        }
    }

    public void Clear()
    {
        _all.Clear();
        _byId.Clear();
    }

    public string NextId(DateTimeOffset now, IdForm form)
    {
        _lastId = Math.Max(now.ToUnixTimeMilliseconds() << 16, _lastId + 1);
        return form switch
        {
            IdForm.Dotted => $"{_lastId >> 16:D10}.{_lastId & 0xFFFF:D6}-x",
            IdForm.Ulid => Ulid.Of(_lastId >> 16, _lastId & 0xFFFF),
            IdForm.Uuid => Uuid(_lastId >> 16, _lastId & 0xFFFF),
            _ => $"{_lastId}",
        };
    }

    // Version 7 of RFC 9562: 48 bits of time, then what is random there and a sequence here.
    private static string Uuid(long milliseconds, long sequence) =>
        $"{milliseconds >> 16:x8}-{milliseconds & 0xFFFF:x4}-7000-8000-{sequence:x12}";

    /// <summary>Newest first, without what a list does not show yet.</summary>
    public IEnumerable<Status> Listed(DateTimeOffset now) =>
        Enumerable.Reverse(_all).Where(one => Shows(one) && one.ListedFrom <= now);

    /// <summary>
    /// Where an id stands in the order of acceptance; an id that is gone stands where it would, if its form sorts by
    /// time.
    /// </summary>
    public int PlaceOf(string id)
    {
        if (_byId.TryGetValue(id, out var status))
        {
            return status.Place;
        }

        return id.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
            ? _all.FindLastIndex(one => one.Id.Length == id.Length && string.CompareOrdinal(one.Id, id) < 0) + 1
            : 0;
    }

    /// <summary>The conversation that a status stands in: what it answers, oldest first.</summary>
    public static List<Status> Ancestors(Status status)
    {
        var chain = new List<Status>();
        for (var parent = status.InReplyTo; parent is not null; parent = parent.InReplyTo)
        {
            if (!parent.Deleted)
            {
                chain.Insert(0, parent);
            }
        }

        return chain;
    }

    /// <summary>All answers below a status, each before its own answers.</summary>
    public static IEnumerable<Status> Descendants(Status status) =>
        status.Replies.SelectMany(reply => Descendants(reply).Prepend(reply)).Where(one => !one.Deleted);
}
