using Bot.Arxiv;
using Microsoft.Data.Sqlite;

namespace Bot.Ledger;

/// <summary>How toots become rows of the outbox and rows entries.</summary>
public sealed partial class SqliteLedger
{
    /// <summary>Where in the outbox a toot goes, and what the row says beside the toot itself.</summary>
    private sealed record OutboxPlace
    {
        public required long Thread { get; init; }

        /// <summary>What a toot without a paper is known by.</summary>
        public required string SummaryIdentity { get; init; }
        public required string Category { get; init; }
        public required DateOnly Date { get; init; }

        /// <summary>Of a list its first.</summary>
        public ArxivId? Paper { get; init; }
        public int Version { get; init; }

        /// <summary>Never to be posted: the row only notes that the toot counts as said.</summary>
        public bool IsSeen { get; init; }
        public bool WithoutSummary { get; init; }
        public string? Target { get; init; }
        public string? Reason { get; init; }

        /// <summary>The place that an entry has, for a toot that takes it.</summary>
        public static OutboxPlace Of(OutboxEntry entry) =>
            new()
            {
                Thread = entry.Thread,
                SummaryIdentity = entry.Identity,
                Category = entry.Category,
                Date = entry.Date,
                Paper = entry.Paper,
                Version = entry.Version,
                IsSeen = entry.State == OutboxState.Seen,
                WithoutSummary = entry.WithoutSummary,
                Target = entry.Target,
                Reason = entry.Reason,
            };
    }

    private void Insert(IntakeRecord record, QueuedThread thread)
    {
        var paperOf = thread.Listed is [var first, ..] ? first : thread.Paper;
        var number = thread is { Continues: true, Paper: { } paper }
            ? RecoveredThread(thread.Account.Id, paper.Id)
            : NextThread(thread.Account.Id);
        foreach (var toot in thread.Toots)
        {
            Insert(
                thread.Account,
                new OutboxPlace
                {
                    Thread = number,
                    SummaryIdentity = TootIdentity.Summary(record.Category, record.Date),
                    Category = record.Category,
                    Date = record.Date,
                    Paper = paperOf?.Id,
                    Version = paperOf?.Version ?? 0,
                    IsSeen = thread.State == OutboxState.Seen,
                    Target = thread.Target,
                    Reason = thread.Reason,
                },
                toot,
                revision: 1,
                record.Now
            );
        }

        InsertListed(thread, number, record.Category, record.Date, record.Now);
    }

    internal long NextThread(long account) =>
        _database.Number(
            "SELECT coalesce(max(thread), 0) + 1 FROM outbox WHERE account = $account",
            ("$account", account)
        );

    private void Insert(AccountRecord account, OutboxPlace place, Toot toot, int revision, DateTimeOffset now)
    {
        var identity = TootIdentity.Of(toot, place.Paper, place.Version, place.SummaryIdentity);
        _database.Execute(
            """
            INSERT INTO outbox (
                account, thread, part, parts, identity, revision, key, kind, category, date, arxiv_id, version,
                text, spoiler_text, visibility, language, tags, characters, abstract_start, state, queued_at, alone,
                action, precedence, target, reason, papers
            )
            VALUES (
                $account, $thread, $part, $parts, $identity, $revision, $key, $kind, $category, $date, $paper,
                $version, $text, $spoiler, $visibility, $language, $tags, $characters, $start, $state, $now, $alone,
                $action, $precedence, $target, $reason, $papers
            )
            """,
            ("$account", account.Id),
            ("$thread", place.Thread),
            ("$part", toot.Part),
            ("$parts", toot.Parts),
            ("$identity", identity),
            ("$revision", revision),
            ("$key", TootIdentity.Key(account.Host, account.RemoteId, identity, revision)),
            ("$kind", toot.Kind),
            ("$category", place.Category),
            ("$date", place.Date),
            ("$paper", place.Paper),
            ("$version", place.Paper is null ? null : place.Version),
            ("$text", toot.Text),
            ("$spoiler", toot.SpoilerText),
            ("$visibility", toot.Visibility),
            ("$language", toot.Language),
            ("$tags", string.Join(' ', toot.Tags)),
            ("$characters", toot.Characters),
            ("$start", toot.AbstractStart),
            ("$state", place.IsSeen ? OutboxState.Seen : OutboxState.Queued),
            ("$now", now),
            ("$alone", place.WithoutSummary ? 1 : 0),
            ("$action", toot.Action),
            ("$precedence", toot.Precedence),
            ("$target", place.Target),
            ("$reason", place.Reason),
            ("$papers", toot.Papers)
        );
    }

    // The file says "refused" of what is set aside.
    private static OutboxState ReadState(SqliteDataReader row) =>
        row.Text("state") is "refused" ? OutboxState.SetAside : row.Word<OutboxState>("state");

    private static OutboxEntry ReadEntry(SqliteDataReader row) =>
        new()
        {
            Id = row.Long("id"),
            AccountId = row.Long("account"),
            Thread = row.Long("thread"),
            Identity = row.Text("identity"),
            Revision = row.Int("revision"),
            Key = row.Text("key"),
            Toot = new Toot
            {
                Kind = row.Word<TootKind>("kind"),
                Action = row.Word<TootAction>("action"),
                Text = row.Text("text"),
                SpoilerText = row.Text("spoiler_text"),
                Visibility = row.Word<TootVisibility>("visibility"),
                Language = row.Text("language"),
                Tags = row.Text("tags").Split(' ', StringSplitOptions.RemoveEmptyEntries),
                Part = row.Int("part"),
                Parts = row.Int("parts"),
                AbstractStart = row.Int("abstract_start"),
                Papers = row.Int("papers"),
                Characters = row.Int("characters"),
            },
            Category = row.Text("category"),
            Date = row.Date("date"),
            Paper = row.MaybeText("arxiv_id") is { } id ? ArxivId.Parse(id) : null,
            Version = (int)(row.MaybeLong("version") ?? 0),
            State = ReadState(row),
            ParentStatusId = row.MaybeText("parent_status_id"),
            Target = row.MaybeText("target"),
            TargetStatusId = row.MaybeText("target_status"),
            Reason = row.MaybeText("reason"),
            WithoutSummary = row.Int("alone") == 1,
            CaughtUp = row.Int("caught_up") == 1,
            WithoutPicture = row.Int("bare") == 1,
            FirstClaim = row.Time("first_claim"),
            LookAt = row.Time("look_at"),
            Doublings = row.Int("doublings"),
            Rounds = row.Int("rounds"),
            Refusals = row.Int("refusals"),
        };
}
