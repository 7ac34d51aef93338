using System.Reflection;
using System.Text.RegularExpressions;
using Bot.Ledger;
using Bot.Tests.Support;

namespace Bot.Tests.Habits;

/// <summary>
/// What the interfaces of the ledger's stores may look like, so that any engine can stand behind them, one behind a
/// network too.
/// </summary>
internal static partial class StoreRules
{
    public const int MostMethods = 20;
    public const int MostParameters = 5;

    // Read later, or to be run by the engine: none of it can cross a network.
    private static readonly Type[] Unfinished =
    [
        typeof(IEnumerable<>),
        typeof(IAsyncEnumerable<>),
        typeof(IQueryable<>),
        typeof(IQueryable),
        typeof(System.Collections.IEnumerable),
        typeof(Stream),
        typeof(Delegate),
        typeof(System.Linq.Expressions.Expression),
        typeof(Task),
    ];

    private static readonly string[] OfAnEngine = ["Microsoft.Data", "SQLitePCL", "System.Data", "Bot.Ledger."];

    /// <summary>Every rule that a store breaks, one line each.</summary>
    /// <param name="store">Its interface.</param>
    /// <param name="properties">The names of those that it may have.</param>
    public static IEnumerable<string> Violations(Type store, params string[] properties)
    {
        var methods = store.GetMethods().Where(method => !method.IsSpecialName).ToList();
        if (methods.Count > MostMethods)
        {
            yield return $"{store.Name} has {methods.Count} methods";
        }

        foreach (var property in store.GetProperties().Where(one => !properties.Contains(one.Name)))
        {
            yield return $"{store.Name} has the property {property.Name}";
        }

        foreach (var interfaced in store.GetInterfaces())
        {
            yield return $"{store.Name} is a {interfaced.Name} too";
        }

        foreach (var trouble in methods.SelectMany(method => Troubles(method).Select(what => (method, what))))
        {
            yield return $"{store.Name}.{trouble.method.Name} {trouble.what}";
        }
    }

    private static IEnumerable<string> Troubles(MethodInfo method)
    {
        var result = method.ReturnType;
        var isTask = result.IsGenericType && result.GetGenericTypeDefinition() == typeof(ValueTask<>);
        if (!isTask && result != typeof(ValueTask))
        {
            yield return $"returns {result.Name}, not a ValueTask";
        }

        if (!method.IsAbstract)
        {
            yield return "has a body";
        }

        if (NameOfARow().IsMatch(method.Name))
        {
            yield return "is named by what it does to a row, not by what happened";
        }

        var parameters = method.GetParameters().Select(one => one.ParameterType).ToList();
        if (parameters.Count > MostParameters)
        {
            yield return $"has {parameters.Count} parameters";
        }

        Type[] signature = [.. parameters, .. isTask ? result.GetGenericArguments() : []];
        if (signature.Count(one => one == typeof(bool)) > 1)
        {
            yield return "has two booleans";
        }

        foreach (var type in signature.SelectMany(one => Reachable(one, [])).Where(IsForbidden).Distinct())
        {
            yield return $"speaks of {type.Name}";
        }

        var takesAnEntry = parameters.Contains(typeof(OutboxEntry));
        if (takesAnEntry && StoreCalls.Writes(method) && result != typeof(ValueTask<Move>))
        {
            yield return "moves an entry and does not say whether it did";
        }
    }

    private static bool IsForbidden(Type type)
    {
        var open = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        return Unfinished.Contains(open)
            || type.IsSubclassOf(typeof(Delegate))
            || type.IsSubclassOf(typeof(Stream))
            || type.IsSubclassOf(typeof(Task))
            || type.IsAssignableTo(typeof(System.Linq.Expressions.Expression))
            || type.IsAssignableTo(typeof(IQueryable))
            || OfAnEngine.Any(space => type.Namespace?.StartsWith(space, StringComparison.Ordinal) == true);
    }

    // The type, what it is made of, and what its values hold, as far as they are ours.
    private static IEnumerable<Type> Reachable(Type type, HashSet<Type> seen)
    {
        if (!seen.Add(type))
        {
            return [];
        }

        var parts = type.IsGenericType ? type.GetGenericArguments() : [];
        if (type.GetElementType() is { } element)
        {
            parts = [.. parts, element];
        }

        if (type.Assembly == typeof(ILedger).Assembly)
        {
            parts =
            [
                .. parts,
                .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(one => one.PropertyType),
            ];
        }

        return [type, .. parts.SelectMany(part => Reachable(part, seen))];
    }

    // SetAside is what happened to a toot.
    [GeneratedRegex("^(?:Query|Get|Set(?!Aside)|Update|Save)")]
    private static partial Regex NameOfARow();
}
