namespace Bot.Composer;

/// <summary>The content warning that a paper's toots are folded behind; empty for none.</summary>
internal static class SpoilerText
{
    /// <summary>Judged by title and whole abstract, though a toot may show less: its link and its replies lead to the rest.</summary>
    public static string Of(Announcement paper, AccountOptions account) =>
        account.Style == TootStyle.Readable ? Mentions(account.Warnings.SubjectsIn(paper.Title, paper.Abstract)) : "";

    // "Mentions" is all that a list of words can know.
    private static string Mentions(IReadOnlyList<string> subjects) => subjects.Count switch
    {
        0 => "",
        1 => $"mentions {subjects[0]}",
        _ => $"mentions {string.Join(", ", subjects.SkipLast(1))} and {subjects[^1]}",
    };
}
