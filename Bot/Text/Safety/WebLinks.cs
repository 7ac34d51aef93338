namespace Bot.Text.Safety;

/// <summary>
/// Finds links as Mastodon does when it counts: twitter-text's rule with Mastodon's wider path characters. Where
/// versions differ the earlier end is taken, because what lies behind it then counts in full. Source:
/// <c>status_length_validator.rb</c> and <c>twitter_regex.rb</c> in Mastodon.
/// </summary>
internal static class WebLinks
{
    // Longer ones are not recognised by twitter-text.
    private const int LongestLink = 4096;

    // Mastodon discounts the last ones too, which makes short ones dearer than they look.
    private static readonly string[] Schemes =
    [
        "https",
        "http",
        "dat",
        "dweb",
        "ipfs",
        "ipns",
        "ssb",
        "gopher",
        "gemini",
    ];

    /// <summary>The first link that begins at <paramref name="from"/> or later; null when there is none.</summary>
    public static WebLink? Next(string text, int from)
    {
        for (var colon = Colon(text, from); colon >= 0; colon = Colon(text, colon + 1))
        {
            var scheme = SchemeBefore(text.AsSpan(from, colon - from));
            if (scheme is not null)
            {
                return Read(text, colon - scheme.Length, colon + 3);
            }
        }

        return null;
    }

    private static int Colon(string text, int from) => text.IndexOf("://", from, StringComparison.Ordinal);

    private static string? SchemeBefore(ReadOnlySpan<char> text)
    {
        foreach (var scheme in Schemes)
        {
            if (text.EndsWith(scheme, StringComparison.OrdinalIgnoreCase))
            {
                return scheme;
            }
        }

        return null;
    }

    private static WebLink Read(string text, int start, int host)
    {
        var hostEnd = HostName.End(text, host);
        var end = WithinTco(text, host, hostEnd) ?? LinkPath.End(text, hostEnd);
        var mayBegin = MayPrecede(text, start);
        var isCertain =
            mayBegin
            && text[start] is 'h' or 'H'
            && end - start <= LongestLink
            && HostName.IsKnown(text.AsSpan(host, hostEnd - host))
            && !HostName.GoesOn(text, hostEnd);
        if (isCertain)
        {
            return new WebLink(start, end, true, end);
        }

        // Where this is none, a link within its path is one.
        end = InnerLink(text, host, end) ?? end;
        var earlyEnd = mayBegin ? HostName.EarlyEnd(text, host, hostEnd) : null;
        return new WebLink(start, end, false, earlyEnd ?? end);
    }

    // twitter-text: a link to Twitter's shortener ends behind the letters and digits of its path, whatever follows.
    private static int? WithinTco(string text, int host, int hostEnd)
    {
        if (!text.AsSpan(host, hostEnd - host).Equals("t.co", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var end = hostEnd + 1;
        while (end < text.Length && char.IsAsciiLetterOrDigit(text[end]))
        {
            end++;
        }

        return end > hostEnd + 1 && text[hostEnd] == '/' ? end : null;
    }

    private static int? InnerLink(string text, int host, int end)
    {
        for (var colon = Colon(text, host); colon >= 0 && colon < end; colon = Colon(text, colon + 1))
        {
            if (SchemeBefore(text.AsSpan(host, colon - host)) is { } scheme)
            {
                return colon - scheme.Length;
            }
        }

        return null;
    }

    // Marks that turn the direction of writing are excluded by twitter-text like letters and digits are.
    private static bool MayPrecede(string text, int start)
    {
        if (start == 0)
        {
            return true;
        }

        var before = text[start - 1];
        var isSign = before is '@' or '＠' or '$' or '#' or '＃';
        var isInvisible = before is (>= '\u202A' and <= '\u202E') or '\uFEFF' or '\uFFFE' or '\uFFFF';
        return !char.IsLetterOrDigit(before) && !isSign && !isInvisible;
    }
}
