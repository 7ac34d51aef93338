using System.Globalization;
using Bot.Tests.Support;

namespace Bot.Tests.Contract;

/// <summary>
/// A day that no test or run before has told: a real server keeps what it was told, so papers, date and hashtag all come from a
/// number that the clock gives. The numbers come round after two weeks of seconds, long behind what the bot reads back.
/// </summary>
internal sealed class FreshDay
{
    private const int PapersPerDay = 100;

    private static long _last = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();

    private readonly long _number = Interlocked.Increment(ref _last);

    /// <summary>Without <c>#</c>; readers find the day's public toots by it.</summary>
    public string Tag => $"tootprint{_number}";

    public DateOnly Date => new DateOnly(2000, 1, 1).AddDays((int)(_number % 36_500));

    /// <summary>What only the day's summary says.</summary>
    public string SummaryWords => string.Create(CultureInfo.InvariantCulture, $", announced {Date:dddd d MMMM yyyy}.");

    public string Feed(int papers) => Feed([.. Ids(papers).Select(id => Listings.Item(id))]);

    public string Feed(params IEnumerable<string> items) => Listings.Feed(string.Concat(items), date: Date);

    public IReadOnlyList<string> Ids(int papers) => [.. Enumerable.Range(1, papers).Select(Id)];

    /// <summary>The n-th paper, from 1: a thousand days share each of arXiv's months.</summary>
    public string Id(int n)
    {
        var month = _number / (100_000 / PapersPerDay) % 1200;
        return $"{month / 12:00}{(month % 12) + 1:00}.{(_number % (100_000 / PapersPerDay) * PapersPerDay) + n:00000}";
    }
}
