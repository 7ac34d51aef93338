using System.CommandLine;
using System.Text.Json;
using Bot.Ledger;
using Bot.Ledger.Sqlite;
using Bot.Options;

namespace Bot.Cli;

/// <summary><c>status</c>: how things stand, from the ledger alone; also while the bot runs.</summary>
internal static class StatusCommand
{
    public static Command Create(TimeProvider clock)
    {
        var json = new Option<bool>("--json") { Description = "One JSON document instead of text" };
        var command = new Command(
            "status",
            "Show per account and listing what was announced, queued, sent and refused.\n\nExamples:\n  Bot "
                + "status\n  Bot status --json | jq '.accounts[].listings[0]'"
        )
        {
            json,
        };
        command.SetAction((parsed, _) => RunAsync(parsed.GetValue(json), clock));
        return command;
    }

    private static async Task<int> RunAsync(bool asJson, TimeProvider clock)
    {
        var options = BotSettings.Read(BotSettings.Sources(), forService: false);
        using ILedger ledger = SqliteLedger.OpenToRead(options.LedgerPath);
        var report = (await ledger.Accounts.Report()).WithAlarms(clock.GetUtcNow());
        Console.WriteLine(
            asJson ? JsonSerializer.Serialize(report, LedgerReportJson.Default.LedgerReport) : Text(report)
        );
        return CommandLine.Done;
    }

    private static string Day(DayReport day)
    {
        var state = day.IsWrong ? day.State.ToString().ToUpperInvariant() : day.State.ToString().ToLowerInvariant();
        var late = day.Late > 0 ? $", {day.Late} of them late" : "";
        var caughtUp = day.CaughtUp > 0 ? $", {day.CaughtUp} caught up" : "";
        return $"  {day.Date:yyyy-MM-dd} {state} since {day.Since:yyyy-MM-dd HH:mm} UTC, {day.Announced} new"
            + $"{late}{caughtUp}: {day.Message}";
    }

    private static IEnumerable<string> Archive(HarvestReport harvest) =>
        [
            $"  {harvest}",
            .. harvest.Error is { } error
                ?
                [
                    $"    FAILING since {harvest.FailedSince:yyyy-MM-dd HH:mm} UTC, next try "
                        + $"{harvest.NextTry:yyyy-MM-dd HH:mm} UTC: {error}",
                ]
                : Array.Empty<string>(),
            .. harvest.LeftOut.Select(reason => $"    left out {reason}"),
        ];

    internal static string Text(LedgerReport report)
    {
        var lines = new List<string>();
        foreach (var account in report.Accounts)
        {
            lines.Add($"{account.Account} ({account.Name})");
            lines.Add(
                account.BlockedReason is { } reason
                    ? $"  LOCKED OUT since {account.BlockedSince:yyyy-MM-dd HH:mm} UTC: {reason}"
                    : "  next post "
                        + $"{(account.NextPost is { } next ? $"not before {next:yyyy-MM-dd HH:mm:ss} UTC" : "at once")}"
            );
            if (account.LastError is { } error && account.BlockedReason is null)
            {
                lines.Add($"  last error: {error}");
            }

            lines.Add("  listing               announced  queued  sending  sent  refused");
            lines.AddRange(
                account.Listings.Select(one =>
                    $"  {one.Category, -10} {one.Date:yyyy-MM-dd} {one.Announced, 9} {one.Queued, 7} "
                    + $"{one.Sending, 8} {one.Sent, 5} {one.Refused, 8}"
                )
            );
            if (
                account.Actions is { Done: var done, Waiting: var inHand, Gone: var gone, SetAside: var setAside }
                && done + inHand + gone + setAside > 0
            )
            {
                lines.Add(
                    $"  boosts and edits: {done} done, {inHand} waiting, {gone} gone with their toots, "
                        + $"{setAside} set aside"
                );
            }

            if (
                account.Withdrawals is { Told: var told, Waiting: var waiting, NotTold: var notTold }
                && told + waiting + notTold > 0
            )
            {
                lines.Add($"  withdrawn papers: {told} told, {waiting} waiting, {notTold} not told");
            }

            lines.AddRange(account.Refused.Select(one => $"  refused {one.Toot}: {one.Reason}"));
        }

        lines.AddRange(
            report.Troubles.Select(one =>
                $"{one.Name}: NOT DELIVERED since {one.Since:yyyy-MM-dd HH:mm} UTC: {one.Reason}"
            )
        );
        foreach (var feed in report.Feeds)
        {
            lines.Add(
                $"feed {feed.Category}: last asked {feed.CheckedAt:yyyy-MM-dd HH:mm} UTC, newest listing "
                    + $"{(feed.LastListing is { } date ? $"{date:yyyy-MM-dd}" : "none")}"
            );
            lines.AddRange(report.Days.Where(day => day.Category == feed.Category).Select(Day));
            if (feed.Error is { } error)
            {
                lines.Add($"  FAILING since {feed.FailedSince:yyyy-MM-dd HH:mm} UTC: {error}");
            }

            lines.AddRange(feed.LeftOut.Select(reason => $"  left out {reason}"));
            lines.AddRange(
                report.Missed.Where(missed => missed.Category == feed.Category).Select(missed => $"  {missed}")
            );
            lines.AddRange(report.Archive.Where(harvest => harvest.Category == feed.Category).SelectMany(Archive));
        }

        return lines.Count > 0
            ? string.Join('\n', lines)
            : "The ledger is empty: no account has been met and no feed read yet.";
    }
}
