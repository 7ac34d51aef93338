using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Bot.Publisher;
using Bot.Tests.Composer;
using Bot.Tests.Support;
using Bot.Tests.Text;
using Bot.Text.Latex;
using Bot.Text.Safety;

namespace Bot.Tests.Contract;

/// <summary>On a server that reads markup in every text: guarded, readers see what was written.</summary>
[Collection("the contract")]
[Trait("Category", "Slow")]
public sealed partial class MarkupContract
{
    [Fact]
    public async Task A_guarded_text_is_shown_by_snac_as_it_was_written()
    {
        await using var trial = await SnacAsync();
        string[] more =
        [
            "First\n> second\n# third\n- fourth\n* fifth\n---\n```\nlast\n```",
            "https://example.org/a_b__c__d*e (https://example.org/x_(y)), https://example.org/<id> and so on",
            "On *stars*, _bars_, **both** and __more__ of it, Émile's naïve ﬁnding – 模型 in \\(x\\) \\emph{words}",
            "@alice, bob@example.org and R@1@0.5 at #1 of #MachineLearning (#SAT) in C#",
            string.Join('\n', Nonsense(lines: 200)),
        ];
        foreach (
            var text in MarkupGuardTests
                .Texts.Select(row => row.Data.Item1)
                .Concat(more)
                .Where(text => text.Length > 0)
                .Select(Neutralizer.Neutralize)
        )
        {
            var guarded = MarkupGuard.Guard(text);
            var id = (string)(await trial.Bot.TootAsync(guarded))["id"]!;
            var status = await trial.Bot.GetAsync($"api/v1/statuses/{id}");

            var content = (string)status["content"]!;
            Assert.Equal(Trimmed(text), Trimmed(Seen(content)));
            Assert.Empty(status["tags"]!.AsArray());
            Assert.Empty(status["mentions"]!.AsArray());
            var source = (string)(await trial.Bot.GetAsync($"api/v1/statuses/{id}/source"))["text"]!;
            var toot = new Toot
            {
                Kind = TootKind.Article,
                Text = guarded,
                Visibility = TootVisibility.Public,
                Language = "en",
                Tags = [],
                Characters = guarded.Length,
            };
            Assert.True(StatusMatch.IsSource(source, toot), source);
            if (text.Any(char.IsLetterOrDigit))
            {
                Assert.True(StatusMatch.Is(new OwnStatus(id, null, null, false, content), toot, null, null), content);
            }
        }
    }

    [Fact]
    public async Task Hashtags_beside_a_guarded_text_are_found_by_readers()
    {
        await using var trial = await SnacAsync();
        var tag = new FreshDay().Tag;
        await trial.Bot.TootAsync(MarkupGuard.Guard($"*Stars* and {Neutralizer.Neutralize("#bars")}\n\n#{tag}"));

        await TimelineReader.EventuallyAsync(
            tag,
            async () => (await trial.Reader.ListAsync($"api/v1/timelines/tag/{tag}")).Count == 1
        );
    }

    [Fact]
    public async Task Readers_see_titles_and_abstracts_as_they_were_written()
    {
        await using var trial = await SnacAsync();
        var day = new FreshDay();
        string[] texts =
        [
            "Let's <think> about *stars* and __bars__",
            "If a<b then `code` of #tags by @names",
            "2*3*4 x_i_j :-) 8-o & &lt; [a](b)",
        ];
        await trial.ServeAsync(
            day,
            day.Feed(
                texts.Select(
                    (text, n) => SampleListings.Item(day.Id(n + 1), title: text, about: $"We show that {text} holds.")
                )
            )
        );

        await trial.RunAsync();

        foreach (
            var (told, text) in (await trial.ExpectOnceInOrderAsync(day, day.Ids(texts.Length))).Skip(1).Zip(texts)
        )
        {
            var seen = Seen((string)(await trial.Bot.GetAsync($"api/v1/statuses/{told.Id}"))["content"]!)
                .Replace("\u2060", "", StringComparison.Ordinal);
            var read = LatexText.Render(text).Text;
            Assert.StartsWith(read, seen, StringComparison.Ordinal);
            Assert.Contains($"We show that {read} holds.", seen, StringComparison.Ordinal);
        }
    }

    private static async Task<Trial> SnacAsync()
    {
        var trial = await Trial.StartAsync(TestServer.Real);
        var version = (string?)(await trial.Bot.GetAsync("api/v1/instance"))["version"];
        if (version?.Contains("snac", StringComparison.Ordinal) == true)
        {
            return trial;
        }

        await trial.DisposeAsync();
        Assert.Skip($"is about snac alone; this server says {version}");
        return trial;
    }

    // Lines of signs that mean something, in all orders; always the same ones.
    private static IEnumerable<string> Nonsense(int lines)
    {
        const string Signs = "<>&*_~`[](): -@#;!XDo83Bb%/|.ltgamp";
        var chance = new Random(7);
        for (var line = 0; line < lines; line++)
        {
            yield return $"{line} "
                + string.Concat(Enumerable.Range(0, chance.Next(1, 30)).Select(_ => Signs[chance.Next(Signs.Length)]));
        }
    }

    // What a browser makes of it, as far as snac's own tags go; it shows what it takes for no tag.
    private static string Seen(string content) =>
        WebUtility.HtmlDecode(Tag().Replace(content.Replace("<br>", "\n", StringComparison.Ordinal), ""));

    private static string Trimmed(string text) =>
        string.Join('\n', text.Split('\n').Select(line => line.Trim())).TrimEnd();

    [GeneratedRegex("</?[A-Za-z][^>]*>")]
    private static partial Regex Tag();
}
