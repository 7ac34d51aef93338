using System.Text.RegularExpressions;
using Bot.Text.Unicode;

namespace Bot.Publisher;

/// <summary>
/// Those of our tags that a status carries, in their order. They are hashtags as the server lists them, which no title
/// can make, since its signs are neutralised; or, as keywords, words of the last line, which is ours alone. The same
/// words elsewhere say nothing.
/// </summary>
internal sealed partial class CarriedTags
{
    private readonly List<string> _tags;

    private CarriedTags(List<string> tags, bool hasHashtags) => (_tags, HasHashtags) = (tags, hasHashtags);

    /// <summary>Whether the status carries any hashtags, ours or others.</summary>
    public bool HasHashtags { get; }

    /// <param name="shown">The status's text.</param>
    /// <param name="listed">As the server lists them, without <c>#</c>; null where it lists none at all.</param>
    /// <param name="ours">All that our toots can have.</param>
    public static CarriedTags Of(ShownText shown, IReadOnlyList<string>? listed, IReadOnlyList<string> ours)
    {
        var last = LastWords(shown).ToList();
        var hasHashtags = listed is { Count: > 0 } || last.Exists(word => word.StartsWith('#'));
        var words = last.Select(word => word.TrimStart('#')).Where(word => ours.Any(tag => IsSame(tag, word))).ToList();
        var hashtags = (listed ?? []).Where(tag => ours.Any(our => IsSame(our, tag))).ToList();
        if (hashtags.Count == 0)
        {
            return new CarriedTags(words, hasHashtags);
        }

        var ordered = words.Where(word => hashtags.Any(tag => IsSame(tag, word))).ToList();
        return new CarriedTags(ordered.Count > 0 ? ordered : hashtags, hasHashtags);
    }

    /// <summary>Whether one of these is among them.</summary>
    public bool HasAny(IReadOnlyList<string> tags) => _tags.Any(carried => tags.Any(tag => IsSame(tag, carried)));

    /// <summary>
    /// The kind that the last telling tag tells: a kind's own tags stand behind all that a toot says. Null when none
    /// tells.
    /// </summary>
    public TootKind? LastOf(IReadOnlyList<(TootKind Kind, IReadOnlyList<string> Tags)> kinds) =>
        Enumerable
            .Reverse(_tags)
            .Select(carried =>
                kinds
                    .Where(kind => kind.Tags.Any(tag => IsSame(tag, carried)))
                    .Select(kind => (TootKind?)kind.Kind)
                    .FirstOrDefault()
            )
            .FirstOrDefault(kind => kind is not null);

    // A line with anything but tags is none of tags. Where the server shows all in one line, only its last words count.
    private static IEnumerable<string> LastWords(ShownText shown)
    {
        var words = shown.LastLine.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var last = words.Reverse().TakeWhile(word => Tag().IsMatch(word)).Reverse().ToList();
        return shown.HasLines && last.Count < words.Length ? [] : last;
    }

    // Servers that read markup take the lines below the words for emphasis, and Mastodon compares hashtags after NFKC,
    // case and marks folded (app/lib/hashtag_normalizer.rb).
    private static bool IsSame(string tag, string other) => Folding.Letters(tag) == Folding.Letters(other);

    [GeneratedRegex(@"^#?[\p{L}\p{M}\p{Nd}_]+\z")]
    private static partial Regex Tag();
}
