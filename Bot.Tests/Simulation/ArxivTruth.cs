using Bot.Arxiv;

namespace Bot.Tests.Simulation;

/// <summary>What a day's feed is like, as 3,608 real ones were.</summary>
internal enum FeedHabit
{
    /// <summary>The day's listing, built some seconds after midnight.</summary>
    Usual,

    /// <summary>Still the feed of the day before, under its date.</summary>
    Late,

    /// <summary>
    /// The papers of the day before under this day's date, built within the first seconds of the day.
    /// </summary>
    Stale,

    /// <summary>Nothing yet, under this day's date.</summary>
    Empty,

    /// <summary>Some of the papers; the rest comes later.</summary>
    Partial,

    /// <summary>All of the papers, and later only some.</summary>
    Shrinking,

    /// <summary>Papers more than once.</summary>
    Doubled,
}

/// <summary>An item of a feed.</summary>
internal sealed record FeedEntry(MadeUpPaper Paper, string Type, int Version, string Primary);

/// <summary>A feed as arXiv serves it at some moment.</summary>
/// <param name="Category">Whose it is.</param>
/// <param name="Date">The date that it bears.</param>
/// <param name="Built">When it says it was built.</param>
/// <param name="Entries">In its order.</param>
internal sealed record FeedCopy(string Category, DateOnly Date, DateTimeOffset Built, IReadOnlyList<FeedEntry> Entries)
{
    /// <summary>The papers that it calls new, each once.</summary>
    public IEnumerable<MadeUpPaper> New =>
        Entries.Where(entry => entry.Type == "new").Select(entry => entry.Paper).Distinct();

    /// <summary>Two feeds have it in common only if they are the same.</summary>
    public string ETag
    {
        get
        {
            var news = Entries.Count(entry => entry.Type == "new");
            var hash = Entries
                .SelectMany(entry => $"{entry.Paper.Id}{entry.Type}{entry.Version}")
                .Aggregate(17u, (sum, letter) => (sum * 31) + letter);
            return $"{Category}-{Date:yyyyMMdd}-{Built.ToUnixTimeSeconds()}-{Entries.Count}-{news}-{hash:x}";
        }
    }
}

/// <summary>
/// arXiv as it would be if one could see it: which papers each day truly announces, and what its feeds make of them.
/// </summary>
internal sealed class ArxivTruth
{
    /// <summary>At 20:00 arXiv makes its next announcement, and its cache is dropped.</summary>
    private static readonly TimeSpan Evening = new(20, 10, 0),
        Moves = new(13, 0, 0),
        WholeDay = TimeSpan.FromDays(1);

    private readonly Dictionary<DateOnly, List<MadeUpPaper>> _papers = [];
    private readonly Dictionary<
        (string Category, DateOnly Day),
        (FeedHabit Habit, TimeSpan Until, int Second)
    > _plans = [];
    private readonly DateTimeOffset _healedAt;

    /// <param name="chance">Decides on all of it, at once.</param>
    /// <param name="categories">That somebody reads.</param>
    /// <param name="first">The first day that somebody may ask about.</param>
    /// <param name="healedAt">No more troubles from here on, and no more papers.</param>
    public ArxivTruth(Random chance, IReadOnlyList<string> categories, DateOnly first, DateTimeOffset healedAt)
    {
        _healedAt = healedAt;
        var mill = new PaperMill(chance);
        var number = chance.Next(1, 9000);
        for (var day = first; day <= ArxivDay.Of(healedAt).AddDays(7); day = day.AddDays(1))
        {
            var papers = new List<MadeUpPaper>();
            // One weekday in thirty has none at all, as there were in fact, without a holiday.
            var has = SimulatedCalendar.HasListing(day) && Midnight(day) < healedAt && chance.Next(30) > 0;
            foreach (var category in categories)
            {
                // Most days are small, so that weeks are cheap.
                var count =
                    !has ? 0
                    : chance.Next(12) == 0 ? chance.Next(8, 31)
                    : chance.Next(3, 7);
                for (var n = 0; n < count; n++)
                {
                    papers.Add(
                        mill.Write(
                            number++,
                            day,
                            category,
                            chance.Next(3) > 0 ? "" : categories.FirstOrDefault(one => one != category) ?? "stat.ME"
                        )
                    );
                }

                _plans[(category, day)] = Plan(chance);
            }

            _papers[day] = papers;
        }
    }

