using System.Text.RegularExpressions;

namespace Bot.Sandbox;

internal enum PieceKind
{
    Words,
    Url,
    Tag,
}

/// <summary>A stretch of a status text.</summary>
internal readonly record struct Piece(PieceKind Kind, string Text);

/// <summary>Finds links and hashtags where Mastodon finds them.</summary>
internal static partial class StatusText
{
    /// <summary>The text in order, complete: words, links and hashtags.</summary>
    public static IEnumerable<Piece> Pieces(string text)
    {
        var at = 0;
        foreach (var (start, length, kind) in Marks(text))
        {
            if (start > at)
            {
                yield return new Piece(PieceKind.Words, text[at..start]);
            }

            yield return new Piece(kind, text.Substring(start, length));
            at = start + length;
        }

        if (at < text.Length)
        {
            yield return new Piece(PieceKind.Words, text[at..]);
        }
    }

    /// <summary>The hashtags without <c>#</c>, each once whatever its case, in order.</summary>
    public static IEnumerable<string> Tags(string text) =>
        Pieces(text)
            .Where(piece => piece.Kind == PieceKind.Tag)
            .Select(piece => piece.Text[1..])
            .DistinctBy(tag => tag.ToLowerInvariant());

    public static IEnumerable<string> Urls(string text) =>
        Pieces(text).Where(piece => piece.Kind == PieceKind.Url).Select(piece => piece.Text);

    private static IEnumerable<(int Start, int Length, PieceKind Kind)> Marks(string text)
    {
        var urls = UrlForm()
            .Matches(text)
            .Select(match => (match.Index, UrlLength(match.Value), PieceKind.Url))
            .ToList();
        // A # inside a link is part of the link.
        var tags = TagForm()
            .Matches(text)
            .Where(tag => !urls.Exists(url => tag.Index >= url.Index && tag.Index < url.Index + url.Item2));
        return urls.Concat(tags.Select(tag => (tag.Index, tag.Length, PieceKind.Tag))).OrderBy(mark => mark.Item1);
    }

    // twitter-text: a full stop, comma or quote at the end is the sentence's, and so is a bracket that was not opened
    // inside.
    private static int UrlLength(string url)
    {
        var length = url.Length;
        while (length > 0)
        {
            var last = url[length - 1];
            var unopened = last == ')' && url.AsSpan(0, length).Count('(') < url.AsSpan(0, length).Count(')');
            if (!unopened && !".,;:!?'\"]}*`".Contains(last))
            {
                break;
            }

            length--;
        }

        return length;
    }

    // All of two letters are taken for countries; of the others these are the ones that papers link to.
    private const string TopLevelDomains =
        "[a-z]{2}|com|org|net|edu|gov|mil|int|info|app|dev|xyz|site|online|tech|page|cloud|science|space|blog|"
        + "social|example|museum|academy|systems|network|studio|live|pub|wiki";

    // twitter-text asks for a protocol here (Mastodon: extract_url_without_protocol false), for no letter, digit, @, #
    // or $ before it, and for a known top-level domain.
    [GeneratedRegex(
        @"(?<![A-Za-z0-9@#$])https?://(?:[\p{L}\p{N}_-]+\.)+(?:"
            + TopLevelDomains
            + @")(?![\p{L}\p{N}_-]|\.[\p{L}\p{N}])(?::[0-9]+)?(?:[/?#][^\s<>""“”]*)?",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex UrlForm();

    // Tag::HASHTAG_RE: not after a letter, slash or closing bracket; letters, digits, _ and three joiners inside; not
    // digits alone.
    [GeneratedRegex(@"(?<![/)\w])#(?![0-9]+(?![\w·・\u200c]))[\w](?:[\w·・\u200c]*[\w])?")]
    private static partial Regex TagForm();
}
