using Bot.Text.Unicode;

namespace Bot.Tests.Text.Unicode;

public sealed class FoldingTests
{
    [Theory]
    [InlineData("Straße", "STRASSE")]
    [InlineData("STRA\u1E9EE", "strasse")]
    [InlineData("\u017Fong", "song")]
    [InlineData("e\uFB03cient \uFB01t", "efficient fit")]
    [InlineData("\u03A3\u03AF\u03C3\u03C5\u03C6\u03BF\u03C2", "\u03C3\u03AF\u03C3\u03C5\u03C6\u03BF\u03C3")]
    [InlineData("\u0130stanbul", "istanbul")]
    [InlineData("ＡＢｃ１２", "abc12")]
    [InlineData("x² + y₁", "x2 + y1")]
    [InlineData("\u1112\u1161\u11AB", "\uD55C")]
    [InlineData("\uFE8D\uFEDF\uFEE0\uFEEA", "\u0627\u0644\u0644\u0647")]
    [InlineData("\u0958", "\u0915\u093C")]
    [InlineData("\u212Bngstr\u00F6m", "\u00C5ngstro\u0308m")]
    [InlineData("\u2126", "\u03A9")]
    [InlineData("\uF900", "\u8C48")]
    [InlineData("a\u200Bb\uFE0F c", "abc")]
    [InlineData("e\u0323\u0302", "e\u0302\u0323")]
    [InlineData("\u1D400\u1D7CF", "\u1D400\u1D7CF")]
    public void Reads_alike(string text, string other) => Assert.Equal(Folding.Letters(text), Folding.Letters(other));

    [Theory]
    [InlineData("Erdős", "Erdes")]
    [InlineData("x2", "x3")]
    [InlineData("\u0131", "\u0142")]
    public void Reads_otherwise(string text, string other) =>
        Assert.NotEqual(Folding.Letters(text), Folding.Letters(other));

    [Fact]
    public void Stops_where_there_are_enough() => Assert.Equal("effi", Folding.Letters("e\uFB03cient", 4));
}
