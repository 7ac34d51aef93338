using Bot.Arxiv;
using Bot.Composer;
using Bot.Ledger;
using Bot.Options;
using Bot.PaperPages;
using Bot.Text.Latex;
using Bot.Text.Terms;

namespace Bot.Pipeline.Listings;

/// <summary>What can be told of a listing as a whole: its picture, its topics, and the terms that rise.</summary>
/// <param name="pages">Know the papers of the weeks before; null for none, and then no term rises.</param>
/// <param name="options">Say what of it is wanted.</param>
public sealed class DaySurvey(IPages? pages, BotOptions options)
{
    /// <summary>With fewer papers, a picture or topics say no more than the number does.</summary>
    private const int FewestPapers = 8;

    /// <summary>Four weeks.</summary>
    private const int DaysShown = 28;

    private const int MostRising = 3;

    /// <summary>
    /// So many days of the history must have papers before terms can rise; in thirty weeks some 145 days have a
    /// listing. With fewer, a term would seem to rise because the bot was off.
    /// </summary>
    private const int FewestDays = 120;

    /// <summary>The first of the days that a listing's picture shows.</summary>
    public static DateOnly FirstShown(DateOnly date) => date.AddDays(1 - DaysShown);

    /// <summary>The listing as a picture; null when there are too few papers or nobody would see it.</summary>
    /// <param name="category">As arXiv spells it.</param>
    /// <param name="date">Of the listing.</param>
    /// <param name="papers">The listing's new papers.</param>
    /// <param name="history">The category's days from <see cref="FirstShown"/> on.</param>
    /// <param name="readers">Who may want a picture.</param>
    public PictureRecord? Picture(
        string category,
        DateOnly date,
        IReadOnlyList<Announcement> papers,
        DayHistory history,
        IEnumerable<AccountOptions> readers
    )
    {
        var isWanted =
            options.Web.Url is not null
            || options.Web.PublicUrl is not null
            || readers.Any(reader => reader.Summary.Picture);
        if (!isWanted || papers.Count < FewestPapers)
        {
            return null;
        }

        var first = FirstShown(date);
        var before = history
            .Days.Where(day => day is { State: DayState.Complete, Announced: > 0 })
            .Where(day => day.Date >= first && day.Date < date)
            .Select(day => (day.Date, day.Announced));
        var figures = new DayFigures(
            category,
            date,
            papers.Count,
            DayTopics.Of(category, papers, options.Topics),
            [.. before, (date, papers.Count)]
        );
        return new PictureRecord(category, date, papers.Count, DayPicture.Svg(figures), DayPicture.Alt(figures));
    }

    /// <summary>What an account's summary may say besides the number.</summary>
    public async ValueTask<SummaryNotes> NotesAsync(
        string category,
        DateOnly date,
        IReadOnlyList<Announcement> papers,
        AccountOptions reader
    ) =>
        reader.Style == TootStyle.Classic
            ? SummaryNotes.None
            : new()
            {
                Topics =
                    reader.Summary.Topics && papers.Count >= FewestPapers
                        ? DayTopics.Of(category, papers, options.Topics)
                        : [],
                Rising = reader.Summary.Rising ? await RisingAsync(category, date, papers) : [],
                // A reader's own machine has no such page.
                Page =
                    options.Web.PublicUrl is { } root && !SettingsReader.IsLoopback(root)
                        ? new Uri(
                            root.AbsoluteUri.EndsWith('/') ? root : new Uri(root.AbsoluteUri + "/"),
                            $"day/{date:yyyy-MM-dd}"
                        ).AbsoluteUri
                        : null,
            };

    private async ValueTask<IReadOnlyList<RisingTerm>> RisingAsync(
        string category,
        DateOnly date,
        IReadOnlyList<Announcement> papers
    )
    {
        if (pages is null)
        {
            return [];
        }

        var recentFrom = date.AddDays(1 - RisingTerms.RecentDays);
        var texts = await pages.Texts(category, recentFrom.AddDays(-RisingTerms.EarlierDays), date);
        var days = texts.Select(text => text.Date).Distinct().Order().ToList();
        if (days.Count < FewestDays)
        {
            return [];
        }

        var recent = texts
            .Where(text => text.Date >= recentFrom)
            .Select(text => (text.Title, text.Abstract))
            .Concat(
                papers.Select(paper => (LatexText.Render(paper.Title).Text, LatexText.Render(paper.Abstract).Text))
            );
        return RisingTerms.Find(
            [.. recent],
            [.. texts.Where(text => text.Date < recentFrom).Select(text => (text.Title, text.Abstract))],
            MostRising
        );
    }
}
