using Bot.Tests.Support;
using Microsoft.CodeAnalysis.CSharp;

namespace Bot.Tests.Habits;

/// <summary>Keeps the picture in the README true. Who may use whom stands in <see cref="House"/>.</summary>
public sealed class ArchitectureTests
{
    private static readonly CompiledUses Bot = new(typeof(BotHost).Assembly.Location);

    [Fact]
    public void The_arrows_between_the_rooms_are_those_of_the_picture_in_the_compilers_output() =>
        NoViolation(Bot.Violations());

    [Fact]
    public void The_arrows_between_the_rooms_are_those_of_the_picture_in_the_sources_symbols()
    {
        var compilation = SourceUses.Compile(
            "Bot",
            Project
                .SourceFiles("Bot")
                .Select(file => (Path.GetRelativePath(Project.Root, file), File.ReadAllText(file)))
        );
        MeansSomething(compilation);
        NoViolation(SourceUses.Violations(compilation));
    }

    [Fact]
    public void Every_room_has_a_rule()
    {
        var rooms = Bot.OutermostTypes().Select(one => House.RoomOf(one.Space, one.Type)).OfType<string>().Distinct();
        Assert.Equal(House.Rooms.Order(), rooms.Order());
    }

    [Fact]
    public void A_file_lies_in_the_folder_that_its_namespace_names()
    {
        var strangers = Project
            .SourceFiles("Bot")
            .Select(file => Path.GetRelativePath(Project.Root, file))
            .Where(file => file != Path.Combine("Bot", "Program.cs"))
            .Where(file =>
                !Project
                    .Read(file)
                    .Contains(
                        $"namespace {Path.GetDirectoryName(file)!.Replace(Path.DirectorySeparatorChar, '.')};",
                        StringComparison.Ordinal
                    )
            );
        NoViolation(strangers);
    }

    [Fact]
    public void Only_the_ledgers_engine_on_SQLite_speaks_SQL()
    {
        NoViolation(Bot.SpeakSqlOutsideItsEngine());
        // By another name it would be found nowhere.
        Assert.Contains(
            Project.SourceFiles("Bot/Ledger/Sqlite"),
            file => File.ReadAllText(file).Contains("SqliteConnection", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void No_type_has_the_name_of_a_namespace() => NoViolation(House.NamedAsANamespace(Bot.OutermostTypes()));

    [Fact]
    public void The_root_folder_has_the_entry_the_composition_and_the_words_for_what_we_say() =>
        Assert.Equal(
            ["BotHost.cs", "Program.cs", "Toot.cs"],
            Directory.GetFiles(Path.Combine(Project.Root, "Bot"), "*.cs").Select(Path.GetFileName).Order()
        );

    // Names that mean nothing to the compiler would break no rule. What generators write is not there, and is ours to
    // declare and not to call from another room.
    private static void MeansSomething(CSharpCompilation compilation)
    {
        var unknown = compilation
            .GetDeclarationDiagnostics(TestContext.Current.CancellationToken)
            .Where(one => one.Id is "CS0246" or "CS0234" or "CS0103");
        NoViolation(unknown.Select(one => one.ToString()));
    }

    private static void NoViolation(IEnumerable<string> violations)
    {
        var all = violations.ToList();
        Assert.True(all.Count == 0, $"{all.Count} violations:\n{string.Join('\n', all)}");
    }
}
