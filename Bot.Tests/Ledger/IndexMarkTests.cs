using Bot.Arxiv;
using Bot.Ledger;
using Bot.Tests.Support;

namespace Bot.Tests.Ledger;

/// <summary>
/// What readers lack is looked for behind a mark, so that history costs nothing; no paper may fall before it.
/// </summary>
public sealed class IndexMarkTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tootprint-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_paper_that_was_here_before_its_announcement_is_made_once_that_comes()
    {
        using var ledger = SqliteLedger.Open(Path.Combine(_folder.FullName, "ledger.db"), new FakeClock());
        var account = ledger.RegisterAccount(
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
        ledger.Record(Of(1) with { Threads = [new QueuedThread(account, Paper(1), [toot], OutboxState.Queued)] });
        ledger.Record(Of(2) with { Unseen = [Paper(2)] });
        Assert.Single(ledger.RowsToIndex(revision: 1));

        ledger.MarkIndexedUpTo(ledger.NewestPaperRow(), revision: 1);
        Assert.Empty(ledger.RowsToIndex(revision: 1));
        Assert.Single(ledger.RowsToIndex(revision: 2));

        ledger.Record(Of(3) with { Unseen = [Paper(1), Paper(3)] });
        // The mark is lowered to before the first, so what lies between is looked at again; the second never was made
        // here.
        Assert.Equal(3, ledger.RowsToIndex(revision: 1).Count);
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
