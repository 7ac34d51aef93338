using System.Text;
using Bot.Composer;

namespace Bot.Tests.Fuzz;

/// <summary>
/// Spoils an input, one to four times, in the ways in which inputs are spoilt: by accident, by other programs, on
/// purpose.
/// </summary>
internal sealed class Mutator(Random chance, IReadOnlyList<byte[]> seeds)
{
    /// <summary>Longer inputs are cut: the bounds have their own tests.</summary>
    private const int MaxBytes = 96 * 1024;

    // All made up. Bytes that are no UTF-8, signs that read backwards or not at all, what parsers trip over.
    private static readonly byte[][] Snippets =
    [
        .. new[]
        {
            "\0",
            "\u200B\u200D\uFEFF",
            "\u202E\u2066 made up \u2069",
            "שלום (made up)",
            "مرحبا (made up)",
            "👩‍👩‍👧‍👦",
            "e\u0301\u0301\u0301\u0301",
            "￾",
            "&#0;",
            "&#xD800;",
            "&#x1F600;",
            "&nbsp;",
            "&amp;amp;",
            "<![CDATA[",
            "]]>",
            "<!-- ",
            " -->",
            "<?xml version='1.0'?>",
            "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>",
            "&b;",
            "<!ENTITY x SYSTEM 'file:///etc/passwd'>",
            "&x;",
            "<item>",
            "</item>",
            "<entry>",
            "</channel>",
            "<rss>",
            "<a:b xmlns:a='made:up'>",
            " xmlns='made:up'",
            " xml:space='preserve'",
            "oai:arXiv.org:",
            "v0",
            "v99999999999",
            "2506.99999",
            "math/0000000",
            "Announce Type: \n",
            "Abstract: ",
            "Mon, 31 Feb 2025 25:61:61 -9999",
            "9999-12-31T23:59:59-14:00",
            "0000-00-00",
            "null",
            "[[[[",
            "{\"a\":",
            "\"\\ud800\"",
            "\\u0000",
            "1e999",
            "-1",
            "true",
            "\"",
            "}",
            "]",
            ",",
            "$",
            "\\frac{",
            "{{{{",
            "}}}}",
            "^{_{^{",
            "\\text{",
            "@everyone",
            "#",
            "<3",
            "<",
            ">",
            "https://",
            "http://127.0.0.1/",
            "\r",
            "\n\n\n\n",
            "                                ",
            "\t",
            "\u0085\u2028",
            "(((((",
            ")))))",
            ", Jr",
            " and ",
            ": ",
            "\u007F",
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF],
        [0xC0, 0x80],
        [0xED, 0xA0, 0x80],
        [0xF4, 0x90, 0x80, 0x80],
        [0xE2, 0x82],
        [0xFE, 0xFF],
        [0xFF, 0xFE],
        [0x1F, 0x8B, 0x08],
    ];

    public byte[] Spoil(byte[] seed)
    {
        var bytes = new List<byte>(seed);
        for (var times = chance.Next(1, 5); times > 0; times--)
        {
            Spoil(bytes);
        }

        if (bytes.Count > MaxBytes)
        {
            bytes.RemoveRange(MaxBytes, bytes.Count - MaxBytes);
        }

        return [.. bytes];
    }

    private void Spoil(List<byte> bytes)
    {
        var at = chance.Next(bytes.Count + 1);
        switch (chance.Next(12))
        {
            case 0:
                Flip(bytes);
                break;
            case 1:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 2:
                Remove(bytes, at, chance.Next(1, 400));
                break;
            case 3:
                bytes.InsertRange(at, Piece(bytes, chance.Next(1, 2000)));
                break;
            case 4:
                bytes.InsertRange(at, Piece(seeds[chance.Next(seeds.Count)], chance.Next(1, 2000)));
                break;
            case 5 or 6:
                bytes.InsertRange(at, Snippets[chance.Next(Snippets.Length)]);
                break;
            case 7:
                bytes.InsertRange(
                    at,
                    Enumerable
                        .Repeat(Snippets[chance.Next(Snippets.Length)], chance.Next(2, chance.Next(3, 600)))
                        .SelectMany(piece => piece)
                );
                break;
            case 8:
                RemoveTag(bytes, at);
                break;
            case 9:
                RepeatTag(bytes, at);
                break;
            case 10:
                bytes.InsertRange(at, Encoding.ASCII.GetBytes(Nested()));
                break;
            case 11:
                Overwrite(bytes, at);
                break;
        }
    }

    private void Flip(List<byte> bytes)
    {
        if (bytes.Count == 0)
        {
            return;
        }

        for (var flips = chance.Next(1, 9); flips > 0; flips--)
        {
            bytes[chance.Next(bytes.Count)] ^= (byte)(1 << chance.Next(8));
        }
    }

    private void Overwrite(List<byte> bytes, int at)
    {
        foreach (var one in Snippets[chance.Next(Snippets.Length)])
        {
            if (at < bytes.Count)
            {
                bytes[at++] = one;
            }
        }
    }

    private static void Remove(List<byte> bytes, int at, int count) =>
        bytes.RemoveRange(at, Math.Min(count, bytes.Count - at));

    private List<byte> Piece(IReadOnlyList<byte> from, int length)
    {
        var start = chance.Next(from.Count + 1);
        return [.. from.Skip(start).Take(length)];
    }

    private static void RemoveTag(List<byte> bytes, int at)
    {
        if (Tag(bytes, at) is var (start, end))
        {
            bytes.RemoveRange(start, end - start);
        }
    }

    private void RepeatTag(List<byte> bytes, int at)
    {
        if (Tag(bytes, at) is not var (start, end))
        {
            return;
        }

        var tag = bytes.GetRange(start, end - start);
        for (var times = chance.Next(1, chance.Next(2, 200)); times > 0; times--)
        {
            bytes.InsertRange(end, tag);
        }
    }

    private static (int Start, int End)? Tag(List<byte> bytes, int at)
    {
        var start = bytes.IndexOf((byte)'<', at);
        var end = start < 0 ? -1 : bytes.IndexOf((byte)'>', start);
        return end < 0 ? null : (start, end + 1);
    }

    private string Nested() =>
        chance.Next(3) switch
        {
            0 => string.Concat(Enumerable.Repeat("<a>", chance.Next(1, 8000))),
            1 => new string('[', chance.Next(1, 8000)),
            _ => new string('{', chance.Next(1, 8000)),
        };
}
