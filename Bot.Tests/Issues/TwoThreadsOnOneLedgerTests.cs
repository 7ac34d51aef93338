using Bot.Tests.Support;

namespace Bot.Tests.Issues;

/// <summary>
/// The status page read the ledger while a delivery wrote it, and the connection's list of commands broke.
/// </summary>
public sealed class TwoThreadsOnOneLedgerTests
{
    [Fact]
    public async Task Many_threads_may_use_one_ledger()
    {
        var folder = Directory.CreateTempSubdirectory("tootprint-test-");
        using (var ledger = TestEngine.Default.Open(Path.Combine(folder.FullName, "ledger.db"), new FakeClock()))
        {
            var threads = Enumerable
                .Range(0, 8)
                .Select(n =>
                    Task.Factory.StartNew(
                        () =>
                        {
                            for (var time = 0; time < 20_000; time++)
                            {
                                Assert.Null(ledger.Accounts.DoneAt($"{n}").Now());
                            }
                        },
                        TestContext.Current.CancellationToken,
                        TaskCreationOptions.LongRunning,
                        TaskScheduler.Default
                    )
                )
                .ToArray();
            await Task.WhenAll(threads);
        }

        folder.Delete(recursive: true);
    }
}
