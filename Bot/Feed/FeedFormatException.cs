namespace Bot.Feed;

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
