using System.Text;
using Bot.Tests.Support;

namespace Bot.Tests.Cli;

/// <summary>The token leaves the process in one header, to its instance; it is in no log, file, page or answer of ours.</summary>
public sealed class TokenSecrecyTests
{
    [Fact]
    public async Task After_a_day_with_faults_it_is_nowhere_but_at_the_instance()
    {
        await using var rehearsal = await LiveRehearsal.StartAsync();
        rehearsal.Environment["Logging__LogLevel__Default"] = "Trace";
        rehearsal.Environment["Bot__Web__Url"] = "http://127.0.0.1:0";
        var token = rehearsal.Sandbox.BotToken;
        await rehearsal.ServeAsync(Listings.Day(12));
        foreach (var (on, kind) in new[] { ("verify", "503"), ("post", "500"), ("post", "lost-answer"), ("post", "html"), ("post", "422"), ("timeline", "502-html"), ("feed", "503"), ("post", "redirect") })
            await rehearsal.FaultAsync(new { on, kind });

        var told = new List<string>();
        using (var bot = new BotProcess(rehearsal.Environment, "run"))
        {
            using var web = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new Uri(await bot.SaysAsync("Readers' page at ")) };
            // The redirect locks the account out, which is the last of the faults.
            await bot.SaysAsync("delivery pauses");
            told.Add(await web.GetStringAsync("/status"));
            told.Add(await (await web.GetAsync("/health")).Content.ReadAsStringAsync());
            foreach (var arguments in new string[][] { ["status"], ["status", "--json"], ["health"], ["doctor"], ["ledger", "backup", Path.Combine(rehearsal.Folder, "copy.db")] })
            {
                var (_, output, errors) = await BotProcess.RunAsync(rehearsal.Environment, arguments);
                told.Add(output + errors);
            }

            told.AddRange(Files(rehearsal.Folder));
            Assert.Contains(Directory.GetFiles(rehearsal.Folder), file => file.EndsWith("-wal", StringComparison.Ordinal));
            bot.Terminate();
            var (_, said, log) = await bot.EndAsync();
            told.Add(said + log);
        }

        told.AddRange(Files(rehearsal.Folder));
        Assert.All(told, text => Assert.DoesNotContain(token, text, StringComparison.Ordinal));
        // That it was looked for in the right places: the bot was at work with it, and told of each fault.
        Assert.NotEmpty(await rehearsal.TextsAsync());
        Assert.Contains(told, text => text.Contains("LOCKED OUT", StringComparison.Ordinal));
        Assert.Contains(told, text => text.Contains("no answer", StringComparison.OrdinalIgnoreCase) || text.Contains("doubtful", StringComparison.Ordinal) || text.Contains("HTTP 500", StringComparison.Ordinal));
    }

    // Bytes as letters, so that text is found in databases too.
    private static IEnumerable<string> Files(string folder)
    {
        // The lock is held and empty.
        foreach (var file in Directory.GetFiles(folder).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            yield return Encoding.Latin1.GetString(bytes.ToArray());
        }
    }
}
