using System.Globalization;
using Bot.Arxiv;
using Bot.Options;

namespace Bot.Composer;

/// <summary>What makes one kind of list different from another.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Tags">Of this kind, beside those of every toot.</param>
internal sealed record ListForm(TootKind Kind, IReadOnlyList<string> Tags)
{
    /// <summary>What the papers have in common; empty where the summary that a list answers says it.</summary>
    public string Heading { get; init; } = "";

    /// <summary>Where we have told of a paper, if we have.</summary>
    public Func<ArxivId, string?> TootOf { get; init; } = _ => null;

    /// <summary>A new version is named in front of the title, and its own page linked.</summary>
    public bool NamesVersions => Kind == TootKind.Replacements;

    public static ListForm Of(TootKind kind, string category, DateOnly date, AccountOptions account) =>
        kind switch
        {
            TootKind.CrossLists => new ListForm(kind, account.Tags.CrossList)
            {
                Heading = On("Cross-listed to", category, date),
            },
            TootKind.Replacements => new ListForm(kind, account.Tags.Replacement)
            {
                Heading = On("New versions in", category, date),
            },
            _ => throw new InvalidOperationException($"{kind} is no list of its own"),
        };

    private static string On(string what, string category, DateOnly date) =>
        string.Create(CultureInfo.InvariantCulture, $"{what} {category}, {date:d MMMM yyyy}");
}
