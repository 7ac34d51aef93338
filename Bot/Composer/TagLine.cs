using System.Text;
using Bot.Options;

namespace Bot.Composer;

/// <summary>
/// The last paragraph of a toot: its tags as readers see them, hashtags with <c>#</c> and keywords without.
/// </summary>
internal static class TagLine
{
    /// <summary>
    /// The tags of every toot, then those of this kind, then the category's hashtag where the account wants one. None
    /// is there twice.
    /// </summary>
    public static IReadOnlyList<string> Of(
        AccountOptions account,
        IReadOnlyList<string> ofKind,
        string? category = null
    )
    {
        var isReadable = account.Style == TootStyle.Readable;
        var sign = isReadable && account.Tags.Shared == SharedTags.Keyword ? "" : "#";
        var tags = account.Tags.Every.Concat(ofKind).Select(tag => sign + tag);
        if (isReadable && account.Tags.Category && category?.Any(char.IsAsciiLetterOrDigit) == true)
        {
            tags = tags.Append(OfCategory(category));
        }

        return [.. tags.Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>
    /// A category's hashtag. Characters that would end one are left out: <c>#csLG</c> for <c>cs.LG</c>.
    /// </summary>
    public static string OfCategory(string category) => "#" + string.Concat(category.Where(char.IsAsciiLetterOrDigit));

    /// <summary>
    /// The first of several choices of tags that leaves room for <paramref name="least"/> characters; no tags where
    /// none does.
    /// </summary>
    public static IReadOnlyList<string> LeavingRoom(
        int least,
        TootLimits limits,
        params ReadOnlySpan<IReadOnlyList<string>> choices
    )
    {
        foreach (var tags in choices)
        {
            if (RoomBeside(tags, limits) >= least)
            {
                return tags;
            }
        }

        return [];
    }

    /// <summary>What the text before the tags may cost.</summary>
    public static int RoomBeside(IReadOnlyList<string> tags, TootLimits limits) =>
        limits.MaxCharacters - TootLength.Count(After("", tags), "", limits);

    /// <summary>Those that are hashtags, without <c>#</c>.</summary>
    public static IReadOnlyList<string> Hashtags(IReadOnlyList<string> tags) =>
        [.. tags.Where(tag => tag[0] == '#').Select(tag => tag[1..])];

    /// <summary>Adds the tags behind an empty line; nothing when there are none.</summary>
    public static StringBuilder Append(StringBuilder text, IReadOnlyList<string> tags)
    {
        for (var at = 0; at < tags.Count; at++)
        {
            text.Append(at == 0 ? "\n\n" : " ").Append(tags[at]);
        }

        return text;
    }

    /// <summary>The text with the tags behind it.</summary>
    public static string After(string text, IReadOnlyList<string> tags) =>
        tags.Count == 0 ? text : Append(new StringBuilder(text), tags).ToString();
}
