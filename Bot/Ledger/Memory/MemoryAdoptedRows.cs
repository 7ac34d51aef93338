using Bot.Arxiv;

namespace Bot.Ledger.Memory;

/// <inheritdoc/>
internal sealed class MemoryAdoptedRows(Draft draft, long account) : IAdoptedRows
{
    public long LastThread() => draft.Rows(account).LastThread;

    public bool KnowsStatus(string statusId) => draft.Rows(account).OfStatus(statusId).Any();

    public AdoptedPart? PartOf(string statusId) =>
        draft
            .Rows(account)
            .OfStatus(statusId)
            .Where(row => row is { IsOfArticle: true, Entry.Paper: not null })
            .Select(row => new AdoptedPart(row.Entry.Thread, row.Entry.Paper!.Value, row.Part))
            .FirstOrDefault();

    public string? CategoryOf(string statusId) =>
        draft.Rows(account).OfStatus(statusId).FirstOrDefault()?.Entry.Category;

    public bool NoteSent(OutboxRow row)
    {
        if (draft.TryInsert(row))
        {
            return true;
        }

        var known = draft.Rows(account).Of(row.Identity)!;
        if (known.State == OutboxState.Sent)
        {
            return false;
        }

        draft.Put(
            known,
            known.Entry with
            {
                State = OutboxState.Sent,
                StatusId = row.StatusId,
                Url = row.Url,
                Error = null,
            }
        );
        return true;
    }

    public void NoteListed(OutboxRow row)
    {
        if (draft.TryInsert(row) || draft.Rows(account).Of(row.Identity)! is not { State: not OutboxState.Sent } known)
        {
            return;
        }

        draft.Put(
            known,
            known.Entry with
            {
                State = OutboxState.Seen,
                Thread = row.Thread,
                Toot = known.Entry.Toot with { Part = row.Part },
                Error = null,
            }
        );
    }

    public void NoteAbstractsSeen(ArxivId paper)
    {
        foreach (
            var row in draft.Rows(account).Of(paper).Where(row => row is { Kind: TootKind.Abstract, IsInHand: true })
        )
        {
            draft.Put(row, row.Entry with { State = OutboxState.Seen });
        }
    }
}
