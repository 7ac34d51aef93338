namespace Bot.Tests.Simulation;

/// <summary>What can become of a post.</summary>
internal enum PostFault
{
    None,
    LostRequest,
    LostAnswer,
    NoAnswer,

    /// <summary>The server takes it only when the bot has given up waiting.</summary>
    TakenLate,
    Error500,
    Taken500,
    Html502,
    Taken502Html,
    Taken503,
    HtmlAs200,
    TakenHtmlAs200,
    TakenWithoutId,
    TakenTruncated,
    TooManyBare,
    TooManyReset,
    TooManyRetryAfter,
    Denied401,
    Forbidden403,
    NotFound404,
    Redirect,
    Conflict409,
    Early425,
    Refused400,
    Refused413,
    Refused422,
}
