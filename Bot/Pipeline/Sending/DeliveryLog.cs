using Bot.Ledger;
using Bot.Options;
using Microsoft.Extensions.Logging;

namespace Bot.Pipeline.Sending;

/// <summary>What the operator reads in the log about one account's delivery.</summary>
/// <param name="account">Whose delivery it is.</param>
/// <param name="log">The log.</param>
public sealed class DeliveryLog(AccountOptions account, ILogger log)
{
    // A server without edits refuses each of them, and the operator needs to hear of it once.
    private bool _toldOfNoEdits;

    /// <summary>Tells what became of a toot in flight. What was sent is told by <see cref="TellSent"/>.</summary>
    public void Tell(OutboxEntry entry, Consequence consequence)
    {
        switch (consequence)
        {
            case Consequence.Found:
                log.LogInformation("{Account}: {Toot} is on the timeline already", account, entry.Identity);
                break;

            case Consequence.InDoubt doubt:
                log.LogWarning(
                    "{Account}: {Toot}: doubtful answer ({Reason}); looking at the timeline before trying again",
                    account,
                    entry.Identity,
                    doubt.Reason
                );
                break;

            case Consequence.NotThereYet yet:
                log.LogInformation(
                    "{Account}: {Toot} is not on the timeline; its server may still be at work, so it is looked for "
                        + "again at {At:yyyy-MM-dd HH:mm:ss} UTC before it is sent again",
                    account,
                    entry.Identity,
                    yet.At
                );
                break;

            case Consequence.GivenUp:
                log.LogError(
                    "{Account}: {Toot} set aside: {Rounds} tries in a day were all answered doubtfully",
                    account,
                    entry.Identity,
                    entry.Rounds
                );
                break;

            case Consequence.SummaryDeleted:
                log.LogWarning(
                    "{Account}: the summary that {Toot} answers is gone from the server; it is posted alone",
                    account,
                    entry.Identity
                );
                break;

            case Consequence.TargetDeleted deleted:
                log.LogWarning(
                    "{Account}: {Toot} has nothing to act on, the toot is gone from the server ({Reason}); "
                        + "it is left out",
                    account,
                    entry.Identity,
                    deleted.Reason
                );
                break;

            case Consequence.ActionRefused refused:
                log.Log(
                    entry.Refusals > 0 && IsFirstWordOf(entry) ? LogLevel.Error : LogLevel.Information,
                    "{Account}: {Toot} refused and set aside{Again}: {Reason}",
                    account,
                    entry.Identity,
                    entry.Refusals > 0 ? "" : " until all others are out",
                    refused.Reason
                );
                break;

            case Consequence.ToldByReply noEdit:
                log.Log(
                    IsFirstWordOf(entry) ? LogLevel.Warning : LogLevel.Information,
                    "{Account}: {Toot} cannot be told by an edit ({Reason}), so it is told by a reply; set "
                        + "{Key}:Withdrawals to reply if this server takes no edits",
                    account,
                    entry.Identity,
                    noEdit.Reason,
                    account.Key
                );
                break;

            case Consequence.PostRefused refused:
                log.LogError(
                    "{Account}: {Toot} refused and set aside{Again}: {Reason}",
                    account,
                    entry.Identity,
                    entry.Refusals > 0 ? "" : " until all others are out",
                    refused.Reason
                );
                break;

            case Consequence.TwoRefusedInARow both:
                log.LogError(
                    "{Account}: two toots in a row refused, so the trouble is not theirs; delivery pauses: {Reason}",
                    account,
                    both.Reason
                );
                break;

            case Consequence.TooLong tooLong:
                log.LogWarning(
                    "{Account}: the instance now takes {Limit} characters; unsent toots are composed anew",
                    account,
                    tooLong.Limits.MaxCharacters
                );
                break;

            case Consequence.LockedOut locked:
                TellPause(locked.Reason);
                break;
        }
    }

    private bool IsFirstWordOf(OutboxEntry refused)
    {
        if (refused.Toot.Action != TootAction.Edit)
        {
            return true;
        }

        var isFirst = !_toldOfNoEdits;
        _toldOfNoEdits = true;
        return isFirst;
    }

    /// <summary>Tells that a toot is out, once the ledger has it as sent.</summary>
    public void TellSent(OutboxEntry entry, string? url) =>
        log.LogInformation(
            "{Account}: {Done} {Toot} {Url}",
            account,
            entry.Toot.Action switch
            {
                TootAction.Boost => "boosted",
                TootAction.Unboost => "took back",
                TootAction.Edit => "edited",
                _ => "posted",
            },
            entry.Identity,
            url
        );

    /// <summary>Warns when the server shows a post to others than was asked for.</summary>
    /// <param name="entry">Sent.</param>
    /// <param name="visibility">As the server set it; null when it did not say.</param>
    public void WarnOfOtherVisibility(OutboxEntry entry, string? visibility)
    {
        if (
            entry.Toot.Action == TootAction.Post
            && visibility is { } seen
            && !seen.Equals(entry.Toot.Visibility.ToString(), StringComparison.OrdinalIgnoreCase)
        )
        {
            log.LogWarning(
                "{Account}: {Toot} was posted as {Visibility} instead of {Wanted}; the instance may "
                    + "have limited the account",
                account,
                entry.Identity,
                seen,
                entry.Toot.Visibility
            );
        }
    }

    /// <summary>Tells that nothing of this account goes out until something is mended.</summary>
    public void TellPause(string reason) => log.LogError("{Account}: delivery pauses: {Reason}", account, reason);

    /// <summary>Tells of a toot that is not there although the server took it.</summary>
    public void TellMissing(string reason) =>
        log.LogError("{Account}: delivery pauses before the next listing: {Reason}", account, reason);

    /// <summary>Tells how many boosts or edits were given up because their toots did not come.</summary>
    public void TellGivenUp(int count, int days) =>
        log.LogWarning(
            "{Account}: {Count} boosts or edits settled as gone: the toots that they wait for did not "
                + "come in {Days} days",
            account,
            count,
            days
        );

    /// <summary>
    /// Tells that something else has changed a toot in the ledger since it was read, so that a write was not done.
    /// </summary>
    /// <param name="entry">As it was read.</param>
    /// <param name="unwritten">What was to be written.</param>
    public void TellNotAsExpected(OutboxEntry entry, string unwritten) =>
        log.LogWarning(
            "{Account}: {Toot} has changed in the ledger meanwhile, so that {Unwritten} was not written; it is read "
                + "again",
            account,
            entry.Identity,
            unwritten
        );
}
