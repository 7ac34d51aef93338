using Bot.Arxiv;

namespace Bot.Ledger;

/// <summary>An account's rows, as <see cref="Adoption"/> needs them of an engine within its transaction.</summary>
internal interface IAdoptedRows
{
    /// <summary>The account's last thread; 0 for none.</summary>
    long LastThread();

    /// <summary>Whether a status is that of one of the rows.</summary>
    bool KnowsStatus(string statusId);

    /// <summary>The row of a status, if it is part of an article's thread.</summary>
    AdoptedPart? PartOf(string statusId);

    /// <summary>Of the row of a status; null when there is none.</summary>
    string? CategoryOf(string statusId);

    /// <summary>
    /// Inserts a sent row. Where its identity is there and not Sent, that row becomes Sent, with this status id and
    /// address, and without an error.
    /// </summary>
    /// <returns>Whether either was done.</returns>
    bool NoteSent(OutboxRow row);

    /// <summary>
    /// Inserts a row of a paper in a list. Where its identity is there and not Sent, that row becomes Seen, in this
    /// thread and part, and without an error.
    /// </summary>
    void NoteListed(OutboxRow row);

    /// <summary>Abstracts of a paper that are in hand become Seen: a list has said all of it.</summary>
    void NoteAbstractsSeen(ArxivId paper);
}

/// <summary>A part of an article's thread.</summary>
internal sealed record AdoptedPart(long Thread, ArxivId Paper, int Part);
