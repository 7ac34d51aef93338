using Bot.Arxiv;
using Bot.Composer;
using Bot.Ledger;
using Bot.Options;
using Bot.Pipeline.Listings;

namespace Bot.Pipeline.Sending;

/// <summary>What came of composing toots anew.</summary>
public enum Recomposed
{
    /// <summary>New ones are in their place.</summary>
    Replaced,

    /// <summary>Nothing can be composed that fits, so nothing was changed.</summary>
    DoesNotFit,

    /// <summary>The ledger was changed by something else meanwhile, so nothing was written.</summary>
    NotAsExpected,
}

/// <summary>
/// Composes queued toots anew when the server allows less text than when they were composed. The papers and the way of
/// telling them stay the same. Only what was never sent, or was refused, gets another text.
/// </summary>
/// <param name="options">The settings of the account whose toots they are.</param>
/// <param name="outbox">Where they are queued.</param>
/// <param name="clock">The time.</param>
public sealed class Recomposition(AccountOptions options, IOutbox outbox, TimeProvider clock)
{
    /// <summary>
    /// Composes anew all queued toots that are too long for the account's limits and were never tried. What cannot be
    /// composed to fit stays as it is.
    /// </summary>
    /// <param name="account">With the limits as they are in the ledger.</param>
    /// <returns>Not as expected when something else was faster; then some may be left.</returns>
    public async Task<Move> RecomposeAllAsync(AccountRecord account)
    {
        // The last thread first: shorter lists become more lists, which renumbers the threads behind them, and an entry
        // knows its thread by the number that it had when it was read.
        foreach (var entry in (await outbox.TooLong(account.Id, account.Limits.MaxCharacters)).Reverse())
        {
            if (await RecomposeAsync(account, entry) == Recomposed.NotAsExpected)
            {
                return Move.NotAsExpected;
            }
        }

        return Move.Moved;
    }

    /// <summary>Puts newly composed toots in the place of the unsent ones of an entry's thread.</summary>
    /// <param name="account">With the limits as they are in the ledger.</param>
    /// <param name="entry">Certainly not posted.</param>
    public async Task<Recomposed> RecomposeAsync(AccountRecord account, OutboxEntry entry)
    {
        var unsent = await outbox.Unsent(entry);
        if (unsent.Entries.Count == 0)
        {
            return Recomposed.Replaced;
        }

        return entry.Toot.Kind is TootKind.List or TootKind.CrossLists or TootKind.Replacements
            ? await RecomposeListsAsync(account, entry, unsent)
            : await RecomposeThreadAsync(account, entry, unsent);
    }

    /// <summary>Puts a reply in the place of an edit that was to tell of a withdrawal.</summary>
    /// <param name="account">With the limits as they are in the ledger.</param>
    /// <param name="entry">The edit, certainly not made.</param>
    public async Task<Recomposed> AsReplyAsync(AccountRecord account, OutboxEntry entry)
    {
        var unsent = await outbox.Unsent(entry);
        if (unsent.Withdrawn is not { } one)
        {
            return Recomposed.DoesNotFit;
        }

        var reply = AccountSnapshot.ComposerOf(options, account).WithdrawalReply(one.Paper.Id, one.Withdrawal);
        return Fits(reply, account)
            ? Came(await outbox.Recomposed(new RecomposedThread(account, unsent.Entries, [reply], clock.GetUtcNow())))
            : Recomposed.DoesNotFit;
    }

    private async Task<Recomposed> RecomposeThreadAsync(AccountRecord account, OutboxEntry entry, UnsentToots unsent)
    {
        var fresh =
            entry.Toot.Kind == TootKind.Withdrawal
                ? WithdrawalOf(account, entry, unsent)
                : ThreadOf(account, entry, unsent);
        if (fresh is null || !fresh.All(toot => Fits(toot, account)))
        {
            return Recomposed.DoesNotFit;
        }

        return Came(await outbox.Recomposed(new RecomposedThread(account, unsent.Entries, fresh, clock.GetUtcNow())));
    }

