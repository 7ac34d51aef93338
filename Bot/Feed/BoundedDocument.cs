namespace Bot.Feed;

/// <summary>
/// Takes an answer in whole, up to a bound, before anything parses it. The base library's XmlReader must not read as
/// the bytes come: reading asynchronously it calls itself for each comment that it passes over, until the stack is full
/// and the process dies.
/// </summary>
internal static class BoundedDocument
{
    /// <param name="stream">The answer, already decompressed.</param>
    /// <param name="most">So many bytes at most.</param>
    /// <param name="tooLong">What to say of an answer that is longer.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="FeedFormatException">It is longer.</exception>
    public static async Task<MemoryStream> ReadAsync(
        Stream stream,
        long most,
        string tooLong,
        CancellationToken cancellation
    )
    {
        if (stream is MemoryStream whole)
        {
            return whole.Length <= most ? whole : throw new FeedFormatException(tooLong);
        }

        var document = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellation)) > 0)
        {
            if (document.Length + read > most)
            {
                throw new FeedFormatException(tooLong);
            }

            document.Write(buffer, 0, read);
        }

        document.Position = 0;
        return document;
    }
}
