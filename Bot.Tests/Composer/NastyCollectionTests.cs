using System.Text.RegularExpressions;
using Bot.Arxiv;
using Bot.Composer;
using Bot.Feed;
using Bot.Tests.Support;

namespace Bot.Tests.Composer;

/// <summary>The collection of real examples that may lie beside the project, in every place of a paper.</summary>
public partial class NastyCollectionTests
{
    private static Announcement By(string creator) => Samples.Paper() with { Authors = AuthorList.Read(creator) };

    [Fact]
    public void The_real_examples_keep_the_promises_wherever_they_stand()
    {
        var examples = File.ReadLines(SharedData.Path("nasty.md"))
            .Select(line => Example().Match(line))
            .Where(match => match.Success)
            .Select(match =>
                match
                    .Groups["text"]
                    .Value.Replace('ˋ', '`')
                    .Replace('⏎', '\n')
                    .Replace("<U+007F>", "\u007F")
                    .Replace("<U+009D>", "\u009D")
                    .Replace("\\|", "|")
            )
            .ToList();
        Assert.Equal(126, examples.Count);
        foreach (var example in examples)
        {
            foreach (var limit in new[] { 100, 500, 11_000 })
            {
                foreach (
                    var paper in new[] { Samples.Paper(title: example), By(example), Samples.Paper(text: example) }
                )
                {
                    var toots = new TootComposer(
                        Samples.Account(LongAbstract.Thread) with
                        {
                            Style = TootStyle.Readable,
                        },
                        Samples.Limit(limit)
                    ).Article(paper);
                    Promises.KeepReadable(paper, toots, LongAbstract.Thread, Samples.Limit(limit));
                    Assert.All(toots, toot => Assert.DoesNotMatch(Residue(), ServerRules.WithoutJoiners(toot.Text)));
                }
            }
        }
    }

    [GeneratedRegex(@"^\| \d+ \| [^|]* \| [^|]* \| [^|]* \| `(?<text>.*)` \| ")]
    private static partial Regex Example();

    // A command, an escape, an empty group, quotes of TeX's.
    [GeneratedRegex(@"\\|\{\}|``|[\^_]\{|[a-z]~[A-Z0-9]|&[a-z]+;|&#")]
    private static partial Regex Residue();
}
