using Bot.Arxiv;

namespace Bot.Ledger;

/// <summary>
/// How papers are made ready for readers, once each. An engine that has <see cref="IPages"/> has this.
/// </summary>
public interface IPaperIndex
{
    /// <summary>
    /// The papers that readers cannot see yet, or only as an older state of the program made them. History must cost
    /// nothing: what was made up to a mark (<see cref="IndexedUpTo"/>) is not looked at again.
    /// </summary>
    /// <param name="revision">The state of the program that makes them now.</param>
    [Reads]
    ValueTask<IndexBacklog> Backlog(int revision);

    /// <summary>Papers of the backlog, in its order, and how each was first announced: as new if it ever was.</summary>
    [Reads]
    ValueTask<IReadOnlyList<UnindexedPaper>> Unindexed(IReadOnlyList<long> marks);

    /// <summary>
    /// Shows these papers from now on. Of a new version that reads otherwise the former words are kept.
    /// </summary>
    /// <param name="papers">An older version than the one that is there changes nothing.</param>
    /// <param name="revision">The state of the program that made them.</param>
    ValueTask Indexed(IReadOnlyList<IndexedPaper> papers, int revision);

    /// <summary>Every announced paper up to this mark can be read, as this state of the program makes it.</summary>
    ValueTask IndexedUpTo(long mark, int revision);

    /// <summary>Title and abstract, rendered, of so many papers, the newest last.</summary>
    [Reads]
    ValueTask<IReadOnlyList<IndexedText>> NewestIndexed(int count);

    /// <summary>
    /// Papers that the archive calls withdrawn and readers do not see so yet, with the day on which that was noted.
    /// </summary>
    [Reads]
    ValueTask<IReadOnlyList<ShownWithdrawal>> WithdrawalsToShow();

    /// <summary>
    /// Readers see papers as withdrawn, and those that stand again as they were before.
    /// </summary>
    ValueTask WithdrawalsShown(IReadOnlyList<ShownWithdrawal> withdrawals);

    /// <summary>
    /// The next new paper that a model has not said anything of: of the newest day first, as arXiv listed them. Null
    /// when there is none since a day. A paper on which a model failed three times is not asked about again.
    /// </summary>
    [Reads]
    ValueTask<IndexedPaper?> NextForModel(string model, DateOnly since);

    /// <summary>Notes, before it is done, that a model is asked about a paper.</summary>
    /// <returns>Not as expected when it was asked as often as it may on that day.</returns>
    ValueTask<Move> ModelAsked(IndexedPaper paper, string model, DailyAllowance allowance);

    /// <summary>Keeps what came of it: the points, or why there are none and will be none.</summary>
    ValueTask ModelAnswered(IndexedPaper paper, string model, IReadOnlyList<string>? points, string? refusal);

    /// <summary>Each day's largest picture since a day, where there is no PNG of it; the newest first.</summary>
    [Reads]
    ValueTask<IReadOnlyList<PictureRecord>> PicturesForCards(DateOnly since);

    /// <summary>
    /// Keeps a picture's PNG, unless the picture is another one by now; those of days before a day are dropped.
    /// </summary>
    ValueTask CardDrawn(PictureRecord picture, byte[] png, DateOnly since);
}

/// <param name="Marks">One for each paper, oldest first.</param>
/// <param name="Newest">The mark of the newest paper of all; 0 for none.</param>
public sealed record IndexBacklog(IReadOnlyList<long> Marks, long Newest);

/// <param name="Id">The paper.</param>
/// <param name="Title">Rendered.</param>
/// <param name="Abstract">Rendered.</param>
public sealed record IndexedText(ArxivId Id, string Title, string Abstract);

/// <param name="Id">The paper.</param>
/// <param name="Withdrawal">As readers see it.</param>
public sealed record ShownWithdrawal(ArxivId Id, PaperWithdrawal Withdrawal);

/// <param name="Day">In New York.</param>
/// <param name="Requests">How many a model may be asked on it.</param>
public sealed record DailyAllowance(DateOnly Day, int Requests);
