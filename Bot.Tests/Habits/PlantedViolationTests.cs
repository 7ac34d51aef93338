using Microsoft.CodeAnalysis.CSharp;

namespace Bot.Tests.Habits;

/// <summary>The rules of the house can fail: each is broken here on purpose, in a small house of our own.</summary>
public sealed class PlantedViolationTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tootprint-house-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Every_arrow_that_is_not_in_the_picture_is_named_and_no_other()
    {
        var pairs = House
            .Rooms.Where(room => room != House.Entry)
            .SelectMany(_ => House.Rooms, (room, other) => (Room: room, Other: other))
            .Where(pair => pair.Room != pair.Other)
            .ToList();
        var house = Build([.. pairs.Select(pair => Plant(pair.Room, pair.Other))]);

        var forbidden = pairs
            .Where(pair => !House.MayUseRoom(pair.Room, pair.Other))
            .Select(pair => $"{SpaceOf(pair.Room)}.{UserOf(pair.Room, pair.Other)}")
            .Order()
            .ToList();
        Assert.Equal(forbidden, Compiled(house).Violations().Select(one => one.Split(':')[0]).Order());
        Assert.Equal(forbidden, SourceUses.Violations(house).Select(one => one.Split(' ')[0]).Order());
    }

    [Theory]
    [InlineData("public Bot.Composer.ComposerThing? Field;")]
    [InlineData("public List<Bot.Composer.ComposerThing> Field = [];")]
    [InlineData("public object Call() => Bot.Composer.ComposerThing.Make();")]
    [InlineData("public Func<object> Lambda() => () => Bot.Composer.ComposerThing.Make();")]
    [InlineData("public async Task Async() { await Task.Yield(); Bot.Composer.ComposerThing.Make(); }")]
    [InlineData("public IEnumerable<int> Iterate() { yield return Bot.Composer.ComposerThing.Make().Size; }")]
    [InlineData("public sealed class Inner : Bot.Composer.ComposerThing;")]
    [InlineData("public Type Type => typeof(Bot.Composer.ComposerThing);")]
    public void What_the_compiler_puts_out_is_found_there_and_in_the_source(string member)
    {
        var house = Build(Source("Bot.Feed", "Planted", member));
        Assert.StartsWith("Bot.Feed.Planted", Assert.Single(Compiled(house).Violations()), StringComparison.Ordinal);
        Assert.NotEmpty(SourceUses.Violations(house));
    }

    [Theory]
    [InlineData("public const int Copy = Bot.Composer.ComposerThing.Most;")]
    [InlineData("public int Body() => Bot.Composer.ComposerThing.Most;")]
    [InlineData("public const int Copy = (int)Bot.Composer.ComposerForm.Long;")]
    [InlineData("public bool Is(int form) => form is (int)Bot.Composer.ComposerForm.Long;")]
    [InlineData("public string Name => nameof(Bot.Composer.ComposerThing);")]
    [InlineData("public string Name => nameof(Bot.Composer.ComposerThing.Make);")]
    public void What_leaves_no_trace_is_found_in_the_source(string member)
    {
        var house = Build(Source("Bot.Feed", "Planted", member));
        Assert.Empty(Compiled(house).Violations());
        Assert.Equal(
            ["Bot.Feed.Planted (Feed) uses Bot.Composer"],
            SourceUses
                .Violations(house)
                .Select(one => one.Replace(".ComposerThing", "").Replace(".ComposerForm", ""))
                .Distinct()
        );
    }

    [Fact]
    public void A_using_is_a_use()
    {
        var house = Build(("Planted.cs", "using Bot.Ledger;\nnamespace Bot.Text.Latex;\npublic sealed class Planted;"));
        Assert.Equal(["Planted.cs (Text) uses Bot.Ledger"], SourceUses.Violations(house));
    }

    [Fact]
    public void Sql_outside_its_engine_is_named()
    {
        const string Member = "public Microsoft.Data.Sqlite.SqliteConnection? Field;";
        var house = Build(
            Source("Bot.Web", "Planted", Member),
            Source("Bot.Ledger", "Planted", Member),
            Source("Bot.Ledger.Memory", "Planted", Member),
            Source("Bot.Ledger.Sqlite", "Allowed", Member)
        );
        Assert.Equal(
            ["Bot.Ledger.Memory.Planted", "Bot.Ledger.Planted", "Bot.Web.Planted"],
            Compiled(house).SpeakSqlOutsideItsEngine().Select(one => one.Split(':')[0]).Order()
        );
    }

    [Theory]
    [InlineData("Bot", "BotHost", "Bot.Ledger.Sqlite")]
    [InlineData("Bot.Web", "Planted", "Bot.Ledger.Sqlite")]
    [InlineData("Bot.Ledger", "Planted", "Bot.Ledger.Sqlite")]
    [InlineData("Bot.Cli", "Planted", "Bot.Ledger.Memory")]
    [InlineData("Bot.Ledger.Sqlite", "Planted", "Bot.Ledger.Memory")]
    public void An_engine_of_the_ledger_is_named_only_by_who_opens_it(string space, string type, string engine)
    {
        var house = Build(("Planted.cs", $"using {engine};\nnamespace {space}; public partial class {type} {{ }}"));
        Assert.Contains($"({House.RoomOf(space, type)}) uses {engine}", Assert.Single(SourceUses.Violations(house)));
    }

    [Fact]
    public void A_type_with_the_name_of_a_namespace_is_named()
    {
        var house = Build(
            Source("Bot.Web", "Ledger", ""),
            Source("Bot.Ledger", "Latex", ""),
            Source("Bot.Text.Latex", "Planted", "")
        );
        Assert.Equal(
            ["Bot.Ledger.Latex has the name of a namespace", "Bot.Web.Ledger has the name of a namespace"],
            House.NamedAsANamespace(Compiled(house).OutermostTypes()).Order()
        );
    }

    // Every room with a thing in it, and what is planted.
    private static CSharpCompilation Build(params (string Path, string Text)[] planted) =>
        SourceUses.Compile("House", House.Rooms.SelectMany(Furnished).Concat(planted));

    private static IEnumerable<(string Path, string Text)> Furnished(string room) =>
        [
            Source(
                SpaceOf(room),
                ThingOf(room),
                $"public const int Most = 3; public static {ThingOf(room)} Make() => new(); public int Size => 1;"
            ),
            ($"{room}Form", $"namespace {SpaceOf(room)}; public enum {Name(room)}Form {{ Short, Long }}"),
        ];

    private static (string Path, string Text) Plant(string room, string other) =>
        Source(SpaceOf(room), UserOf(room, other), $"public {SpaceOf(other)}.{ThingOf(other)}? Field;");

    private static (string Path, string Text) Source(string space, string type, string members) =>
        ($"{space}.{type}", $"namespace {space}; public class {type} {{ {members} }}");

    private static string SpaceOf(string room) => room is House.Toot or House.Entry ? "Bot" : $"Bot.{room}";

    private static string ThingOf(string room) => room is House.Toot or House.Entry ? room : $"{Name(room)}Thing";

    private static string UserOf(string room, string other) => $"{Name(room)}Uses{Name(other)}";

    // A room within another has its name too.
    private static string Name(string room) => room.Replace(".", "", StringComparison.Ordinal);

    private CompiledUses Compiled(CSharpCompilation house)
    {
        var file = Path.Combine(_folder.FullName, "House.dll");
        var result = house.Emit(file, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return new CompiledUses(file);
    }
}
