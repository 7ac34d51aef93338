using System.Text.RegularExpressions;
using Bot.Arxiv;
using Bot.Composer;
using Bot.Feed;
using Bot.Options;
using Bot.Tests.Contract;
using Bot.Tests.Support;

namespace Bot.Tests.Composer;

/// <summary>The collection of real examples, which may lie beside the project.</summary>
[Trait("Category", "Slow")]
public sealed partial class NastyExamplesTests
{
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
        var account = Samples.Account(LongAbstract.Thread) with { Style = TootStyle.Readable };
        var papers = examples.SelectMany(Everywhere).ToList();
        foreach (var limit in new[] { 100, 500, 11_000 })
        {
            foreach (var paper in papers)
            {
                var toots = new TootComposer(account, Samples.Limit(limit)).Article(paper);
                Promises.KeepReadable(paper, toots, LongAbstract.Thread, Samples.Limit(limit));
                Assert.All(toots, toot => Assert.DoesNotMatch(Residue(), ServerRules.WithoutJoiners(toot.Text)));
            }
        }
    }

    private static IEnumerable<Announcement> Everywhere(string example) =>
        [
            Samples.Paper(title: example),
            Samples.Paper() with
            {
                Authors = AuthorList.Read(example),
            },
            Samples.Paper(text: example),
        ];

    [GeneratedRegex(@"^\| \d+ \| [^|]* \| [^|]* \| [^|]* \| `(?<text>.*)` \| ")]
    private static partial Regex Example();

    // A command, an escape, an empty group, quotes of TeX's.
    [GeneratedRegex(@"\\|\{\}|``|[\^_]\{|[a-z]~[A-Z0-9]|&[a-z]+;|&#")]
    private static partial Regex Residue();
}
