namespace Bot.Arxiv;

/// <summary>arXiv's four kinds of announcement, as seen from one category.</summary>
public enum AnnounceType
{
    /// <summary>A new paper whose primary category is the one that was read.</summary>
    New,

    /// <summary>A new paper of another category, cross-listed to this one.</summary>
    Cross,

    /// <summary>A new version of a paper whose primary category is this one.</summary>
    Replace,

    /// <summary>A new version of a paper that is cross-listed to this category.</summary>
    ReplaceCross,
}
