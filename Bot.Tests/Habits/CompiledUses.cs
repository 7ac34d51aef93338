using NetArchTest.Rules;

namespace Bot.Tests.Habits;

/// <summary>Who uses whom by the compiler's output: an assembly's types, signatures and instructions.</summary>
internal sealed class CompiledUses(string assembly)
{
    private readonly Types _types = Types.FromFile(assembly);

    /// <summary>Every type that uses a room which its own room may not use.</summary>
    public IReadOnlyList<string> Violations() => [.. House.Rooms.SelectMany(ViolationsIn).Distinct()];

    /// <summary>Every type outside the engine on SQLite that speaks SQL.</summary>
    public IReadOnlyList<string> SpeakSqlOutsideItsEngine() =>
        Sentences(
            _types
                .That()
                .DoNotResideInNamespace("Bot.Ledger.Sqlite")
                .ShouldNot()
                .HaveDependencyOnAny("Microsoft.Data.Sqlite", "SQLitePCL")
                .GetResult()
        );

    /// <summary>Namespace and name of every type that is in no other.</summary>
    public IReadOnlyList<(string Space, string Type)> OutermostTypes() =>
        [
            .. _types
                .GetTypes()
                .Select(type => type.FullName)
                .Where(name => !name.Contains('/', StringComparison.Ordinal))
                .Where(name => !name.Contains('+', StringComparison.Ordinal))
                .Select(Split),
        ];

    private IReadOnlyList<string> ViolationsIn(string room)
    {
        var forbidden = House.Rooms.Where(other => !House.MayUseRoom(room, other)).SelectMany(NamesIn).ToArray();
        return forbidden.Length == 0
            ? []
            : Sentences(TypesIn(room).ShouldNot().HaveDependencyOnAny(forbidden).GetResult());
    }

    private PredicateList TypesIn(string room) =>
        room is House.Toot or House.Entry
            ? _types.That().HaveName([.. RootTypes(room)]).And().ResideInNamespaceMatching("^(Bot)?$")
            : House
                .RoomsWithin(room)
                .Aggregate(
                    _types.That().ResideInNamespace($"Bot.{room}"),
                    (types, within) => types.And().DoNotResideInNamespace($"Bot.{within}")
                );

    // What NetArchTest is asked for: a namespace, or the root's types one by one, since all namespaces begin with it.
    private IEnumerable<string> NamesIn(string room) =>
        room is House.Toot or House.Entry
            ? RootTypes(room).Select(type => room == House.Entry && type == "Program" ? type : $"Bot.{type}")
            : [$"Bot.{room}"];

    private IEnumerable<string> RootTypes(string room) =>
        OutermostTypes().Where(one => House.RoomOf(one.Space, one.Type) == room).Select(one => one.Type);

    private static List<string> Sentences(NetArchTest.Rules.TestResult result) =>
        [.. (result.FailingTypes ?? []).Select(type => $"{type.FullName}: {type.Explanation}")];

    private static (string Space, string Type) Split(string fullName)
    {
        var dot = fullName.LastIndexOf('.');
        var name = fullName[(dot + 1)..].Split('`')[0];
        return (dot < 0 ? "" : fullName[..dot], name);
    }
}
