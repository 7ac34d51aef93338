using Bot.Arxiv;
using Bot.Options;
using Bot.Publisher;

namespace Bot.Pipeline.Sending;

/// <summary>A toot and when it would go out.</summary>
/// <param name="Account">Whose it is.</param>
/// <param name="Paper">What it is about; null for a summary or a list.</param>
/// <param name="Toot">What is done.</param>
/// <param name="ActsOn">The paper whose article is boosted or edited.</param>
/// <param name="At">When it would go out; default until it is planned.</param>
public sealed record PlannedToot(
    AccountOptions Account,
    Announcement? Paper,
    Toot Toot,
    ArxivId? ActsOn,
    DateTimeOffset At = default
);

/// <summary>
/// Plans when a listing's toots would go out, by the same pace, windows and precedence as delivery itself. Posts, and
/// what the server counts with them, have windows of three hours, boosts taken back have windows of thirty minutes.
/// What does not fit waits for the next window and lets pass what is not counted there, and a boost waits for the toot
/// that it boosts.
/// </summary>
/// <param name="pace">The pace of all accounts.</param>
/// <param name="server">What the server counts.</param>
public sealed class DayPlan(PaceOptions pace, ServerHabits server)
{
    /// <summary>
    /// The moment at which a day's feed is there: arXiv builds it at midnight in New York, and the first look is
    /// minutes later.
    /// </summary>
    public static DateTimeOffset Begin(DateOnly day)
    {
        var midnight = day.ToDateTime(new TimeOnly(0, 5));
        return new DateTimeOffset(midnight, ArxivDay.NewYork.GetUtcOffset(midnight)).ToUniversalTime();
    }

    /// <summary>Plans the toots of all accounts.</summary>
    /// <param name="toots">Of all accounts, each account's in its order.</param>
    /// <param name="start">When all of it is queued.</param>
    /// <returns>By time.</returns>
    public IReadOnlyList<PlannedToot> Of(IEnumerable<PlannedToot> toots, DateTimeOffset start)
    {
        var queues = toots
            .GroupBy(toot => toot.Account)
            .Select(own => own.OrderBy(toot => toot.Toot.Precedence).ToList())
            .ToList();
        // Articles go before all boosts, so when they are out is known without them.
        var said = queues
            .SelectMany(own => Times(own, start, []))
            .Where(toot => toot is { Toot: { Kind: TootKind.Article, Part: 1 }, Paper: not null })
            .GroupBy(toot => toot.Paper!.Id, toot => toot.At)
            .ToDictionary(paper => paper.Key, paper => paper.Min());
        return [.. queues.SelectMany(own => Times(own, start, said)).OrderBy(toot => toot.At)];
    }

    private List<PlannedToot> Times(
        List<PlannedToot> own,
        DateTimeOffset start,
        Dictionary<ArxivId, DateTimeOffset> said
    )
    {
        var pacing = new Pace(pace, spreads: true, own[0].Account.PostsPerThreeHours);
        var (until, now) = (pacing.SpreadUntil(start), start);
        var spent = new Dictionary<(string Budget, DateTimeOffset Window), int>();
        var waiting = new List<PlannedToot>(own);
        var planned = new List<PlannedToot>();
        while (waiting.Count > 0)
        {
            // The first that can go now. If none can, the one that is ready first.
            var next =
                waiting.Find(toot => FreeAt(toot) <= now && !IsBehind(toot))
                ?? waiting.Where(toot => !IsBehind(toot)).MinBy(FreeAt)!;
            var at = FreeAt(next);
            if (BudgetOf(next) is { } budget)
            {
                var window = (budget.Name, budget.WindowStart(at));
                spent[window] = spent.GetValueOrDefault(window) + 1;
            }

            waiting.Remove(next);
            planned.Add(next with { At = at });
            now = pacing.After(at, waiting.Count, until);
        }

        return planned;

        // A boost that is made anew waits until the one before is taken back.
        bool IsBehind(PlannedToot toot) =>
            toot.Toot is { Action: TootAction.Boost, Part: > 1 }
            && waiting.Exists(other => other.Toot.Action == TootAction.Unboost && other.ActsOn == toot.ActsOn);

        DateTimeOffset FreeAt(PlannedToot toot)
        {
            var ready = toot.ActsOn is { } paper && said.TryGetValue(paper, out var saidAt) ? saidAt : start;
            var at = ready > now ? ready : now;
            return BudgetOf(toot) is { } budget
                ? budget.Next(at, spent.GetValueOrDefault((budget.Name, budget.WindowStart(at))))
                : at;
        }

        RateBudget? BudgetOf(PlannedToot toot)
        {
            if (toot.Toot.Action == TootAction.Unboost)
            {
                return RateBudget.Deletes;
            }

            return server.CountedAsPosts.Contains(toot.Toot.Action) ? pacing.Posts : null;
        }
    }
}
