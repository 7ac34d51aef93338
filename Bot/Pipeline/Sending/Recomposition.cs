using Bot.Arxiv;
using Bot.Composer;
using Bot.Ledger;
using Bot.Options;
using Bot.Pipeline.Listings;

namespace Bot.Pipeline.Sending;

/// <summary>
/// Composes queued toots anew when the server allows less text than when they were composed. The papers and the way of
/// telling them stay the same. Only what was never sent, or was refused, gets another text.
/// </summary>
/// <param name="account">Whose toots they are.</param>
/// <param name="ledger">Where they are queued.</param>
/// <param name="clock">The time.</param>
public sealed class Recomposition(AccountSession account, SqliteLedger ledger, TimeProvider clock)
{
    /// <summary>
    /// Notes the limits, and composes anew all queued toots that are too long for them and were never tried.
    /// </summary>
    public void RecomposeAllFor(TootLimits limits)
    {
        ledger.SetLimits(account.Record.Id, limits);
        // The last thread first: shorter lists become more lists, which renumbers the threads behind them, and an entry
        // knows its thread by the number that it had when it was read.
        foreach (var entry in ledger.UntriedOver(account.Record.Id, limits.MaxCharacters).Reverse())
        {
            TryRecompose(entry);
        }
    }

    /// <summary>
    /// Puts newly composed toots in the place of the unsent ones of an entry's thread. False, and nothing is changed,
    /// when nothing can be composed that fits.
    /// </summary>
    public bool TryRecompose(OutboxEntry entry) =>
        entry.Toot.Kind switch
        {
            TootKind.List or TootKind.CrossLists or TootKind.Replacements => TryRecomposeLists(entry),
            TootKind.Withdrawal => TryRecomposeWithdrawal(entry),
            _ => TryRecomposeThread(entry),
        };

    private bool TryRecomposeThread(OutboxEntry entry)
    {
        var (paper, unsent) = ledger.Unsent(entry);
        var composer = account.Composer;
        IReadOnlyList<Toot>? fresh = (entry.Toot.Kind, paper) switch
        {
            (TootKind.Summary, _) => [SummaryOf(entry)],
            (_, null) => null,
            (TootKind.Replacement, _) => [composer.Replacement(paper, ledger.ArticleUrl(account.Record, paper.Id))],
            (TootKind.ReplacementEdit, _) => [composer.Edited(paper, CrossListsAndReplacements.NoteOf(paper.Version))],
            _ => composer.Rest(paper, unsent[0].Toot),
        };
        if (entry.CaughtUp)
        {
            fresh = fresh?.Select(toot => toot with { Visibility = account.Options.QuietVisibility }).ToList();
        }

        if (fresh is null || !fresh.All(Fits))
        {
            return false;
        }

        ledger.Replace(account.Record, unsent, fresh, clock.GetUtcNow());
        return true;
    }

    // As an edit or a reply, whichever it was queued as: the settings may have changed since.
    private bool TryRecomposeWithdrawal(OutboxEntry entry)
    {
        if (ledger.WithdrawnPaperOf(entry) is not { } one)
        {
            return false;
        }

        var fresh =
            entry.Toot.Action == TootAction.Edit
                ? account.Composer.Withdrawn(one.Paper, one.Withdrawal, one.Said.Toot)
                : account.Composer.WithdrawalReply(one.Paper.Id, one.Withdrawal);
        if (!Fits(fresh))
        {
            return false;
        }

        ledger.Replace(account.Record, [entry], [fresh], clock.GetUtcNow());
        return true;
    }

    // Shorter lists are more lists, so the summary before them may have to name another number.
    private bool TryRecomposeLists(OutboxEntry entry)
    {
        var (lists, papers) = ledger.UnsentLists(entry);
        if (lists.Count == 0)
        {
            return true;
        }

        var days = ledger.DaysOfThread(entry);
        var firstPart = lists[0].Toot.Part;
        var fresh = entry switch
        {
            { CaughtUp: true } => account.Composer.CatchUp(entry.Category, days.First, days.Last, papers),
            { Toot.Kind: TootKind.List } => account.Composer.Lists(papers, firstPart),
            _ => account.Composer.Lists(
                new FollowUpListing(entry.Toot.Kind, entry.Category, entry.Date),
                papers,
                id => ledger.ArticleUrl(account.Record, id),
                firstPart
            ),
        };
        if (!fresh.All(list => Fits(list.Toot)))
        {
            return false;
        }

        ledger.ReplaceLists(
            lists,
            [
                .. fresh.Select(list => new QueuedThread(account.Record, null, [list.Toot], OutboxState.Queued)
                {
                    Listed = list.Papers,
                }),
            ],
            clock.GetUtcNow()
        );
        return entry.Toot.Kind != TootKind.List
            || ledger.UntriedSummary(entry.AccountId, entry.Category, entry.Date) is not { } summary
            || TryRecompose(summary);
    }

    private bool Fits(Toot toot) => toot.Characters <= account.Record.Limits.MaxCharacters;

    // A summary of no papers is queued for a holiday only.
    private Toot SummaryOf(OutboxEntry entry) =>
        entry.Toot.Papers == 0 && ListingDays.Holiday(entry.Date) is { } holiday
            ? HolidayText.Compose(
                account.Options,
                account.Record.Limits,
                account.Options.Categories,
                entry.Date,
                holiday
            )
            : account.Composer.Summary(
                new ListingSummary(entry.Category, entry.Date, entry.Toot.Papers) { Lists = NumberOfLists(entry) }
            );

    // As the summary names it: null when the papers follow one by one.
    private int? NumberOfLists(OutboxEntry summary)
    {
        var lists = ledger.CountLists(summary.AccountId, summary.Category, summary.Date);
        if (lists > 0)
        {
            return lists;
        }

        return account.Options.NewPapers == NewPapers.None ? 0 : null;
    }
}
