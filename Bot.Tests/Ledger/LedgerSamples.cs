using Bot.Arxiv;
using Bot.Ledger;
using Bot.Tests.Support;

namespace Bot.Tests.Ledger;

/// <summary>What tests of the ledger itself put into it.</summary>
internal static class LedgerSamples
{
    public static VerifiedAccount Account { get; } =
        new()
        {
            Host = "host",
            RemoteId = "1",
            Instance = new Uri("https://host"),
            Label = "test",
            Acct = "bot",
            Server = "mastodon",
            Limits = TootLimits.Default,
        };

    public static Toot Toot { get; } =
        new()
        {
            Kind = TootKind.Article,
            Text = "one",
            Visibility = TootVisibility.Public,
            Language = "en",
            Tags = [],
            Characters = 3,
        };

    /// <summary>A reading of Monday's feed that brought nothing.</summary>
    public static IntakeRecord Reading { get; } =
        new()
        {
            Category = "cs.LG",
            Date = SampleListings.Monday,
            Unseen = [],
            Threads = [],
            ETag = null,
            Readers = "",
            Rejected = [],
            Days = [],
            Now = DateTimeOffset.UnixEpoch,
            SpreadUntil = null,
        };

    public static Announcement Paper(int number) =>
        new()
        {
            Id = ArxivId.Parse($"2601.{number:D5}"),
            Version = 1,
            Type = AnnounceType.New,
            Title = "A",
            Authors = ["B"],
            Abstract = "C",
            Categories = ["cs.LG"],
        };
}
