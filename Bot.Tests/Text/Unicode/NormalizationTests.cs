using System.Globalization;
using System.IO.Compression;
using Bot.Tests.Support;
using Bot.Text.Unicode;

namespace Bot.Tests.Text.Unicode;

public sealed class NormalizationTests
{
    // Of Unicode 15.0; a text of another would say that the tables and the test are of two versions.
    private const string Head = "# NormalizationTest-15.0.0.txt";

    private static readonly string[] Lines = Read();

    [Fact]
    public void Tables_and_test_are_of_one_version_of_Unicode()
    {
        Assert.Equal(Head, Lines[0]);
        Assert.StartsWith(
            "# Unicode 15.0.0:",
            Project.Read("Bot/Text/Unicode/Decompositions.txt"),
            StringComparison.Ordinal
        );
    }

    /// <summary>The conformance test of UAX #15: each line has a text and its NFC, NFD, NFKC and NFKD.</summary>
    [Fact]
    public void All_lines_of_Unicodes_own_test_hold()
    {
        var wrong = new List<string>();
        var lines = Lines.Where(line => char.IsAsciiHexDigitUpper(line[0])).ToList();
        foreach (var line in lines)
        {
            var forms = line.Split(';').Take(5).Select(Text).ToArray();
            var nfc = forms.Take(3).All(form => Normalization.Nfc(form) == forms[1]);
            var nfcOfCompatible = forms.Skip(3).All(form => Normalization.Nfc(form) == forms[3]);
            var nfkc = forms.All(form => Normalization.Nfkc(form) == forms[3]);
            if (!(nfc && nfcOfCompatible && nfkc))
            {
                wrong.Add(line);
            }
        }

        Assert.Equal(19_074, lines.Count);
        Assert.Empty(wrong);
    }

    /// <summary>The rest of the conformance test: what stands in no line of part 1 is in every form.</summary>
    [Fact]
    public void All_other_characters_stay_as_they_are()
    {
        var changed = Lines
            .SkipWhile(line => line != "@Part1")
            .Skip(1)
            .TakeWhile(line => line[0] != '@')
            .Select(line => Text(line.Split(';')[0]))
            .ToHashSet(StringComparer.Ordinal);
        for (var code = 0; code <= 0x10FFFF; code++)
        {
            var text = code is >= 0xD800 and <= 0xDFFF ? ((char)code).ToString() : char.ConvertFromUtf32(code);
            if (!changed.Contains(text))
            {
                Assert.Same(text, Normalization.Nfc(text));
                Assert.Same(text, Normalization.Nfkc(text));
            }
        }
    }

    [Theory]
    [InlineData("Poincare\u0301 and Erdo\u030Bs", "Poincaré and Erdős", "Poincaré and Erdős")]
    // The marks in the order in which some keyboards write them.
    [InlineData("Vie\u0302\u0323t", "Việt", "Việt")]
    [InlineData("e\uFB03cient", "e\uFB03cient", "efficient")]
    [InlineData("\u212Bngstro\u0308m, 5 k\u2126", "Ångström, 5 kΩ", "Ångström, 5 kΩ")]
    [InlineData("\u1112\u1161\u11AB\u1100\u1173\u11AF", "한글", "한글")]
    [InlineData("ＡＢ１ x² ①", "ＡＢ１ x² ①", "AB1 x2 1")]
    [InlineData("x\u0304 stays", "x\u0304 stays", "x\u0304 stays")]
    [InlineData("\u0915\u093C", "\u0915\u093C", "\u0915\u093C")]
    [InlineData("\u0301begins", "\u0301begins", "\u0301begins")]
    [InlineData("", "", "")]
    public void Normalizes(string text, string nfc, string nfkc)
    {
        Assert.Equal(nfc, Normalization.Nfc(text));
        Assert.Equal(nfkc, Normalization.Nfkc(text));
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("Ångström – “naïve” ≤ 한글 𝔸 🧪")]
    [InlineData("half \uD835 and \uDC00\u0301 pairs\uD83E")]
    public void What_is_in_NFC_is_the_same_string(string text)
    {
        Assert.Same(text, Normalization.Nfc(text, out var origins));
        Assert.Null(origins);
    }

    [Fact]
    public void Knows_where_each_place_came_from()
    {
        Assert.Equal("aéb\u0304 ệ!", Normalization.Nfc("ae\u0301b\u0304 e\u0302\u0323!", out var origins));
        Assert.Equal([0, 1, 3, 4, 5, 6, 9, 10], origins!);
    }

    /// <summary>One stretch at a time or all at once is the same.</summary>
    [Fact]
    public void Random_texts_are_the_same_whether_cut_or_not()
    {
        var chance = new Random(15);
        var signs = Lines
            .Where(line => char.IsAsciiHexDigitUpper(line[0]))
            .SelectMany(line => line.Split(';')[0].Split(' '))
            .Distinct()
            .Where(sign => sign.Length > 4 || string.CompareOrdinal(sign, "AC00") < 0 || chance.Next(100) == 0)
            .ToArray();
        for (var round = 0; round < 20_000; round++)
        {
            var text = Text(string.Join(' ', chance.GetItems(signs, 6)));
            var nfc = Normalization.Nfc(text);
            Assert.Equal(nfc, Normalization.Nfc(nfc));
            Assert.Equal(Normalization.Nfkc(text), Normalization.Nfkc(nfc));
            Assert.Equal(Folding.Letters(text), Folding.Letters(Normalization.Nfkc(text)));
        }
    }

    private static string Text(string codes) =>
        string.Concat(
            codes
                .Split(' ')
                .Select(code => int.Parse(code, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture))
                .Select(char.ConvertFromUtf32)
        );

    private static string[] Read()
    {
        using var packed = typeof(NormalizationTests).Assembly.GetManifestResourceStream("NormalizationTest.txt.gz")!;
        using var lines = new StreamReader(new GZipStream(packed, CompressionMode.Decompress));
        return lines.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
