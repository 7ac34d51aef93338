using System.Text;
using Bot.Options;

namespace Bot.Composer;

/// <summary>
/// The last paragraph of a toot: its tags as readers see them, hashtags with <c>#</c> and keywords without.
/// </summary>
internal static class TagLine
{
    /// <summary>
    /// What every toot carries, what this kind adds, and the category's tag where the account wants one; each once, in
    /// order.
    /// </summary>
    public static IReadOnlyList<string> Of(
        AccountOptions account,
        IReadOnlyList<string> ofKind,
        string? category = null
    )
    {
        var readable = account.Style == TootStyle.Readable;
        var sign = readable && account.Tags.Shared == SharedTags.Keyword ? "" : "#";
        var shared = account.Tags.Every.Concat(ofKind).Select(tag => sign + tag);
        return
        [
            .. (
                readable && account.Tags.Category && category is not null
                    ? shared.Append("#" + CategoryTag.Of(category))
                    : shared
            ).Distinct(StringComparer.OrdinalIgnoreCase),
        ];
    }

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

    public static string After(string text, IReadOnlyList<string> tags) =>
        tags.Count == 0 ? text : Append(new StringBuilder(text), tags).ToString();
}
