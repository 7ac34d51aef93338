using Bot.Arxiv;
using Bot.Ledger;

namespace Bot.Tests.Support;

/// <summary>What tests ask a ledger again and again.</summary>
internal static class LedgerLooks
{
    public static LedgerReport Report(this ILedger ledger) => ledger.Accounts.Report().Now();

    /// <summary>How many toots of all accounts were sent, of all times.</summary>
    public static int Sent(this ILedger ledger) => ledger.Accounts.Totals(DateTimeOffset.UnixEpoch).Now().Sent;

    /// <summary>How many toots of all accounts are set aside.</summary>
    public static int SetAside(this ILedger ledger) => ledger.Accounts.Totals(DateTimeOffset.UnixEpoch).Now().SetAside;

    /// <summary>How many toots are queued or in flight; none for an account that is not there yet.</summary>
    public static int CountUnsent(this ILedger ledger, int account) =>
        ledger.Report().Accounts.Count < account ? 0 : ledger.Outbox.Head(account).Now().Unsent;

    public static FeedRecord Feed(this ILedger ledger, string category) => ledger.Intake.Feed(category).Now();

    public static HarvestRecord Harvest(this ILedger ledger, string category) =>
        ledger.Recovery.Harvest(category).Now();

    public static IReadOnlyList<DateOnly> MissedDays(
        this ILedger ledger,
        string category,
        DateOnly since,
        DateOnly before
    ) => ledger.Intake.Days(category, since).Now().Missed(since, before);

    /// <summary>A paper as readers see it; null when they do not.</summary>
    public static IndexedPaper? IndexedPaper(this ILedger ledger, string id) =>
        ledger.Pages!.Papers([ArxivId.Parse(id)]).Now().SingleOrDefault();

    /// <summary>The picture of a category's listing; null for none.</summary>
    public static PictureRecord? Picture(this ILedger ledger, string category, DateOnly date) =>
        ledger.Intake.Picture(category, date).Now();
}
