using System.Globalization;
using Bot.Arxiv;

namespace Bot.Tests.Arxiv;

/// <summary>What follows from an archived paper: that it was withdrawn, and when it can have been announced.</summary>
public sealed class ArchivedPaperTests
{
    private static readonly ArchivedPaper Plain = new()
    {
        Id = ArxivId.Parse("2506.00001"),
        Datestamp = new DateOnly(2025, 6, 9),
        Versions =
        [
            new PaperVersion(1, new DateTimeOffset(2025, 6, 5, 17, 0, 0, TimeSpan.Zero), null),
            new PaperVersion(2, new DateTimeOffset(2025, 6, 7, 10, 0, 0, TimeSpan.Zero), null),
        ],
        Abstract = "This paper has been withdrawn. We study papers that say so.",
    };

    [Theory]
    [InlineData("This paper has been withdrawn by the authors due to a crucial error in equation 3")]
    [InlineData("This paper has been withdrawn")]
    [InlineData(
        "this submission has been withdrawn by arXiv administrators due to inappropriate text reuse from "
            + "external sources"
    )]
    [InlineData(
        "arXiv admin note: This paper has been withdrawn by arXiv due to unverifiable authorship and affiliation"
    )]
    [InlineData("14 pages; this article is withdrawn because of a gap in Lemma 2")]
    [InlineData("The paper was withdrawn by the author")]
    [InlineData("The present manuscript has now been withdrawn for corrections")]
    [InlineData("Withdrawn")]
    [InlineData("withdrawn.")]
    [InlineData("WITHDRAWN BY THE AUTHORS")]
    [InlineData("Withdrawn by arXiv administrators due to concerns about the validity of the data")]
    [InlineData("Paper withdrawn due to an error in the proof")]
    [InlineData("10 pages. Withdrawn (wrong proof)")]
    [InlineData("The authors have withdrawn this paper")]
    [InlineData("We withdraw the manuscript since its main result was known. Sorry")]
    [InlineData("I am temporarily withdrawing this work")]
    [InlineData("Temporarily withdrawn, pending a new proof")]
    public void Comments_that_withdraw_the_paper_are_its_reason(string comments) =>
        Assert.Equal(
            new Withdrawal(2, new DateTimeOffset(2025, 6, 7, 10, 0, 0, TimeSpan.Zero), comments),
            (Plain with { Comments = comments }).Withdrawal
        );

    [Theory]
    [InlineData(null)]
    [InlineData("14 pages, 3 figures")]
    [InlineData("This paper has not been withdrawn")]
    [InlineData("This paper was mistakenly withdrawn and is now reinstated")]
    [InlineData("This paper was withdrawn from ICML; resubmitted to JMLR")]
    [InlineData("It is no longer withdrawn")]
    [InlineData("Supersedes arXiv:2510.26642, which has been withdrawn")]
    [InlineData("v3: corrects the version that was withdrawn from the conference")]
    [InlineData("Withdrawn papers of ten years, a survey")]
    [InlineData("Dataset of withdrawn drugs; code available")]
    [InlineData("A study of withdrawal symptoms")]
    [InlineData("Claims on cash withdrawn at machines")]
    [InlineData("We discuss why users withdraw their consent")]
    public void Other_comments_do_not_nor_does_the_abstract(string? comments) =>
        Assert.Null((Plain with { Comments = comments }).Withdrawal);

    [Theory]
    [InlineData("This paper has been withdrawn.", true)]
    [InlineData(
        "This paper has been withdrawn by the authors due to an error in Lemma 2. We thank the reader who found it.",
        true
    )]
    [InlineData("This manuscript is withdrawn because of a crucial error", true)]
    [InlineData("This paper has been withdrawn papers' first study", false)]
    [InlineData("We study what becomes of a paper. This paper has been withdrawn by its authors", false)]
    [InlineData("", false)]
    public void A_notice_in_the_abstracts_place_is_one(string @abstract, bool isWithdrawn)
    {
        Assert.Equal(isWithdrawn ? @abstract : null, (Plain with { Abstract = @abstract }).Withdrawal?.Reason);
        Assert.Null((Plain with { Abstract = @abstract.PadRight(700, 'x') }).Withdrawal);
    }

    [Fact]
    public void ArXivs_own_mark_needs_no_words()
    {
        var marked = Plain with { Versions = [Plain.Versions[0], Plain.Versions[1] with { SourceType = "I" }] };
        Assert.Equal(new Withdrawal(2, Plain.Versions[1].Submitted, ""), marked.Withdrawal);
        Assert.Equal("See the new paper", (marked with { Comments = "See the new paper" }).Withdrawal!.Reason);
        // The mark of an older version says nothing of the newest.
        Assert.Null(
            (Plain with { Versions = [Plain.Versions[0] with { SourceType = "I" }, Plain.Versions[1]] }).Withdrawal
        );
    }

