using Bot.Text.Latex;

namespace Bot.Text.Terms;

/// <summary>The topics of a paper, by what a reader sees of its title and abstract.</summary>
public static class PaperTopics
{
    /// <summary>One to three topics, the surest first.</summary>
    /// <param name="lexicon">The list of topics.</param>
    /// <param name="title">As arXiv has it, with TeX.</param>
    /// <param name="text">The abstract, as arXiv has it.</param>
    /// <param name="categories">The paper's categories, the primary one first.</param>
    public static IReadOnlyList<PaperTopic> Of(
        TopicLexicon lexicon,
        string title,
        string text,
        IReadOnlyList<string> categories
    ) => lexicon.Of(LatexText.Render(title).Text, LatexText.Render(text).Text, categories);
}
