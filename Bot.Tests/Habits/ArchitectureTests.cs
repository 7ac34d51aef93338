using System.Text.RegularExpressions;
using Bot.Arxiv;
using Bot.Options;
using Bot.Tests.Support;

namespace Bot.Tests.Habits;

/// <summary>Keeps the picture in the README true: who may use whom.</summary>
public sealed partial class ArchitectureTests
{
    private static readonly string[] Rooms =
    [
        "Feed",
        "Ledger",
        "Composer",
        "Publisher",
        "Pipeline",
        "Web",
        "Sandbox",
        "Cli",
    ];

    // A room may use the vocabulary in the root namespace, itself, and these.
    private static readonly Dictionary<string, string[]> MayUse = new()
    {
        ["Feed"] = [],
        ["Ledger"] = [],
        ["Composer"] = [],
        ["Publisher"] = [],
        ["Sandbox"] = [],
        ["Pipeline"] = ["Feed", "Ledger", "Composer", "Publisher"],
        ["Web"] = ["Ledger"],
        ["Cli"] = ["Feed", "Ledger", "Composer", "Publisher", "Pipeline", "Web", "Sandbox"],
    };

    // The sandbox meets the bot over HTTP only, so it does without even the vocabulary.
    private static readonly string[] Vocabulary =
    [
        "ArxivId",
        "ArxivDay",
        "DayState",
        "ListingDays",
        "Announcement",
        "AnnounceType",
        "ArchivedPaper",
        "PaperVersion",
        "Withdrawal",
        "Listing",
        "Toot",
        "TootKind",
        "TootLimits",
        "TootVisibility",
        "ArxivCategories",
        "BotOptions",
        "AccountOptions",
        "SettingsReader",
        "BotSettings",
        "BotHost",
    ];

    [Fact]
    public void The_arrows_between_the_rooms_are_those_of_the_picture()
    {
        foreach (var room in Rooms)
        {
            foreach (var file in Project.SourceFiles($"Bot/{room}"))
            {
                var used = RoomName()
                    .Matches(Code(file))
                    .Select(match => match.Groups[1].Value)
                    .Where(name => Rooms.Contains(name) && name != room)
                    .Distinct();
                foreach (var other in used)
                {
                    Assert.True(MayUse[room].Contains(other), $"{file} uses {other}");
                }
            }
        }
    }

    [Fact]
    public void The_sandbox_uses_nothing_of_ours()
    {
        foreach (var file in Project.SourceFiles("Bot/Sandbox"))
        {
            Assert.DoesNotMatch(
                $@"\b(?:{string.Join('|', Vocabulary)})\b[.(<? ]",
                Strings()
                    .Replace(Comments().Replace(Code(file), ""), "\"\"")
                    .Replace("class ", "", StringComparison.Ordinal)
            );
        }
    }

    [Fact]
    public void The_vocabulary_uses_no_room()
    {
        foreach (
            var file in Directory
                .GetFiles(Path.Combine(Project.Root, "Bot"), "*.cs")
                .Where(file => Path.GetFileName(file) is not ("BotHost.cs" or "Program.cs"))
        )
        {
            Assert.DoesNotContain(
                RoomName().Matches(Code(file)).Select(match => match.Groups[1].Value),
                Rooms.Contains
            );
        }
    }

    [Fact]
    public void Only_the_ledger_speaks_SQL()
    {
        foreach (
            var file in Project.SourceFiles("Bot").Where(file => !file.Contains("/Ledger/", StringComparison.Ordinal))
        )
        {
            Assert.DoesNotContain("Sqlite" + "Connection", File.ReadAllText(file), StringComparison.Ordinal);
        }
        // By another name it would be found nowhere.
        Assert.Contains(
            Project.SourceFiles("Bot/Ledger"),
            file => File.ReadAllText(file).Contains("Sqlite" + "Connection", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void No_class_carries_its_folders_name_and_no_file_is_longer_than_250_lines()
    {
        foreach (var file in Project.SourceFiles("Bot").Concat(Project.SourceFiles("Bot.Tests")))
        {
            Assert.True(File.ReadAllLines(file).Length <= 250, $"{file} is too long for one room");
            Assert.DoesNotContain(Path.GetFileNameWithoutExtension(file), Rooms);
        }
    }

    private static string Code(string file) => File.ReadAllText(file);

    // "using Bot.Feed;", "Bot.Feed.FeedParser", and the partly qualified "Feed.FeedParser".
    [GeneratedRegex(@"(?<![\w.""/:])(?:Bot\.)?(Feed|Ledger|Composer|Publisher|Pipeline|Web|Sandbox|Cli)(?:;|\.[A-Z])")]
    private static partial Regex RoomName();

    [GeneratedRegex(@"//.*")]
    private static partial Regex Comments();

    [GeneratedRegex("\"[^\"\n]*\"")]
    private static partial Regex Strings();
}
