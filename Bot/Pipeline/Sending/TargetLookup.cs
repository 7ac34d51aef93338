using Bot.Ledger;
using Bot.Publisher;

namespace Bot.Pipeline.Sending;

/// <summary>
/// Looks up the status that a boost or an edit acts on, and so whether that was done. Every server tells this more
/// reliably than it shows the status of a boost.
/// </summary>
public sealed class TargetLookup(AccountSession account)
{
    public async Task<OwnTimeline.Look> FindAsync(OutboxEntry entry, CancellationToken cancellation) =>
        await account.Client.LookUpAsync(entry.TargetStatusId!, cancellation) switch
        {
            StatusLookup.Missing missing => new OwnTimeline.Look(null, null) { TargetMissing = missing.Reason },
            StatusLookup.Unseen unseen => new OwnTimeline.Look(null, unseen.Reason),
            StatusLookup.There there => await IsDoneAsync(there, entry, cancellation),
            _ => throw new InvalidOperationException("a status look-up of an unknown kind"),
        };

    private async Task<OwnTimeline.Look> IsDoneAsync(
        StatusLookup.There there,
        OutboxEntry entry,
        CancellationToken cancellation
    )
    {
        var (done, trouble) = entry.Toot.Action switch
        {
            TootAction.Boost => (there.IsBoosted, null),
            TootAction.Unboost => (!there.IsBoosted, null),
            TootAction.Edit => await IsTextAsync(there.Id, entry.Toot, cancellation),
            _ => throw new InvalidOperationException($"{entry.Toot.Action} acts on no status"),
        };
        return new OwnTimeline.Look(
            done ? new OwnStatus(there.Id, there.Url, null, IsBoost: false, "") : null,
            trouble
        );
    }

    // A server that keeps no source says nothing; then the edit is made again, which changes nothing that readers see.
    private async Task<(bool IsIt, string? Trouble)> IsTextAsync(
        string statusId,
        Toot toot,
        CancellationToken cancellation
    )
    {
        var (source, trouble) = await account.Client.SourceAsync(statusId, cancellation);
        return (source is not null && StatusMatch.IsSource(source, toot), trouble);
    }
}
