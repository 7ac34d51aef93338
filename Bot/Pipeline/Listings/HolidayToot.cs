using Bot.Arxiv;
using Bot.Composer;
using Bot.Ledger;
using Bot.Pipeline.Days;
using Bot.Pipeline.Sending;

namespace Bot.Pipeline.Listings;

/// <summary>Decides whether an account toots that arXiv is on holiday. It does so once a holiday.</summary>
public static class HolidayToot
{
    /// <summary>
    /// The toot, when with this reading the last of the account's categories is known to be on holiday today; null
    /// otherwise.
    /// </summary>
    public static async ValueTask<QueuedThread?> DueAsync(
        string category,
        DayVerdict verdict,
        AccountSnapshot reader,
        IIntake intake,
        DateTimeOffset now
    )
    {
        var (day, account, options) = (verdict.Day, reader.Record, reader.Options);
        if (
            verdict.State != DayState.Holiday
            || day != ArxivDay.Of(now)
            || !options.HolidayToot
            || ListingDays.Holiday(day) is not { } holiday
        )
        {
            return null;
        }

        foreach (var other in options.Categories.Where(one => one != category))
        {
            var history = await intake.Days(other, day);
            if (history.StateOf(day) != DayState.Holiday)
            {
                return null;
            }
        }

        // An account that begins today, or whose ledger was lost today, may have tooted it already without a trace.
        var standing = await intake.Standing(account.Id, category, day);
        if (standing.IsFirst || account.RecoveredAt is not { } met || ArxivDay.Of(met) == day)
        {
            return null;
        }

        var said = await intake.Said(account.Id, [.. options.Categories.Select(one => TootIdentity.Summary(one, day))]);
        return said.All.Count > 0
            ? null
            : new QueuedThread(
                account,
                null,
                [HolidayText.Compose(options, AccountSnapshot.LimitsOf(account), options.Categories, day, holiday)],
                OutboxState.Queued
            );
    }
}
