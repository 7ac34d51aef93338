namespace Bot.Text.Safety;

/// <summary>A stretch of text that a server reads as a link, or may read as one.</summary>
/// <param name="Start">Where the scheme begins, in UTF-16 units.</param>
/// <param name="End">The earliest end that any server would see.</param>
/// <param name="Certain">
/// False when a server may take it for plain text: an uncommon top-level domain, an odd host, a letter directly before
/// it.
/// </param>
/// <param name="EarlyEnd">
/// For an uncertain link, where a server that knows only a shorter host name would end it; otherwise
/// <paramref name="End"/>.
/// </param>
internal readonly record struct WebLink(int Start, int End, bool Certain, int EarlyEnd);
