using System.Runtime.CompilerServices;
using Bot.Ledger.Sqlite;
using Bot.Pipeline;
using Bot.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Bot.Tests.Ledger.Sqlite;

/// <summary>
/// History must cost nothing: whatever the bot asks its ledger in its days is answered by an index that leads to the few
/// rows that matter. SQLite keeps no statistics here, so its plans are the same for a day and for ten years.
/// </summary>
public sealed class QueryPlanTests
{
    // What does not grow with the days: a constant, what was asked about, and tables that stay small or are emptied.
    private static readonly string[] Small = ["CONSTANT", "(subquery-1)", "account", "feed", "found"];

    // Indexes that hold few of their tables' rows.
    private static readonly string[] OfFewRows =
    [
        "archived_withdrawn",
        "outbox_in_hand",
        "outbox_missing",
        "outbox_recovered",
        "outbox_refused",
        "outbox_sending",
        "outbox_withdrawals",
    ];

    // The end of an index, to which SQLite goes straight.
    private const string LastOne = "SELECT coalesce(max(thread), 0) FROM outbox WHERE account = $account";

    [Fact]
    public async Task No_question_of_a_day_reads_a_whole_history()
    {
        await using var gap = await Gap.StartAsync(engine: TestEngine.Sqlite);
        var asked = new HashSet<string>();
        SqliteLedger? opened = null;
        gap.Rehearsal.Around = ledger => opened = (SqliteLedger)ledger;
        await foreach (var _ in LiveAsync(gap))
        {
            asked.UnionWith(Statements(opened!));
        }

        // A life in which little was asked would prove little.
        Assert.InRange(asked.Count, 100, 500);
        using var connection = new SqliteConnection($"Data Source={gap.Rehearsal.LedgerPath};Pooling=False");
        connection.Open();
        var wide = asked
            .Where(sql => sql != LastOne)
            .SelectMany(sql => Wide(connection, sql))
            .Order(StringComparer.Ordinal)
            .ToList();
        Assert.True(wide.Count == 0, string.Join("\n\n", wide));
    }

    // New papers, cross-lists, new versions, a lost answer, refusals, less room, days that no feed brought, an archive, and
    // a lost ledger at the end.
    private static async IAsyncEnumerable<int> LiveAsync(Gap gap)
    {
        var rehearsal = gap.Rehearsal;
        rehearsal.Settings["Bot:Accounts:0:CrossLists"] = "boost";
        rehearsal.Settings["Bot:Accounts:0:Replacements"] = "edit";
        rehearsal.Settings["Bot:Accounts:0:PinSummary"] = "true";
        rehearsal.Settings["Bot:Accounts:0:Similar"] = "true";
        rehearsal.Settings["Bot:Accounts:0:SummaryRising"] = "true";
        rehearsal.Settings["Bot:Accounts:0:PostsPerThreeHours"] = "300";
        var days = Gap.Days(5).ToList();
        await gap.AnnounceAsync(days[0], 4, 1);
        await rehearsal.FaultAsync("post", "lost-answer", skip: 1);
        await rehearsal.FaultAsync("post", "422", skip: 3);
        yield return await RunAsync(rehearsal);

        string[] retold =
        [
            SampleListings.Item("2506.00009"),
            SampleListings.Item("2506.00001", "replace", version: 2, about: "Quite another abstract."),
            SampleListings.Item("2506.00002", "cross", categories: "stat.ML cs.LG"),
        ];
        gap.ComeTo(days[1], 0);
        await rehearsal.ServeAsync(SampleListings.Feed(string.Concat(retold), Gap.Category, days[1]));
        await rehearsal.FaultAsync("edit", "503-accepted");
        yield return await RunAsync(rehearsal);

        await gap.AnnounceAsync(days[2], 3, 20);
        await gap.AnnounceAsync(days[3], 3, 30);
        await rehearsal.FaultAsync("post", "401", skip: 1);
        yield return await RunAsync(rehearsal);

        await rehearsal.ChangeAsync(new { maxCharacters = 300 });
        gap.ComeTo(days[4], 12);
        yield return await RunAsync(rehearsal);

        rehearsal.LoseLedger();
        yield return await RunAsync(rehearsal);
    }

    private static async Task<int> RunAsync(Rehearsal rehearsal)
    {
        var result = await rehearsal.RunOnceAsync();
        return result.Troubles.Count;
    }

    private static IEnumerable<string> Statements(SqliteLedger ledger) => Prepared(Database(ledger)).Keys;

    // What of a statement's plan reads more than a few rows, in words.
    private static IEnumerable<string> Wide(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"EXPLAIN QUERY PLAN {sql}";
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var step = reader.GetString(3);
            if (IsWide(step))
            {
                yield return $"{step}\n{sql}";
            }
        }
    }

    private static bool IsWide(string step)
    {
        var words = step.Split(' ');
        if (Small.Contains(words[1]) || OfFewRows.Any(words.Contains))
        {
            return false;
        }

        return words[0] switch
        {
            "SCAN" => !step.Contains("VIRTUAL TABLE", StringComparison.Ordinal),
            // All that an account ever said.
            "SEARCH" => step.EndsWith("(account=?)", StringComparison.Ordinal),
            _ => false,
        };
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_database")]
    private static extern ref SqliteDatabase Database(SqliteLedger ledger);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_prepared")]
    private static extern ref Dictionary<string, SqliteCommand> Prepared(SqliteDatabase database);
}
