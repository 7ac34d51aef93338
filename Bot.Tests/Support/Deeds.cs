using Bot.Arxiv;
using Bot.Ledger;

namespace Bot.Tests.Support;

/// <summary>Puts boosts and edits into an outbox as the intake does.</summary>
internal static class Deeds
{
    public const string NewText = "Another text about https://arxiv.org/abs/2506.00001 altogether.";

    /// <summary>What every account of the ledger, or one, is to do with the toot of a paper.</summary>
    public static void Queue(Rehearsal rehearsal, TootAction action, string paper, long account = 1, int version = 2)
    {
        using var ledger = rehearsal.OpenLedger();
        Queue(ledger, rehearsal.Clock.GetUtcNow(), action, paper, account, version);
    }

    /// <summary>For a bot that runs as a process of its own.</summary>
    public static void Queue(
        string path,
        TimeProvider clock,
        TootAction action,
        string paper,
        long account = 1,
        int version = 2
    )
    {
        using var ledger = TestEngine.Sqlite.Open(path, clock);
        Queue(ledger, clock.GetUtcNow(), action, paper, account, version);
    }

    public static void Queue(
        ILedger ledger,
        DateTimeOffset now,
        TootAction action,
        string paper,
        long account,
        int version
    )
    {
        var toot = action switch
        {
            TootAction.Edit => Toot(TootKind.ReplacementEdit, TootAction.Edit, NewText),
            TootAction.Boost => Toot(TootKind.CrossListBoost, TootAction.Boost, ""),
            _ => Toot(TootKind.ReplacementBoost, TootAction.Boost, ""),
        };
        IReadOnlyList<Toot> toots =
            action == TootAction.Unboost
                ? [toot with { Action = TootAction.Unboost, Parts = 2 }, toot with { Part = 2, Parts = 2 }]
                : [toot];
        var announcement = new Announcement
        {
            Id = ArxivId.Parse(paper),
            Version = version,
            Type = AnnounceType.Replace,
            Title = "A",
            Authors = [],
            Abstract = "B",
            Categories = ["cs.LG"],
        };
        var move = ledger
            .Intake.Recorded(
                new IntakeRecord
                {
                    Category = "cs.LG",
                    Date = SampleListings.Monday,
                    Unseen = [],
                    Threads =
                    [
                        new QueuedThread(
                            ledger.Accounts.Account(account).Now(),
                            announcement,
                            toots,
                            OutboxState.Queued
                        )
                        {
                            Target = TootIdentity.Article(announcement.Id),
                            Reason = $"version {version}",
                        },
                    ],
                    ETag = null,
                    Readers = "",
                    Rejected = [],
                    Days = [],
                    Now = now,
                    SpreadUntil = null,
                }
            )
            .Now();
        Assert.Equal(Move.Moved, move);
    }

    private static Toot Toot(TootKind kind, TootAction action, string text) =>
        new()
        {
            Kind = kind,
            Action = action,
            Text = text,
            Visibility = TootVisibility.Public,
            Language = "en",
            Tags = [],
            Characters = text.Length,
        };
}