    [Fact]
    public void A_long_comment_is_judged_in_a_moment() =>
        Assert.Null(
            (
                Plain with
                {
                    Comments = string.Concat(Enumerable.Repeat("this the our paper withdrawal is ", 30_000)),
                }
            ).Withdrawal
        );

    [Theory]
    [InlineData("2025-06-09T17:59:59Z", "2025-06-10")] // Monday 13:59:59 in New York: Monday's batch, Tuesday's feed
    [InlineData("2025-06-09T18:00:00Z", "2025-06-10")] // at the stroke: which side is not known, so the earlier
    [InlineData("2025-06-09T18:00:01Z", "2025-06-11")]
    [InlineData("2025-06-11T12:00:00Z", "2025-06-12")]
    [InlineData("2025-06-12T12:00:00Z", "2025-06-13")] // Thursday: Friday's feed
    [InlineData("2025-06-12T20:00:00Z", "2025-06-16")] // Thursday evening to Friday 14:00: announced on Sunday, Monday's feed
    [InlineData("2025-06-13T17:00:00Z", "2025-06-16")]
    [InlineData("2025-06-13T18:30:00Z", "2025-06-17")] // Friday afternoon to Monday 14:00: Tuesday's feed
    [InlineData("2025-06-14T12:00:00Z", "2025-06-17")]
    [InlineData("2025-06-15T23:59:59Z", "2025-06-17")]
    [InlineData("2025-06-16T03:00:00Z", "2025-06-17")]
    [InlineData("2025-01-09T18:30:00Z", "2025-01-10")] // winter: 14:00 is 19:00 UTC
    [InlineData("2025-01-09T19:30:00Z", "2025-01-13")]
    [InlineData("2025-03-09T18:30:00Z", "2025-03-11")] // the Sunday on which the clocks change
    public void The_earliest_feed_follows_from_the_freeze_at_two_in_New_York(string submitted, string feed)
    {
        var time = DateTimeOffset.Parse(submitted, CultureInfo.InvariantCulture);
        Assert.Equal(Day(feed), ArxivDay.EarliestAnnouncement(time));
        Assert.Equal(Day(feed), (Plain with { Versions = [new PaperVersion(1, time, null)] }).EarliestAnnouncement);
    }

    // Submission times as arXiv's API tells them, feeds as they were archived day by day.
    [Theory]
    [InlineData("2404.09937", "2024-04-15T17:03:41Z", "2024-04-16")]
    [InlineData("2405.20320", "2024-05-30T17:56:04Z", "2024-05-31")]
    [InlineData("2406.04843", "2024-06-07T11:16:17Z", "2024-06-10")]
    [InlineData("2408.10205", "2024-08-19T17:59:04Z", "2024-08-20")]
    [InlineData("2410.20587", "2024-10-27T20:47:29Z", "2024-10-29")]
    [InlineData("2501.12948", "2025-01-22T15:19:35Z", "2025-01-23")]
    [InlineData("2501.18322", "2025-01-30T13:04:54Z", "2025-01-31")]
    [InlineData("2505.13447", "2025-05-19T17:59:59Z", "2025-05-20")]
    [InlineData("2506.23205", "2025-06-29T12:21:21Z", "2025-07-01")]
    [InlineData("2510.01631", "2025-10-02T03:24:42Z", "2025-10-03")]
    [InlineData("2602.14011", "2026-02-15T06:32:23Z", "2026-02-17")]
    [InlineData("2608.05666", "2026-08-06T07:04:30Z", "2026-08-07")]
    public void Real_papers_were_announced_on_that_day(string id, string submitted, string feed) =>
        Assert.Equal(
            (id, Day(feed)),
            (
                ArxivId.Parse(id).Value,
                ArxivDay.EarliestAnnouncement(DateTimeOffset.Parse(submitted, CultureInfo.InvariantCulture))
            )
        );

    [Fact]
    public void A_real_paper_sent_at_the_stroke_came_a_batch_later_than_the_bound() =>
        Assert.True(
            ArxivDay.EarliestAnnouncement(new DateTimeOffset(2024, 5, 9, 18, 0, 0, TimeSpan.Zero))
                < new DateOnly(2024, 5, 13)
        ); // 2405.06008

    [Fact]
    public void Without_a_time_for_version_1_no_day_is_claimed()
    {
        Assert.Null((Plain with { Versions = [] }).EarliestAnnouncement);
        Assert.Null((Plain with { Versions = [new PaperVersion(1, null, null)] }).EarliestAnnouncement);
        Assert.Null((Plain with { Versions = [Plain.Versions[1]] }).EarliestAnnouncement);
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
