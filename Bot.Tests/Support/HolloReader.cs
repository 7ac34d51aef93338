using System.Net;
using System.Text.RegularExpressions;
using Bot.Sandbox;
using Bot.Text.Safety;

namespace Bot.Tests.Support;

/// <summary>What a reader on Hollo sees of a text, beside what was meant.</summary>
internal sealed partial record HolloReader(string Seen, string Meant, HolloText Shown, HolloMarks Marks)
{
    /// <summary>Whether letters and lines are as they were meant.</summary>
    public bool SeesText => Seen == Meant;

    /// <summary>Whether just our links are links.</summary>
    public bool SeesLinks => Shown.Links.SequenceEqual(Marks.Links, StringComparer.Ordinal);

    /// <summary>Whether just our hashtags are hashtags, and nobody is called.</summary>
    public bool SeesTags => Shown.Tags.SequenceEqual(Marks.Tags, StringComparer.Ordinal) && Shown.Mentions.Count == 0;

    /// <param name="sent">As the server got it.</param>
    /// <param name="meant">As it was composed.</param>
    public static HolloReader Of(string sent, string meant)
    {
        var shown = HolloText.Of(sent, "https://hollo.example");
        return new HolloReader(Lines(SeenIn(shown.Html)), Lines(meant), shown, HolloMarks.Of(meant));
    }

    /// <summary>A text as it was composed, whatever kind of server it was sent to.</summary>
    public static string Unguarded(string sent) =>
        WebUtility.HtmlDecode(
            sent.Replace("  \n", "\n", StringComparison.Ordinal).Replace("\\", "", StringComparison.Ordinal)
        );

    public static string SeenIn(string html) =>
        WebUtility.HtmlDecode(
            Tag()
                .Replace(
                    html.Replace("<br>\n", "\r", StringComparison.Ordinal)
                        .Replace("\n<", "<", StringComparison.Ordinal)
                        .Replace("\n", " ", StringComparison.Ordinal)
                        .Replace("</p>", "\n\n", StringComparison.Ordinal)
                        .Replace('\r', '\n'),
                    ""
                )
        );

    // Blanks around a line and more than one empty line are shown nowhere.
    private static string Lines(string text) =>
        EmptyLines().Replace(string.Join('\n', text.Split('\n').Select(line => line.Trim())), "\n\n").Trim();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\n{3,}")]
    private static partial Regex EmptyLines();
}

/// <summary>The links and hashtags that a composed text is meant to have.</summary>
internal sealed partial record HolloMarks(IReadOnlyList<string> Links, IReadOnlyList<string> Tags)
{
    public static HolloMarks Of(string text)
    {
        var links = new List<string>();
        for (var link = WebLinks.Next(text, 0); link is { } found; link = WebLinks.Next(text, found.End))
        {
            var isFree = found.Start == 0 || !char.IsLetterOrDigit(text[found.Start - 1]);
            if (isFree && Scheme().IsMatch(text[found.Start..found.End]))
            {
                links.Add(text[found.Start..found.End]);
            }
        }

        var tags = Neutralizer.Hashtags(text).Select(at => StatusText.Tags(text[at..]).First());
        return new HolloMarks(links, [.. tags.DistinctBy(tag => tag.ToUpperInvariant())]);
    }

    [GeneratedRegex("^https?://[a-z0-9]", RegexOptions.IgnoreCase)]
    private static partial Regex Scheme();
}
