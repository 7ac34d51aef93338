using System.Collections.Immutable;
using Bot.Arxiv;

namespace Bot.Ledger.Memory;

/// <summary>All data as of one moment. It never changes: a write makes another one.</summary>
internal sealed record DiskState
{
    public static DiskState Empty { get; } = new();

    /// <summary>By number.</summary>
    public ImmutableSortedDictionary<long, MemoryAccount> Accounts { get; init; } =
        ImmutableSortedDictionary<long, MemoryAccount>.Empty;

    /// <summary>The highest number of a row in any account's outbox; the next one gets the number after it.</summary>
    public long LastRow { get; init; }

    /// <summary>By category.</summary>
    public ImmutableSortedDictionary<string, MemoryFeed> Feeds { get; init; } = Sorted<MemoryFeed>();

    /// <summary>By category.</summary>
    public ImmutableSortedDictionary<string, ImmutableSortedDictionary<DateOnly, MemoryDay>> Days { get; init; } =
        Sorted<ImmutableSortedDictionary<DateOnly, MemoryDay>>();

    public ImmutableDictionary<ArxivId, ImmutableList<MemoryAnnouncement>> Announcements { get; init; } =
        ImmutableDictionary<ArxivId, ImmutableList<MemoryAnnouncement>>.Empty;

    /// <summary>For each category's day with a listing how many new papers it has.</summary>
    public ImmutableDictionary<(string Category, DateOnly Date), int> Announced { get; init; } =
        ImmutableDictionary<(string, DateOnly), int>.Empty;

    /// <summary>By version.</summary>
    public ImmutableDictionary<ArxivId, ImmutableSortedDictionary<int, Announcement>> Papers { get; init; } =
        ImmutableDictionary<ArxivId, ImmutableSortedDictionary<int, Announcement>>.Empty;

    public ImmutableDictionary<(string Category, DateOnly Date), PictureRecord> Pictures { get; init; } =
        ImmutableDictionary<(string, DateOnly), PictureRecord>.Empty;

    /// <summary>What the archive says of papers.</summary>
    public ImmutableDictionary<ArxivId, MemoryArchived> Archived { get; init; } =
        ImmutableDictionary<ArxivId, MemoryArchived>.Empty;

    /// <summary>By category.</summary>
    public ImmutableSortedDictionary<string, MemoryHarvest> Harvests { get; init; } = Sorted<MemoryHarvest>();

    /// <summary>By account.</summary>
    public ImmutableDictionary<long, MemoryFinds> Finds { get; init; } = ImmutableDictionary<long, MemoryFinds>.Empty;

    /// <summary>What other programs posted, by host, name there, both in small letters, and identity.</summary>
    public ImmutableDictionary<(string Host, string Acct, string Identity), MemoryImport> Imports { get; init; } =
        ImmutableDictionary<(string, string, string), MemoryImport>.Empty;

    public ImmutableDictionary<(long Account, string Budget), MemoryCharge> Charges { get; init; } =
        ImmutableDictionary<(long, string), MemoryCharge>.Empty;

    /// <summary>By name.</summary>
    public ImmutableSortedDictionary<string, TroubleReport> Troubles { get; init; } = Sorted<TroubleReport>();

    /// <summary>By name.</summary>
    public ImmutableDictionary<string, DateTimeOffset> Done { get; init; } =
        ImmutableDictionary<string, DateTimeOffset>.Empty;

    /// <summary>An account's outbox; empty when there is no such account.</summary>
    public AccountRows Rows(long account) => Accounts.GetValueOrDefault(account)?.Rows ?? AccountRows.Empty;

    /// <summary>A version of a paper; null when it is not there.</summary>
    public Announcement? Paper(ArxivId id, int version) => Papers.GetValueOrDefault(id)?.GetValueOrDefault(version);

    private static ImmutableSortedDictionary<string, T> Sorted<T>() =>
        ImmutableSortedDictionary.Create<string, T>(StringComparer.Ordinal);
}

/// <param name="Record">What is known of it.</param>
/// <param name="Instance">Its instance's address, as the settings last had it.</param>
/// <param name="Rows">Its outbox.</param>
internal sealed record MemoryAccount(AccountRecord Record, string Instance, AccountRows Rows);

/// <param name="Record">What is known of it.</param>
/// <param name="Rejected">Items of the last reading that could not be used.</param>
internal sealed record MemoryFeed(FeedRecord Record, IReadOnlyList<string> Rejected)
{
    /// <summary>The newest day that brought something.</summary>
    public DateOnly? LastListing { get; init; }
}

/// <summary>What is known of a category's day that somebody has looked at.</summary>
internal sealed record MemoryDay
{
    public required DayState State { get; init; }
    public required DateTimeOffset Since { get; init; }
    public required int Late { get; init; }
    public required bool SawEmptyFeed { get; init; }
    public required string Message { get; init; }
    public bool HasEnded { get; init; }
    public int CaughtUp { get; init; }
}

/// <summary>That a category's listing of a day had a paper.</summary>
internal sealed record MemoryAnnouncement(string Category, AnnounceType Type, int Version, DateOnly Date);

/// <param name="Facts">As the archive has it today.</param>
/// <param name="Category">The primary one; null when the archive never told it.</param>
/// <param name="Earliest">The first feed that can have brought it; null when the archive never told.</param>
/// <param name="LastFeed">The last one.</param>
/// <param name="IsDeleted">The archive has taken the record back.</param>
internal sealed record MemoryArchived(
    ArchivedFacts Facts,
    string? Category,
    DateOnly? Earliest,
    DateOnly LastFeed,
    bool IsDeleted
)
{
    /// <summary>Whether it is withdrawn and still there.</summary>
    public bool IsWithdrawn => Facts.Withdrawal is not null && !IsDeleted;
}

/// <param name="Record">How far it was read.</param>
/// <param name="LeftOut">Records of the last reading that could not be used.</param>
internal sealed record MemoryHarvest(HarvestRecord Record, IReadOnlyList<string> LeftOut);

/// <param name="Toots">Newest first.</param>
/// <param name="Statuses">Theirs.</param>
internal sealed record MemoryFinds(ImmutableList<FoundToot> Toots, ImmutableHashSet<string> Statuses)
{
    public static MemoryFinds None { get; } = new([], []);
}

/// <param name="Toot">As it was imported.</param>
/// <param name="IsTaken">Whether its account has taken it over.</param>
internal sealed record MemoryImport(ImportedToot Toot, bool IsTaken);

/// <param name="Window">When it began.</param>
/// <param name="Count">What it was charged with.</param>
internal sealed record MemoryCharge(DateTimeOffset Window, int Count);
