using System.Globalization;
using System.Text.RegularExpressions;
using Bot.Arxiv;
using Bot.Composer;
using Bot.Options;
using Bot.Text.Latex;
using Bot.Text.Safety;
using Bot.Text.Unicode;

namespace Bot.Tests.Composer;

/// <summary>What holds for every article, whatever the paper and the limit.</summary>
internal static partial class Promises
{
    public static void Keep(Announcement paper, IReadOnlyList<Toot> toots, LongAbstract mode, TootLimits limits)
    {
        Assert.NotEmpty(toots);
        if (mode == LongAbstract.Shorten)
        {
            Assert.Single(toots);
        }

        for (var at = 0; at < toots.Count; at++)
        {
            Holds(toots[at], limits);
            Assert.Equal((at + 1, toots.Count), (toots[at].Part, toots[at].Parts));
        }

        Assert.Contains(paper.Id.AbsUrl, toots[0].Text, StringComparison.Ordinal);
        if (toots.Count > 1)
        {
            LosesNothing(paper.Abstract, [.. toots.Select(toot => Share(paper, toot))]);
        }
        else
        {
            KeepsTheBeginning(paper, toots[0]);
        }
    }

    /// <summary>The same for the style "readable", whose abstracts are rendered.</summary>
    public static void KeepReadable(Announcement paper, IReadOnlyList<Toot> toots, LongAbstract mode, TootLimits limits)
    {
        Assert.NotEmpty(toots);
        if (mode == LongAbstract.Shorten)
        {
            Assert.Single(toots);
        }

        for (var at = 0; at < toots.Count; at++)
        {
            Holds(toots[at], limits);
            Assert.Equal((at + 1, toots.Count), (toots[at].Part, toots[at].Parts));
            if (at > 1)
            {
                Assert.InRange(toots[at].AbstractStart, toots[at - 1].AbstractStart, paper.Abstract.Length);
            }
        }

        Assert.Contains(paper.Id.AbsUrl, toots[0].Text, StringComparison.Ordinal);
        if (toots.Count > 1)
        {
            LosesNothing(
                ServerRules.WithoutJoiners(SafeText.Of(LatexText.Render(paper.Abstract)).Text),
                [.. toots.Select(toot => ReadableShare(paper, toot))],
                Math.Min(LongestWhole, limits.MaxCharacters / 4)
            );
        }
    }

    // Behind the block of links, before the tags and what else arXiv says; a thread's first toot has no such details
    // without room.
    private static string ReadableShare(Announcement paper, Toot toot)
    {
        var text = ServerRules.WithoutJoiners(toot.Text);
        foreach (var _ in toot.Tags)
        {
            text = text[..text.LastIndexOf('#')].TrimEnd();
        }

        if (toot.Kind == TootKind.Abstract)
        {
            return Number().Replace(text, "", 1);
        }

        var links = text.IndexOf(paper.Id.AbsUrl, StringComparison.Ordinal);
        var end = text.IndexOf("\n\n", links, StringComparison.Ordinal);
        return end < 0 ? "" : LastNumber().Replace(text[end..].TrimStart(), "", 1);
    }

    /// <summary>
    /// The shares, one after the other, are the abstract in NFC: no word lost or repeated, none cut that fits into a
    /// part, no grapheme cut.
    /// </summary>
    public static void LosesNothing(string original, IReadOnlyList<string> shares, int longestWhole = LongestWhole)
    {
        var text = Normalization.Nfc(original);
        var letters = string.Concat(Words(text));
        var told = shares.Select(share => string.Concat(Words(share))).ToList();
        Assert.Equal(letters, string.Concat(told));
        Assert.Equal(Graphemes(letters), told.Sum(Graphemes));
        if (Words(text).All(word => word.Length <= longestWhole))
        {
            Assert.Equal(Words(text), Words(string.Join(' ', shares)));
        }
    }

    // Shorter words fit into every part at the limits that are tried.
    private const int LongestWhole = 50;

    /// <summary>Within the limit, no signal but its own tags, no broken character.</summary>
    public static void Holds(Toot toot, TootLimits limits)
    {
        Assert.Equal(TootLength.Count(toot.Text, toot.SpoilerText, limits), toot.Characters);
        Assert.InRange(toot.Characters, 1, limits.MaxCharacters);
        Assert.InRange(ServerRules.Length(toot.Text, limits.CharactersPerUrl), 1, toot.Characters);
        Assert.Equal(toot.Tags.Select(tag => "#" + tag), ServerRules.Signals(toot.Text).Distinct());
        Assert.Equal(toot.Text, toot.Text.Trim());
        Assert.DoesNotContain("\n\n\n", toot.Text, StringComparison.Ordinal);
        Assert.True(toot.Text.IsNormalized(), "half a surrogate pair");
        Assert.Equal(Normalization.Nfc(toot.Text), toot.Text);
    }

    /// <summary>The toot's share of the abstract, without its marks and the joiners.</summary>
    public static string Share(Announcement paper, Toot toot)
    {
        var text = ServerRules.WithoutJoiners(toot.Text);
        foreach (var tag in toot.Tags.Reverse())
        {
            text = text[..text.LastIndexOf('#')].TrimEnd();
        }

        if (toot.Kind == TootKind.Abstract)
        {
            return Number().Replace(text, "", 1);
        }

        var head = text.LastIndexOf($"\n\narXiv:{paper.Id}v", StringComparison.Ordinal);
        var label = text.IndexOf("\nAbstract: ", Math.Max(head, 0), StringComparison.Ordinal);
        var links = text.IndexOf(paper.Id.HtmlUrl, StringComparison.Ordinal) is var html and >= 0
            ? html + paper.Id.HtmlUrl.Length
            : text.IndexOf(paper.Id.AbsUrl, StringComparison.Ordinal) + paper.Id.AbsUrl.Length;
        var share = head >= 0 ? (label < 0 ? "" : text[(label + "\nAbstract: ".Length)..]) : text[links..].TrimStart();
        return LastNumber().Replace(share, "", 1);
    }

    public static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static int Graphemes(string text) => StringInfo.ParseCombiningCharacters(text).Length;

    private static void KeepsTheBeginning(Announcement paper, Toot toot)
    {
        var (original, share) = (Normalization.Nfc(paper.Abstract), Share(paper, toot));
        if (share.EndsWith("[...]", StringComparison.Ordinal))
        {
            share = share[..^5].TrimEnd();
        }
        else if (share.Length > 0)
        {
            Assert.Equal(original.Trim(), share);
        }

        Assert.Equal(Words(original).Take(Words(share).Length), Words(share));
    }

    [GeneratedRegex(@"\A\[\d+/\d+\] ")]
    private static partial Regex Number();

    [GeneratedRegex(@"\s*\[1/\d+\]\z")]
    private static partial Regex LastNumber();
}
