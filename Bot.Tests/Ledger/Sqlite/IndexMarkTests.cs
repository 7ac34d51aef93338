using Bot.Arxiv;
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
        var account = await ledger.Accounts.Registered(
            new VerifiedAccount
            {
                Host = "host",
                RemoteId = "1",
                Instance = new Uri("https://host"),
                Label = "test",
                Acct = "bot",
                Server = "mastodon",
                Limits = TootLimits.Default,
            },
            DateTimeOffset.UnixEpoch
        );
        var toot = new Toot
        {
            Kind = TootKind.Article,
            Text = "one",
            Visibility = TootVisibility.Public,
            Language = "en",
            Tags = [],
            Characters = 3,
        };
        await ledger.Intake.Recorded(
            Of(1) with
            {
                Threads = [new QueuedThread(account, Paper(1), [toot], OutboxState.Queued)],
            }
        );
        await ledger.Intake.Recorded(Of(2) with { Unseen = [Paper(2)] });
        var index = ledger.PaperIndex!;
        var backlog = await index.Backlog(revision: 1);
        Assert.Single(backlog.Marks);

        await index.IndexedUpTo(backlog.Newest, revision: 1);
        Assert.Empty((await index.Backlog(revision: 1)).Marks);
        Assert.Single((await index.Backlog(revision: 2)).Marks);

        await ledger.Intake.Recorded(Of(3) with { Unseen = [Paper(1), Paper(3)] });
        // The mark is lowered to before the first, so what lies between is looked at again; the second never was made
        // here.
        Assert.Equal(3, (await index.Backlog(revision: 1)).Marks.Count);
    }

    private static Announcement Paper(int n) =>
        new()
        {
            Id = ArxivId.Parse($"2506.0000{n}"),
            Version = 1,
            Type = AnnounceType.New,
            Title = "A",
            Authors = [],
            Abstract = "B",
            Categories = ["cs.LG"],
        };

    private static IntakeRecord Of(int day) =>
        new()
        {
            Category = "cs.LG",
            Date = SampleListings.Monday.AddDays(day),
            Unseen = [],
            Threads = [],
            ETag = null,
            Readers = "",
            Rejected = [],
            Days = [],
            Now = DateTimeOffset.UnixEpoch,
            SpreadUntil = null,
        };
}
