using System.IO.Compression;
using System.Text.Json;
using Bot.Arxiv;
using Bot.Ledger;
using Bot.Options;
using Bot.Pipeline.Listings;
using Bot.Tests.Composer;
using Bot.Tests.Support;

namespace Bot.Tests.Pipeline.Listings;

/// <summary>What rises is asked of the ledger's own history, and only where that is long enough.</summary>
public sealed class RisingSummaryTests
{
    private static readonly DateOnly Day = new(2025, 6, 20);
    private static readonly AccountOptions Asking = Samples.Account() with
    {
        Style = TootStyle.Readable,
        Summary = new SummaryOptions { Rising = true },
    };

    [Theory]
    [InlineData(210, true)]
    [InlineData(100, false)]
    public async Task Half_a_year_of_papers_tells_what_rises_and_less_tells_nothing(int daysOfHistory, bool isTold)
    {
        using var page = new History();
        await page.FillAsync([
            .. Enumerable
                .Range(1, daysOfHistory)
                .Reverse()
                .SelectMany(ago =>
                    Enumerable
                        .Range(0, 20)
                        .Select(n =>
                            (
                                Day.AddDays(-ago),
                                n == 0 && ago < 28 ? "On Tensor Weaving" : $"On Subject {(char)('A' + (n % 8))}field",
                                "We study it."
                            )
                        )
                ),
        ]);
        var notes = await page.Survey.NotesAsync("cs.LG", Day, [Samples.Paper("On Tensor Weaving")], Asking);
        Assert.Equal(isTold ? ["tensor weaving"] : [], notes.Rising.Select(term => term.Term));
        Assert.Empty((await page.Survey.NotesAsync("stat.ML", Day, [], Asking)).Rising);
        Assert.Empty(
            (await page.Survey.NotesAsync("cs.LG", Day, [], Asking with { Summary = new SummaryOptions() })).Rising
        );
        Assert.Equal("https://papers.example/day/2025-06-20", notes.Page);
    }

    [Fact]
    public async Task On_real_papers_in_the_ledger_it_says_what_rose_in_June_2025()
    {
        using var lines = new StreamReader(
            new GZipStream(File.OpenRead(SharedData.Path("papers-cs-lg-25k.jsonl.gz")), CompressionMode.Decompress)
        );
        using var page = new History();
        var papers = new List<(DateOnly, string, string)>();
        while (lines.ReadLine() is { } line)
        {
            using var paper = JsonDocument.Parse(line);
            papers.Add(
                (
                    DateOnly.Parse(
                        paper.RootElement.GetProperty("date").GetString()!,
                        System.Globalization.CultureInfo.InvariantCulture
                    ),
                    paper.RootElement.GetProperty("title").GetString()!,
                    paper.RootElement.GetProperty("abstract").GetString()!
                )
            );
        }

        await page.FillAsync([.. papers.Where(paper => paper.Item1 < Day && paper.Item1 >= Day.AddDays(-210))]);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Assert.Equal("verifiable", (await page.Survey.NotesAsync("cs.LG", Day, [], Asking)).Rising[0].Term);
        TestContext.Current.SendDiagnosticMessage(
            $"rising terms of {papers.Count(paper => paper.Item1 < Day && paper.Item1 >= Day.AddDays(-210))} "
                + $"papers in {watch.ElapsedMilliseconds} ms"
        );
    }

    private sealed class History : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tootprint-test-");
        private readonly ILedger _ledger;

        public History()
        {
            _ledger = TestEngine.Sqlite.Open(Path.Combine(_folder.FullName, "ledger.db"), new FakeClock());
            Survey = new DaySurvey(_ledger.Pages, ReadersPage.Options);
        }

        public DaySurvey Survey { get; }

        public async Task FillAsync(IReadOnlyList<(DateOnly Date, string Title, string Abstract)> papers) =>
            await _ledger.PaperIndex!.Indexed(
                [
                    .. papers.Select(
                        (paper, n) =>
                            new IndexedPaper
                            {
                                Id = ArxivId.Parse($"{2401 + n / 90_000}.{n % 90_000 + 1:00000}"),
                                Version = 1,
                                Date = paper.Date,
                                Type = AnnounceType.New,
                                Listing = "cs.LG",
                                Title = paper.Title,
                                Authors = ["Ada Lovelace"],
                                Categories = ["cs.LG"],
                                Abstract = paper.Abstract,
                            }
                    ),
                ],
                1
            );

        public void Dispose()
        {
            _ledger.Dispose();
            _folder.Delete(recursive: true);
        }
    }
}
