namespace Bot.Options;

// What an account's settings let its operator choose from. Each member's name is the word to write.

/// <summary>The text forms that a toot can have.</summary>
public enum TootStyle
{
    /// <summary>For eyes and ears: TeX rendered as Unicode, a blank line between fields, few links and tags.</summary>
    Readable,

    /// <summary>What the reference bot posts, byte for byte.</summary>
    Classic,
}

/// <summary>How an account tells of a listing's new papers, behind the summary.</summary>
public enum NewPapers
{
    /// <summary>A toot for each.</summary>
    Toot,

    /// <summary>A few toots that list them.</summary>
    List,

    /// <summary>Not at all.</summary>
    None,
}

/// <summary>How an account tells of papers that arXiv's archive has and no feed brought in time.</summary>
public enum CatchUp
{
    /// <summary>A few toots that list them.</summary>
    List,

    /// <summary>A toot for each.</summary>
    Toot,

    /// <summary>Not at all: they are noted as seen.</summary>
    None,
}

/// <summary>What an account does with new papers of other categories that are cross-listed to its own.</summary>
public enum CrossLists
{
    /// <summary>Nothing.</summary>
    Off,

    /// <summary>
    /// Boosts the toot of the paper's own category, when one of our accounts on the same instance has it.
    /// </summary>
    Boost,

    /// <summary>Lists them, several in one toot.</summary>
    List,
}

/// <summary>What an account does with new versions of papers.</summary>
public enum Replacements
{
    /// <summary>Nothing.</summary>
    Off,

    /// <summary>A toot for each, with a link to the paper's first toot.</summary>
    Toot,

    /// <summary>Boosts the paper's first toot, anew when it was boosted before.</summary>
    Boost,

    /// <summary>Edits the paper's first toot when title or abstract have changed.</summary>
    Edit,

    /// <summary>Lists them, several in one toot; those of cross-listed papers too.</summary>
    List,
}

/// <summary>How an account tells that a paper which it has tooted was withdrawn.</summary>
public enum WithdrawalNotice
{
    /// <summary>The article itself is edited: whoever finds it sees what became of the paper.</summary>
    Edit,

    /// <summary>An unlisted reply to the article.</summary>
    Reply,

    /// <summary>Not at all.</summary>
    Off,
}

/// <summary>Which of a paper's pages an article links to.</summary>
public enum PaperLinks
{
    /// <summary>
    /// The abstract's page, PDF and HTML; the abstract's page alone where the abstract does not fit whole.
    /// </summary>
    All,

    /// <summary>The abstract's page.</summary>
    Abs,
}

/// <summary>What an article does with an abstract that does not fit.</summary>
public enum LongAbstract
{
    /// <summary>One toot per paper at every limit: whole sentences, gaps marked <c>[...]</c>.</summary>
    Shorten,

    /// <summary>The whole abstract, continued in numbered replies.</summary>
    Thread,

    /// <summary>No abstract: the link's preview card shows its beginning.</summary>
    Card,
}

/// <summary>What of an article is behind a content warning.</summary>
public enum Fold
{
    /// <summary>Nothing, unless it mentions a subject that readers are warned of.</summary>
    None,

    /// <summary>All but the title, which is the warning.</summary>
    Title,
}

/// <summary>What an account does with the first listing it ever sees.</summary>
public enum FirstRun
{
    /// <summary>Toot it.</summary>
    Post,

    /// <summary>Note it as seen and start with the next one.</summary>
    Seen,
}
