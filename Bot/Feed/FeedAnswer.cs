namespace Bot.Feed;

/// <summary>What came of asking arXiv.</summary>
public abstract record FeedAnswer
{
    private FeedAnswer() { }

    /// <summary>A listing, possibly empty: arXiv's holidays and weekends are well-formed feeds without items.</summary>
    public sealed record Read(FeedDocument Document, string? ETag) : FeedAnswer;

    /// <summary>304: nothing has changed since the ETag that was sent.</summary>
    public sealed record Unchanged : FeedAnswer;

    /// <summary>Nothing is known about the day. The message says what to do.</summary>
    public sealed record Failed(string Message) : FeedAnswer;
}
