namespace Bot.Web;

/// <summary>
/// Gives memory back after a crawl. The runtime collects when something is made, and after a crawl nothing is: what it
/// needed at its peak would stay.
/// </summary>
internal sealed class Tidying
{
    /// <summary>After fewer requests there is hardly anything to give back.</summary>
    private const int RequestsOfACrawl = 300;

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(15);

    private long _requests;

    /// <summary>Counts a request.</summary>
    public void Note() => Interlocked.Increment(ref _requests);

    /// <summary>Looks now and then whether a crawl is over, until it is told to stop.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        // The machine's clock, not the bot's: memory is real whatever the time is set to.
        using var timer = new PeriodicTimer(Every);
        var (tidied, last) = (0L, 0L);
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(stop);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            var now = Interlocked.Read(ref _requests);
            if (now == last && now - tidied > RequestsOfACrawl)
            {
                tidied = now;
                Yielding.ReturnMemory();
            }

            last = now;
        }
    }
}
