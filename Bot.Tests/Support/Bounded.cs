using System.Diagnostics;

namespace Bot.Tests.Support;

/// <summary>
/// Waits that end: a bug that never gets there, or goes round in circles, shall fail its test and not hold up all of
/// them.
/// </summary>
public static class Bounded
{
    /// <summary>Several times what the longest test takes on a busy machine.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    public static Task UntilAsync(string what, Func<bool> isSo) => UntilAsync(what, () => Task.FromResult(isSo()));

    public static async Task UntilAsync(string what, Func<Task<bool>> isSo)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await isSo())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Patience, $"not within {Patience}: {what}");
            await Task.Yield();
        }
    }

    /// <summary>Returns when the work is done.</summary>
    /// <param name="work">What is waited for.</param>
    /// <param name="what">For the failed test to say.</param>
    /// <param name="spins">Looked at now and then: true says that the work will never be done.</param>
    public static async Task EndsAsync(this Task work, string what, Func<bool>? spins = null)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (await Task.WhenAny(work, Task.Delay(BetweenLooks, TimeProvider.System)) != work)
        {
            if (spins?.Invoke() == true)
            {
                Assert.Fail($"it goes round in circles: {what}");
            }

            Assert.True(TimeProvider.System.GetElapsedTime(start) < Patience, $"not within {Patience}: {what}");
        }

        await work;
    }

    public static async Task EndsAsync(this Process process)
    {
        try
        {
            await process.WaitForExitAsync().EndsAsync($"the end of process {process.Id}");
        }
        catch
        {
            process.Kill();
            throw;
        }
    }
}