    public FeedCopy Feed(string category, DateTimeOffset now)
    {
        var local = TimeZoneInfo.ConvertTime(now, ArxivDay.NewYork);
        var (day, time) = (DateOnly.FromDateTime(local.DateTime), local.TimeOfDay);
        var (habit, until, second) = _plans.GetValueOrDefault((category, day), (FeedHabit.Usual, WholeDay, 5));
        if (habit == FeedHabit.Shrinking)
        {
            habit = time < until ? FeedHabit.Usual : FeedHabit.Partial;
        }
        else if (time >= until || now >= _healedAt)
        {
            habit = FeedHabit.Usual;
        }

        var built = Midnight(day) + (time >= Evening ? Evening : TimeSpan.Zero) + TimeSpan.FromSeconds(second);
        return habit switch
        {
            FeedHabit.Late => Feed(category, Midnight(day) - TimeSpan.FromMinutes(30)),
            FeedHabit.Stale => new FeedCopy(
                category,
                day,
                Midnight(day) + TimeSpan.FromSeconds(second % 3),
                Entries(category, day.AddDays(-1), Evening)
            ),
            FeedHabit.Empty => new FeedCopy(category, day, built, []),
            FeedHabit.Partial => new FeedCopy(
                category,
                day,
                built,
                [.. Entries(category, day, time).Where(entry => entry.Paper.Place < 0.6)]
            ),
            FeedHabit.Doubled => new FeedCopy(
                category,
                day,
                built,
                [
                    .. Entries(category, day, time)
                        .SelectMany(entry => entry.Paper.Place < 0.3 ? new[] { entry, entry } : [entry]),
                ]
            ),
            _ => new FeedCopy(category, day, built, Entries(category, day, time)),
        };
    }

    // New, cross-lists and replacements, ids ascending, as one category sees them.
    private List<FeedEntry> Entries(string category, DateOnly day, TimeSpan time)
    {
        var entries = new List<FeedEntry>();
        foreach (var paper in Of(day).Where(paper => paper.IsIn(category)))
        {
            var primary = paper.Moves && time >= Moves ? paper.CrossList : paper.Primary;
            entries.Add(
                new FeedEntry(
                    paper,
                    primary == category ? "new" : "cross",
                    paper.IsRevised && time >= Evening ? 2 : 1,
                    primary
                )
            );
        }

        // What came with its second version the day before, is replaced today, with that same version.
        if (SimulatedCalendar.HasListing(day))
        {
            foreach (
                var paper in Of(SimulatedCalendar.Before(day)).Where(paper => paper.IsRevised && paper.IsIn(category))
            )
            {
                entries.Add(
                    new FeedEntry(paper, paper.Primary == category ? "replace" : "replace-cross", 2, paper.Primary)
                );
            }
        }

        return
        [
            .. entries
                .OrderBy(entry =>
                    entry.Type switch
                    {
                        "new" => 0,
                        "cross" => 1,
                        "replace" => 2,
                        _ => 3,
                    }
                )
                .ThenBy(entry => entry.Paper.Id, StringComparer.Ordinal),
        ];
    }

    private List<MadeUpPaper> Of(DateOnly day) => _papers.GetValueOrDefault(day, []);

    private static (FeedHabit Habit, TimeSpan Until, int Second) Plan(Random chance)
    {
        var habit = chance.Next(3) > 0 ? FeedHabit.Usual : (FeedHabit)chance.Next(1, 7);
        // A listing that was stale all day is never seen again, which is arXiv's loss and not the bot's.
        return (
            habit,
            chance.Next(3) == 0 ? WholeDay : TimeSpan.FromMinutes(chance.Next(60, 23 * 60)),
            chance.Next(4, 31)
        );
    }

    private static DateTimeOffset Midnight(DateOnly day)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(local, ArxivDay.NewYork.GetUtcOffset(local));
    }
}
