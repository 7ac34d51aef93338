using Bot.Arxiv;

namespace Bot.Feed;

/// <summary>One answer of the archive, read whole.</summary>
/// <param name="Papers">In the answer's order.</param>
/// <param name="Rejected">Records that could not be used, each with its reason.</param>
/// <param name="Token">For the next page; null at the end.</param>
/// <param name="Expires">Until when the token is promised to hold.</param>
/// <param name="ErrorCode">OAI-PMH's word, such as <c>noRecordsMatch</c>; null for an answer with records.</param>
/// <param name="ErrorText">arXiv's explanation.</param>
public sealed record OaiDocument(
    IReadOnlyList<ArchivedPaper> Papers,
    IReadOnlyList<string> Rejected,
    string? Token,
    DateTimeOffset? Expires,
    string? ErrorCode,
    string ErrorText
);
