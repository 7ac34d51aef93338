namespace Bot.Feed;

/// <summary>
/// The one way out to arXiv, for the feed and the archive together: one request at a time, each only when its turn has
/// come (arXiv's terms: one connection, three seconds between requests, for all of a client's machines and all its
/// interfaces).
/// </summary>
/// <param name="turn">Waits until the next request may go out and notes it durably.</param>
public sealed class ArxivGate(Func<CancellationToken, Task> turn) : IDisposable
{
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);

    /// <param name="ask">One request, from sending it to the last byte of its answer.</param>
    /// <param name="cancellation">Ends the waiting and the asking.</param>
    public async Task<T> PassAsync<T>(Func<CancellationToken, Task<T>> ask, CancellationToken cancellation)
    {
        await _oneAtATime.WaitAsync(cancellation);
        try
        {
            await turn(cancellation);
            return await ask(cancellation);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose() => _oneAtATime.Dispose();
}
