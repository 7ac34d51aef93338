using System.Collections.Frozen;
using System.Xml.Linq;

namespace Bot.Sandbox;

/// <summary>One bad habit as ordered with <c>POST /sandbox/habits</c>; it lasts until all are dropped.</summary>
/// <param name="Query">Whose listing.</param>
/// <param name="Kind">One of <see cref="ListingHabits"/>.</param>
/// <param name="Address">
/// The one path that has it, such as <c>/rss/cs.LG</c>; every address of the query when empty.
/// </param>
internal sealed record HabitOrder(string Query, string Kind, string Address = "");

/// <summary>What a habit has to work with.</summary>
/// <param name="Listing">The listing as it was given, RSS.</param>
/// <param name="Before">The one that it took the place of; null for none.</param>
/// <param name="Now">The time.</param>
/// <param name="Readings">How often it was read with this habit before.</param>
internal sealed record HabitScene(XElement Listing, XElement? Before, DateTimeOffset Now, int Readings);

/// <summary>
/// What arXiv's feeds do when nothing fails: well-formed listings that are not the day's. All but two were seen in
/// 3,608 real feeds of two years; <c>duplicated</c> and <c>shrinking</c> are what a broken cache would do.
/// <code>
/// stale       the papers of the listing before, under this one's date   late        the listing before, as it was
/// mixed       the papers of both                                        partial     the first half of the papers
/// empty       no papers, under this listing's date                      holiday     no papers, under today's date
/// past-dated  this listing under the date of the day before             duplicated  each paper twice
/// shrinking   one paper less at each reading
/// </code>
/// Pages, cut listings, 503 and arXiv's error document are faults, see <see cref="FaultKinds"/>.
/// </summary>
internal sealed class ListingHabits
{
    private sealed class Switched(HabitOrder order)
    {
        public HabitOrder Order => order;

        public int Readings { get; set; }
    }

    private static readonly FrozenDictionary<string, (string Effect, Func<HabitScene, XElement> Serve)> Kinds =
        new Dictionary<string, (string, Func<HabitScene, XElement>)>(StringComparer.Ordinal)
        {
            ["stale"] = (
                "the papers of the listing before, under this one's date, built in the first second of its day",
                scene => BuiltAtMidnight(With(scene.Listing, Items(scene.Before!)))
            ),
            ["late"] = ("the listing before, as it was", scene => scene.Before!),
            ["mixed"] = (
                "the papers of the listing before and of this one",
                scene => With(scene.Listing, [.. Items(scene.Before!), .. Items(scene.Listing)])
            ),
            ["partial"] = (
                "the first half of the papers",
                scene => With(scene.Listing, Items(scene.Listing)[..((Items(scene.Listing).Count + 1) / 2)])
            ),
            ["duplicated"] = (
                "each paper twice",
                scene => With(scene.Listing, [.. Items(scene.Listing).SelectMany(item => new[] { item, item })])
            ),
            ["shrinking"] = (
                "one paper less at each reading",
                scene => With(scene.Listing, [.. Items(scene.Listing).SkipLast(scene.Readings)])
            ),
            ["empty"] = ("no papers, under this listing's date", scene => With(scene.Listing, [])),
            ["holiday"] = (
                "no papers, under today's date",
                scene => Dated(With(scene.Listing, []), FeedForms.Midnight(scene.Now), scene.Now)
            ),
            ["past-dated"] = (
                "the papers under the date of the day before",
                scene => Dated(scene.Listing, FeedForms.Midnight(DayOf(scene.Listing)?.AddDays(-1)), built: null)
            ),
        }.ToFrozenDictionary();

    private readonly List<Switched> _switched = [];

    public static IEnumerable<(string Name, string Effect)> List =>
        Kinds.Select(kind => (kind.Key, kind.Value.Effect)).OrderBy(kind => kind.Key);

    /// <summary>Null, or what is wrong with the order.</summary>
    public static string? MistakeIn(HabitOrder order, Feeds feeds)
    {
        if (!Kinds.ContainsKey(order.Kind))
        {
            return $"kind is '{order.Kind}'; write one of {string.Join(", ", Kinds.Keys.Order())}";
        }

        if (feeds.Given(order.Query) is not { } given)
        {
            return $"query is '{order.Query}', which has no listing; PUT one to /sandbox/feeds/{order.Query}";
        }

        return given.Before is null && order.Kind is "stale" or "late" or "mixed"
            ? $"{order.Kind} takes an earlier listing; PUT that first, then today's"
            : null;
    }

    public void Add(HabitOrder order) => _switched.Add(new Switched(order));

    public void Clear() => _switched.Clear();

    /// <summary>What is served at an address with the habits of its listing; null when it has none.</summary>
    public byte[]? Serve(string query, string path, Feeds feeds, DateTimeOffset now)
    {
        if (feeds.Given(query) is not { } given || FeedForms.Load(given.Now) is not { } listing)
        {
            return null;
        }

        var habits = _switched.FindAll(one =>
            feeds.Given(one.Order.Query) == given && (one.Order.Address.Length == 0 || one.Order.Address == path)
        );
        foreach (var habit in habits)
        {
            listing = Kinds[habit.Order.Kind]
                .Serve(
                    new HabitScene(
                        listing,
                        given.Before is null ? null : FeedForms.Load(given.Before),
                        now,
                        habit.Readings++
                    )
                );
        }

        return habits.Count == 0 ? null : FeedForms.Bytes(listing);
    }

    private static XElement Channel(XElement listing) => listing.Element("channel")!;

    private static List<XElement> Items(XElement listing) => [.. Channel(listing).Elements("item")];

    private static DateTimeOffset? DayOf(XElement listing) =>
        FeedForms.Date((string?)Channel(listing).Element("pubDate") ?? "");

    private static XElement With(XElement listing, IReadOnlyList<XElement> items)
    {
        var day = (string?)Channel(listing).Element("pubDate");
        var other = new XElement(listing);
        Channel(other).Elements("item").Remove();
        Channel(other).Add(items);
        foreach (var date in Channel(other).Elements("item").Elements("pubDate"))
        {
            date.Value = day ?? date.Value;
        }

        return other;
    }

    private static XElement Dated(XElement listing, DateTimeOffset? midnight, DateTimeOffset? built)
    {
        var other = new XElement(listing);
        foreach (var date in other.Descendants("pubDate"))
        {
            date.Value = FeedForms.Rfc822(midnight) ?? date.Value;
        }

        if (built is not null)
        {
            Channel(other).SetElementValue("lastBuildDate", FeedForms.Rfc822(built));
        }

        return other;
    }

    // Each of the 69 stale feeds among 2,534 was built in the first three seconds of its day.
    private static XElement BuiltAtMidnight(XElement listing) =>
        Dated(listing, DayOf(listing), DayOf(listing)?.ToUniversalTime().AddSeconds(1));
}
