using Bot.Ledger;
using Bot.Ledger.Sqlite;
using Bot.Tests.Support;

namespace Bot.Tests.Ledger.Sqlite;

/// <summary>The file's words for states, read back.</summary>
public sealed class SetAsideTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tootprint-test-");
    private readonly FakeClock _clock = new();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_toot_that_was_set_aside_can_be_read()
    {
        using var ledger = SqliteLedger.Open(Path.Combine(_folder.FullName, "ledger.db"), _clock);
        var account = await ledger.Accounts.Registered(LedgerSamples.Account, _clock.GetUtcNow());
        await ledger.Intake.Recorded(
            LedgerSamples.Reading with
            {
                Threads = [new QueuedThread(account, LedgerSamples.Paper(1), [LedgerSamples.Toot], OutboxState.Queued)],
            }
        );
        var claim = new Claim(Claim.OneMachine, _clock.GetUtcNow(), _clock.GetUtcNow());
        Assert.Equal(Move.Moved, await ledger.Outbox.Claimed((await ledger.Outbox.Head(account.Id)).Entry!, claim));
        var entry = (await ledger.Outbox.Head(account.Id)).Entry!;
        Assert.Equal(Move.Moved, await ledger.Outbox.SetAside(entry, new SetAside.Refused { Reason = "too rude" }));

        // Its article is read for this, and no archive says that the paper was withdrawn.
        Assert.Null((await ledger.Outbox.Unsent(entry)).Withdrawn);
        Assert.Equal("too rude", Assert.Single(ledger.Report().Accounts[0].Refused).Reason);
    }
}
