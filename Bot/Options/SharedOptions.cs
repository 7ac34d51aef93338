using Bot.Arxiv;
using Bot.Text.Terms;

namespace Bot.Options;

/// <summary>What is set once for all accounts.</summary>
public sealed record SharedOptions
{
    /// <summary>What readers are warned of; only in <see cref="TootStyle.Readable"/>.</summary>
    public ContentWarnings Warnings { get; init; } = ContentWarnings.None;

    /// <summary>What papers can be about.</summary>
    public TopicLexicon Topics { get; init; } = TopicLexicon.Shipped;

    /// <summary>What makes a PNG of an SVG on its standard input.</summary>
    public string PictureProgram { get; init; } = "rsvg-convert";

    public static SharedOptions Read(SettingsReader settings) =>
        new()
        {
            Warnings = ReadWarnings(settings),
            Topics = ReadTopics(settings),
            PictureProgram = settings.Text(
                "Bot:Pictures:Program",
                "rsvg-convert",
                "file",
                "What makes a PNG of the SVG on its standard input, for the pictures of days: librsvg's program "
                    + "(Debian: librsvg2-bin), found by its name or by a path"
            ),
        };

    private static ContentWarnings ReadWarnings(SettingsReader settings)
    {
        const string Key = "Bot:ContentWarnings";
        var file = settings.Text(
            Key,
            "",
            "file \\| off",
            "`readable`: toots about papers that mention suicide, self-harm, sexual violence, eating "
                + "disorders or graphic violence are folded behind a content warning that says so; a list of "
                + "your own in the form of "
                + "[Bot/Text/Terms/ContentWarnings.txt](../Bot/Text/Terms/ContentWarnings.txt), or `off`"
        );
        if (file.Length == 0)
        {
            return ContentWarnings.Shipped;
        }

        if (file.Equals("off", StringComparison.OrdinalIgnoreCase))
        {
            return ContentWarnings.None;
        }

        return ReadFile(settings, Key, file, "or write off", ContentWarnings.Read) ?? ContentWarnings.None;
    }

    private static TopicLexicon? ReadLexicon(IEnumerable<string> lines, List<string> mistakes) =>
        TopicLexicon.Read(lines, ArxivCategories.Spelling, mistakes);

    private static TopicLexicon ReadTopics(SettingsReader settings)
    {
        const string Key = "Bot:Topics:File";
        var file = settings.Text(
            Key,
            "",
            "file",
            "What papers can be about, and the phrases that tell: a list of your own in the form of "
                + "[Bot/Text/Terms/Topics.tsv](../Bot/Text/Terms/Topics.tsv); the shipped one when empty"
        );
        if (file.Length == 0)
        {
            return TopicLexicon.Shipped;
        }

        return ReadFile(settings, Key, file, "or leave it empty for the shipped list", ReadLexicon)
            ?? TopicLexicon.Shipped;
    }

    private static T? ReadFile<T>(
        SettingsReader settings,
        string key,
        string file,
        string remedy,
        Func<IEnumerable<string>, List<string>, T?> read
    )
        where T : class
    {
        try
        {
            var mistakes = new List<string>();
            var list = read(File.ReadAllLines(file), mistakes);
            foreach (var mistake in mistakes)
            {
                settings.Mistake($"{key} is '{file}': {mistake}");
            }

            return list;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            settings.Mistake(
                $"{key} is '{file}', which cannot be read ({e.Message}); check the path and that the bot's "
                    + $"user may read it, {remedy}"
            );
            return null;
        }
    }
}
