using Bot.Composer;
using Bot.Options;
using Bot.Tests.Support;
using Bot.Text.Terms;
using Microsoft.Extensions.Configuration;

namespace Bot.Tests.Composer;

public sealed class ContentWarningTests : IDisposable
{
    private static readonly AccountOptions Readable = Samples.Account() with
    {
        Style = TootStyle.Readable,
        Shared = new SharedOptions { Warnings = ContentWarnings.Shipped },
    };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tootprint-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Of_the_nine_seeds_the_one_that_mentions_suicide_is_folded_and_no_other()
    {
        var composer = new TootComposer(Readable, TootLimits.Default);
        foreach (var (paper, _) in Samples.Seeds())
        {
            Assert.Equal(paper.Id.Value == "2506.06244" ? "mentions suicide" : "", composer.Only(paper).SpoilerText);
        }
    }

    [Theory]
    [InlineData("Detecting Suicidal Ideation", "mentions suicide")]
    [InlineData("Non-suicidal self-injury in adolescents", "mentions suicide and self-harm")]
    [InlineData("nonsuicidal self--injury", "mentions suicide and self-harm")]
    [InlineData("Refusing requests about self harm", "mentions self-harm")]
    [InlineData("Content on SELF-HARM and eating\ndisorders", "mentions self-harm and eating disorders")]
    [InlineData(
        "Moderating suicide, self-harm, rape and anorexia",
        "mentions suicide, self-harm, sexual violence and eating disorders"
    )]
    [InlineData("Detecting child sexual abuse material", "mentions sexual violence")]
    [InlineData("Survivors of sexual assaults", "mentions sexual violence")]
    [InlineData("Images of blood and gore", "mentions graphic violence")]
    [InlineData("A suicide gene system for glioma", "")]
    [InlineData("Suicide gene therapy, and suicide risk", "mentions suicide")]
    [InlineData("Rapeseed yield from space", "")]
    [InlineData("Winter oilseed rape yield from space", "")]
    [InlineData("By abuse of notation we write", "")]
    [InlineData("Drug abuse and online grooming of backlogs", "")]
    [InlineData("Self-supervised harm reduction", "")]
    [InlineData("The assault of Al Gore on a scraped grape", "")]
    public void Words_are_found_whole_in_every_inflection_and_only_where_they_mean_it(string title, string expected) =>
        Assert.Equal(expected, new TootComposer(Readable, TootLimits.Default).Only(Samples.Paper(title)).SpoilerText);

    [Fact]
    public void A_word_that_only_the_end_of_the_abstract_has_counts_though_the_toot_does_not_show_it()
    {
        var paper = Samples.Paper(
            text: string.Concat(Enumerable.Repeat(Samples.Sentence, 30)) + "Patients had suicidal ideation."
        );
        var toot = new TootComposer(Readable, TootLimits.Default).Only(paper);
        Assert.DoesNotContain("suicidal", toot.Text, StringComparison.Ordinal);
        Assert.Equal("mentions suicide", toot.SpoilerText);
    }

    [Theory]
    [InlineData(LongAbstract.Shorten)]
    [InlineData(LongAbstract.Thread)]
    [InlineData(LongAbstract.Card)]
    public void The_warning_stands_before_every_part_and_counts_towards_the_limit(LongAbstract mode)
    {
        var paper = Samples.Paper(text: "On suicide. " + string.Concat(Enumerable.Repeat(Samples.Sentence, 30)));
        foreach (var limit in new[] { 120, 300, 500, 501, 517, 5000 })
        {
            var toots = new TootComposer(Readable with { LongAbstract = mode }, Samples.Limit(limit)).Article(paper);
            Assert.All(toots, toot => Assert.Equal("mentions suicide", toot.SpoilerText));
            Assert.All(toots, toot => Promises.Holds(toot, Samples.Limit(limit)));
            if (mode != LongAbstract.Thread || toots.Count == 1)
            {
                continue;
            }

            var rest = new TootComposer(Readable with { LongAbstract = mode }, Samples.Limit(limit)).Rest(
                paper,
                toots[1]
            );
            Assert.Equal(
                toots.Skip(1).Select(toot => (toot.Text, toot.SpoilerText)),
                rest.Select(toot => (toot.Text, toot.SpoilerText))
            );
        }
    }

