namespace Bot.Text;

/// <summary>What a server counts as one character.</summary>
public enum LengthRule
{
    /// <summary>Mastodon: extended grapheme clusters, each link at a flat price.</summary>
    Graphemes,

    /// <summary>GoToSocial: code points, links in full (whatever price it states).</summary>
    CodePoints,

    /// <summary>
    /// For servers whose rule is not known: the dearer of the two, character by character and link by link.
    /// </summary>
    Stricter,
}
