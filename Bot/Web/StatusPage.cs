using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Bot.Ledger;

namespace Bot.Web;

/// <summary>How things stand, for the operator.</summary>
internal static class StatusPage
{
    private const string Style =
        ":root{color-scheme:light dark}body{font:16px/1.5 system-ui;max-width:60rem;margin:2rem "
        + "auto;padding:0 1rem}table{border-collapse:collapse}td,th{padding:.2rem .8rem .2rem "
        + "0;text-align:right}td:first-child,th:first-child{text-align:left}.bad{color:light-dark(#b02020,#ff8a80);font-weight:600}";

    /// <summary>The content security policy: nothing but the page's own style.</summary>
    public static string Policy { get; } =
        $"default-src 'none'; style-src "
        + $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; base-uri 'none'; "
        + $"form-action 'none'; frame-ancestors 'none'";

    public static string Page(LedgerReport report)
    {
        var text = new StringBuilder(
            "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport "
                + "content='width=device-width'><meta http-equiv=refresh content=30><title>Tootprint: "
                + "status</title>"
        )
            .Append("<style>")
            .Append(Style)
            .Append("</style>")
            .Append("<h1>Tootprint: status</h1>");
        foreach (var alarm in report.Alarms)
        {
            text.Append("<p class=bad>").Append(Safe(alarm));
        }

        foreach (var account in report.Accounts)
        {
            text.Append("<h2>").Append(Safe(account.Account)).Append("</h2>");
            if (account.BlockedReason is { } reason)
            {
                text.Append("<p class=bad>Locked out: ").Append(Safe(reason));
            }

            text.Append("<table><tr><th>listing<th>announced<th>queued<th>in flight<th>sent<th>refused");
            foreach (var listing in account.Listings)
            {
                text.Append(
                    $"<tr><td>{Safe(listing.Category)} {listing.Date:yyyy-MM-dd}"
                        + $"<td>{listing.Announced}<td>{listing.Queued}<td>{listing.Sending}<td>{listing.Sent}"
                        + $"<td>{listing.Refused}"
                );
            }

            text.Append("</table>");
            if (account.Actions is { } acted && acted != new ActionReport(0, 0, 0, 0))
            {
                text.Append(
                    $"<p>Boosts and edits: {acted.Done} done, {acted.Waiting} waiting, {acted.Gone} gone with "
                        + $"their toots, {acted.SetAside} set aside"
                );
            }
        }

        foreach (var trouble in report.Troubles)
        {
            text.Append(
                $"<p class=bad>{Safe(trouble.Name)}: not delivered since {trouble.Since:yyyy-MM-dd HH:mm} "
                    + $"UTC: {Safe(trouble.Reason)}"
            );
        }

        foreach (var feed in report.Feeds)
        {
            text.Append($"<p>Feed {Safe(feed.Category)}: last asked {feed.CheckedAt:yyyy-MM-dd HH:mm} UTC");
            if (feed.Error is { } error)
            {
                text.Append(
                    $", <span class=bad>failing since {feed.FailedSince:yyyy-MM-dd HH:mm} UTC</span>: {Safe(error)}"
                );
            }

            foreach (var day in report.Days.Where(day => day.Category == feed.Category))
            {
                var late = day.Late > 0 ? $", {day.Late} of them late" : "";
                var caughtUp = day.CaughtUp > 0 ? $", {day.CaughtUp} caught up" : "";
                text.Append(
                    $"<br>{day.Date:ddd yyyy-MM-dd}: "
                        + $"<span{(day.IsWrong ? " class=bad" : "")}>{day.State.ToString().ToLowerInvariant()}</span> "
                        + $"since {day.Since:yyyy-MM-dd HH:mm} UTC, {day.Announced} new{late}{caughtUp}: "
                        + $"{Safe(day.Message)}"
                );
            }

            foreach (var missed in report.Missed.Where(one => one.Category == feed.Category))
            {
                text.Append($"<br><span class=bad>{Safe(missed.ToString())}</span>");
            }

            foreach (var harvest in report.Archive.Where(one => one.Category == feed.Category))
            {
                text.Append($"<br>{Safe(harvest.ToString())}");
                if (harvest.Error is { } wrong)
                {
                    text.Append(
                        $", <span class=bad>failing since {harvest.FailedSince:yyyy-MM-dd HH:mm} UTC</span>: "
                            + $"{Safe(wrong)}"
                    );
                }
            }
        }

        return text.Append("</html>").ToString();
    }

    private static string Safe(string text) => HtmlEncoder.Default.Encode(text);
}
