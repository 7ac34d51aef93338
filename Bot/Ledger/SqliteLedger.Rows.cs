using Bot.Arxiv;
using Bot.Composer;
using Microsoft.Data.Sqlite;

namespace Bot.Ledger;

/// <summary>How toots become rows of the outbox and rows entries.</summary>
public sealed partial class SqliteLedger
{
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
                new OutboxEntry
                {
                    Id = 0,
                    AccountId = thread.Account.Id,
                    Thread = number,
                    Identity = TootIdentity.Summary(record.Category, record.Date), // of what has no paper
                    Revision = 0,
                    Key = "",
                    Toot = toot,
                    Category = record.Category,
                    Date = record.Date,
                    Paper = paperOf?.Id,
                    Version = paperOf?.Version ?? 0,
                    State = thread.State,
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

    private long NextThread(long account) =>
        _database.Number(
            "SELECT coalesce(max(thread), 0) + 1 FROM outbox WHERE account = $account",
            ("$account", account)
        );

    private void Insert(AccountRecord account, OutboxEntry like, Toot toot, int revision, DateTimeOffset now)
    {
        var identity = TootIdentity.Of(toot, like.Paper, like.Version, like.Identity);
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
            ("$thread", like.Thread),
            ("$part", toot.Part),
            ("$parts", toot.Parts),
            ("$identity", identity),
            ("$revision", revision),
            ("$key", TootIdentity.Key(account.Host, account.RemoteId, identity, revision)),
            ("$kind", toot.Kind),
            ("$category", like.Category),
            ("$date", like.Date),
            ("$paper", like.Paper),
            ("$version", like.Paper is null ? null : like.Version),
            ("$text", toot.Text),
            ("$spoiler", toot.SpoilerText),
            ("$visibility", toot.Visibility),
            ("$language", toot.Language),
            ("$tags", string.Join(' ', toot.Tags)),
            ("$characters", toot.Characters),
            ("$start", toot.AbstractStart),
            ("$state", like.State == OutboxState.Seen ? OutboxState.Seen : OutboxState.Queued),
            ("$now", now),
            ("$alone", like.WithoutSummary ? 1 : 0),
            ("$action", toot.Action),
            ("$precedence", toot.Precedence),
            ("$target", like.Target),
            ("$reason", like.Reason),
            ("$papers", toot.Papers)
        );
    }

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
            State = row.Word<OutboxState>("state"),
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
