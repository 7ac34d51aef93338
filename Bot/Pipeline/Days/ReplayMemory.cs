using Bot.Arxiv;
using Bot.Ledger;

namespace Bot.Pipeline.Days;

/// <summary>What a replay knows of one category, as the ledger would.</summary>
internal sealed class ReplayMemory(string category)
{
    // A paper is known by its id, a replacement by id and version.
    private readonly Dictionary<(string Id, AnnounceType Type, int Version), DateOnly> _seen = [];
    private readonly Dictionary<string, DateOnly> _papers = [];
    private readonly Dictionary<DateOnly, DayState> _listings = [];
    private readonly Dictionary<DateOnly, int> _announced = [];

    public string Category => category;
    public Dictionary<DateOnly, ReplayDay> Days { get; } = [];
    public HashSet<string> Said { get; } = [];

    /// <summary>What is known of a day now; a listing that came under a later day's date is in.</summary>
    public DayState? State(DateOnly day)
    {
        if (_listings.TryGetValue(day, out var state))
        {
            return state;
        }

        return Days.GetValueOrDefault(day) is { WasLookedAt: true } known ? known.State : null;
    }

    public bool Had(ArxivId paper, DateOnly before) => _papers.TryGetValue(paper.Value, out var day) && day < before;

    /// <summary>What is known of some days, as the ledger would tell it to the judge.</summary>
    public DayHistory History(params IEnumerable<DateOnly> days) =>
        new(
            null,
            [
                .. days.Select(day => new DayRecord
                {
                    Date = day,
                    State = State(day),
                    Announced = _announced.GetValueOrDefault(day),
                }),
            ]
        );

    public IReadOnlyList<DateOnly?> SeenOn(IEnumerable<Announcement> announcements) =>
        [.. announcements.Select(one => _seen.TryGetValue(Key(one), out var day) ? day : (DateOnly?)null)];

    public void Remember(IReadOnlyList<Announcement> announcements, IReadOnlyList<DateOnly?> seenOn, DateOnly day)
    {
        foreach (var one in announcements.Where((_, at) => seenOn[at] is null))
        {
            if (_seen.TryAdd(Key(one), day) && one.Type == AnnounceType.New)
            {
                _announced[day] = _announced.GetValueOrDefault(day) + 1;
            }

            _papers.TryAdd(one.Id.Value, day);
        }
    }

    public void Note(DayVerdict verdict)
    {
        var day = Day(verdict.Day);
        (day.State, day.Reason, day.WasLookedAt) = (verdict.State, verdict.Reason, true);
        day.SawEmptyFeed |= verdict.IsEmpty;
        if (verdict.IsListing)
        {
            _listings[verdict.ListingDay] = DayState.Complete;
        }
    }

    public void Say(DayVerdict verdict, int papers, List<Announcement> unsaid, bool summary)
    {
        var day = Day(verdict.Day);
        day.New = Math.Max(day.New, papers);
        day.Late += verdict.Late;
        day.Posted += unsaid.Count;
        day.Repeated = Math.Max(day.Repeated, papers - unsaid.Count);
        foreach (var paper in unsaid)
        {
            Said.Add(TootIdentity.Article(paper.Id));
        }

        if (summary)
        {
            Said.Add(TootIdentity.Summary(category, verdict.ListingDay));
        }
    }

    private ReplayDay Day(DateOnly day) =>
        Days.TryGetValue(day, out var known) ? known : Days[day] = new ReplayDay(category, day);

    private static (string, AnnounceType, int) Key(Announcement one) =>
        (one.Id.Value, one.Type, one.Type is AnnounceType.New or AnnounceType.Cross ? 0 : one.Version);
}