    [Fact]
    public void Classic_warns_of_nothing() =>
        Assert.Empty(
            new TootComposer(Readable with { Style = TootStyle.Classic }, TootLimits.Default)
                .Only(Samples.Paper("On Suicide"))
                .SpoilerText
        );

    [Fact]
    public void A_list_of_ones_own_takes_the_place_of_the_shipped_one_and_off_is_none()
    {
        Assert.Equal(
            "mentions spiders and heights",
            Spoiler(
                List("# mine", "[spiders]", "arachn*", "", "[heights]", "high up", "! high up on the list"),
                "An Arachnid, High-Up"
            )
        );
        Assert.Equal(
            "",
            Spoiler(List("[heights]", "high up", "! high up on the list"), "High up on the list of suicides")
        );
        Assert.Equal("", Spoiler("OFF", "On suicide"));
        Assert.Equal("mentions suicide", Spoiler("", "On suicide"));
    }

    [Theory]
    [InlineData("names no subject", "[a@b]", "word")]
    [InlineData("names no subject", "[spiders", "word")]
    [InlineData("line 2: 'word' stands before the first subject", "# mine", "word", "[spiders]", "web")]
    [InlineData("line 2: 'we*' is no word or phrase", "[spiders]", "we*", "web")]
    [InlineData("is no word or phrase", "[spiders]", "a.b", "web")]
    [InlineData("[spiders] has no words", "[spiders]", "! web")]
    [InlineData("it has no subject", "# nothing")]
    public void A_list_that_cannot_be_used_is_a_mistake_at_start_with_its_line_and_remedy(
        string words,
        params string[] lines
    )
    {
        var mistake = Assert.Single(Assert.Throws<SettingsException>(() => Options(List(lines))).Mistakes);
        Assert.Contains("Bot:ContentWarnings is '", mistake, StringComparison.Ordinal);
        Assert.Contains(words, mistake, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_that_is_not_there_is_a_mistake_at_start() =>
        Assert.Contains(
            "which cannot be read",
            Assert.Throws<SettingsException>(() => Options("/there/is/no/such/file")).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public async Task The_server_is_sent_the_warning_and_a_lost_answer_is_found_behind_it()
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        await rehearsal.ServeAsync(
            SampleListings.Feed(
                SampleListings.Item("2506.00001", title: "Suicide Risk and Speech") + SampleListings.Item("2506.00002")
            )
        );
        await rehearsal.FaultAsync("post", "lost-answer", skip: 1);
        Assert.Empty((await rehearsal.RunOnceAsync()).Troubles);
        var accepted = await rehearsal.AcceptedAsync();
        Expect.EachOnceInOrder(SampleListings.Ids(2), accepted.Select(one => (string)one["text"]!));
        Assert.Equal(["", "mentions suicide", ""], accepted.Select(one => (string)one["spoilerText"]!));
    }

    private static string Spoiler(string setting, string title) =>
        new TootComposer(Options(setting).Accounts[0], TootLimits.Default).Only(Samples.Paper(title)).SpoilerText;

    private static BotOptions Options(string setting) =>
        BotSettings.Read(
            new ConfigurationBuilder()
                .AddInMemoryCollection(new Dictionary<string, string?> { ["Bot:ContentWarnings"] = setting })
                .Build(),
            forService: false
        );

    private string List(params string[] lines)
    {
        var file = Path.Combine(_folder.FullName, "warnings.txt");
        File.WriteAllLines(file, lines);
        return file;
    }
}
