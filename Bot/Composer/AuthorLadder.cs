using System.Text.RegularExpressions;

namespace Bot.Composer;

/// <summary>A line of authors and what it costs.</summary>
internal readonly record struct AuthorLine(string Text, int Price);

/// <summary>
/// An author list in ever shorter forms, as the reference bot shortens it: all names; the collaboration's name; surnames; the first name
/// and "et al."; nothing.
/// </summary>
internal sealed partial class AuthorLadder
{
    private const int Rungs = 4;

    private readonly List<string> _authors;
    private readonly TootLimits _limits;

    // Lists can have thousands of names, and most papers need the first form only.
    private readonly AuthorLine?[] _built = new AuthorLine?[Rungs];

    public AuthorLadder(IReadOnlyList<string> authors, TootLimits limits)
    {
        _authors = [.. authors.Select(author => author.Trim()).Where(author => author.Length > 0)];
        _limits = limits;
    }

    public AuthorLine Full => At(0);

    /// <summary>The longest form that costs at most <paramref name="room"/>; empty when none does.</summary>
    public AuthorLine Longest(int room)
    {
        for (var rung = 0; rung < Rungs; rung++)
            if (At(rung) is { Price: > 0 } line && line.Price <= room) return line;

        return default(AuthorLine) with { Text = "" };
    }

    private AuthorLine At(int rung) => _built[rung] ??= Measured(SafeText.Of(Form(rung)).Text);

    private AuthorLine Measured(string text) => new(text, TootLength.Count(text, "", _limits));

    private string Form(int rung) => rung switch
    {
        0 => string.Join(", ", _authors),
        1 => _authors.Count > 0 && Group().Match(_authors[0]) is { Success: true } group ? group.Groups["name"].Value : "",
        2 => string.Join(", ", _authors.Select(Surnames.Of)),
        _ => _authors.Count > 1 ? $"{_authors[0].TrimEnd(',', ':')}, et al." : "",
    };

    // "X Collaboration: A, B" or "X Collaboration, A, B"; teams sign like collaborations do.
    [GeneratedRegex(@"^(?<name>.*?\b(?:Collaboration|Consortium|Team|Group))\s*(?::|\z)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Group();
}
