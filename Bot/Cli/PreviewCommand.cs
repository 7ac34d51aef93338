using System.CommandLine;
using Bot.Arxiv;
using Bot.Cli.Preview;
using Bot.Feed;
using Bot.Options;
using Bot.Pipeline;
using Bot.Pipeline.Sending;
using Bot.Publisher;

namespace Bot.Cli;

/// <summary><c>preview</c>: what would be tooted, and when, without ledger or instance.</summary>
internal static class PreviewCommand
{
    private static readonly Option<string[]> Sources = new("--feed")
    {
        Description = "A feed: file (.xml, .xml.gz) or address; may be given several times, one for each category",
        Required = true,
    };
    private static readonly Option<string?> Category = new("--category")
    {
        Description = "Read it as this category's feed; by default the one in its own link",
    };
    private static readonly Option<TootStyle?> Style = new("--style") { Description = "How toots are written" };
    private static readonly Option<int> Limit = new("--max-characters")
    {
        Description = "The instance's limit",
        DefaultValueFactory = _ => TootLimits.Default.MaxCharacters,
    };
    private static readonly Option<LongAbstract?> Long = new("--long-abstract")
    {
        Description = "What to do with abstracts that do not fit",
    };
    private static readonly Option<bool> Json = new("--json") { Description = "One JSON object per toot and line" };
    private static readonly Option<bool> Plan = new("--plan")
    {
        Description = "When each toot would go out, and whether the day fits before the next listing",
    };

    // No instance is asked, so the plan is one for a Mastodon.
    private static readonly ServerHabits PlannedFor = ServerHabits.Of(ServerKind.Mastodon);

    public static Command Create(TimeProvider clock)
    {
        var command = new Command(
            "preview",
            "Show the toots of a feed, for the accounts of the settings that read it. Contacts no instance.\n"
                + "\nExamples:\n  Bot preview --feed https://rss.arxiv.org/rss/cs.LG\n  Bot preview --feed "
                + "listing.xml.gz --max-characters 5000\n  Bot preview --feed cs-lg.xml --feed cs-ai.xml --json\n  "
                + "Bot preview --feed listing.xml --plan"
        )
        {
            Sources,
            Category,
            Style,
            Limit,
            Long,
            Json,
            Plan,
        };
        Limit.Validators.Add(result =>
        {
            if (
                result.Tokens is [var token]
                && (!int.TryParse(token.Value, out var limit) || limit is < 1 or > 1_000_000)
            )
            {
                result.AddError("--max-characters is a number from 1 to 1000000");
            }
        });
        command.Validators.Add(result =>
        {
            if (result.GetValue(Category) is not null && result.GetValue(Sources)?.Length > 1)
            {
                result.AddError("--category goes with one --feed; leave it out where there are several");
            }

            if (result.GetValue(Json) && result.GetValue(Plan))
            {
                result.AddError("--json and --plan are two ways of showing; take one");
            }
        });
        command.SetAction((parsed, cancellation) => PreviewAsync(parsed, clock, cancellation));
        return command;
    }

    private static async Task<int> PreviewAsync(ParseResult parsed, TimeProvider clock, CancellationToken cancellation)
    {
        var options = BotSettings.Read(BotSettings.Sources(), forService: false);
        var asked = parsed.GetValue(Category);
        var category = asked is null ? null : ArxivCategories.Spelling(asked);
        if (asked is not null && category is null)
        {
            await Console.Error.WriteLineAsync($"arXiv has no category '{asked}'; write one such as cs.LG");
            return CommandLine.WrongUse;
        }

        try
        {
            var accounts = options.Accounts.Select(account => With(parsed, account)).ToList();
            var preview = new PreviewToots(
                accounts,
                TootLimits.Default with
                {
                    MaxCharacters = parsed.GetValue(Limit),
                }
            );
            var plan = new List<PlannedToot>();
            var day = DateOnly.MinValue;
            await using var output = new StreamWriter(Console.OpenStandardOutput());
            foreach (var source in parsed.GetValue(Sources)!)
            {
                var (document, of) = await ReadAsync(source, category, options, cancellation);
                if (!accounts.Exists(account => accounts.Count == 1 || account.Categories.Contains(of)))
                {
                    await Console.Error.WriteLineAsync($"{source}: no account of the settings reads {of}");
                }

                day = document.Date > day ? document.Date : day;
                foreach (var toot in preview.Of(document, of))
                {
                    if (parsed.GetValue(Plan))
                    {
                        plan.Add(toot);
                    }
                    else
                    {
                        await PreviewWriter.WriteAsync(output, toot, Label(toot.Account, of), parsed.GetValue(Json));
                    }
                }
            }

            if (plan.Count > 0)
            {
                await PreviewWriter.WritePlanAsync(
                    output,
                    new DayPlan(options.Pace, PlannedFor).Of(plan, DayPlan.Begin(day)),
                    toot => Label(toot.Account, toot.Account.Categories[0]),
                    PlannedFor,
                    DayPlan.Begin(ListingDays.After(day))
                );
            }

            return CommandLine.Done;
        }
        catch (FeedFormatException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return CommandLine.Failed;
        }
    }

    private static AccountOptions With(ParseResult parsed, AccountOptions account)
    {
        var style = parsed.GetValue(Style) ?? account.Style;
        // The settings were checked for their own style. Classic cannot do some of what another style can.
        if (style == TootStyle.Classic && account.Style != style)
        {
            account = account with
            {
                NewPapers = account.NewPapers == NewPapers.List ? NewPapers.Toot : account.NewPapers,
                CrossLists = CrossLists.Off,
                Replacements = Replacements.Off,
            };
        }

        return account with
        {
            Style = style,
            LongAbstract = parsed.GetValue(Long) ?? account.LongAbstract,
        };
    }

    private static async Task<(FeedDocument Document, string Category)> ReadAsync(
        string source,
        string? category,
        BotOptions options,
        CancellationToken cancellation
    )
    {
        using var http = HttpClients.Create(HttpClients.UserAgent(options));
        await using var stream = await FeedFile.ReadAsync(source, http, cancellation);
        var document = await FeedParser.ParseAsync(stream, category, FeedParser.MaxCharactersOfFile, cancellation);
        foreach (var reason in document.Rejected)
        {
            await Console.Error.WriteLineAsync($"left out {reason}");
        }

        return (document, category ?? document.Name ?? "arXiv");
    }

    // An account without a name of its own is better known by its category.
    private static string Label(AccountOptions account, string category) =>
        account.Instance is null && account.Name == $"account {account.Index}" ? category : account.Name;
}
