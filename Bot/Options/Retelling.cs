namespace Bot.Options;

// The words for what an account tells beside its new papers.

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
