using Bot.Publisher;

namespace Bot.Tests.Publisher;

public sealed class AltTextTests
{
    [Theory]
    [InlineData("Two words. More of it here.", 27, "Two words. More of it here.")]
    [InlineData("Two words. More of it here.", 26, "Two words.")]
    [InlineData("Two words. More of it here.", 11, "Two words.")]
    [InlineData("Two words. More of it here.", 9, "Two…")]
    [InlineData("Two words. More of it here.", 3, "Tw…")]
    [InlineData("Two words. More of it here.", 1, "…")]
    [InlineData("👩‍👩‍👧 👩‍👩‍👧 👩‍👩‍👧", 4, "👩‍👩‍👧…")]
    [InlineData("", 1, "")]
    public void A_description_ends_with_a_sentence_or_a_word(string text, int most, string fits) =>
        Assert.Equal(fits, AltText.Fit(text, most));
}
