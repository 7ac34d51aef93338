using System.Globalization;
using System.IO.Compression;
using Bot.Arxiv;

namespace Bot.Feed;

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
        var feeds = new Dictionary<(string Category, string FileDate), RowsOfFeed>();
        var spellings = new Dictionary<string, string>();
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            var isHeadLine = number == 1 && line.StartsWith("category\t", StringComparison.Ordinal);
            if (isHeadLine)
            {
                continue;
            }

            var place = $"'{path}' line {number}";
            var cells = Cells(line, place);
            if (!spellings.TryGetValue(cells[0], out var category))
            {
                spellings[cells[0]] = category = Category(cells[0], place);
            }

            var key = (category, FileDate: cells[1]);
            if (!feeds.TryGetValue(key, out var rows))
            {
                feeds[key] = rows = new RowsOfFeed();
            }

            rows.Add(Item(cells, category, place), itemDate: cells[5]);
        }

        return [.. feeds.Select(feed => feed.Value.ToFeed(feed.Key.Category, Date(feed.Key.FileDate, path)))];
    }

    /// <summary>The rows of one category and file date.</summary>
    private sealed class RowsOfFeed
    {
        private readonly List<Announcement> _items = [];
        private readonly Dictionary<string, int> _itemDates = [];

        public void Add(Announcement item, string itemDate)
        {
            _items.Add(item);
            _itemDates[itemDate] = _itemDates.GetValueOrDefault(itemDate) + 1;
        }

        public ArchivedFeed ToFeed(string category, DateOnly fileDate) =>
            new(category, fileDate, new FeedDocument(category, Day(fileDate), BuiltAt: null, _items, []));

        // The date that most items state.
        private DateOnly Day(DateOnly fileDate)
        {
            var stated = _itemDates.MaxBy(date => date.Value).Key;
            if (FeedDate.Rfc822(stated) is { } midnight)
            {
                return DateOnly.FromDateTime(midnight.DateTime);
            }

            // Items without a date are from before August 2024, taken the day after. On a Monday there was no feed of
            // the day before, so it is Monday's own.
            return fileDate.DayOfWeek == DayOfWeek.Monday ? fileDate : fileDate.AddDays(-1);
        }
    }

    private static string[] Cells(string line, string place)
    {
        var cells = line.Split('\t');
        return cells.Length == Columns
            ? cells
            : throw new FeedFormatException(
                $"{place} has {cells.Length} columns instead of {Columns}: category, file_date, "
                    + "id_with_version, announce_type, primary, item_pubDate"
            );
    }

    private static string Category(string name, string place) =>
        Spelling(name) ?? throw new FeedFormatException($"{place}: arXiv has no category '{name}'");

    private static DateOnly Date(string text, string path) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : throw new FeedFormatException($"'{path}' has the file date '{text}'; write such as 2025-06-10");

    private static Announcement Item(string[] cells, string category, string place) =>
        Item(cells, category)
        ?? throw new FeedFormatException(
            $"{place}: '{cells[2]}' with '{cells[3]}' is no announcement; write such as 2506.06280v1 and new"
        );

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
