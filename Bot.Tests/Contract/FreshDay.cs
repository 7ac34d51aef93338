using System.Globalization;
using Bot.Tests.Support;

namespace Bot.Tests.Contract;

/// <summary>
/// A day that no test or run before has told: a real server keeps what it was told, so papers, date and hashtag all
/// come from a number that the clock gives. It counts tenths of seconds, since tests use up several days in a second;
/// papers and dates come round after 33 hours, long behind what the bot reads back.
/// </summary>
internal sealed class FreshDay
{
    private const int PapersPerDay = 100;

    private const int DaysPerMonth = 100_000 / PapersPerDay;
    private const int Months = 1200;

    private static long _last = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() / 100;

    private readonly long _number = Interlocked.Increment(ref _last);

    /// <summary>Without <c>#</c>; readers find the day's public toots by it.</summary>
    public string Tag => $"tootprint{_number}";

    /// <summary>
    /// A weekday: arXiv has no other listings. In centuries of which no holiday is known; no two tests of a day and a
    /// half have the same.
    /// </summary>
    public DateOnly Date
    {
        get
        {
            var day = (int)(_number % (DaysPerMonth * Months));
            return new DateOnly(2100, 1, 4).AddDays((day / 5 * 7) + (day % 5));
        }
    }

    /// <summary>What only the day's summary says.</summary>
    public string SummaryWords => string.Create(CultureInfo.InvariantCulture, $", announced {Date:dddd d MMMM yyyy}.");

    public string Feed(int papers) => Feed([.. Ids(papers).Select(id => SampleListings.Item(id))]);

    public string Feed(params IEnumerable<string> items) => SampleListings.Feed(string.Concat(items), date: Date);

    public IReadOnlyList<string> Ids(int papers) => [.. Enumerable.Range(1, papers).Select(Id)];

    /// <summary>The n-th paper, from 1: a thousand days share each of arXiv's months.</summary>
    public string Id(int n)
    {
        var month = _number / DaysPerMonth % Months;
        return $"{month / 12:00}{(month % 12) + 1:00}.{(_number % DaysPerMonth * PapersPerDay) + n:00000}";
    }
}
