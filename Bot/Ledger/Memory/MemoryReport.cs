namespace Bot.Ledger.Memory;

/// <summary>How things stand, for an operator.</summary>
internal static class MemoryReport
{
    /// <summary>So many days back from its newest one an account's listings are told.</summary>
    private const int DaysBack = 7;

    private const int MostListings = 100;

    private const int MostRefused = 20;

    public static LedgerReport Of(DiskState state)
    {
        var harvests = state.Harvests.Select(one => Of(one.Key, one.Value)).ToList();
        return new LedgerReport(
            [.. state.Accounts.Values.Select(account => Of(state, account))],
            [.. state.Feeds.Select(feed => Of(feed.Key, feed.Value))],
            [.. state.Troubles.Values],
            state.ReportDays()
        )
        {
            Archive = harvests,
            Missed = state.ReportMissed(harvests),
        };
    }

    private static HarvestReport Of(string category, MemoryHarvest harvest) =>
        new(
            category,
            harvest.Record.CoveredTo,
            harvest.Record.FinishedAt,
            harvest.Record.From is null ? null : (harvest.Record.Position?.Page ?? 0) + 1,
            harvest.Record.NotBefore,
            harvest.Record.FailedSince,
            harvest.Record.Error,
            harvest.LeftOut
        );

    private static FeedReport Of(string category, MemoryFeed feed) =>
        new(
            category,
            feed.Record.CheckedAt,
            feed.Record.FailedSince,
            feed.Record.Error,
            feed.LastListing,
            feed.Rejected
        );

    private static AccountReport Of(DiskState state, MemoryAccount account)
    {
        var record = account.Record;
        var all = account.Rows.All.ToList();
        var since = all.Count > 0 ? all.Max(row => row.Entry.Date).AddDays(-DaysBack) : default;
        var recent = all.FindAll(row => row.Entry.Date >= since || row.IsInHand);
        return new AccountReport(
            $"@{record.Acct}@{record.Host}",
            record.Label,
            record.NotBefore,
            record.BlockedSince,
            record.BlockedReason,
            record.LastError,
            ListingsOf(state, recent),
            [
                .. account
                    .Rows.SetAside.Reverse()
                    .Take(MostRefused)
                    .Select(row => new RefusedReport(row.Entry.Identity, row.Entry.Error ?? "")),
            ]
        )
        {
            Withdrawals = WithdrawalsOf(all.FindAll(row => row.Kind == TootKind.Withdrawal)),
            Actions = ActionsOf(recent),
        };
    }

    private static List<ListingReport> ListingsOf(DiskState state, List<MemoryRow> rows) =>
        [
            .. rows.GroupBy(row => (row.Entry.Category, row.Entry.Date))
                .OrderByDescending(listing => listing.Key.Date)
                .ThenBy(listing => listing.Key.Category, StringComparer.Ordinal)
                .Take(MostListings)
                .Select(listing => new ListingReport(
                    listing.Key.Category,
                    listing.Key.Date,
                    state.Announced.GetValueOrDefault(listing.Key),
                    listing.Count(row => row.State == OutboxState.Queued),
                    listing.Count(row => row.State == OutboxState.Sending),
                    listing.Count(row => row.State == OutboxState.Sent),
                    listing.Count(row => row.State == OutboxState.SetAside)
                )),
        ];

    private static WithdrawalReport WithdrawalsOf(List<MemoryRow> rows)
    {
        var (told, waiting) = (rows.Count(row => row.State == OutboxState.Sent), rows.Count(row => row.IsInHand));
        return new WithdrawalReport(told, waiting, rows.Count - told - waiting);
    }

    // A boost that is made anew is two rows, the taking back and the boost: it counts once.
    private static ActionReport ActionsOf(List<MemoryRow> rows)
    {
        var actions = rows.FindAll(row =>
            row.Entry.Toot.Action is TootAction.Boost or TootAction.Edit && row.Kind != TootKind.Withdrawal
        );
        return new ActionReport(
            actions.Count(row => row.State == OutboxState.Sent),
            actions.Count(row => row.IsInHand),
            actions.Count(row => row.State == OutboxState.Gone),
            actions.Count(row => row.State == OutboxState.SetAside)
        );
    }
}
