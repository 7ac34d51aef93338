using System.Globalization;
using System.Text.RegularExpressions;
using Bot.Text.Safety;

namespace Bot.Tests.Composer;

/// <summary>What servers make of a text, stated as regular expressions and independently of the composer.</summary>
internal static partial class ServerRules
{
    /// <summary>
    /// The length by Mastodon's rule, the larger of two servers': one that knows every top-level domain, one that knows
    /// none of the odd ones.
    /// </summary>
    public static int Length(string text, int perLink)
    {
        int Count(string counted) => StringInfo.ParseCombiningCharacters(counted).Length;
        if (perLink == 0)
        {
            return Count(text);
        }

        var all = Count(AnyLink().Replace(text, new string('x', perLink)));
        var common = Count(
            AnyLink()
                .Replace(
                    text,
                    link => Common().IsMatch(link.Groups["host"].Value) ? new string('x', perLink) : link.Value
                )
        );
        return Math.Max(all, common);
    }

    /// <summary>
    /// What any server, old or new, reads as a mention or a hashtag. Mastodon reads links too.
    /// </summary>
    public static IEnumerable<string> Signals(string text)
    {
        var plain = AnyLink().Replace(text, link => new string('/', link.Length));
        return new[] { Mention(), OldMention(), OldTag(), MiddleTag(), NewTag() }
            .SelectMany(rule => rule.Matches(text))
            .Concat(RemoteMention().Matches(plain))
            .Select(match => match.Value)
            .Where(found => !DigitsOnly().IsMatch(found));
    }

    /// <summary>The text as its authors wrote it.</summary>
    public static string WithoutJoiners(string text) => text.Replace(Neutralizer.WordJoiner.ToString(), "");

    [GeneratedRegex(
        @"(?<![A-Za-z0-9@＠$#＃\u202A-\u202E])https?://"
            + @"(?<host>(?:[a-z0-9_-]+\.)+[a-z]{2,})(?![\w@+-])(?::\d+)?"
            + @"(?:/(?:(?:[^\s<>()?]|\((?:[^\s<>()?]|\([^\s<>()?]+\))+\))*"
            + @"(?:[^\s()?!*""'「」<>;:=,.$%\[\]~&|@]|\((?:[^\s<>()?]|\([^\s<>()?]+\))+\)))?)?"
            + @"(?:\?[a-z0-9!?*'();:&=+$/%#\[\]\-_.,~|@]*[a-z0-9_&=#/-])?",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex AnyLink();

    [GeneratedRegex(
        @"\.(?:[a-z]{2}|com|org|net|edu|gov|info|biz|science|app|dev|xyz|win|rocks|tech|site|page|online|space|cloud|pub"
            + @"|world|today|press|pro|tools|team|link)\z",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Common();

    [GeneratedRegex(@"(?<![=/\w])@[a-z0-9_]+(?:[.-]+[a-z0-9_]+)*(?:@[\w.-]*\w)?", RegexOptions.IgnoreCase)]
    private static partial Regex Mention();

    [GeneratedRegex(@"(?<![/A-Za-z0-9_])[@＠][a-z0-9_]+", RegexOptions.IgnoreCase)]
    private static partial Regex OldMention();

    [GeneratedRegex(@"@[a-z0-9_.-]+@\w[\w.-]*", RegexOptions.IgnoreCase)]
    private static partial Regex RemoteMention();

    [GeneratedRegex(@"(?<![/)A-Za-z0-9_])[#＃][\p{L}\p{M}\p{N}\p{Pc}·・‌]*[\p{L}_·・‌][\p{L}\p{M}\p{N}_]*")]
    private static partial Regex OldTag();

    [GeneratedRegex(@"(?<![=/)\p{L}\p{Nd}])[#＃][\p{L}\p{M}\p{Nd}\p{Pc}·・‌]*[\p{L}_·・‌][\p{L}\p{M}\p{Nd}_]*")]
    private static partial Regex MiddleTag();

    [GeneratedRegex(@"(?<!\S)[#＃][\p{L}\p{M}\p{Nd}\p{Pc}·・‌]*[\p{L}_·・‌][\p{L}\p{M}\p{Nd}_]*")]
    private static partial Regex NewTag();

    [GeneratedRegex(@"\A[#＃]\d+\z")]
    private static partial Regex DigitsOnly();
}
