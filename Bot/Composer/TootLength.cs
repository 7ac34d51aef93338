namespace Bot.Composer;

/// <summary>A toot's length as its server counts it: the text, and the content warning in full.</summary>
public static class TootLength
{
    /// <summary>The length in the server's counting, 0 or more.</summary>
    /// <param name="text">The toot's text.</param>
    /// <param name="spoilerText">The content warning; links in it have no flat price.</param>
    /// <param name="limits">Where <see cref="TootLimits.LinkPrice"/> is 0, links count in full.</param>
    public static int Count(string text, string spoilerText, TootLimits limits)
    {
        var counting = limits.Counting;
        return counting.Of(text) + counting.WithoutLinks(spoilerText);
    }
}
