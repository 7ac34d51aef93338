using Bot.Arxiv;

namespace Bot.Ledger;

public sealed partial class SqliteLedger
{
    /// <summary>
    /// Papers that an operator has told late, in one transaction; as when catching up, their articles' identities and
    /// their days' summaries are taken. They go out behind all that is new.
    /// </summary>
    /// <param name="record">The toots.</param>
    /// <param name="papers">Those that they tell, each with the last feed that could have brought it.</param>
    public void Backfill(IntakeRecord record, IReadOnlyList<(ArchivedPaper Paper, DateOnly LastFeed)> papers) =>
        _database.InTransaction(() =>
        {
            foreach (var (paper, lastFeed) in papers)
            {
                InsertPaper(paper.ToAnnouncement());
                NoteArchived(paper, lastFeed, record.Now);
            }

            var before = _database.Number("SELECT coalesce(max(id), 0) FROM outbox");
            CatchUp(record, papers.CountBy(one => one.Paper.EarliestAnnouncement!.Value).ToDictionary());
            return _database.Execute("UPDATE outbox SET precedence = 1 WHERE id > $before", ("$before", before));
        });
}
