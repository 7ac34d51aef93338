using System.Net;

namespace Bot.Text.Latex;

/// <summary>Character references of HTML that authors leave in their texts, such as <c>&amp;eacute;</c>.</summary>
internal static class HtmlEntities
{
    private const int Longest = 12;

    /// <summary>The character of the entity at a place, and the entity's length; null for none.</summary>
    public static (string Character, int Length)? At(string source, int at)
    {
        var end = source.IndexOf(';', at, Math.Min(Longest, source.Length - at));
        if (end < at + 3)
        {
            return null;
        }

        var entity = source[at..(end + 1)];
        var character = WebUtility.HtmlDecode(entity);
        if (character == entity || entity.AsSpan(1).ContainsAny(" &"))
        {
            return null;
        }

        return (character == "\u00A0" ? " " : character, entity.Length);
    }
}
