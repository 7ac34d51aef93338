using Bot.Ledger;
using Bot.Ledger.Memory;
using Microsoft.Data.Sqlite;

namespace Bot.Tests.Support;

/// <summary>A row of an outbox as it lies there, which no store would tell of: for whoever judges a whole run.</summary>
/// <param name="Account">Its account's id on the server.</param>
/// <param name="State">Where the toot is on its way.</param>
/// <param name="Identity">What it is known by.</param>
/// <param name="StatusId">On the server; null for none.</param>
/// <param name="Text">What is posted; empty for a row that only notes something.</param>
/// <param name="Error">The last trouble with it.</param>
internal sealed record SeenRow(
    string Account,
    OutboxState State,
    string Identity,
    string? StatusId,
    string Text,
    string? Error
)
{
    public static IReadOnlyList<SeenRow> Of(DiskState state) =>
        [
            .. state.Accounts.Values.SelectMany(account =>
                account.Rows.All.Select(row => new SeenRow(
                    account.Record.RemoteId,
                    row.State,
                    row.Entry.Identity,
                    row.Entry.StatusId,
                    row.Entry.Toot.Text,
                    row.Entry.Error
                ))
            ),
        ];

    // By the words of the file: what is set aside is called refused there, whatever the bot calls it.
    public static IReadOnlyList<SeenRow> OfFile(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT account.remote_id, outbox.state, outbox.identity, outbox.status_id, outbox.text, outbox.error
            FROM outbox JOIN account ON account.id = outbox.account
            ORDER BY outbox.id
            """;
        using var row = command.ExecuteReader();
        var rows = new List<SeenRow>();
        while (row.Read())
        {
            var state = row.GetString(1);
            rows.Add(
                new SeenRow(
                    row.GetString(0),
                    state == "refused" ? OutboxState.SetAside : Enum.Parse<OutboxState>(state, ignoreCase: true),
                    row.GetString(2),
                    row.IsDBNull(3) ? null : row.GetString(3),
                    row.GetString(4),
                    row.IsDBNull(5) ? null : row.GetString(5)
                )
            );
        }

        return rows;
    }
}
