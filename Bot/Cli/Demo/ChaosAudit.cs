using System.Text.RegularExpressions;

namespace Bot.Cli.Demo;

/// <summary>
/// Compares the account's toots with what was announced. It does not look at the ledger: only the texts count that
/// readers see.
/// </summary>
internal sealed partial record ChaosAudit(
    IReadOnlyList<string> Lost,
    IReadOnlyList<string> Twice,
    IReadOnlyList<string> OutOfOrder,
    IReadOnlyList<string> NeverAnnounced
)
{
    private const string Summary = "the summary";

    public bool IsGood => Lost.Count + Twice.Count + OutOfOrder.Count + NeverAnnounced.Count == 0;

    /// <param name="announced">The papers' ids in the listing's order.</param>
    /// <param name="texts">The account's toots, the oldest first.</param>
    public static ChaosAudit Of(IEnumerable<string> announced, IEnumerable<string> texts)
    {
        List<string> due = [Summary, .. announced];
        var said = texts
            .Select(text => AbsLink().Match(text) is { Success: true } link ? link.Groups[1].Value : Summary)
            .ToList();
        var times = said.CountBy(one => one).ToDictionary();
        var places = due.Index().ToDictionary(one => one.Item, one => one.Index);
        var first = said.Where(places.ContainsKey).Distinct().ToList();
        return new ChaosAudit(
            [.. due.Where(one => !times.ContainsKey(one))],
            [.. times.Where(one => one.Value > 1).Select(one => one.Key)],
            [
                .. first
                    .Zip(first.Skip(1))
                    .Where(pair => places[pair.Second] < places[pair.First])
                    .Select(pair => pair.Second),
            ],
            [.. times.Keys.Where(one => !places.ContainsKey(one))]
        );
    }

    /// <summary>Each kind of trouble on a line, with the papers.</summary>
    public IEnumerable<string> Troubles()
    {
        if (Lost.Count > 0)
        {
            yield return $"lost: {string.Join(' ', Lost)}";
        }

        if (Twice.Count > 0)
        {
            yield return $"twice: {string.Join(' ', Twice)}";
        }

        if (OutOfOrder.Count > 0)
        {
            yield return $"out of order: {string.Join(' ', OutOfOrder)}";
        }

        if (NeverAnnounced.Count > 0)
        {
            yield return $"never announced: {string.Join(' ', NeverAnnounced)}";
        }
    }

    [GeneratedRegex(@"https://arxiv\.org/abs/([\w./-]+)")]
    private static partial Regex AbsLink();
}
