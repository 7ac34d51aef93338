namespace Bot.Tests.Habits;

/// <summary>The rooms of Bot/ and which others each may use. README's picture as data.</summary>
internal static class House
{
    /// <summary>The room of the root's own types: the words for what we say.</summary>
    public const string Toot = "Toot";

    /// <summary>The room of the entry and the composition root, which see everything.</summary>
    public const string Entry = "BotHost";

    private static readonly string[] EntryTypes = ["Program", "BotHost"];

    // Behind the ledger's stores: who uses those does not know which engine there is.
    private const string FileEngine = "Ledger.Sqlite";
    private const string MemoryEngine = "Ledger.Memory";

    // The vocabulary that stages share instead of code.
    private static readonly string[] Words = [Toot, "Arxiv", "Options"];

    private static readonly Dictionary<string, string[]> MayUse = new()
    {
        ["Arxiv"] = [],
        ["Text"] = [],
        // It meets the bot over HTTP only, so it does without even the words.
        ["Sandbox"] = [],
        ["Options"] = [Toot, "Arxiv", "Text"],
        [Toot] = ["Text"],
        ["Feed"] = [.. Words, "Text"],
        ["Ledger"] = [.. Words],
        [FileEngine] = [.. Words, "Ledger"],
        // The tests' own: nothing that ships may use it.
        [MemoryEngine] = [.. Words, "Ledger"],
        ["Composer"] = [.. Words, "Text"],
        ["Publisher"] = [.. Words, "Text"],
        ["PaperPages"] = [.. Words, "Text", "Ledger"],
        ["Pipeline"] = [.. Words, "Text", "Feed", "Ledger", "Composer", "Publisher", "PaperPages"],
        ["Web"] = [.. Words, "Text", "Ledger", "PaperPages"],
        ["Import"] = [.. Words, "Text", "Feed", "Ledger"],
    };

    private static readonly string[] SeeEverything = ["Cli", Entry];

    // Who opens a ledger names its engine, and hands on its stores.
    private static readonly Dictionary<string, string[]> OnlyUsedBy = new()
    {
        [FileEngine] = ["Cli"],
        [MemoryEngine] = [],
    };

    public static IReadOnlyList<string> Rooms { get; } = [.. MayUse.Keys, .. SeeEverything];

    public static bool MayUseRoom(string room, string other)
    {
        if (room == other)
        {
            return true;
        }

        return OnlyUsedBy.TryGetValue(other, out var users)
            ? users.Contains(room)
            : SeeEverything.Contains(room) || MayUse[room].Contains(other);
    }

    /// <summary>The rooms that lie within another, and are none of its own.</summary>
    public static IEnumerable<string> RoomsWithin(string room) =>
        Rooms.Where(other => other.StartsWith($"{room}.", StringComparison.Ordinal));

    /// <summary>The room that a type lies in; null for types that are not ours, such as generated ones.</summary>
    /// <param name="space">The type's namespace; empty for the global one.</param>
    /// <param name="type">The name of the outermost type.</param>
    public static string? RoomOf(string space, string type)
    {
        var isOfTheRoot = space is "Bot" or "";
        if (isOfTheRoot && EntryTypes.Contains(type))
        {
            return Entry;
        }

        return space == "Bot" ? Toot : RoomOf(space);
    }

    /// <summary>The room that a namespace below the root belongs to; null for all others.</summary>
    public static string? RoomOf(string space)
    {
        if (!space.StartsWith("Bot.", StringComparison.Ordinal))
        {
            return null;
        }

        var inside = space["Bot.".Length..];
        return OnlyUsedBy.Keys.FirstOrDefault(room => $"{inside}.".StartsWith($"{room}.", StringComparison.Ordinal))
            ?? inside.Split('.')[0];
    }

    /// <summary>
    /// Types that hide a namespace: within <c>Bot</c>, the name <c>Ledger</c> would mean the namespace and never the
    /// class.
    /// </summary>
    public static IEnumerable<string> NamedAsANamespace(IReadOnlyCollection<(string Space, string Type)> types)
    {
        var taken = types
            .Select(one => one.Space)
            .Where(space => space.StartsWith("Bot", StringComparison.Ordinal))
            .SelectMany(space => space.Split('.'))
            .ToHashSet();
        return types
            .Where(one => taken.Contains(one.Type))
            .Select(one => $"{one.Space}.{one.Type} has the name of a namespace");
    }
}
