using Bot.Ledger;
using Bot.Publisher;

namespace Bot.Pipeline.Sending;

/// <summary>
/// When one account's next action or request fits into the server's rate windows. What was spent is counted in the
/// ledger, so a restart does not begin anew.
/// </summary>
/// <param name="ledger">Where it is counted.</param>
/// <param name="account">The account's number in the ledger.</param>
/// <param name="posts">The window of posts, whose limit is a setting.</param>
/// <param name="server">What the server counts, and how many requests it takes.</param>
public sealed class BudgetPlanner(ILedger ledger, long account, RateBudget posts, ServerHabits server)
{
    private static readonly TootAction[] Actions = Enum.GetValues<TootAction>();

    /// <summary>Mastodon's resets keep the fraction of the second in which they were told (rate_limiter.rb).</summary>
    private static readonly TimeSpan Fraction = TimeSpan.FromSeconds(1);

    // Without a limit of posts the operator has said that this server counts nothing.
    private readonly RateBudget _requests = RateBudget.Requests(posts.Limit == 0 ? 0 : server.RequestsPerFiveMinutes);

    /// <summary>The account's number in the ledger.</summary>
    public long Account => account;

    /// <summary>When an action fits into each window that it is counted in.</summary>
    public async ValueTask<DateTimeOffset> NextAsync(TootAction action, DateTimeOffset now)
    {
        var next = await NextRequestAsync(now);
        if (server.CountedAsPosts.Contains(action))
        {
            next = Later(next, posts.Next(now, await PostsSpentAsync(now)));
        }

        return action == TootAction.Unboost
            ? Later(next, RateBudget.Deletes.Next(now, await SpentAsync(RateBudget.Deletes, now)))
            : next;
    }

    /// <summary>
    /// When any request fits. Some are kept back for what is asked beside an action: a look, a limit, who we are.
    /// </summary>
    public async ValueTask<DateTimeOffset> NextRequestAsync(DateTimeOffset now) =>
        (_requests with { Limit = _requests.Limit - (_requests.Limit / 100) }).Next(
            now,
            await SpentAsync(_requests, now)
        );

    /// <summary>The actions that have to wait, and when the first of them fits.</summary>
    public async ValueTask<(IReadOnlyList<TootAction> Held, DateTimeOffset Until)> HeldAsync(DateTimeOffset now)
    {
        var held = new List<TootAction>();
        var until = DateTimeOffset.MaxValue;
        foreach (var action in Actions)
        {
            var next = await NextAsync(action, now);
            if (next > now)
            {
                held.Add(action);
                until = next < until ? next : until;
            }
        }

        return (held, until);
    }

    /// <summary>
    /// What the window of posts has seen: sent toots are their own record, and what others have spent is added to it.
    /// </summary>
    public async ValueTask<int> PostsSpentAsync(DateTimeOffset now)
    {
        var start = posts.WindowStart(now);
        var sent = await ledger.Outbox.CountSent(account, server.CountedAsPosts, start, start + posts.Window);
        return sent + await SpentAsync(posts, now);
    }

    public ValueTask SpendRequestsAsync(DateTimeOffset now, int count) => SpendAsync(_requests, now, count);

    public ValueTask SpendDeleteAsync(DateTimeOffset now) => SpendAsync(RateBudget.Deletes, now, 1);

    /// <summary>
    /// A server's answer to an action says that a window is full until a time: of ours, those that end then are full
    /// from here on, also where somebody else has filled them.
    /// </summary>
    /// <returns>False when none of ours ends then, so that nothing is known but the time.</returns>
    public async ValueTask<bool> TakeAsFullAsync(TootAction action, DateTimeOffset now, DateTimeOffset until)
    {
        var isKnown = false;
        IEnumerable<RateBudget> windows =
            action == TootAction.Unboost ? [posts, _requests, RateBudget.Deletes] : [posts, _requests];
        foreach (var budget in windows.Where(one => one.Limit > 0))
        {
            var end = budget.WindowStart(now) + budget.Window;
            if (until < end || until > end + Fraction)
            {
                continue;
            }

            isKnown = true;
            var spent = budget == posts ? await PostsSpentAsync(now) : await SpentAsync(budget, now);
            await SpendAsync(budget, now, Math.Max(0, budget.Limit - spent));
        }

        return isKnown;
    }

    private ValueTask<int> SpentAsync(RateBudget budget, DateTimeOffset now) =>
        budget.Limit == 0 ? ValueTask.FromResult(0) : ledger.Accounts.Charges(account, WindowOf(budget, now));

    private ValueTask SpendAsync(RateBudget budget, DateTimeOffset now, int count) =>
        budget.Limit == 0 || count == 0
            ? ValueTask.CompletedTask
            : ledger.Accounts.Charged(account, WindowOf(budget, now), count);

    private static BudgetWindow WindowOf(RateBudget budget, DateTimeOffset now) =>
        new(budget.Name, budget.WindowStart(now));

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
