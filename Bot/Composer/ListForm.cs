using System.Globalization;
using Bot.Arxiv;
using Bot.Options;

namespace Bot.Composer;

/// <summary>A listing's papers that are not new to arXiv.</summary>
/// <param name="Kind"><see cref="TootKind.CrossLists"/> or <see cref="TootKind.Replacements"/>.</param>
/// <param name="Category">Whose listing it was.</param>
/// <param name="Date">The day the listing is for.</param>
public sealed record FollowUpListing(TootKind Kind, string Category, DateOnly Date);

/// <summary>What makes one kind of list different from another.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Tags">Of this kind, beside those of every toot.</param>
internal sealed record ListForm(TootKind Kind, IReadOnlyList<string> Tags)
{
    /// <summary>What the papers have in common; empty where the summary that a list answers says it.</summary>
    public string Heading { get; init; } = "";

    /// <summary>The address of our toot about a paper; null where there is none.</summary>
    public Func<ArxivId, string?> TootOf { get; init; } = _ => null;

    /// <summary>A new version is named in front of the title, and its own page linked.</summary>
    public bool NamesVersions => Kind == TootKind.Replacements;

    /// <exception cref="InvalidOperationException">The kind is none of the two.</exception>
    public static ListForm Of(FollowUpListing listing, AccountOptions account) =>
        listing.Kind switch
        {
            TootKind.CrossLists => new ListForm(listing.Kind, account.Tags.CrossList)
            {
                Heading = HeadingOf("Cross-listed to", listing),
            },
            TootKind.Replacements => new ListForm(listing.Kind, account.Tags.Replacement)
            {
                Heading = HeadingOf("New versions in", listing),
            },
            _ => throw new InvalidOperationException($"{listing.Kind} is no list of its own"),
        };

    /// <summary>
    /// The heading of papers that are told late. It says "from" and not "announced", since arXiv's archive does not
    /// state on which day a paper was announced.
    /// </summary>
    public static string CaughtUpHeading(string category, DateOnly first, DateOnly last, int papers)
    {
        var counted = papers == 1 ? "1 paper" : string.Create(CultureInfo.InvariantCulture, $"{papers} papers");
        return $"Caught up: {counted} of {category} from {Days(first, last)}";
    }

    private static string HeadingOf(string what, FollowUpListing listing) =>
        string.Create(CultureInfo.InvariantCulture, $"{what} {listing.Category}, {listing.Date:d MMMM yyyy}");

    // "1 May 2026", "1 to 3 May 2026", "30 April to 2 May 2026": what both days share is said once.
    private static string Days(DateOnly first, DateOnly last)
    {
        var end = last.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
        if (first == last)
        {
            return end;
        }

        var format = "%d";
        if (first.Year != last.Year)
        {
            format = "d MMMM yyyy";
        }
        else if (first.Month != last.Month)
        {
            format = "d MMMM";
        }

        return $"{first.ToString(format, CultureInfo.InvariantCulture)} to {end}";
    }
}
