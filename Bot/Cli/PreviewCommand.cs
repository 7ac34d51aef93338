using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using Bot.Composer;
using Bot.Feed;

namespace Bot.Cli;

/// <summary><c>preview</c>: what would be tooted, without account, ledger or instance.</summary>
internal static class PreviewCommand
{
    private static readonly Option<string> Source = new("--feed") { Description = "A feed: file (.xml, .xml.gz) or address", Required = true };
    private static readonly Option<string?> Category = new("--category") { Description = "Read it as this category's feed; by default the one in its own link" };
    private static readonly Option<TootStyle?> Style = new("--style") { Description = "How toots are written" };
    private static readonly Option<int> Limit = new("--max-characters") { Description = "The instance's limit", DefaultValueFactory = _ => TootLimits.Default.MaxCharacters };
    private static readonly Option<LongAbstract?> Long = new("--long-abstract") { Description = "What to do with abstracts that do not fit" };
    private static readonly Option<bool> Json = new("--json") { Description = "One JSON object per toot and line" };

    public static Command Create(TimeProvider clock)
    {
        var command = new Command("preview", "Show the toots of a feed. Needs no account and contacts no instance.\n\nExamples:\n  Bot preview --feed https://rss.arxiv.org/rss/cs.LG\n  Bot preview --feed listing.xml.gz --max-characters 5000\n  Bot preview --feed listing.xml --long-abstract thread --json")
            { Source, Category, Style, Limit, Long, Json };
        Limit.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && (!int.TryParse(token.Value, out var limit) || limit is < 1 or > 1_000_000)) result.AddError("--max-characters is a number from 1 to 1000000");
        });
        command.SetAction((parsed, cancellation) => PreviewAsync(parsed, clock, cancellation));
        return command;
    }

    private static async Task<int> PreviewAsync(ParseResult parsed, TimeProvider clock, CancellationToken cancellation)
    {
        var options = BotSettings.Read(BotSettings.Sources(), forService: false);
        var account = options.Accounts[0];
        var style = parsed.GetValue(Style) ?? account.Style;
        account = account with { Style = style, NewPapers = style == TootStyle.Classic && account.NewPapers == NewPapers.List ? NewPapers.Toot : account.NewPapers, LongAbstract = parsed.GetValue(Long) ?? account.LongAbstract };
        var asked = parsed.GetValue(Category);
        var category = asked is null ? null : ArxivCategories.Spelling(asked);
        if (asked is not null && category is null)
        {
            await Console.Error.WriteLineAsync($"arXiv has no category '{asked}'; write one such as cs.LG");
            return CommandLine.WrongUse;
        }

        try
        {
            using var http = BotHost.Client(BotHost.Agent(options));
            await using var stream = await FeedFile.ReadAsync(parsed.GetValue(Source)!, http, cancellation);
            var document = await FeedParser.ParseAsync(stream, category, FeedParser.MaxCharactersOfFile, cancellation);
            foreach (var reason in document.Rejected) await Console.Error.WriteLineAsync($"left out {reason}");
            await using var output = new StreamWriter(Console.OpenStandardOutput());
            await WriteAsync(output, Toots(document, category ?? document.Category ?? "", account, parsed.GetValue(Limit)), account, category ?? document.Category ?? "", parsed.GetValue(Json));
            return CommandLine.Done;
        }
        catch (FeedFormatException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return CommandLine.Failed;
        }
    }

    private static IEnumerable<(Announcement? Paper, Toot Toot)> Toots(FeedDocument document, string category, AccountOptions account, int maxCharacters)
    {
        var composer = new TootComposer(account, TootLimits.Default with { MaxCharacters = maxCharacters });
        var papers = document.Announcements.Where(paper => paper.Type == AnnounceType.New).ToList();
        var lists = account.NewPapers == NewPapers.List ? composer.Lists(papers) : [];
        if (papers.Count > 0) yield return (null, composer.Summary(category, document.Date, papers.Count, until: null, account.NewPapers == NewPapers.Toot ? null : lists.Count));
        foreach (var list in lists) yield return (null, list.Toot);
        foreach (var paper in account.NewPapers == NewPapers.Toot ? papers : [])
        {
            foreach (var toot in composer.Article(paper)) yield return (paper, toot);
        }
    }

    private static async Task WriteAsync(StreamWriter output, IEnumerable<(Announcement? Paper, Toot Toot)> toots, AccountOptions account, string category, bool json)
    {
        foreach (var (paper, toot) in toots)
        {
            if (!json)
            {
                await output.WriteLineAsync($"--- {toot.Kind.ToString().ToLowerInvariant()}{(toot.Parts > 1 ? $" {toot.Part}/{toot.Parts}" : "")}, {toot.Characters} characters, {toot.Visibility.ToString().ToLowerInvariant()}{(toot.SpoilerText.Length > 0 ? $", behind the warning: {toot.SpoilerText}" : "")}\n{toot.Text}\n");
                continue;
            }

            await output.WriteLineAsync(JsonSerializer.Serialize(
                new PreviewLine(account.Instance is null ? category : account.Name, toot.Kind.ToString().ToLowerInvariant(), paper?.Id.Value, paper?.Version, toot.Part, toot.Parts, toot.Text, toot.SpoilerText,
                    toot.Visibility.ToString().ToLowerInvariant(), toot.Language, toot.Kind == TootKind.List ? 0 : toot.Part > 1 ? toot.Part - 1 : null, toot.Characters, toot.Tags),
                PreviewJson.Readable.PreviewLine));
        }
    }
}

/// <param name="InReplyTo">The parent's part, 0 for the summary; null for no reply.</param>
internal sealed record PreviewLine(string Account, string Kind, string? ArxivId, int? Version, int Part, int Parts, string Text, string SpoilerText, string Visibility, string Language,
    int? InReplyTo, int Characters, IReadOnlyList<string> Tags);

[JsonSerializable(typeof(PreviewLine))]
internal sealed partial class PreviewJson : JsonSerializerContext
{
    // For a terminal and jq, not for a web page: é stays é.
    public static PreviewJson Readable { get; } = new(new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
