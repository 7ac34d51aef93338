using Bot.Arxiv;
using Bot.Ledger;
using Bot.Tests.Support;

namespace Bot.Tests.Ledger;

/// <summary>The file's words for states, read back.</summary>
public sealed class SetAsideTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tootprint-test-");
    private readonly FakeClock _clock = new();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_toot_that_was_set_aside_can_be_read()
    {
        using var ledger = SqliteLedger.Open(Path.Combine(_folder.FullName, "ledger.db"), _clock);
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
            _clock.GetUtcNow()
        );
        ledger.Record(
            new IntakeRecord
            {
                Category = "cs.LG",
                Date = SampleListings.Monday,
                Unseen = [],
                Threads = [new QueuedThread(account, Paper, [Article], OutboxState.Queued)],
                ETag = null,
                Readers = "",
                Rejected = [],
                Days = [],
                Now = _clock.GetUtcNow(),
                SpreadUntil = null,
            }
        );
        var entry = ledger.Head(account.Id)!;
        ledger.Claim(entry, _clock.GetUtcNow(), _clock.GetUtcNow());
        ledger.SetAsideRefused(entry, "too rude");

        // Its article is read for this, and no archive says that the paper was withdrawn.
        Assert.Null(ledger.WithdrawnPaperOf(entry));
        Assert.Equal("too rude", Assert.Single(ledger.Report().Accounts[0].Refused).Reason);
    }

    private static Announcement Paper { get; } =
        new()
        {
            Id = ArxivId.Parse("2601.00001"),
            Version = 1,
            Type = AnnounceType.New,
            Title = "A",
            Authors = ["B"],
            Abstract = "C",
            Categories = ["cs.LG"],
        };

    private static Toot Article { get; } =
        new()
        {
            Kind = TootKind.Article,
            Text = "one",
            Visibility = TootVisibility.Public,
            Language = "en",
            Tags = [],
            Characters = 3,
        };
}
