using System.Text;

namespace Bot.Composer;

/// <summary>The last paragraph of a toot: its hashtags.</summary>
internal static class TagLine
{
    /// <summary>Adds the hashtags behind an empty line; nothing when there are none.</summary>
    public static StringBuilder Append(StringBuilder text, IReadOnlyList<string> tags)
    {
        for (var at = 0; at < tags.Count; at++) text.Append(at == 0 ? "\n\n#" : " #").Append(tags[at]);
        return text;
    }

    public static string After(string text, IReadOnlyList<string> tags) => tags.Count == 0 ? text : Append(new StringBuilder(text), tags).ToString();

    /// <summary>What every toot carries and what this kind adds, each tag once, in order.</summary>
    public static IReadOnlyList<string> Join(params ReadOnlySpan<IReadOnlyList<string>> lists)
    {
        var tags = new List<string>();
        foreach (var list in lists) tags.AddRange(list.Where(tag => !tags.Contains(tag, StringComparer.OrdinalIgnoreCase)));
        return tags;
    }
}
