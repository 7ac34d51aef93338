namespace Bot.Arxiv;

/// <summary>A paper as arXiv's archive has it today. All text is arXiv's, with its TeX.</summary>
public sealed record ArchivedPaper
{
    public required ArxivId Id { get; init; }

    /// <summary>The day, in UTC, of the record's last change of any kind; a new journal reference counts too.</summary>
    public required DateOnly Datestamp { get; init; }

    /// <summary>True: arXiv has taken the record back, and everything else is empty.</summary>
    public bool Deleted { get; init; }

    /// <summary>Rising; empty when the archive does not tell them.</summary>
    public IReadOnlyList<PaperVersion> Versions { get; init; } = [];

    public string? Submitter { get; init; }

    public string Title { get; init; } = "";

    /// <summary>Names in order, without affiliations.</summary>
    public IReadOnlyList<string> Authors { get; init; } = [];

    public string Abstract { get; init; } = "";

    /// <summary>The primary category first; empty only when deleted.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>The authors' remarks on the newest version, such as its pages, or why it is withdrawn.</summary>
    public string? Comments { get; init; }

    public string? JournalReference { get; init; }

    public string? Doi { get; init; }

    /// <summary>The licence's address.</summary>
    public string? License { get; init; }

    /// <summary>The newest version's number; 1 when no version is told.</summary>
    public int Version => Versions.Count > 0 ? Versions[^1].Number : 1;

    /// <summary>
    /// The first feed that can announce the paper, see <see cref="ArxivDay.EarliestAnnouncement"/>; null when version 1
    /// has no readable time.
    /// </summary>
    public DateOnly? EarliestAnnouncement =>
        Versions is [{ Number: 1, Submitted: { } submitted }, ..] ? ArxivDay.EarliestAnnouncement(submitted) : null;

    /// <summary>
    /// As a feed would announce it now, which shows a paper's newest version too. Not of a deleted record, which has no
    /// text.
    /// </summary>
    public Announcement ToAnnouncement() =>
        new()
        {
            Id = Id,
            Version = Version,
            Type = AnnounceType.New,
            Title = Title,
            Authors = Authors,
            Abstract = Abstract,
            Categories = Categories,
            Doi = Doi,
            JournalReference = JournalReference,
            License = License,
        };

    /// <summary>Null for a paper that stands.</summary>
    public Withdrawal? Withdrawal => Withdrawal.Of(Versions.Count > 0 ? Versions[^1] : null, Comments, Abstract);
}
