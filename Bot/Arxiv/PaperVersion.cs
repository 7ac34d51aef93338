namespace Bot.Arxiv;

/// <summary>One version of a paper.</summary>
/// <param name="Number">1 or more.</param>
/// <param name="Submitted">
/// In UTC: when the authors sent it, not when arXiv announced it; null when not readable.
/// </param>
/// <param name="SourceType">
/// arXiv's letters for its source: <c>D</c> is PDF from TeX, <c>I</c> withdrawn, none is TeX or PDF.
/// </param>
public sealed record PaperVersion(int Number, DateTimeOffset? Submitted, string? SourceType);
