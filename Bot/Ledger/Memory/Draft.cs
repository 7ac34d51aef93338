using System.Collections.Immutable;
using Bot.Arxiv;

namespace Bot.Ledger.Memory;

/// <summary>What a transaction is about to make of all data. Here is the one way to write a row of an outbox.</summary>
/// <param name="state">As the transaction found it.</param>
internal sealed class Draft(DiskState state)
{
    public DiskState State { get; set; } = state;

    /// <summary>An account's outbox.</summary>
    public AccountRows Rows(long account) => State.Rows(account);

    public long NextThread(long account) => Rows(account).LastThread + 1;

    /// <summary>False, and nothing is changed, when its account has the identity already.</summary>
    public bool TryInsert(OutboxRow row)
    {
        if (Rows(row.Account).Of(row.Identity) is not null)
        {
            return false;
        }

        var id = State.LastRow + 1;
        Put(MemoryRow.Of(row, id));
        State = State with { LastRow = id };
        return true;
    }

    /// <summary>False when there is one that could not be inserted.</summary>
    public bool TryInsert(IEnumerable<OutboxRow> rows) => rows.All(TryInsert);

    /// <summary>A row is another from now on.</summary>
    public void Put(MemoryRow row) => PutRows(row.Entry.AccountId, Rows(row.Entry.AccountId).With(row.Kept()));

    /// <summary>Its toot's state is another from now on.</summary>
    public void Put(MemoryRow row, OutboxEntry entry) => Put(row with { Entry = entry });

    public void Delete(MemoryRow row)
    {
        PutRows(row.Entry.AccountId, Rows(row.Entry.AccountId).Without(row));
        if (row.Id == State.LastRow)
        {
            State = State with
            {
                LastRow = State.Accounts.Values.SelectMany(account => account.Rows.All).Max(one => (long?)one.Id) ?? 0,
            };
        }
    }

    /// <summary>Changes what is known of an account; one that is not there stays so.</summary>
    public void Change(long account, Func<AccountRecord, AccountRecord> change)
    {
        if (State.Accounts.GetValueOrDefault(account) is { } known)
        {
            Put(known with { Record = Kept(change(known.Record)) });
        }
    }

    /// <summary>Records what an instance said about an account, which may be a new one.</summary>
    public AccountRecord Register(VerifiedAccount verified)
    {
        var known = State.Accounts.Values.FirstOrDefault(account =>
            account.Record.Host == verified.Host && account.Record.RemoteId == verified.RemoteId
        );
        var record =
            known?.Record
            ?? new AccountRecord
            {
                Id = State.Accounts.Keys.DefaultIfEmpty().Max() + 1,
                Host = verified.Host,
                RemoteId = verified.RemoteId,
                Label = verified.Label,
                Acct = verified.Acct,
                Limits = verified.Limits,
                Server = verified.Server,
            };
        record = Kept(
            record with
            {
                Label = verified.Label,
                Acct = verified.Acct,
                Limits = verified.Limits,
                Server = verified.Server,
            }
        );
        Put(new MemoryAccount(record, verified.Instance.AbsoluteUri, known?.Rows ?? AccountRows.Empty));
        return record;
    }

    /// <summary>A budget's window is charged with so many; another one than the last begins at nothing.</summary>
    public void Charge(long account, BudgetWindow window, int count)
    {
        var (key, start) = ((account, window.Budget), window.Start.Kept());
        var before = State.Charges.GetValueOrDefault(key) is { } known && known.Window == start ? known.Count : 0;
        State = State with { Charges = State.Charges.SetItem(key, new MemoryCharge(start, before + count)) };
    }

    /// <summary>A thing was done.</summary>
    public void NoteDone(string what, DateTimeOffset at) =>
        State = State with { Done = State.Done.SetItem(what, at.Kept()) };

    /// <summary>A version of a paper is kept as it was first seen, and as if it was announced as new.</summary>
    public void KeepPaper(Announcement paper)
    {
        var versions = State.Papers.GetValueOrDefault(paper.Id, ImmutableSortedDictionary<int, Announcement>.Empty);
        if (!versions.ContainsKey(paper.Version))
        {
            versions = versions.Add(paper.Version, paper with { Type = AnnounceType.New });
            State = State with { Papers = State.Papers.SetItem(paper.Id, versions) };
        }
    }

    /// <summary>A category's listing of a day has a paper, which counts once for the category.</summary>
    public void Announce(string category, DateOnly date, Announcement paper)
    {
        var known = State.Announcements.GetValueOrDefault(paper.Id, []);
        var isUnseen = !known.Exists(one =>
            one.Category == category && one.Type == paper.Type && one.Version == paper.Version
        );
        if (isUnseen)
        {
            known = known.Add(new MemoryAnnouncement(category, paper.Type, paper.Version, date));
        }

        var more = isUnseen && paper.Type == AnnounceType.New ? 1 : 0;
        var count = State.Announced.GetValueOrDefault((category, date)) + more;
        State = State with
        {
            Announcements = State.Announcements.SetItem(paper.Id, known),
            Announced = State.Announced.SetItem((category, date), count),
        };
    }

