using System.Text.RegularExpressions;

namespace Bot.Sandbox;

/// <summary>
/// What differs between the versions of Mastodon that servers run. Sources, in each version: app/models/tag.rb
/// (<c>HASHTAG_RE</c>) and app/models/account.rb (<c>MENTION_RE</c>).
/// </summary>
internal static partial class MastodonVersion
{
    public const string Newest = "4.6";

    // HASHTAG_NAME_PAT: a letter or separator within, or a letter anywhere; [[:word:]] and [[:alpha:]] of Ruby.
    private const string Word = @"[\w\p{M}\p{Nl}]";
    private const string Inner = @"[\w\p{M}\p{Nl}·・\u200C]";
    private const string Name =
        $@"{Word}{Inner}*[\p{{L}}\p{{M}}\p{{Nl}}_·・\u200C]{Inner}*{Word}|{Word}*[\p{{L}}\p{{M}}\p{{Nl}}]{Word}*";

    private const string TagName = $"[#＃](?<name>{Name})";

    public static IReadOnlyList<string> Known { get; } = ["4.0", "4.3", "4.5", Newest];

    /// <summary>
    /// The hashtags without <c>#</c>, each once whatever its case, in order; the text is searched as it stands, links
    /// too.
    /// </summary>
    public static IEnumerable<string> Tags(string version, string text) =>
        TagForm(version).Matches(text).Select(tag => tag.Value[1..]).DistinctBy(tag => tag.ToLowerInvariant());

    /// <summary>Who a text calls, as <c>name</c> or <c>name@host</c>, in order; links are searched too.</summary>
    public static IEnumerable<string> Mentions(string version, string text) =>
        (version == "4.0" ? OldMention() : Mention()).Matches(text).Select(match => match.Groups["name"].Value);

    private static Regex TagForm(string version) =>
        version switch
        {
            Newest => SpacedTag(),
            "4.0" => OldTag(),
            _ => Tag(),
        };

    [GeneratedRegex(@"(?<![^\s])" + TagName)]
    private static partial Regex SpacedTag();

    [GeneratedRegex(@"(?<![=/)\p{L}\p{Nd}])" + TagName)]
    private static partial Regex Tag();

    [GeneratedRegex(@"(?<![/)A-Za-z0-9_])" + TagName)]
    private static partial Regex OldTag();

    [GeneratedRegex(@"(?<![=/\w])@(?<name>[a-z0-9_]+(?:[.-]+[a-z0-9_]+)*(?:@[\w.-]+\w)?)", RegexOptions.IgnoreCase)]
    private static partial Regex Mention();

    [GeneratedRegex(
        @"(?<![/A-Za-z0-9_])@(?<name>[a-z0-9_]+(?:[.-]+[a-z0-9_]+)*(?:@[\w.-]+\w)?)",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex OldMention();
}
