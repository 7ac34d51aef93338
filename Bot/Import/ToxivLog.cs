using System.Globalization;
using Bot.Arxiv;

namespace Bot.Import;

/// <summary>One row of a log of the reference bot.</summary>
/// <param name="Utc">When it was posted.</param>
/// <param name="Subject">An arXiv identifier, or how many papers a summary told.</param>
/// <param name="Account">Who posted it.</param>
/// <param name="StatusId">The toot's id; null when the row is torn behind the paper.</param>
internal sealed record ToxivRow(
    DateTimeOffset Utc,
    string Subject,
    (string Acct, string Host) Account,
    string? StatusId
);

/// <summary>
/// Reads the reference bot's CSV logs: <c>utc, arxiv_id (or total), username, toot_id</c>. A row is written after its
/// post. So a damaged row that still names time, paper and account proves that the paper was tooted.
/// </summary>
internal static class ToxivLog
{
    /// <param name="path">The log.</param>
    /// <param name="ofPapers">Whether the second column is an identifier, else a number.</param>
    /// <param name="problems">Takes a line for each row that could not be used, or not wholly.</param>
    public static IEnumerable<ToxivRow> Read(string path, bool ofPapers, ICollection<string> problems)
    {
        using var file = new StreamReader(path);
        for (var number = 1; file.ReadLine() is { } line; number++)
        {
            var cells = line.Split(',').Select(cell => cell.Trim(' ', '"', '\0', '\uFEFF')).ToArray();
            if (cells is [""] or ["utc", ..])
            {
                continue;
            }

            if (Row(cells, ofPapers, out var trouble) is { } row)
            {
                if (row.StatusId is null)
                {
                    problems.Add(
                        $"{path} line {number} has no toot's id that can be read: {row.Subject} is noted as "
                            + "said, without a link to its toot"
                    );
                }

                yield return row;
            }
            else
            {
                problems.Add(
                    $"{path} line {number} is left out: {trouble} in "
                        + $"'{(line.Length > 100 ? line[..100] + "..." : line)}'"
                );
            }
        }
    }

    private static ToxivRow? Row(string[] cells, bool ofPapers, out string trouble)
    {
        trouble = "";
        if (cells.Length < 3)
        {
            trouble = "too few columns";
        }
        else if (
            !DateTimeOffset.TryParseExact(
                cells[0],
                ["yyyy-MM-dd HH:mm:ss", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-dd"],
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var utc
            )
        )
        {
            trouble = "no time such as 2025-06-10 06:19:16";
        }
        else if (
            ofPapers
                ? !ArxivId.TryParse(cells[1], out _)
                : !int.TryParse(cells[1], NumberStyles.None, CultureInfo.InvariantCulture, out _)
        )
        {
            trouble = ofPapers ? "no arXiv identifier" : "no number of papers";
        }
        else if (ToxivFiles.Account(cells[2]) is not { } account)
        {
            trouble = "no account such as @bot@mastodon.example";
        }
        else
        {
            return new ToxivRow(
                utc,
                cells[1],
                account,
                cells is [_, _, _, { Length: > 0 } id] && id.All(char.IsAsciiLetterOrDigit) ? id : null
            );
        }

        return null;
    }
}
