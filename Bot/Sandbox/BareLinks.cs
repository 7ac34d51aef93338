using System.Text.RegularExpressions;

namespace Bot.Sandbox;

/// <summary>
/// Addresses in plain words, as linkify-it finds them: with a scheme, with two slashes alone, host names whose last
/// label is a country's or one of a few others, and e-mail addresses.
/// </summary>
internal static partial class BareLinks
{
    // White space, punctuation and control characters, and three signs, end a host's name.
    private const string Letter = @"[^><\uff5c\p{Z}\p{P}\p{Cc}]";
    private const string Blank = @"[\p{Z}\p{Cc}]";
    private const string Label = $"(?:{Letter}(?:(?:-|{Letter}){{0,61}}{Letter})?)";
    private const string HostEnd = @"(?=$|[><\uff5c\p{Z}\p{P}\p{Cc}])(?!-|_|:\d|\.-|\.(?!$|[\p{Z}\p{P}\p{Cc}]))";
    private const string Domains =
        "a[cdefgilmnoqrstuwxz]|b[abdefghijmnorstvwyz]|c[acdfghiklmnoruvwxyz]|d[ejkmoz]|e[cegrstu]|f[ijkmor]|"
        + "g[abdefghilmnpqrstuwy]|h[kmnrtu]|i[delmnoqrst]|j[emop]|k[eghimnprwyz]|l[abcikrstuvy]|"
        + "m[acdeghklmnopqrstuvwxyz]|n[acefgilopruz]|om|p[aefghklmnrstwy]|qa|r[eosuw]|s[abcdeghijklmnortuvxyz]|"
        + "t[cdfghjklmnortvwz]|u[agksyz]|v[aceginu]|w[fs]|y[et]|z[amw]|"
        + "biz|com|edu|gov|net|org|pro|web|xxx|aero|asia|coop|info|museum|name|shop|рф|xn--[a-z0-9-]{1,59}";

    // Brackets and quotes in pairs; what ends a sentence only where something follows it.
    private const string Path =
        $@"(?:[/?#](?:\([^()\p{{Z}}\p{{Cc}}]*\)|\[[^\[\]\p{{Z}}\p{{Cc}}]*\]|\{{[^{{}}\p{{Z}}\p{{Cc}}]*\}}|"
        + $@"[.,;!?](?!{Blank}|[.,;!?]|$)|[\\/:%@#&=_~*-]|{Letter})+|/)?";
    private const string Name = "[-!#$%&'*+/=?^_`{|}~a-zA-Z0-9](?:[-!#$%&'*+/=?^_`{|}~a-zA-Z0-9]|[.](?=[^.])){0,63}";
    private const string Port = @"(?::\d{1,5})?";

    /// <summary>The addresses in order: where they stand, and where they lead.</summary>
    public static IEnumerable<(int Start, int Length, string Address)> In(string words)
    {
        var found = new[] { Schemed(), Slashed(), Fuzzy(), Mail() }
            .SelectMany((form, rank) => form.Matches(words).Select(match => (Match: match.Groups["link"], rank)))
            .OrderBy(one => one.Match.Index)
            .ThenByDescending(one => one.Match.Length);
        var at = 0;
        foreach (var (link, rank) in found)
        {
            if (link.Index < at)
            {
                continue;
            }

            var scheme = rank switch
            {
                2 => "http://",
                3 => "mailto:",
                _ => "",
            };
            at = link.Index + link.Length;
            yield return (link.Index, link.Length, scheme + link.Value);
        }
    }

    /// <summary>The length of the address with a scheme that a text begins with; 0 for none.</summary>
    public static int LengthAtStart(string text) =>
        Schemed().Match(text) is { Success: true, Index: 0 } match ? match.Groups["link"].Length : 0;

    [GeneratedRegex(
        $@"(?:^|(?!_)(?<=[><\uff5c\p{{Z}}\p{{P}}\p{{Cc}}]))(?<link>(?:https?|ftp)://(?:(?:{Label}\.){{0,10}}{Label}){Port}"
            + $"{HostEnd}{Path}|mailto:{Name}@(?:(?:{Label}\\.){{0,4}}{Label}){HostEnd})",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Schemed();

    [GeneratedRegex(
        $@"(?:^|(?<=[><\uff5c\p{{Z}}\p{{P}}\p{{Cc}}]))(?<![:/])(?<link>//(?:localhost|(?:{Label}\.){{1,10}}{Letter}{{1,63}}){Port}"
            + HostEnd
            + Path
            + ")",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Slashed();

    [GeneratedRegex(
        $@"(?:^|(?<=[$+<=>^`|\uff5c\p{{Z}}\p{{P}}\p{{Cc}}])(?<![.:/\-_@]))(?![$+<=>^`|\uff5c])"
            + $@"(?<link>(?:{Label}\.){{1,10}}(?:{Domains}){HostEnd}{Path})",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Fuzzy();

    [GeneratedRegex(
        $@"(?:^|(?<=[><\uff5c""(\p{{Z}}\p{{Cc}}]))(?<link>{Name}@(?:{Label}\.){{1,4}}{Letter}{{1,63}}{HostEnd})",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Mail();
}
