namespace Bot.Tests.Support;

/// <summary>
/// Answers of stores for tests' synchronous places. An engine within the process completes each call before it returns,
/// and where one does not, these fail.
/// </summary>
internal static class Finished
{
    private const string NotYet = "the store answers later, which an engine within the process must not";

    /// <summary>The answer, which must be there.</summary>
    public static T Now<T>(this ValueTask<T> answer) =>
        answer.IsCompleted ? answer.GetAwaiter().GetResult() : throw new InvalidOperationException(NotYet);

    /// <summary>The work must be done.</summary>
    public static void Now(this ValueTask work)
    {
        if (!work.IsCompleted)
        {
            throw new InvalidOperationException(NotYet);
        }

        work.GetAwaiter().GetResult();
    }
}
