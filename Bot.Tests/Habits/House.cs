namespace Bot.Tests.Habits;

/// <summary>The rooms of Bot/ and which others each may use. README's picture as data.</summary>
internal static class House
{
    /// <summary>The room of the root's own types: the words for what we say.</summary>
    public const string Toot = "Toot";

    /// <summary>The room of the entry and the composition root, which see everything.</summary>
    public const string Entry = "BotHost";

    private static readonly string[] EntryTypes = ["Program", "BotHost"];

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
        ["Composer"] = [.. Words, "Text"],
        ["Publisher"] = [.. Words, "Text"],
        ["PaperPages"] = [.. Words, "Text", "Ledger"],
        ["Pipeline"] = [.. Words, "Text", "Feed", "Ledger", "Composer", "Publisher", "PaperPages"],
        ["Web"] = [.. Words, "Text", "Ledger", "PaperPages"],
        ["Import"] = [.. Words, "Text", "Feed", "Ledger"],
    };

    private static readonly string[] SeeEverything = ["Cli", Entry];

    public static IReadOnlyList<string> Rooms { get; } = [.. MayUse.Keys, .. SeeEverything];

    public static bool MayUseRoom(string room, string other) =>
        room == other || SeeEverything.Contains(room) || MayUse[room].Contains(other);

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
    public static string? RoomOf(string space) =>
        space.StartsWith("Bot.", StringComparison.Ordinal) ? space.Split('.')[1] : null;

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