    // Null when the paper is not known.
    private IReadOnlyList<Toot>? ThreadOf(AccountRecord account, OutboxEntry entry, UnsentToots unsent)
    {
        var composer = AccountSnapshot.ComposerOf(options, account);
        IReadOnlyList<Toot>? fresh = (entry.Toot.Kind, unsent.Papers is [var first, ..] ? first : null) switch
        {
            (TootKind.Summary, _) => [SummaryOf(account, entry, unsent.Lists)],
            (_, null) => null,
            (TootKind.Replacement, var paper) => [composer.Replacement(paper, unsent.Urls.GetValueOrDefault(paper.Id))],
            (TootKind.ReplacementEdit, var paper) =>
            [
                composer.Edited(paper, CrossListsAndReplacements.NoteOf(paper.Version)),
            ],
            (_, var paper) => composer.Rest(paper, unsent.Entries[0].Toot),
        };
        return entry.CaughtUp
            ? fresh?.Select(toot => toot with { Visibility = options.QuietVisibility }).ToList()
            : fresh;
    }

    // As an edit or a reply, whichever it was queued as: the settings may have changed since. Null when the archive has
    // taken the withdrawal back.
    private IReadOnlyList<Toot>? WithdrawalOf(AccountRecord account, OutboxEntry entry, UnsentToots unsent)
    {
        if (unsent.Withdrawn is not { } one)
        {
            return null;
        }

        var composer = AccountSnapshot.ComposerOf(options, account);
        return entry.Toot.Action == TootAction.Edit
            ? [composer.Withdrawn(one.Paper, one.Withdrawal, one.Said.Toot)]
            : [composer.WithdrawalReply(one.Paper.Id, one.Withdrawal)];
    }

    // Shorter lists are more lists, so the summary before them may have to name another number.
    private async Task<Recomposed> RecomposeListsAsync(AccountRecord account, OutboxEntry entry, UnsentToots unsent)
    {
        var fresh = ListsOf(account, entry, unsent);
        if (!fresh.All(list => Fits(list.Toot, account)))
        {
            return Recomposed.DoesNotFit;
        }

        var threads = fresh.Select(list => new QueuedThread(account, null, [list.Toot], OutboxState.Queued)
        {
            Listed = list.Papers,
        });
        var lists = new RecomposedLists(unsent.Entries, [.. threads], clock.GetUtcNow());
        if (await outbox.ListsRecomposed(lists) == Move.NotAsExpected)
        {
            return Recomposed.NotAsExpected;
        }

        var summary = entry.Toot.Kind == TootKind.List ? unsent.Summary : null;
        // A summary that does not fit is no fault of its lists: it stays, and the server says what it thinks of it.
        return summary is not null && await RecomposeAsync(account, summary) == Recomposed.NotAsExpected
            ? Recomposed.NotAsExpected
            : Recomposed.Replaced;
    }

    private IReadOnlyList<Composer.PaperList> ListsOf(AccountRecord account, OutboxEntry entry, UnsentToots unsent)
    {
        var composer = AccountSnapshot.ComposerOf(options, account);
        var firstPart = unsent.Entries[0].Toot.Part;
        return entry switch
        {
            { CaughtUp: true } => composer.CatchUp(entry.Category, unsent.Days.First, unsent.Days.Last, unsent.Papers),
            { Toot.Kind: TootKind.List } => composer.Lists(unsent.Papers, firstPart),
            _ => composer.Lists(
                new FollowUpListing(entry.Toot.Kind, entry.Category, entry.Date),
                unsent.Papers,
                id => unsent.Urls.GetValueOrDefault(id),
                firstPart
            ),
        };
    }

    // A summary of no papers is queued for a holiday only.
    private Toot SummaryOf(AccountRecord account, OutboxEntry entry, int lists) =>
        entry.Toot.Papers == 0 && ListingDays.Holiday(entry.Date) is { } holiday
            ? HolidayText.Compose(options, AccountSnapshot.LimitsOf(account), options.Categories, entry.Date, holiday)
            : AccountSnapshot
                .ComposerOf(options, account)
                .Summary(new ListingSummary(entry.Category, entry.Date, entry.Toot.Papers) { Lists = NumberOf(lists) });

    // As the summary names it: null when the papers follow one by one.
    private int? NumberOf(int lists)
    {
        if (lists > 0)
        {
            return lists;
        }

        return options.NewPapers == NewPapers.None ? 0 : null;
    }

    private static bool Fits(Toot toot, AccountRecord account) => toot.Characters <= account.Limits.MaxCharacters;

    private static Recomposed Came(Move move) => move == Move.Moved ? Recomposed.Replaced : Recomposed.NotAsExpected;
}
