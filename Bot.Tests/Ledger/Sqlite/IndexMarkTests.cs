using Bot.Ledger;
using Bot.Ledger.Sqlite;
using Bot.Tests.Support;

namespace Bot.Tests.Ledger.Sqlite;

/// <summary>
/// What readers lack is looked for behind a mark, so that history costs nothing; no paper may fall before it.
/// </summary>
public sealed class IndexMarkTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tootprint-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_paper_that_was_here_before_its_announcement_is_made_once_that_comes()
    {
        using var ledger = SqliteLedger.Open(Path.Combine(_folder.FullName, "ledger.db"), new FakeClock());
        var account = await ledger.Accounts.Registered(LedgerSamples.Account, DateTimeOffset.UnixEpoch);
        await ledger.Intake.Recorded(
            Of(1) with
            {
                Threads = [new QueuedThread(account, LedgerSamples.Paper(1), [LedgerSamples.Toot], OutboxState.Queued)],
            }
        );
        await ledger.Intake.Recorded(Of(2) with { Unseen = [LedgerSamples.Paper(2)] });
        var index = ledger.PaperIndex!;
        var backlog = await index.Backlog(revision: 1);
        Assert.Single(backlog.Marks);

        await index.IndexedUpTo(backlog.Newest, revision: 1);
        Assert.Empty((await index.Backlog(revision: 1)).Marks);
        Assert.Single((await index.Backlog(revision: 2)).Marks);

        await ledger.Intake.Recorded(Of(3) with { Unseen = [LedgerSamples.Paper(1), LedgerSamples.Paper(3)] });
        // The mark is lowered to before the first, so what lies between is looked at again; the second never was made
        // here.
        Assert.Equal(3, (await index.Backlog(revision: 1)).Marks.Count);
    }

    private static IntakeRecord Of(int day) => LedgerSamples.Reading with { Date = SampleListings.Monday.AddDays(day) };
}
