using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Bot.Arxiv;
using Bot.Composer;
using Bot.Options;
using Bot.Pipeline.Sending;
using Bot.Publisher;
using Bot.Text.Sentences;

namespace Bot.Cli.Preview;

/// <summary>Writes a preview as text, as JSON, or as a plan of when each toot goes out.</summary>
internal static class PreviewWriter
{
    public static async Task WriteAsync(TextWriter output, PlannedToot planned, string label, bool json)
    {
        var toot = planned.Toot;
        var boosts = toot.Action is TootAction.Boost or TootAction.Unboost ? planned.ActsOn?.Value : null;
        if (!json)
        {
            var warning = toot.SpoilerText.Length > 0 ? $", behind the warning: {toot.SpoilerText}" : "";
            var what = boosts is null
                ? $"{toot.Characters} characters, {Word(toot.Visibility)}{warning}\n{toot.Text}\n"
                : $"of the toot about https://arxiv.org/abs/{boosts}\n";
            await output.WriteLineAsync($"--- {Word(toot.Kind)}{PartOf(toot)}, {what}");
            return;
        }

        await output.WriteLineAsync(
            JsonSerializer.Serialize(
                new PreviewLine(
                    label,
                    Word(toot.Kind),
                    planned.Paper?.Id.Value,
                    planned.Paper?.Version,
                    toot.Part,
                    toot.Parts,
                    toot.Text,
                    toot.SpoilerText,
                    Word(toot.Visibility),
                    toot.Language,
                    ParentOf(toot),
                    toot.Characters,
                    toot.Tags
                )
                {
                    Boosts = boosts,
                },
                PreviewJson.Readable.PreviewLine
            )
        );
    }

    /// <summary>
    /// When each toot would go out, how full each account's windows are, and what is still waiting when the next
    /// listing comes.
    /// </summary>
    /// <param name="output">Where to.</param>
    /// <param name="plan">By time.</param>
    /// <param name="labelOf">An account's name.</param>
    /// <param name="server">What the server counts.</param>
    /// <param name="next">When the next listing is there.</param>
    public static async Task WritePlanAsync(
        TextWriter output,
        IReadOnlyList<PlannedToot> plan,
        Func<PlannedToot, string> labelOf,
        ServerHabits server,
        DateTimeOffset next
    )
    {
        foreach (var toot in plan)
        {
            var what = Word(toot.Toot.Kind) + PartOf(toot.Toot);
            await output.WriteLineAsync($"{Time(toot.At)}  {labelOf(toot)}  {what}  {toot.Paper?.Id.Value}");
        }

        await output.WriteLineAsync();
        foreach (var own in plan.GroupBy(labelOf))
        {
            foreach (
                var window in own.Where(toot => server.CountedAsPosts.Contains(toot.Toot.Action))
                    .GroupBy(toot => RateBudget.Posts(1).WindowStart(toot.At))
            )
            {
                await output.WriteLineAsync(
                    $"{own.Key}: {window.Count()} of {Limit(window.First())} posts and edits in the window "
                        + $"from {Time(window.Key)}"
                );
            }

            var late = own.Count(toot => toot.At >= next);
            await output.WriteLineAsync(
                late == 0
                    ? $"{own.Key}: all {own.Count()} are out by {Time(own.Max(toot => toot.At))}, before the "
                        + $"next listing of {Time(next)}"
                    : $"{own.Key}: {late} of {own.Count()} DO NOT FIT before the next listing of {Time(next)}; "
                        + "ask for less in NewPapers, CrossLists or Replacements, or give the account fewer "
                        + "categories"
            );
        }
    }

    private static string PartOf(Toot toot) => toot.Parts > 1 ? $" {toot.Part}/{toot.Parts}" : "";

    /// <summary>The part that the toot answers; 0 for the summary, null for none.</summary>
    private static int? ParentOf(Toot toot)
    {
        if (toot.Kind == TootKind.List)
        {
            return 0;
        }

        return toot is { Kind: TootKind.Abstract, Part: > 1 } ? toot.Part - 1 : null;
    }

    private static string Limit(PlannedToot toot) =>
        toot.Account.PostsPerThreeHours == 0 ? "any number of" : $"{toot.Account.PostsPerThreeHours}";

    private static string Time(DateTimeOffset time) =>
        time.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    private static string Word<T>(T word)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(word.ToString());
}

/// <param name="InReplyTo">The parent's part, 0 for the summary; null for no reply.</param>
internal sealed record PreviewLine(
    string Account,
    string Kind,
    string? ArxivId,
    int? Version,
    int Part,
    int Parts,
    string Text,
    string SpoilerText,
    string Visibility,
    string Language,
    int? InReplyTo,
    int Characters,
    IReadOnlyList<string> Tags
)
{
    /// <summary>The paper whose toot is boosted; only on boosts.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Boosts { get; init; }
}

[JsonSerializable(typeof(PreviewLine))]
internal sealed partial class PreviewJson : JsonSerializerContext
{
    // Meant for a terminal and jq, not for a web page, so letters such as é are not escaped.
    public static PreviewJson Readable { get; } =
        new(
            new JsonSerializerOptions
            {
                PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
                Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            }
        );
}
