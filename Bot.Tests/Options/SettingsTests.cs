using Bot.Options;
using Bot.Pipeline.Sending;
using Bot.Tests.Sandbox;
using Bot.Tests.Support;
using Microsoft.Extensions.Configuration;

namespace Bot.Tests.Options;

public sealed class SettingsTests
{
    [Fact]
    public void The_shipped_settings_lack_only_the_instance()
    {
        var options = BotSettings.Read(
            new ConfigurationBuilder().AddJsonFile(Path.Combine(Project.Root, "appsettings.json")).Build(),
            forService: true
        );
        Assert.False(options.HasInstance);
        Assert.Equal(["cs.LG"], Assert.Single(options.Accounts).Categories);
    }

    [Fact]
    public void A_token_in_the_settings_file_is_refused_with_the_remedy_and_not_repeated()
    {
        var folder = Directory.CreateTempSubdirectory("tootprint-test-");
        try
        {
            File.WriteAllText(
                Path.Combine(folder.FullName, "appsettings.json"),
                """{ "Bot": { "Accounts": [ { "Instance": "https://mastodon.example", "AccessToken": "s3cret" } ] } }"""
            );
            var sources = new ConfigurationBuilder()
                .SetBasePath(folder.FullName)
                .AddJsonFile("appsettings.json")
                .Build();
            var refusal = Assert.Throws<SettingsException>(() => BotSettings.Read(sources, forService: true));
            Assert.Contains(
                "Bot:Accounts:0:AccessToken stands in appsettings.json",
                refusal.Message,
                StringComparison.Ordinal
            );
            Assert.Contains("Bot__Accounts__0__AccessToken", refusal.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("s3cret", refusal.Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("Bot:Accounts:0:Instance", "http://localhost:8080", null)]
    [InlineData("Bot:Accounts:0:Instance", "http://[::1]:8080", null)]
    [InlineData("Bot:Accounts:0:Instance", "http://127.0.0.1.example.org", "use https://")]
    [InlineData("Bot:Accounts:0:Instance", "https://me:pass@mastodon.example", "carries a user name")]
    [InlineData("Bot:Accounts:0:Instance", "mastodon.example", "no web address")]
    [InlineData("Bot:Accounts:0:Instance", "ftp://mastodon.example", "no web address")]
    [InlineData("Bot:Accounts:0:PostsPerThreeHours", "-1", "whole number from 0")]
    [InlineData("Bot:Accounts:0:Language", "english", "no language code")]
    [InlineData("Bot:Accounts:0:Tags:Every", "#fine 123", "not digits alone")]
    [InlineData("Bot:Accounts:0:Tags:Article", "two-words", "no server reads as one hashtag")]
    [InlineData("Bot:Accounts:0:Tags:Every", "", null)]
    [InlineData("Bot:Accounts:0:Tags:Every", "a b c d e", "Tags:Every has 5 tags")]
    [InlineData(
        "Bot:Accounts:0:Tags:Summary",
        "a b c",
        "makes 5 tags in one toot; readers take more than 4 for spam, so remove 1"
    )]
    [InlineData("Bot:Accounts:0:Tags:Article", "a b", null)]
    [InlineData("Bot:Accounts:0:Tags:Reply", "a b c", null)]
    [InlineData("Bot:Accounts:0:Tags:Reply", "a b c d", "Tags:Reply has 'a b c d', which with Tags:Every makes 5")]
    [InlineData("Bot:Accounts:0:NewPapers", "lists", "toot, list, none")]
    [InlineData("Bot:Accounts:0:Tags:List", "toXiv_bot_toot", null)]
    [InlineData("Bot:Accounts:0:SharedTags", "word", "hashtag, keyword")]
    [InlineData("Bot:Accounts:0:Tags:Topic", "namespaced", null)]
    [InlineData("Bot:Accounts:0:Tags:Topic", "yes", "off, namespaced, plain")]
    [InlineData("Bot:Topics:File", "/there/is/no/such.tsv", "cannot be read")]
    [InlineData("Bot:Topics:File", "/dev/null", "it has no phrase")]
    [InlineData("Bot:Pace:SpreadOver", "1.00:00:00", "no time from")]
    [InlineData("Bot:Feed:BaseUrl", "http://rss.arxiv.org/rss/", "use https://")]
    [InlineData("Bot:Archive:BaseUrl", "http://oaipmh.arxiv.org/oai", "use https://")]
    [InlineData("Bot:Archive:BaseUrl", "", null)]
    [InlineData("Bot:Archive:Url", "https://oaipmh.arxiv.org/oai", "no setting of this version")]
    [InlineData("Bot:Accounts:0:Tags:Every:0", "fine", null)]
    [InlineData("Bot:Accounts:0:Tags:Every:0", "two-words", "no server reads as one hashtag")]
    [InlineData("Bot:Feed:Contact:0", "me@example.org", "no setting of this version")]
    [InlineData("Bot:Accounts:2:Name", "third", "out of order")]
    public void Each_value_is_accepted_or_answered_with_a_remedy(string key, string value, string? words)
    {
        var sources = new ConfigurationBuilder()
            .AddInMemoryCollection(
                new Dictionary<string, string?>
                {
                    ["Bot:Accounts:0:AccessToken"] = "t",
                    ["Bot:Accounts:0:Name"] = "a",
                    [key] = value,
                }
            )
            .Build();
        if (words is null)
        {
            BotSettings.Read(sources, forService: false);
        }
        else
        {
            Assert.Contains(
                words,
                Assert.Throws<SettingsException>(() => BotSettings.Read(sources, forService: false)).Message,
                StringComparison.Ordinal
            );
        }
    }

    [Theory]
    [InlineData(null, null, "https://oaipmh.arxiv.org/oai")]
    [InlineData(null, "", null)]
    [InlineData(null, "https://archive.example/oai", "https://archive.example/oai")]
    [InlineData("http://127.0.0.1:8080/rss/", null, null)]
    [InlineData("http://127.0.0.1:8080/rss/", "http://127.0.0.1:8080/oai", "http://127.0.0.1:8080/oai")]
    [InlineData("http://127.0.0.1:8080/rss/", "https://oaipmh.arxiv.org/oai", "https://oaipmh.arxiv.org/oai")]
    public void A_rehearsal_asks_the_real_archive_only_when_told_to(string? feed, string? archive, string? expected)
    {
        var sources = new ConfigurationBuilder()
            .AddInMemoryCollection(
                new Dictionary<string, string?>
                {
                    ["Bot:Feed:BaseUrl"] = feed,
                    ["Bot:Archive:BaseUrl"] = archive,
                }.Where(one => one.Value is not null)
            )
            .Build();
        Assert.Equal(expected, BotSettings.Read(sources, forService: false).Feed.ArchiveUrl?.AbsoluteUri);
    }

    [Fact]
    public void Classic_may_have_any_number_of_tags_and_no_keywords()
    {
        var settings = new Dictionary<string, string?>
        {
            ["Bot:Accounts:0:Style"] = "classic",
            ["Bot:Accounts:0:Tags:Every"] = "a b c d e",
        };
        BotSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), forService: false);
        settings["Bot:Accounts:0:SharedTags"] = "keyword";
        var refusal = Assert.Throws<SettingsException>(() =>
            BotSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), forService: false)
        );
        Assert.Contains("Style classic cannot do", Assert.Single(refusal.Mistakes), StringComparison.Ordinal);
    }

    [Fact]
    public void A_topics_tag_counts_among_the_four_and_needs_style_readable()
    {
        var settings = new Dictionary<string, string?>
        {
            ["Bot:Accounts:0:Tags:Topic"] = "plain",
            ["Bot:Accounts:0:Tags:Article"] = "a b",
        };
        var refusal = Assert.Throws<SettingsException>(() =>
            BotSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), forService: false)
        );
        Assert.Contains(
            "with Tags:Every and Tags:Category and Tags:Topic makes 5 tags",
            Assert.Single(refusal.Mistakes),
            StringComparison.Ordinal
        );
        settings["Bot:Accounts:0:Style"] = "classic";
        refusal = Assert.Throws<SettingsException>(() =>
            BotSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), forService: false)
        );
        Assert.Contains(
            "Tags:Topic is 'plain', which Style classic cannot do",
            Assert.Single(refusal.Mistakes),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("Bot:Accounts:0:Tags:List", "", "needs a tag that no other toot has")]
    [InlineData("Bot:Accounts:0:Tags:List", "toXiv_bot_TOOT", "needs a tag that no other toot has")]
    [InlineData("Bot:Accounts:0:Style", "classic", "NewPapers is 'list', which Style classic cannot do")]
    public void Lists_need_a_tag_of_their_own_and_style_readable(string key, string value, string words)
    {
        var sources = new ConfigurationBuilder()
            .AddInMemoryCollection(
                new Dictionary<string, string?> { ["Bot:Accounts:0:NewPapers"] = "list", [key] = value }
            )
            .Build();
        Assert.Contains(
            words,
            Assert.Single(
                Assert.Throws<SettingsException>(() => BotSettings.Read(sources, forService: false)).Mistakes
            ),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Account_options_print_no_token()
    {
        var options = BotSettings.Read(
            new ConfigurationBuilder()
                .AddInMemoryCollection(
                    new Dictionary<string, string?>
                    {
                        ["Bot:Accounts:0:Instance"] = "https://mastodon.example",
                        ["Bot:Accounts:0:AccessToken"] = "s3cret",
                    }
                )
                .Build(),
            forService: true
        );

        // All options together print of a list only its type, so the account is asked itself.
        var account = Assert.Single(options.Accounts);
        Assert.Equal("s3cret", account.AccessToken);
        Assert.Contains("mastodon.example", account.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", account.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", options.ToString(), StringComparison.Ordinal);
    }
}
