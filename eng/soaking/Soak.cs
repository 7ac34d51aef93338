using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Bot.Sandbox;

namespace Soaking;

/// <summary>A long life, lived: the days' papers, the deaths, and what was seen.</summary>
/// <param name="days">From a Monday on.</param>
/// <param name="folder">For the ledger.</param>
/// <param name="server">Where the bot posts.</param>
/// <param name="clock">Everybody's.</param>
internal sealed partial class Soak(int days, string folder, Server server, FastClock clock)
{
    public const int PapersPerDay = 128;

    /// <summary>
    /// All while the first day's papers are said; then it is left alone, to see what a long life does to it.
    /// </summary>
    public const int Deaths = 5;

    private const int FeedFails = 11;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(3);

    private readonly Worker _worker = new(folder, server);
    private readonly List<Sample> _samples = [];
    private readonly List<string> _announced = [];

    /// <summary>What the worker said at last, for whoever wants to know why it went wrong.</summary>
    public string LastWords => _worker.LastWords;

    public static DateOnly Date(int day) => DateOnly.FromDateTime(FastClock.Beginning.UtcDateTime).AddDays(day);

    public async Task<SoakResult> RunAsync()
    {
        await server.FailFeedsAsync(FeedFails);
        await ServeAsync(0);
        _worker.Start();
        var watching = WatchAsync(FastClock.Beginning.AddDays(days));
        for (var day = 0; day < days; day++)
        {
            // The feed changes at midnight in New York; deaths come in the hours after it, when there is something to
            // say.
            await UntilAsync(FastClock.Beginning.AddDays(day));
            if (day > 0)
            {
                await server.ReadTimelineAsync();
                await ServeAsync(day);
            }

            for (var death = 0; day == 0 && death < Deaths; death++)
            {
                await UntilAsync(FastClock.Beginning.AddMinutes(25 + (death * 47)));
                await _worker.KillAsync();
                _worker.Start();
            }
        }

        await watching;
        var live = await _worker.LiveAsync();
        var (exit, took) = await _worker.StopAsync();
        await server.ReadTimelineAsync();
        return new SoakResult(
            days,
            server.Name,
            server.Habits,
            clock.Speed,
            _samples,
            _announced,
            [.. server.Said],
            server.Door.WithoutAnswer,
            live,
            exit,
            took
        );
    }

    private async Task ServeAsync(int day)
    {
        var date = Date(day);
        var isListing = date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);
        var ids = isListing
            ? Enumerable
                .Range((day * PapersPerDay) + 1, PapersPerDay)
                .Select(n => string.Create(CultureInfo.InvariantCulture, $"2606.{n:00000}"))
                .ToList()
            : [];
        _announced.AddRange(ids);
        // The made-up listing under this day's date and with its numbers.
        var feed = Encoding.UTF8.GetString(MadeUpListing.Of(Math.Max(1, ids.Count), new Random(day)));
        if (!isListing)
            feed = Items().Replace(feed, "");
        for (var n = 0; n < ids.Count; n++)
            feed = feed.Replace(
                string.Create(CultureInfo.InvariantCulture, $"2506.{90_001 + n}"),
                ids[n],
                StringComparison.Ordinal
            );
        await server.ServeAsync(
            feed.Replace(
                "Mon, 09 Jun 2025",
                date.ToString("ddd, dd MMM yyyy", CultureInfo.InvariantCulture),
                StringComparison.Ordinal
            )
        );
    }

    // The clock may go slower meanwhile, so one delay does not do.
    private async Task UntilAsync(DateTimeOffset time)
    {
        while (time - clock.GetUtcNow() is var left && left > TimeSpan.Zero)
            await Task.Delay(clock.Real(left));
    }

    private async Task WatchAsync(DateTimeOffset end)
    {
        while (clock.GetUtcNow() < end)
        {
            if (_worker.See(clock.GetUtcNow()) is { } sample)
                _samples.Add(sample);
            await Task.Delay(BetweenLooks);
        }
    }

    [GeneratedRegex("<item>.*</item>", RegexOptions.Singleline)]
    private static partial Regex Items();
}
