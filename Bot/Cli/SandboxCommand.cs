using System.CommandLine;
using Bot.Cli.Demo;
using Bot.Feed;
using Bot.Sandbox;
using Bot.Text.Unicode;

namespace Bot.Cli;

/// <summary>
/// <c>sandbox</c>: the small Mastodon and the small arXiv on their own, to rehearse real settings against.
/// </summary>
internal static class SandboxCommand
{
    public static Command Create(TimeProvider clock)
    {
        var port = new Option<int>("--port")
        {
            Description = "Port on loopback; 0 for any free one",
            DefaultValueFactory = _ => 0,
        };
        var feed = new Option<FileInfo>("--feed")
        {
            Description = "The listing it serves (.xml, .xml.gz) instead of the nine sample papers",
        };
        feed.AcceptExistingOnly();
        var kind = new Option<string>("--kind")
        {
            Description = "The server program that it imitates",
            DefaultValueFactory = _ => new SandboxOptions().Kind,
        };
        kind.AcceptOnlyFromAmong([.. SandboxOptions.Kinds]);
        var version = new Option<string>("--version")
        {
            Description = "The version of Mastodon whose rules for hashtags and mentions it has",
            DefaultValueFactory = _ => new SandboxOptions().Version,
        };
        version.AcceptOnlyFromAmong([.. SandboxOptions.Versions]);
        var limit = new Option<int?>("--max-characters")
        {
            Description = "Its limit for a toot; as usual for its kind (500, 5000, 100000) when not given",
        };
        var posts = new Option<int?>("--posts-per-three-hours")
        {
            Description = "Its limit for posts; 300 like Mastodon, else none",
        };
        var requests = new Option<int?>("--requests-per-five-minutes")
        {
            Description = "Its limit for requests; 300 like GoToSocial, else none; 0 for none",
        };
        var noKeys = new Option<bool>("--ignore-idempotency-keys")
        {
            Description = "Like GoToSocial and snac, which make two toots of a repeated post",
        };
        var form = new Option<string?>("--normalize")
        {
            Description = "Keep texts in this normalization form of Unicode's, as some servers do",
        };
        form.AcceptOnlyFromAmong("nfc", "nfkc");
        var command = new Command(
            "sandbox",
            "Serve the built-in instance and arXiv on loopback until stopped; prints KEY=VALUE lines for a "
                + "shell.\n\nExamples:\n  Bot sandbox --port 8080\n  Bot sandbox --feed 2025-06-10-cs-lg.xml.gz "
                + "--ignore-idempotency-keys\n  Bot sandbox --kind gotosocial --max-characters 1000"
        )
        {
            port,
            feed,
            kind,
            version,
            limit,
            posts,
            requests,
            noKeys,
            form,
        };
        port.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !ushort.TryParse(token.Value, out _))
            {
                result.AddError("--port is a number from 0 to 65535");
            }
        });
        command.SetAction(
            (parsed, cancellation) =>
                RunAsync(
                    new SandboxOptions
                    {
                        Port = parsed.GetValue(port),
                        Kind = parsed.GetValue(kind)!,
                        Version = parsed.GetValue(version)!,
                        MaxCharacters = parsed.GetValue(limit),
                        PostsPerThreeHours = parsed.GetValue(posts),
                        RequestsPerFiveMinutes = parsed.GetValue(requests),
                        KeepsIdempotencyKeys = parsed.GetValue(noKeys) ? false : null,
                        KeptAs = parsed.GetValue(form) switch
                        {
                            "nfc" => Normalization.Nfc,
                            "nfkc" => Normalization.Nfkc,
                            _ => null,
                        },
                    },
                    parsed.GetValue(feed),
                    clock,
                    cancellation
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(
        SandboxOptions options,
        FileInfo? feed,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        try
        {
            await using var sandbox = await SandboxServer.StartAsync(options, clock, cancellation);
            await ServeAsync(sandbox, feed, clock, cancellation);
            return CommandLine.Done;
        }
        catch (Exception e) when (e is FeedFormatException or IOException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return CommandLine.Failed;
        }
    }

    private static async Task ServeAsync(
        SandboxServer sandbox,
        FileInfo? feed,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        if (feed is not null)
        {
            var (category, listing) = await SandboxClient.ReadListingAsync(feed.FullName, cancellation);
            await SandboxClient.ServeFeedAsync(sandbox, category, listing, cancellation);
        }

        Console.WriteLine(
            $"BASE_URL={sandbox.Url}\nFEED_URL={new Uri(sandbox.Url, "rss/")}\nTOKEN={sandbox.BotToken}\n"
                + $"TOKEN2={sandbox.ReaderToken}"
        );
        await Task.Delay(Timeout.InfiniteTimeSpan, clock, cancellation)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
