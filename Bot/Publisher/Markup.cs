using System.Text;

namespace Bot.Publisher;

/// <summary>What a server's HTML says without its tags.</summary>
internal static class Markup
{
    /// <summary>
    /// Everything from a <c>&lt;</c> to the next <c>&gt;</c> replaced. In one pass: a pattern would try each of a
    /// million opening signs that nothing closes against all that follows.
    /// </summary>
    public static string Without(string html, string instead)
    {
        var text = new StringBuilder(html.Length);
        var at = 0;
        while (html.IndexOf('<', at) is var open and >= 0 && html.IndexOf('>', open) is var close and >= 0)
        {
            text.Append(html, at, open - at).Append(instead);
            at = close + 1;
        }

        return text.Append(html, at, html.Length - at).ToString();
    }
}
