using System.Text.RegularExpressions;
using Bot.Text.Latex;
using Bot.Text.Safety;

namespace Bot.Composer;

/// <summary>A line of authors and what it costs, in the server's counting.</summary>
internal readonly record struct AuthorLine(string Text, int Price)
{
    public static AuthorLine None { get; } = new("", 0);
}

/// <summary>
/// The forms in which an author list can be written, the longest first. Lists can have thousands of names, so no form
/// is built before it is needed.
/// </summary>
internal sealed partial class AuthorLadder
{
    // Before "and 723 others".
    private const int MostNamed = 8;

    private readonly List<string> _authors;
    private readonly TootLimits _limits;
    private readonly Func<int, AuthorLine>[] _rungs;

    private AuthorLadder(
        IEnumerable<string> authors,
        TootLimits limits,
        Func<AuthorLadder, Func<int, AuthorLine>[]> rungs
    )
    {
        _authors = [.. authors.Select(author => author.Trim()).Where(author => author.Length > 0)];
        _limits = limits;
        _rungs = rungs(this);
    }

    public bool IsEmpty => _authors.Count == 0;

    /// <summary>
    /// As the reference bot shortens: all names; the collaboration's name; surnames; the first name and "et al.";
    /// nothing.
    /// </summary>
    public static AuthorLadder Classic(IEnumerable<string> authors, TootLimits limits) =>
        new(authors, limits, ladder => [ladder.All, ladder.Group, ladder.AllSurnames, ladder.EtAl]);

    /// <summary>
    /// For readers: all names; surnames, if wanted; the first few "and 730 others"; the collaboration's name; nothing.
    /// </summary>
    public static AuthorLadder Readable(IEnumerable<string> authors, TootLimits limits, bool surnames) =>
        new(
            authors,
            limits,
            ladder =>
                surnames
                    ? [ladder.All, ladder.AllSurnames, ladder.AndOthers, ladder.Group]
                    : [ladder.All, ladder.AndOthers, ladder.Group]
        );

    /// <summary>
    /// For lists, which have one line for them: the collaboration's name; two names; the first "and 3 others"; nothing.
    /// </summary>
    public static AuthorLadder Brief(IEnumerable<string> authors, TootLimits limits) =>
        new(authors, limits, ladder => [ladder.Group, ladder.Pair, room => ladder.FirstAndOthers(named: 1)]);

    /// <summary>The longest form that costs at most <paramref name="room"/>; empty when none does.</summary>
    public AuthorLine Longest(int room)
    {
        foreach (var rung in _rungs)
        {
            if (rung(room) is { Price: > 0 } line && line.Price <= room)
            {
                return line;
            }
        }

        return AuthorLine.None;
    }

    private AuthorLine All(int room) => Joined(_authors, room);

    private AuthorLine AllSurnames(int room) => Joined(_authors.Select(Surnames.Of), room);

    private AuthorLine Group(int room) =>
        _authors.Count > 0 && GroupName().Match(_authors[0]) is { Success: true } group
            ? Measured(group.Groups["name"].Value)
            : AuthorLine.None;

    private AuthorLine EtAl(int room) =>
        _authors.Count > 1 ? Measured($"{_authors[0].TrimEnd(',', ':')}, et al.") : AuthorLine.None;

    private AuthorLine AndOthers(int room)
    {
        for (var named = Math.Min(MostNamed, _authors.Count - 1); named > 0; named--)
        {
            if (FirstAndOthers(named) is var line && line.Price <= room)
            {
                return line;
            }
        }

        return AuthorLine.None;
    }

    private AuthorLine FirstAndOthers(int named)
    {
        var others = _authors.Count - named;
        if (others < 1)
        {
            return AuthorLine.None;
        }

        var noun = others == 1 ? "other" : "others";
        return Measured($"{string.Join(", ", _authors.Take(named))} and {others} {noun}");
    }

    private AuthorLine Pair(int room) => _authors.Count is 1 or 2 ? Joined(_authors, room) : AuthorLine.None;

    // Each name costs at least a character, a comma and a space. Lists that cannot fit are not joined.
    private AuthorLine Joined(IEnumerable<string> names, int room) =>
        3 * _authors.Count - 2 > room ? AuthorLine.None : Measured(string.Join(", ", names));

    private AuthorLine Measured(string text)
    {
        var safe = OwnForms.WithoutPaperLinks(SafeText.Of(text)).Text;
        return new AuthorLine(safe, TootLength.Count(safe, "", _limits));
    }

    // "X Collaboration: A, B" or "X Collaboration, A, B"; teams sign like collaborations do.
    [GeneratedRegex(
        @"^(?<name>.*?\b(?:Collaboration|Consortium|Team|Group))\s*(?::|\z)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex GroupName();
}
