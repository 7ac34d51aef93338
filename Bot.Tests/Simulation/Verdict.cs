using Bot.Arxiv;
using Bot.Ledger;
using Bot.Options;
using Bot.Tests.Support;

namespace Bot.Tests.Simulation;

/// <summary>The promises, checked at a week's end for one account.</summary>
internal sealed class WeekVerdict(SimulatedWorld world, AccountOptions options, SimulatedAccount account)
{
    private readonly Duty _duty = world.Witness.DutyOf(options);
    private readonly List<SimulatedStatus> _said = account.Statuses.FindAll(status => status.IsBots);

    public int Lost { get; private set; }
    public int Twice { get; private set; }
    public int False { get; private set; }

    /// <param name="outbox">Of all accounts, as the week has left it.</param>
    /// <param name="isWhole">False when it was lost in the week.</param>
    public void Check(IReadOnlyList<SeenRow> outbox, bool isWhole)
    {
        var articles = _said.Where(IsArticle).SelectMany(status => Witness.Links(status.Text)).ToList();
        var remembered = _said.Where(status => !status.IsForgotten).ToList();
        var told = remembered
            .Where(IsArticle)
            .SelectMany(status => Witness.Links(status.Text))
            .Concat(remembered.Where(Witness.IsRetold).SelectMany(Witness.Retold));
        foreach (var twice in told.CountBy(id => id).Where(one => one.Value > 1))
        {
            Twice += Wrong($"{twice.Key} was said {twice.Value} times");
        }

        foreach (var id in articles.Where(id => !_duty.Announced.Contains(id)))
        {
            False += Wrong($"{id} was said, and no feed that was read announced it");
        }

        var excused = Excused();
        foreach (var paper in _duty.Papers.Where(paper => !articles.Contains(paper.Id) && !excused.Contains(paper.Id)))
        {
            Lost += Wrong($"{paper.Id} was never said");
        }

        CheckOrder(articles, [.. account.Refusals.Keys.SelectMany(Witness.Links)]);
        CheckParents();
        CheckSummaries();
        CheckLedger([.. outbox.Where(row => row.Account == account.Name)], isWhole);
    }

    private static bool IsArticle(SimulatedStatus status) =>
        !Witness.IsRetold(status)
        && Witness.SummaryOf(status.Text) is null
        && Witness.HolidayOf(status.Text) is null
        && (status.InReplyTo is null || Witness.Links(status.Text).Any());

    // A toot that the server has refused twice, or answered doubtfully for a day, is the operator's.
    private HashSet<string> Excused() =>
        [
            .. account
                .Refusals.Where(one => one.Value >= 2)
                .Concat(account.Tries.Where(one => one.Value >= 10))
                .SelectMany(one => Witness.Links(one.Key)),
        ];

    // What was refused once is said when all others are out.
    private void CheckOrder(List<string> articles, HashSet<string> refused)
    {
        var places = _duty.Papers.Index().ToDictionary(one => one.Item.Id, one => one.Index);
        var said = articles.Distinct().Where(id => !refused.Contains(id) && places.ContainsKey(id)).ToList();
        foreach (var (one, next) in said.Zip(said.Skip(1)).Where(pair => places[pair.First] > places[pair.Second]))
        {
            Wrong($"{next} was said after {one}, which was announced later");
        }
    }

    private void CheckParents()
    {
        foreach (var (at, status) in _said.Index())
        {
            if (status.InReplyTo is { } parent && !_said.Take(at).Any(one => one.IsCalled(parent)))
            {
                False += Wrong($"{status.Id} answers {parent}, which was not there before it");
            }
        }
    }

    private void CheckSummaries()
    {
        var told = new HashSet<(string, DateOnly)>();
        foreach (var status in _said)
        {
            if (Witness.HolidayOf(status.Text) is { } day)
            {
                if (!SimulatedCalendar.IsHoliday(day) || ArxivDay.Of(status.AcceptedAt) < day)
                {
                    False += Wrong($"it said: {status.Text.Split('\n')[0]}");
                }

                if (!told.Add(("", day)))
                {
                    Twice += Wrong($"a second time it said: {status.Text.Split('\n')[0]}");
                }
            }

            if (Witness.SummaryOf(status.Text) is not { } summary)
            {
                continue;
            }

            if (!told.Add((summary.Category, summary.Day)))
            {
                Twice += Wrong($"a second summary of {summary.Category} on {summary.Day}");
            }
            // True if a feed was read whose papers, new to the account, were so many, and of that day.
            var isTrue = _duty.Looks.Exists(look =>
                look.Category == summary.Category
                && look.At <= status.AcceptedAt
                && look.Fresh.Count == summary.Papers
                && look.Fresh.Count(paper => paper.Day == summary.Day) * 2 > look.Fresh.Count
            );
            if (!isTrue)
            {
                False += Wrong($"the summary is not true: {status.Text.Split('\n')[0]}");
            }
        }
    }

    private void CheckLedger(List<SeenRow> rows, bool isWhole)
    {
        foreach (var row in rows.Where(row => row.State is OutboxState.Queued or OutboxState.Sending))
        {
            Lost += Wrong($"{row.Identity} is still {row.State}: {row.Error}");
        }

        var known = rows.Where(row => row.State == OutboxState.Sent).Select(row => row.StatusId!).ToHashSet();
        foreach (var id in known.Where(id => !account.Statuses.Exists(status => status.IsCalled(id))))
        {
            False += Wrong($"the ledger has {id} as sent, which the server never took");
        }

        if (!isWhole)
        {
            return;
        }

        foreach (
            var status in _said.Where(status => !known.Contains(status.Id) && !status.FormerIds.Exists(known.Contains))
        )
        {
            Twice += Wrong($"the ledger does not know {status.Id}: {status.Text.Split('\n')[0]}");
        }

        foreach (
            var row in rows.Where(row =>
                row.State == OutboxState.SetAside
                && account.Refusals.GetValueOrDefault(row.Text) < 2
                && account.Tries.GetValueOrDefault(row.Text) < 10
                && row.Error != Transitions.ParentSetAside
            )
        )
        {
            Lost += Wrong($"{row.Identity} was set aside without reason: {row.Error}");
        }
    }

    private int Wrong(string what)
    {
        world.Log.Wrong(world.Time.Now, $"{account.Name}: {what}");
        return 1;
    }
}
