using Bot.Ledger;
using Bot.Publisher;

namespace Bot.Pipeline.Sending;

/// <summary>
/// When one account's next post, deletion or request fits into the server's rate windows. What was spent is counted in
/// the ledger, so a restart does not begin anew.
/// </summary>
public sealed class BudgetPlanner(SqliteLedger ledger, long account, RateBudget posts, RateBudget requests)
{
    /// <summary>When a post fits into the window of posts and into that of requests.</summary>
    public DateTimeOffset NextPost(DateTimeOffset now) => Later(posts.Next(now, PostsSpent(now)), NextRequest(now));

    /// <summary>When any request fits.</summary>
    public DateTimeOffset NextRequest(DateTimeOffset now) => requests.Next(now, Spent(requests, now));

    /// <summary>When a deletion or a taken-back boost fits.</summary>
    public DateTimeOffset NextDelete(DateTimeOffset now) =>
        Later(RateBudget.Deletes.Next(now, Spent(RateBudget.Deletes, now)), NextRequest(now));

    /// <summary>Posts that this window has seen; sent toots are their own record.</summary>
    public int PostsSpent(DateTimeOffset now) =>
        ledger.CountSentBetween(account, posts.WindowStart(now), posts.WindowStart(now) + posts.Window);

    public void SpendRequest(DateTimeOffset now) => Spend(requests, now);

    public void SpendDelete(DateTimeOffset now) => Spend(RateBudget.Deletes, now);

    private int Spent(RateBudget budget, DateTimeOffset now) =>
        budget.Limit == 0 ? 0 : ledger.Spent(account, budget.Name, budget.WindowStart(now));

    private void Spend(RateBudget budget, DateTimeOffset now)
    {
        if (budget.Limit > 0)
        {
            ledger.Spend(account, budget.Name, budget.WindowStart(now), 1);
        }
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
