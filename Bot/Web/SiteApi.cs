using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Bot.Arxiv;
using Bot.Ledger;
using Bot.PaperPages;

namespace Bot.Web;

/// <summary>A paper as programs read it.</summary>
internal sealed record ApiPaper(
    string Id,
    int Version,
    DateOnly Date,
    string Type,
    string Title,
    IReadOnlyList<string> Authors,
    IReadOnlyList<string> Categories,
    string Abstract,
    IReadOnlyList<string> KeyPoints,
    IReadOnlyList<IndexedTopic> Topics,
    IReadOnlyList<string> Similar,
    string Abs,
    string Pdf,
    string Html,
    string? Toot,
    string? Doi,
    string? JournalReference,
    PaperWithdrawal? Withdrawn,
    GeneratedPoints? Generated
)
{
    public static ApiPaper Of(IndexedPaper paper) =>
        new(
            paper.Id.Value,
            paper.Version,
            paper.Date,
            JsonNamingPolicy.CamelCase.ConvertName(paper.Type.ToString()),
            paper.Title,
            paper.Authors,
            paper.Categories,
            paper.Abstract,
            paper.KeyPoints,
            paper.Topics,
            [.. paper.Similar.Select(id => id.Value)],
            paper.Id.AbsUrl,
            paper.Id.PdfUrl,
            paper.Id.HtmlUrl,
            PaperCards.WebAddress(paper.TootUrl),
            paper.Doi,
            paper.JournalReference,
            paper.Withdrawal,
            paper.Generated
        );
}

internal sealed record ApiPapers(int Total, int Page, int PerPage, IReadOnlyList<ApiPaper> Papers);

internal sealed record ApiDay(DateOnly Date, int Papers, IReadOnlyList<ApiDayState> Categories);

internal sealed record ApiDayState(string Category, string State, int Papers, int Late);

internal sealed record ApiError(string Error);

/// <summary>
/// The same as the pages, for programs: <c>/api/v1/papers</c>, <c>/api/v1/papers/ID</c>, <c>/api/v1/days</c>.
/// </summary>
internal static class SiteApi
{
    private const int PerPage = 100;

    public static async Task<SiteAnswer> PapersAsync(PageContext context, SiteQuery query)
    {
        if (query.Words.Length > 0 && !context.HasSearch && !ArxivId.TryRead(query.Words, out _))
        {
            return Error(400, "words cannot be searched for here; leave out q");
        }

        var found = await context.FindAsync(
            new PaperQuery
            {
                Date = query.Date,
                Category = query.Category,
                Topic = query.Topic,
                Words = query.Words.Length > 0 ? query.Words : null,
                NewestFirst = true,
                Skip = (query.Page - 1) * PerPage,
                Take = PerPage,
            }
        );
        return SiteAnswer.Json(
            JsonSerializer.Serialize(
                new ApiPapers(found.Total, query.Page, PerPage, [.. found.Papers.Select(ApiPaper.Of)]),
                ApiJson.Plain.ApiPapers
            )
        );
    }

    public static async Task<SiteAnswer> PaperAsync(PageContext context, string id) =>
        ArxivId.TryRead(id, out var known) && await context.PaperAsync(known) is { } paper
            ? SiteAnswer.Json(JsonSerializer.Serialize(ApiPaper.Of(paper), ApiJson.Plain.ApiPaper))
            : Error(404, $"there is no paper {id} here");

    public static async Task<SiteAnswer> DaysAsync(PageContext context)
    {
        var states = (await context.Pages.DaysSince(DateOnly.MinValue)).ToLookup(day => day.Date);
        var papers = (await context.Pages.Days()).ToDictionary(day => day.Date, day => day.Papers);
        var days = states
            .Select(group => group.Key)
            .Union(papers.Keys)
            .OrderDescending()
            .Select(date => new ApiDay(
                date,
                papers.GetValueOrDefault(date),
                [
                    .. states[date]
                        .Select(day => new ApiDayState(
                            day.Category,
                            day.State.ToString().ToLowerInvariant(),
                            day.Announced,
                            day.Late
                        )),
                ]
            ));
        return SiteAnswer.Json(JsonSerializer.Serialize(days.ToArray(), ApiJson.Plain.ApiDayArray));
    }

    public static SiteAnswer NoSuchPath() =>
        Error(404, "there is no such thing; see /api/v1/papers, /api/v1/papers/ID and /api/v1/days");

    public static SiteAnswer Error(int status, string message) =>
        SiteAnswer.Json(JsonSerializer.Serialize(new ApiError(message), ApiJson.Plain.ApiError), status);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ApiPapers))]
[JsonSerializable(typeof(ApiDay[]))]
[JsonSerializable(typeof(ApiError))]
internal sealed partial class ApiJson : JsonSerializerContext
{
    /// <summary>Letters of all scripts as they are: the content type says that it is no HTML.</summary>
    public static ApiJson Plain { get; } =
        new(
            new JsonSerializerOptions
            {
                PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
                Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            }
        );
}
