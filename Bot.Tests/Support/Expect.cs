using System.Text.RegularExpressions;

namespace Bot.Tests.Support;

/// <summary>The promise, as a check: every paper once, in order, after its summary.</summary>
public static partial class Expect
{
    public static void EachOnceInOrder(IEnumerable<string> ids, IEnumerable<string> texts, int summaries = 1)
    {
        var said = texts.ToList();
        Assert.Equal(summaries, said.Count(IsSummary));
        if (summaries > 0)
        {
            Assert.True(IsSummary(said[0]), said[0]);
        }

        Assert.Equal(ids, said.Select(text => AbsLink().Match(text).Groups[1].Value).Where(id => id.Length > 0));
    }

    /// <summary>The same for lists: every paper in one of them, in order.</summary>
    public static void EachListedOnceInOrder(IEnumerable<string> ids, IEnumerable<string> texts, int summaries = 1)
    {
        var said = texts.ToList();
        Assert.Equal(summaries, said.Count(IsSummary));
        if (summaries > 0)
        {
            Assert.True(IsSummary(said[0]), said[0]);
        }

        Assert.Equal(ids, LinkedPapers(said));
    }

    /// <summary>The identifiers of all papers that texts link to, in order.</summary>
    public static IEnumerable<string> LinkedPapers(IEnumerable<string> texts) =>
        texts.SelectMany(text => AbsLink().Matches(text)).Select(match => match.Groups[1].Value);

    /// <summary>In either style; by its date, since the twentieth part of a thread begins much like it.</summary>
    public static bool IsSummary(string text) => Summary().IsMatch(text);

    [GeneratedRegex(@"\A(?:\[20\d\d-|\S+ new papers? in )")]
    private static partial Regex Summary();

    [GeneratedRegex(@"https://arxiv\.org/abs/(\S+)")]
    private static partial Regex AbsLink();
}
