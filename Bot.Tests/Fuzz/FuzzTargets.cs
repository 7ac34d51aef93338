using System.Net;
using System.Text;
using Bot.Composer;
using Bot.Feed;
using Bot.Options;
using Bot.Publisher;
using Bot.Tests.Composer;
using Bot.Text;
using Microsoft.Extensions.Configuration;

namespace Bot.Tests.Fuzz;

/// <summary>
/// Where hostile input comes in. Each may answer with an outcome that it declares, and with nothing else.
/// </summary>
/// <param name="Name">For reports.</param>
/// <param name="Weight">How often it is tried, of all weights.</param>
/// <param name="Seeds">Whole inputs.</param>
/// <param name="Take">Takes an input; throws for what must not be.</param>
internal sealed record FuzzTarget(string Name, int Weight, IReadOnlyList<byte[]> Seeds, Func<byte[], Random, Task> Take)
{
    private static readonly Toot AnyToot = new()
    {
        Kind = TootKind.Article,
        Text = "T\n\nhttps://arxiv.org/abs/2506.00001",
        Visibility = TootVisibility.Public,
        Language = "en",
        Tags = [],
        Characters = 1,
    };

    private static readonly OwnTags Tags = new()
    {
        Common = ["toXiv_bot_toot"],
        Every = ["toXiv_bot_toot"],
        List = ["list"],
        CrossList = ["cross"],
        Replacement = ["replacement"],
        Article = ["article"],
    };

    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("feed", 6, FuzzSeeds.Feeds, (input, chance) => FeedAsync(input, chance)),
        new("archive", 2, FuzzSeeds.Archives, (input, _) => ArchiveAsync(input)),
        new("instance", 3, FuzzSeeds.Json, InstanceAsync),
        new("settings", 2, FuzzSeeds.Settings, (input, _) => Settings(input)),
        new("composer", 3, FuzzSeeds.Papers, Compose),
    ];

    public static FuzzTarget Pick(Random chance)
    {
        var at = chance.Next(All.Sum(target => target.Weight));
        return All.First(target => (at -= target.Weight) < 0);
    }

    private static async Task FeedAsync(byte[] input, Random chance)
    {
        try
        {
            var document = await FeedParser.ParseAsync(new MemoryStream(input), chance.Next(2) == 0 ? "cs.LG" : null);
            Assert.Distinct(document.Announcements.Select(paper => paper.Id));
            Assert.All(
                document.Announcements,
                paper => Assert.True(paper is { Title.Length: > 0, Version: > 0, Categories.Count: > 0 })
            );
        }
        catch (FeedFormatException e)
        {
            IsClear(e.Message);
        }
    }

    private static async Task ArchiveAsync(byte[] input)
    {
        try
        {
            var document = await OaiParser.ParseAsync(new MemoryStream(input));
            Assert.All(
                document.Papers,
                paper => Assert.True(paper.Deleted || paper is { Title.Length: > 0, Categories.Count: > 0 })
            );
            Assert.True(document.ErrorCode is not null || document.Papers.Count + document.Rejected.Count > 0);
        }
        catch (FeedFormatException e)
        {
            IsClear(e.Message);
        }
    }

    private static async Task InstanceAsync(byte[] input, Random chance)
    {
        var status = (HttpStatusCode)(chance.Next(3) == 0 ? chance.Next(100, 600) : 200);
        using var wire = new Answers(
            status,
            input,
            chance.Next(4) == 0 ? Encoding.UTF8.GetString(input.AsSpan(0, Math.Min(40, input.Length))) : null
        );
        using var http = new HttpClient(wire) { BaseAddress = new Uri("https://mastodon.example/") };
        var client = new MastodonClient(
            http,
            "made-up-token",
            Polly.ResiliencePipeline.Empty,
            TimeProvider.System,
            () => ValueTask.CompletedTask
        );
        await client.VerifyAsync(default);
        await client.InstanceAsync(default);
        await client.ScopesAsync(default);
        await client.SourceAsync("1", default);
        var outcome = await client.PostAsync(AnyToot, "key", chance.Next(2) == 0 ? "1" : null, default);
        Assert.True(outcome is not PostOutcome.Posted || (int)status is >= 200 and < 300);
        var (page, trouble) = await client.OwnStatusesAsync("114", null, default);
        Assert.True(page is null != trouble is null);
        foreach (var one in page ?? [])
        {
            OwnToot.Read(one, Tags);
            StatusMatch.Is(one, AnyToot, "https://arxiv.org/abs/2506.00001", null);
        }
    }

    private static Task Settings(byte[] input)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in Encoding.UTF8.GetString(input).Split('\n'))
        {
            var parts = line.Split('=', 2);
            if (parts is [{ Length: > 0 } key, var value])
            {
                settings[key.Trim()] = value;
            }
        }

        try
        {
            BotSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), forService: true);
        }
        catch (SettingsException e)
        {
            Assert.All(e.Mistakes, IsClear);
        }

        return Task.CompletedTask;
    }

    private static Task Compose(byte[] input, Random chance)
    {
        // Cut into UTF-16 too, so that half pairs come along.
        var parts = Encoding.UTF8.GetString(input).Split("\n\n", 3);
        if (chance.Next(4) == 0)
        {
            parts = [.. parts.Select(part => part[..chance.Next(part.Length + 1)])];
        }

        var paper = Samples.Paper(parts[0].Trim() is { Length: > 0 } title ? title : "T", "", parts[^1]) with
        {
            Authors = AuthorList.Read(parts.Length > 1 ? parts[1] : ""),
        };
        var account = Samples.Account((LongAbstract)chance.Next(3)) with
        {
            Style = (TootStyle)chance.Next(2),
            Fold = (Fold)chance.Next(2),
            Tags = Samples.Tags with { Category = true },
        };
        var limits = new TootLimits(
            chance.Next(4) switch
            {
                0 => 200,
                1 => 500,
                2 => 5000,
                _ => chance.Next(70, 1000),
            },
            23,
            (LengthRule)chance.Next(3)
        );
        // The servers that read markup state 10,000 and 100,000.
        if (limits.MaxCharacters == 5000)
        {
            limits = limits with { Markup = (MarkupRule)chance.Next(4) };
        }

        foreach (var toot in new TootComposer(account, limits).Article(paper))
        {
            Assert.True(
                toot.Characters >= 1 && toot.Characters <= limits.MaxCharacters,
                $"{toot.Characters} characters at {limits}, {account.Style}, {account.LongAbstract}, "
                    + $"{account.Fold}: {toot}"
            );
            Assert.Equal(TootLength.Count(toot.Text, toot.SpoilerText, limits), toot.Characters);
        }

        return Task.CompletedTask;
    }

    // One line or some, that an operator can read.
    private static void IsClear(string message)
    {
        Assert.False(string.IsNullOrWhiteSpace(message));
        Assert.InRange(message.Length, 10, 4000);
    }

    // Every request gets the same.
    private sealed class Answers(HttpStatusCode status, byte[] body, string? header) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            Assert.Equal("mastodon.example", request.RequestUri!.Host);
            var answer = new HttpResponseMessage(status) { Content = new ByteArrayContent(body) };
            foreach (
                var name in header is null
                    ? []
                    : (string[])["X-RateLimit-Reset", "X-RateLimit-Remaining", "Retry-After", "Location"]
            )
            {
                answer.Headers.TryAddWithoutValidation(name, header);
            }

            return Task.FromResult(answer);
        }
    }
}
