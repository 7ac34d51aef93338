using Bot.Arxiv;

namespace Bot.Feed;

/// <summary>A feed that was read whole and understood.</summary>
/// <param name="Category">The category in the feed's own link; null when it names none.</param>
/// <param name="Date">
/// The day it says it is of: RSS's channel date, the entries' own in Atom, else the day in New York on which it was
/// built. A stale feed may carry a fresh one.
/// </param>
/// <param name="BuiltAt">When arXiv built it; null when not stated.</param>
/// <param name="Announcements">In the feed's order, one per paper.</param>
/// <param name="Rejected">Items that could not be used, each with its reason.</param>
public sealed record FeedDocument(
    string? Category,
    DateOnly Date,
    DateTimeOffset? BuiltAt,
    IReadOnlyList<Announcement> Announcements,
    IReadOnlyList<string> Rejected
);

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

/// <summary>Bytes that are no usable feed. Never an empty day: the caller must not take it for one.</summary>
public sealed class FeedFormatException(string message, Exception? inner = null) : Exception(Bounded(message), inner)
{
    private const int MostCharacters = 1000;

    // What is quoted of the damage may be as long as the feed; what is wrong stands before it, what to do behind it.
    private static string Bounded(string message) =>
        message.Length <= MostCharacters
            ? message
            : $"{message[..(MostCharacters / 2)]} ... {message[^(MostCharacters / 2)..]}";
}
