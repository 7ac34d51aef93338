using Bot.Arxiv;

namespace Bot.Ledger;

/// <summary>A paper that an account has not said.</summary>
/// <param name="Paper">As the archive has it.</param>
/// <param name="Earliest">The first feed that can have brought it.</param>
/// <param name="LastFeed">The last one.</param>
/// <param name="IsWithdrawn">Whether it was withdrawn since.</param>
public sealed record MissingPaper(Announcement Paper, DateOnly Earliest, DateOnly LastFeed, bool IsWithdrawn);

/// <summary>A paper that an account has tooted and that was withdrawn since.</summary>
/// <param name="Said">The article on the server.</param>
/// <param name="Paper">As it was told last.</param>
/// <param name="Withdrawal">What the archive says of it.</param>
public sealed record WithdrawnPaper(OutboxEntry Said, Announcement Paper, Withdrawal Withdrawal);

/// <summary>What was made of an account's withdrawn papers.</summary>
/// <param name="Told">Articles edited or answered.</param>
/// <param name="Waiting">Edits or replies on their way.</param>
/// <param name="NotTold">
/// The article is gone, the server refused it, the account's setting is <c>off</c>, or the paper was reinstated in
/// time.
/// </param>
public sealed record WithdrawalReport(int Told, int Waiting, int NotTold);
