namespace Bot.Sandbox;

/// <summary>
/// One fault as ordered with <c>POST /sandbox/faults</c>. The first <paramref name="Skip"/> matching requests are left
/// alone, then every <paramref name="Every"/>-th fails, <paramref name="Times"/> times in all (0: for ever).
/// </summary>
/// <param name="On">One of <see cref="FaultPlaces.Descriptions"/>.</param>
/// <param name="Kind">One of <see cref="FaultKinds"/>.</param>
/// <param name="Milliseconds">How long to wait, or what a 429 announces; what 0 means depends on the kind.</param>
internal sealed record FaultOrder(
    string On,
    string Kind,
    int Skip = 0,
    int Every = 1,
    int Times = 1,
    int Milliseconds = 0
);

/// <summary>The faults that are switched on, each with its own count of the requests it has seen.</summary>
internal sealed class Faults
{
    private readonly List<Switched> _switched = [];

    /// <summary>Null, or what is wrong with the order.</summary>
    public static string? MistakeIn(FaultOrder order)
    {
        if (!FaultPlaces.Descriptions.ContainsKey(order.On))
        {
            return $"on is '{order.On}'; write one of {string.Join(", ", FaultPlaces.Descriptions.Keys)}";
        }

        if (FaultKinds.Find(order.Kind) is null)
        {
            return $"kind is '{order.Kind}'; GET /sandbox lists the kinds";
        }

        return order is { Skip: >= 0, Every: >= 1, Times: >= 0, Milliseconds: >= 0 }
            ? null
            : "skip, times and milliseconds must be 0 or more, every 1 or more";
    }

    public void Add(FaultOrder order) => _switched.Add(new Switched(order));

    public void Clear() => _switched.Clear();

    /// <summary>Every fault on the place counts the request; the first that is due strikes.</summary>
    public FaultOrder? Next(string place)
    {
        Switched? due = null;
        foreach (var fault in _switched)
        {
            if (fault.Order.On != "any" && fault.Order.On != place)
            {
                continue;
            }

            fault.Seen++;
            due ??= fault.IsDue ? fault : null;
        }

        if (due is not null)
        {
            due.Struck++;
        }

        return due?.Order;
    }

    private sealed class Switched(FaultOrder order)
    {
        public FaultOrder Order => order;

        public int Seen { get; set; }

        public int Struck { get; set; }

        public bool IsDue =>
            Seen > order.Skip && (Seen - order.Skip) % order.Every == 0 && (order.Times == 0 || Struck < order.Times);
    }
}