    /// <summary>
    /// What looks have found out about days. "Since" is kept while the state is. With the first look of a new day, the
    /// earlier ones have ended.
    /// </summary>
    public void NoteDays(string category, IReadOnlyList<DayNote> notes, DateTimeOffset now)
    {
        var days = State.Days.GetValueOrDefault(category, ImmutableSortedDictionary<DateOnly, MemoryDay>.Empty);
        foreach (var note in notes)
        {
            var known = days.GetValueOrDefault(note.Date);
            var day = new MemoryDay
            {
                State = note.State,
                Since = known is not null && known.State == note.State ? known.Since : now.Kept(),
                Late = (known?.Late ?? 0) + note.Late,
                SawEmptyFeed = note.SawEmptyFeed || known?.SawEmptyFeed == true,
                Message = note.Message,
                HasEnded = known?.HasEnded ?? false,
                CaughtUp = known?.CaughtUp ?? 0,
            };
            days = days.SetItem(note.Date, day);
        }

        var today = ArxivDay.Of(now);
        foreach (var (date, day) in days.TakeWhile(day => day.Key < today).Where(day => !day.Value.HasEnded).ToList())
        {
            days = days.SetItem(date, day with { HasEnded = true });
        }

        if (!days.IsEmpty)
        {
            State = State with { Days = State.Days.SetItem(category, days) };
        }
    }

    /// <summary>So many papers of a day are told late; nothing is noted of a day that nobody has looked at.</summary>
    public void NoteCaughtUp(string category, DateOnly date, int papers)
    {
        if (State.Days.GetValueOrDefault(category)?.GetValueOrDefault(date) is { } day)
        {
            var noted = day with { CaughtUp = day.CaughtUp + papers };
            State = State with { Days = State.Days.SetItem(category, State.Days[category].SetItem(date, noted)) };
        }
    }

    /// <summary>A day's picture, unless it shows fewer papers than the one that is there.</summary>
    public void KeepPicture(PictureRecord picture)
    {
        var key = (picture.Category, picture.Date);
        if (State.Pictures.GetValueOrDefault(key) is not { } known || picture.Papers >= known.Papers)
        {
            State = State with { Pictures = State.Pictures.SetItem(key, picture with { HasPng = false }) };
        }
    }

    /// <summary>
    /// The archive's facts of a paper, if it is known. The last feed that can bring it is kept from the first time: it
    /// follows from when the archive was first seen to have it.
    /// </summary>
    public void NoteArchived(ArchivedPaper paper, DateOnly lastFeed, DateTimeOffset now)
    {
        if (!State.Papers.ContainsKey(paper.Id))
        {
            return;
        }

        var known = State.Archived.GetValueOrDefault(paper.Id);
        var facts = new ArchivedFacts(
            paper.Id,
            Math.Max(paper.Version, known?.Facts.Version ?? 0),
            paper.Comments,
            paper.JournalReference,
            paper.Doi,
            paper.Withdrawal is { } withdrawal ? withdrawal with { At = withdrawal.At.Kept() } : null,
            known?.Facts.NotedAt ?? now.Kept()
        );
        var archived = new MemoryArchived(
            facts,
            paper.Categories.Count > 0 ? paper.Categories[0] : known?.Category,
            paper.EarliestAnnouncement ?? known?.Earliest,
            known?.LastFeed ?? lastFeed,
            paper.Deleted
        );
        State = State with { Archived = State.Archived.SetItem(paper.Id, archived) };
    }

    /// <summary>The first day that can have announced a paper; null when the archive does not tell.</summary>
    public DateOnly? EarliestOf(ArxivId paper) => State.Archived.GetValueOrDefault(paper)?.Earliest;

    /// <summary>Accounts that have something queued of some threads spread it until a time.</summary>
    public void Spread(IEnumerable<QueuedThread> threads, DateTimeOffset? until)
    {
        var accounts = threads.Where(thread => thread.State == OutboxState.Queued).Select(thread => thread.Account.Id);
        foreach (var account in accounts.Distinct())
        {
            Change(account, record => record with { SpreadUntil = until });
        }
    }

    private static AccountRecord Kept(AccountRecord record) =>
        record with
        {
            // That its server reads markup is not kept: whoever asks it tells so again.
            Limits = TootLimits.Of(record.Limits.MaxCharacters, record.Limits.CharactersPerUrl, record.Limits.RuleName),
            RecoveredAt = record.RecoveredAt.Kept(),
            RecoverFrom = record.RecoverFrom.Kept(),
            NotBefore = record.NotBefore.Kept(),
            SpreadUntil = record.SpreadUntil.Kept(),
            BlockedSince = record.BlockedSince.Kept(),
            NextCheck = record.NextCheck.Kept(),
        };

    private void PutRows(long account, AccountRows rows) => Put(State.Accounts[account] with { Rows = rows });

    private void Put(MemoryAccount account) =>
        State = State with { Accounts = State.Accounts.SetItem(account.Record.Id, account) };
}
