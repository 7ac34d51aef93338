using System.Text.Json;
using Bot.Tests.Support;

namespace Bot.Tests.Cli;

/// <summary>How an operator learns what the bot did: the verb <c>status</c> and the service's own pages.</summary>
[Trait("Category", "Slow")]
public sealed class StatusVerbTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tootprint-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Status_tells_how_a_day_went_in_text_and_json()
    {
        await using var rehearsal = await LiveRehearsal.StartAsync();
        await rehearsal.ServeAsync(SampleListings.Day(3));
        await BotProcess.RunAsync(rehearsal.Environment, "run", "--once");

        var (_, text, _) = await BotProcess.RunAsync(rehearsal.Environment, "status");
        Assert.Matches(@"cs\.LG +2025-06-09 +3 +0 +0 +4 +0", text);
        Assert.Matches(
            @"\n  2025-06-09 complete since 20\d\d-\d\d-\d\d \d\d:\d\d UTC, 3 new: the listing is in\n",
            text
        );
        var (exitCode, json, _) = await BotProcess.RunAsync(rehearsal.Environment, "status", "--json");
        Assert.Equal(0, exitCode);
        Assert.Equal(
            4,
            JsonDocument
                .Parse(json)
                .RootElement.GetProperty("accounts")[0]
                .GetProperty("listings")[0]
                .GetProperty("sent")
                .GetInt32()
        );
        Assert.Contains(
            JsonDocument.Parse(json).RootElement.GetProperty("days").EnumerateArray(),
            day =>
                day.GetProperty("date").GetString() == "2025-06-09"
                && day.GetProperty("state").GetString() == "complete"
        );
    }

    [Fact]
    public async Task Status_without_a_ledger_says_what_to_do()
    {
        var (exitCode, _, errors) = await BotProcess.RunAsync(
            new Dictionary<string, string> { ["Bot__Ledger__Path"] = Path.Combine(_folder.FullName, "none.db") },
            "status"
        );
        Assert.Equal(1, exitCode);
        Assert.Contains("start `run` once", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_without_a_data_folder_gets_one_and_no_ledger_in_the_working_folder()
    {
        var (_, _, errors) = await BotProcess.RunAsync(
            new Dictionary<string, string> { ["HOME"] = _folder.FullName, ["XDG_DATA_HOME"] = "" },
            "status"
        );
        Assert.Contains(
            $"no ledger at {_folder.FullName}/.local/share/tootprint/ledger.db",
            errors,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_service_shows_its_health_where_it_is_told_to()
    {
        await using var rehearsal = await LiveRehearsal.StartAsync();
        await rehearsal.ServeAsync(SampleListings.Day(1));
        rehearsal.Environment["Bot__Web__Url"] = "http://127.0.0.1:0";
        using var bot = new BotProcess(rehearsal.Environment, "run");
        var url = await bot.SaysAsync("Readers' page at ");
        await bot.SaysAsync("posted article");
        using var http = new HttpClient(new SocketsHttpHandler());
        using var health = await http.GetAsync(new Uri(new Uri(url.Trim()), "health"));
        Assert.Equal(200, (int)health.StatusCode);
        var page = await http.GetStringAsync(new Uri(new Uri(url.Trim()), "status"));
        Assert.Contains("<h1>Tootprint: status</h1>", page, StringComparison.Ordinal);
        Assert.Contains("<br>Mon 2025-06-09: <span>complete</span> since ", page, StringComparison.Ordinal);
        await Bounded.UntilAsync(
            "the readers' page has the paper",
            async () =>
                (await http.GetStringAsync(new Uri(url.Trim()))).Contains(
                    "A Study of Case 2506 00001",
                    StringComparison.Ordinal
                )
        );
        bot.Terminate();
        var (exitCode, _, errors) = await bot.EndAsync();
        Assert.True(exitCode == 0, errors);
    }
}
