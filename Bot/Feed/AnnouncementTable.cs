using System.Globalization;
using System.IO.Compression;
using Bot.Arxiv;
using Bot.Ledger;

namespace Bot.Feed;

/// <summary>One archived feed's items as a table of announcements has them.</summary>
/// <param name="Category">As arXiv spells it.</param>
/// <param name="FileDate">The date of the archived file, which was taken late in the feed's day.</param>
/// <param name="Feed">Identifiers, versions and kinds; a table has no texts.</param>
public sealed record ArchivedFeed(string Category, DateOnly FileDate, FeedDocument Feed);

/// <summary>
/// Reads an archive's table of announcements: tab-separated <c>category, file_date, id_with_version, announce_type,
/// primary, item_pubDate</c> under a head line, plain or gzip. A file without items has no rows.
/// </summary>
public static class AnnouncementTable
{
    private const int Columns = 6;

    /// <exception cref="FeedFormatException">It cannot be read, or a row is wrong; says which.</exception>
    public static List<ArchivedFeed> Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            using Stream plain = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
                ? new GZipStream(file, CompressionMode.Decompress)
                : file;
            using var reader = new StreamReader(plain);
            return Read(reader, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new FeedFormatException($"'{path}' cannot be read: {e.Message}", e);
        }
    }

    private static List<ArchivedFeed> Read(StreamReader reader, string path)
    {
        var feeds =
            new Dictionary<
                (string Category, string FileDate),
                (List<Announcement> Items, Dictionary<string, int> Days)
            >();
        var spellings = new Dictionary<string, string>();
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            if (number == 1 && line.StartsWith("category\t", StringComparison.Ordinal))
            {
                continue;
            }

            var cells = line.Split('\t');
            if (cells.Length != Columns)
            {
                throw new FeedFormatException(
                    $"'{path}' line {number} has {cells.Length} columns instead of {Columns}: category, "
                        + "file_date, id_with_version, announce_type, primary, item_pubDate"
                );
            }

            if (!spellings.TryGetValue(cells[0], out var category))
            {
                spellings[cells[0]] = category =
                    Spelling(cells[0])
                    ?? throw new FeedFormatException($"'{path}' line {number}: arXiv has no category '{cells[0]}'");
            }

            if (Item(cells, category) is not { } item)
            {
                throw new FeedFormatException(
                    $"'{path}' line {number}: '{cells[2]}' with '{cells[3]}' is no announcement; write such "
                        + "as 2506.06280v1 and new"
                );
            }

            var key = (category, cells[1]);
            if (!feeds.TryGetValue(key, out var feed))
            {
                feeds[key] = feed = ([], []);
            }

            feed.Items.Add(item);
            feed.Days[cells[5]] = feed.Days.GetValueOrDefault(cells[5]) + 1;
        }

        return
        [
            .. feeds.Select(one => Feed(one.Key.Category, one.Key.FileDate, one.Value.Items, one.Value.Days, path)),
        ];
    }

    private static ArchivedFeed Feed(
        string category,
        string fileDate,
        List<Announcement> items,
        Dictionary<string, int> days,
        string path
    )
    {
        if (
            !DateOnly.TryParseExact(
                fileDate,
                "yyyy-MM-dd",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var date
            )
        )
        {
            throw new FeedFormatException($"'{path}' has the file date '{fileDate}'; write such as 2025-06-10");
        }

        var stated = days.MaxBy(day => day.Value).Key;
        // Items without a date are from before August 2024, taken the day after; there is no feed to take on a Monday
        // but Monday's own.
        var day =
            FeedDate.Rfc822(stated) is { } midnight ? DateOnly.FromDateTime(midnight.DateTime)
            : date.DayOfWeek == DayOfWeek.Monday ? date
            : date.AddDays(-1);
        return new ArchivedFeed(category, date, new FeedDocument(category, day, BuiltAt: null, items, []));
    }

    private static Announcement? Item(string[] cells, string category)
    {
        var mark = cells[2].LastIndexOf('v');
        if (
            mark < 0
            || !ArxivId.TryParse(cells[2][..mark], out var id)
            || !int.TryParse(
                cells[2].AsSpan(mark + 1),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var version
            )
        )
        {
            return null;
        }

        if (FeedItem.KindOf(cells[3], version) is not { } said)
        {
            return null;
        }

        return new Announcement
        {
            Id = id,
            Version = version,
            Type = FeedItem.Seen(said, ArxivCategories.Same(cells[4], category)),
            Title = "",
            Authors = [],
            Abstract = "",
            Categories = [],
        };
    }

    // As arXiv spells it, or as a file's name has it: cs-lg, cond-mat-str-el.
    private static string? Spelling(string name) =>
        ArxivCategories.Spelling(name)
        ?? Enumerable
            .Range(0, name.Length)
            .Where(at => name[at] == '-')
            .Select(at => ArxivCategories.Spelling($"{name[..at]}.{name[(at + 1)..]}"))
            .FirstOrDefault(found => found is not null);
}
