using System.Collections.Immutable;
using Bot.Arxiv;

namespace Bot.Ledger.Memory;

/// <summary>
/// One account's outbox, found in the ways that it is asked for. It never changes: a write makes another one.
/// </summary>
internal sealed record AccountRows
{
    public static AccountRows Empty { get; } = new();

    private ImmutableSortedDictionary<long, MemoryRow> ById { get; init; } =
        ImmutableSortedDictionary<long, MemoryRow>.Empty;

    private ImmutableDictionary<string, long> ByIdentity { get; init; } = ImmutableDictionary<string, long>.Empty;

    private ImmutableDictionary<string, ImmutableSortedSet<long>> ByStatus { get; init; } =
        ImmutableDictionary<string, ImmutableSortedSet<long>>.Empty;

    private ImmutableDictionary<ArxivId, ImmutableSortedSet<long>> ByPaper { get; init; } =
        ImmutableDictionary<ArxivId, ImmutableSortedSet<long>>.Empty;

    private ImmutableSortedSet<(long Thread, int Part, long Id)> ByThread { get; init; } = [];

    private ImmutableSortedSet<(int Precedence, long Thread, int Part, long Id)> ByTurn { get; init; } = [];

    private ImmutableSortedSet<long> InFlightIds { get; init; } = [];

    private ImmutableSortedSet<long> SetAsideIds { get; init; } = [];

    /// <summary>By number.</summary>
    public IEnumerable<MemoryRow> All => ById.Values;

    /// <summary>0 when there is none.</summary>
    public long LastThread => ByThread.IsEmpty ? 0 : ByThread.Max.Thread;

    /// <summary>In the order in which they go out.</summary>
    public IEnumerable<MemoryRow> InHand => ByTurn.Select(place => ById[place.Id]);

    /// <summary>How many are queued or in flight.</summary>
    public int CountInHand => ByTurn.Count;

    public IEnumerable<MemoryRow> InFlight => InFlightIds.Select(id => ById[id]);

    /// <summary>By number.</summary>
    public IEnumerable<MemoryRow> SetAside => SetAsideIds.Select(id => ById[id]);

    public MemoryRow? Find(long id) => ById.GetValueOrDefault(id);

    /// <summary>The row of an identity; null for none.</summary>
    public MemoryRow? Of(string identity) => ByIdentity.TryGetValue(identity, out var id) ? ById[id] : null;

    /// <summary>The rows of a status, by number.</summary>
    public IEnumerable<MemoryRow> OfStatus(string statusId) => Rows(ByStatus.GetValueOrDefault(statusId));

    /// <summary>The rows about a paper, by number.</summary>
    public IEnumerable<MemoryRow> Of(ArxivId paper) => Rows(ByPaper.GetValueOrDefault(paper));

    /// <summary>The rows of a thread, by part.</summary>
    public IEnumerable<MemoryRow> OfThread(long thread) =>
        FromThread(thread).TakeWhile(row => row.Entry.Thread == thread);

    /// <summary>The rows of a thread and of those behind it, by thread and part.</summary>
    public IEnumerable<MemoryRow> FromThread(long thread)
    {
        var at = ByThread.IndexOf((thread, int.MinValue, 0));
        for (var place = at < 0 ? ~at : at; place < ByThread.Count; place++)
        {
            yield return ById[ByThread[place].Id];
        }
    }

    /// <summary>With a row, in the place of the one with its number.</summary>
    public AccountRows With(MemoryRow row)
    {
        var others = Find(row.Id) is { } old ? Without(old) : this;
        var (entry, id) = (row.Entry, row.Id);
        return others with
        {
            ById = others.ById.Add(id, row),
            ByIdentity = others.ByIdentity.Add(entry.Identity, id),
            ByStatus = entry.StatusId is { } status ? Add(others.ByStatus, status, id) : others.ByStatus,
            ByPaper = entry.Paper is { } paper ? Add(others.ByPaper, paper, id) : others.ByPaper,
            ByThread = others.ByThread.Add(PlaceOf(row)),
            ByTurn = row.IsInHand ? others.ByTurn.Add(TurnOf(row)) : others.ByTurn,
            InFlightIds = row.State == OutboxState.Sending ? others.InFlightIds.Add(id) : others.InFlightIds,
            SetAsideIds = row.State == OutboxState.SetAside ? others.SetAsideIds.Add(id) : others.SetAsideIds,
        };
    }

    /// <summary>Without a row, given as it is here.</summary>
    public AccountRows Without(MemoryRow row) =>
        this with
        {
            ById = ById.Remove(row.Id),
            ByIdentity = ByIdentity.Remove(row.Entry.Identity),
            ByStatus = row.Entry.StatusId is { } status ? Remove(ByStatus, status, row.Id) : ByStatus,
            ByPaper = row.Entry.Paper is { } paper ? Remove(ByPaper, paper, row.Id) : ByPaper,
            ByThread = ByThread.Remove(PlaceOf(row)),
            ByTurn = ByTurn.Remove(TurnOf(row)),
            InFlightIds = InFlightIds.Remove(row.Id),
            SetAsideIds = SetAsideIds.Remove(row.Id),
        };

    private static (long Thread, int Part, long Id) PlaceOf(MemoryRow row) => (row.Entry.Thread, row.Part, row.Id);

    private static (int Precedence, long Thread, int Part, long Id) TurnOf(MemoryRow row) =>
        (row.Entry.Precedence, row.Entry.Thread, row.Part, row.Id);

    private static ImmutableDictionary<TKey, ImmutableSortedSet<long>> Add<TKey>(
        ImmutableDictionary<TKey, ImmutableSortedSet<long>> index,
        TKey key,
        long id
    )
        where TKey : notnull => index.SetItem(key, index.GetValueOrDefault(key, []).Add(id));

    private static ImmutableDictionary<TKey, ImmutableSortedSet<long>> Remove<TKey>(
        ImmutableDictionary<TKey, ImmutableSortedSet<long>> index,
        TKey key,
        long id
    )
        where TKey : notnull =>
        index[key].Remove(id) is { IsEmpty: false } left ? index.SetItem(key, left) : index.Remove(key);

    private IEnumerable<MemoryRow> Rows(ImmutableSortedSet<long>? ids) => ids is null ? [] : ids.Select(id => ById[id]);
}
