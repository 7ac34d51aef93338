using Bot.Ledger;
using Bot.Tests.Support;

namespace Bot.Tests.Ledger;

/// <summary>The faults are those that their names say: a simulator that does not fail would find nothing.</summary>
public sealed class FaultyStoresTests
{
    public static IEnumerable<TheoryDataRow<string, StoreFault, int, bool>> Faults =>
        from engine in TestEngine.All
        from one in new (StoreFault Fault, int Skip, bool IsDone)[]
        {
            (StoreFault.DieBefore, 0, false),
            (StoreFault.DieAfter, 0, true),
            (StoreFault.DieWithin, 0, true),
            (StoreFault.DieWithin, 1, false),
            (StoreFault.FullDisk, 0, false),
            (StoreFault.Locked, 0, false),
        }
        select new TheoryDataRow<string, StoreFault, int, bool>($"{engine}", one.Fault, one.Skip, one.IsDone);

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task What_dies_is_dead_and_what_is_done_is_there(
        string engine,
        StoreFault fault,
        int skip,
        bool isDone
    )
    {
        await using var rehearsal = await Rehearsal.StartAsync(engine: TestEngine.Named(engine));
        var now = rehearsal.Clock.GetUtcNow();
        var faults = new OneFault(nameof(IAccounts.Done), fault, skip);
        using (var ledger = new FaultyLedger(rehearsal.OpenLedger(), faults))
        {
            for (var time = 0; time < skip; time++)
            {
                await ledger.Accounts.Done("before", now);
            }

            Assert.Null(await ledger.Accounts.DoneAt("it"));
            await Assert.ThrowsAnyAsync<Exception>(async () => await ledger.Accounts.Done("it", now));
            if (fault is StoreFault.FullDisk or StoreFault.Locked)
            {
                await ledger.Accounts.Done("after", now);
                await ledger.Accounts.Report();
            }
            else
            {
                await Assert.ThrowsAsync<DeadProcessException>(async () => await ledger.Accounts.Report());
                await Assert.ThrowsAsync<DeadProcessException>(async () => await ledger.Accounts.Done("after", now));
            }
        }

        using var next = rehearsal.ReadLedger();
        Assert.Equal(isDone, await next.Accounts.DoneAt("it") is not null);
        Assert.Equal(skip > 0, await next.Accounts.DoneAt("before") is not null);
    }

    [Fact]
    public async Task What_a_store_throws_comes_as_it_is()
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        var faults = new OneFault(nameof(IAccounts.Done), StoreFault.None);
        using (new FaultyLedger(rehearsal.OpenLedger(), faults)) { }

        using var reader = new FaultyLedger(rehearsal.ReadLedger(), faults);
        await Assert.ThrowsAsync<LedgerException>(async () =>
            await reader.Accounts.Done("it", rehearsal.Clock.GetUtcNow())
        );
        Assert.Equal([nameof(IAccounts.Done)], faults.Calls);
    }
}
