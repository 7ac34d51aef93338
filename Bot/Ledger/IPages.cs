using Bot.Arxiv;

namespace Bot.Ledger;

/// <summary>What readers' pages show. An engine may lack it.</summary>
public interface IPages
{
    /// <summary>Whether <see cref="Find"/> knows of words (<see cref="PaperQuery.Words"/>).</summary>
    bool SearchesWords { get; }

    /// <summary>
    /// A number that is another one whenever somebody has written. Only for ledgers opened to read: a writer's own
    /// writing need not count.
    /// </summary>
    [Reads]
    ValueTask<long> Version();

    /// <summary>Every day with new papers, the newest first.</summary>
    [Reads]
    ValueTask<IReadOnlyList<PaperDay>> Days();

    /// <summary>Those of the papers that are there, in the order asked for.</summary>
    [Reads]
    ValueTask<IReadOnlyList<IndexedPaper>> Papers(IReadOnlyList<ArxivId> ids);

    /// <summary>Papers that a query wants, in pages.</summary>
    [Reads]
    ValueTask<PaperList> Find(PaperQuery query);

    /// <summary>All topics, that of the most new papers first.</summary>
    [Reads]
    ValueTask<IReadOnlyList<PaperGroup>> Topics();

    /// <summary>All categories, that of the most new papers first.</summary>
    [Reads]
    ValueTask<IReadOnlyList<PaperGroup>> Categories();

    /// <summary>A topic's name; null when no paper ever had it.</summary>
    [Reads]
    ValueTask<string?> TopicName(string slug);

    /// <summary>What is known of each category's days from one on, by category, the newest first.</summary>
    [Reads]
    ValueTask<IReadOnlyList<DayReport>> DaysSince(DateOnly from);

    /// <summary>When arXiv was last asked with success; null for never.</summary>
    [Reads]
    ValueTask<DateTimeOffset?> LastUpdate();

    /// <summary>New versions that read otherwise than the one before, the newest first.</summary>
    [Reads]
    ValueTask<IReadOnlyList<PaperChange>> Changes(int most);

    /// <summary>What changed in one paper, the newest first.</summary>
    [Reads]
    ValueTask<IReadOnlyList<PaperChange>> ChangesOf(ArxivId id);

    /// <summary>Withdrawn papers, the newest withdrawal first.</summary>
    [Reads]
    ValueTask<IReadOnlyList<IndexedPaper>> Withdrawn(int most);

    /// <summary>The accounts, and of which categories each has something in its outbox.</summary>
    [Reads]
    ValueTask<IReadOnlyList<TootingAccount>> Accounts();

    /// <summary>A day's pictures, that of the most papers first.</summary>
    [Reads]
    ValueTask<IReadOnlyList<PictureRecord>> Pictures(DateOnly date);

    /// <summary>A picture as PNG; null for none.</summary>
    [Reads]
    ValueTask<byte[]?> CardPicture(string category, DateOnly date);

    /// <summary>
    /// Title and abstract, rendered, of the papers that a category's listings first brought as new in a time, with
    /// their days.
    /// </summary>
    /// <param name="category">As arXiv spells it.</param>
    /// <param name="from">The first day.</param>
    /// <param name="before">The day after the last.</param>
    [Reads]
    ValueTask<IReadOnlyList<ReadableText>> Texts(string category, DateOnly from, DateOnly before);
}

/// <param name="Date">The day under which the paper was first announced.</param>
/// <param name="Title">Rendered.</param>
/// <param name="Abstract">Rendered.</param>
public sealed record ReadableText(DateOnly Date, string Title, string Abstract);
