using Bot.Ledger;
using Bot.Publisher;

namespace Bot.Pipeline.Sending;

/// <summary>
/// When one account's next post, deletion or request fits into the server's rate windows. What was spent is counted in
/// the ledger, so a restart does not begin anew.
/// </summary>
public sealed class BudgetPlanner(ILedger ledger, long account, RateBudget posts, RateBudget requests)
{
    /// <summary>The account's number in the ledger.</summary>
    public long Account => account;

    /// <summary>When a post fits into the window of posts and into that of requests.</summary>
    public async ValueTask<DateTimeOffset> NextPostAsync(DateTimeOffset now) =>
        Later(posts.Next(now, await PostsSpentAsync(now)), await NextRequestAsync(now));

    /// <summary>When any request fits.</summary>
    public async ValueTask<DateTimeOffset> NextRequestAsync(DateTimeOffset now) =>
        requests.Next(now, await SpentAsync(requests, now));

    /// <summary>When a deletion or a taken-back boost fits.</summary>
    public async ValueTask<DateTimeOffset> NextDeleteAsync(DateTimeOffset now) =>
        Later(RateBudget.Deletes.Next(now, await SpentAsync(RateBudget.Deletes, now)), await NextRequestAsync(now));

    /// <summary>Posts that this window has seen; sent toots are their own record.</summary>
    public ValueTask<int> PostsSpentAsync(DateTimeOffset now) =>
        ledger.Outbox.CountSent(account, posts.WindowStart(now), posts.WindowStart(now) + posts.Window);

    public ValueTask SpendRequestAsync(DateTimeOffset now) => SpendAsync(requests, now);

    public ValueTask SpendDeleteAsync(DateTimeOffset now) => SpendAsync(RateBudget.Deletes, now);

    private ValueTask<int> SpentAsync(RateBudget budget, DateTimeOffset now) =>
        budget.Limit == 0 ? ValueTask.FromResult(0) : ledger.Accounts.Charges(account, WindowOf(budget, now));

    private ValueTask SpendAsync(RateBudget budget, DateTimeOffset now) =>
        budget.Limit == 0 ? ValueTask.CompletedTask : ledger.Accounts.Charged(account, WindowOf(budget, now), 1);

    private static BudgetWindow WindowOf(RateBudget budget, DateTimeOffset now) =>
        new(budget.Name, budget.WindowStart(now));

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
