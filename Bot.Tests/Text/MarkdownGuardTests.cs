using Bot.Tests.Support;
using Bot.Text.Safety;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace Bot.Tests.Text;

public class MarkdownGuardTests
{
    private const int Runs = 5000;

    /// <summary>What Hollo 0.10 makes something of, and neighbours of which it makes nothing.</summary>
    public static TheoryData<string, string> Texts { get; } =
        new()
        {
            {
                "Plain text, with x_i, 5 - 3, a > b, AT & T (3.14).",
                "Plain text, with x_i, 5 - 3, a > b, AT & T (3.14)."
            },
            { "2*3*4 and *stars* and ***", @"2\*3\*4 and \*stars\* and \*\*\*" },
            { "_x_ and __init__ and a_b", @"\_x\_ and \_\_init\_\_ and a_b" },
            { "a<b, c>d: <think> <b>x</b>", @"a\<b, c>d: \<think> \<b>x\</b>" },
            { "# heading", @"\# heading" },
            { "1. one\n2) two\n1.5 three", "1\\. one  \n2\\) two  \n1.5 three" },
            { "- one\n+ two\n* three\n> four", "\\- one  \n\\+ two  \n\\* three  \n\\> four" },
            { "title\n===\nmore\n---", "title  \n\\===  \nmore  \n\\---" },
            { "`code` and ```", @"\`code\` and \`\`\`" },
            { "[x](y) ![z](w) [1] and [a]: b", @"\[x](y) !\[z](w) \[1] and \[a]: b" },
            { "cs.AI, foo.py, e.g.this, i.e. that", @"cs\.AI, foo\.py, e\.g\.this, i\.e. that" },
            { "#8684 and C#7 and F# and a#b", @"\#8684 and C\#7 and F\# and a\#b" },
            { "@user, user@example.org, @a@b.org", @"\@user, user\@example\.org, \@a\@b\.org" },
            { @"\emph{a} \_ \\ \", @"\emph{a} \\\_ \\\\ \\" },
            { "&amp; Q&A & so on &#42; &c", @"\&amp; Q\&A & so on \&\#42; \&c" },
            { "~~old~~ ~ten", @"\~\~old\~\~ ~ten" },
            { "~~~\nx", "\\~\\~\\~  \nx" },
            { "a|b\n:-|-:\n1|2", "a|b  \n\\:-|-:  \n1|2" },
            { "first\n\n    code", "first\n\ncode" },
            { "first  \n\tsecond", "first  \nsecond" },
            { ":smile: 12:30:45", @"\:smile\: 12:30\:45" },
            { "$x_1*y_2$", @"$x_1\*y_2$" },
            { "//example.org ftp://example.org", @"/\/example\.org ftp\:/\/example\.org" },
            { "", "" },
        };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Signs_that_mean_something_to_Hollo_are_escaped_and_readers_see_what_was_written(
        string text,
        string sent
    )
    {
        Assert.Equal(sent, MarkdownGuard.Guard(text));
        Holds(Neutralizer.Neutralize(text));
    }

    [Theory]
    [InlineData("https://arxiv.org/abs/2506.06280 https://arxiv.org/pdf/2506.06280\n\n#csLG")]
    [InlineData("see https://github.com/a_b/c-d#e now")]
    [InlineData("(https://example.org/x_(y)), so", "(<https://example.org/x_(y)>), so")]
    [InlineData("at https://example.org.", "at <https://example.org>.")]
    [InlineData("*https://example.org/*", @"\*<https://example.org/>\*")]
    [InlineData(@"\https://example.org/", @"\\<https://example.org/>")]
    [InlineData("https://example.org/<id>", @"<https://example.org/>\<id>")]
    [InlineData("https://odd.unknownzone/@bot/0190-7a")]
    [InlineData("http://127.0.0.1:5000/x_y")]
    [InlineData("xhttps://example.org", @"xhttps\:/\/example\.org")]
    [InlineData("ssb://example.org", @"ssb\:/\/example\.org")]
    public void Links_stay_links_and_end_where_they_do(string text, string? sent = null)
    {
        Assert.Equal(sent ?? text, MarkdownGuard.Guard(text));
        Holds(text);
    }

    [Fact]
    public void Our_hashtags_stay_hashtags_and_neutralised_ones_do_not_become_any()
    {
        Assert.Equal("#toXiv_bot_toot #csLG", MarkdownGuard.Guard("#toXiv_bot_toot #csLG"));
        var reader = HolloReader.Of(MarkdownGuard.Guard("a #\u2060tag\n\n#toXiv_bot_toot #csLG"), "");
        Assert.Equal(["toXiv_bot_toot", "csLG"], reader.Shown.Tags);
    }

    [Fact]
    public void Whatever_is_written_is_what_readers_see()
    {
        string[] pieces =
        [
            .. Texts.SelectMany(row => row.Data.Item1.Split(' ')).Where(piece => piece.Length > 0),
            .. "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ \n1xA.é₂機".Select(sign => $"{sign}"),
            "\n\n",
            "  ",
            "https://arxiv.org/abs/2506.06280",
            "https://a.org/b_(c).",
            "http://",
            "www.",
            "xn--p1ai",
            "mailto:",
            "\u2060",
            "\u00A0",
            "👩‍👧",
        ];
        var texts = Gen.Elements(pieces).ListOf().Select(string.Concat);
        var property = Prop.ForAll(texts.ToArbitrary(), text => Holds(Neutralizer.Neutralize(text)));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Runs).WithEndSize(40), property);
    }

    private static void Holds(string text)
    {
        var reader = HolloReader.Of(MarkdownGuard.Guard(text), text);
        Assert.Equal(reader.Meant, reader.Seen);
        Assert.Equal(reader.Marks.Links, reader.Shown.Links);
        Assert.Equal(reader.Marks.Tags, reader.Shown.Tags);
        Assert.Empty(reader.Shown.Mentions);
    }
}
