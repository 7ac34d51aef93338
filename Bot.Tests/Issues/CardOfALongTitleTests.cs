using Bot.Composer;
using Bot.Options;
using Bot.Tests.Composer;

namespace Bot.Tests.Issues;

/// <summary>
/// Where no abstract was told, a long title made a toot up to two characters longer than its server takes. Found by
/// spoilt papers.
/// </summary>
public sealed class CardOfALongTitleTests
{
    [Theory]
    [InlineData(TootStyle.Classic)]
    [InlineData(TootStyle.Readable)]
    public void No_length_of_the_title_makes_a_toot_too_long(TootStyle style)
    {
        var composer = new TootComposer(Samples.Account(LongAbstract.Card) with { Style = style }, Samples.Limit(200));
        for (var length = 20; length < 220; length++)
        {
            Assert.InRange(
                composer.Only(Samples.Paper(new string('T', length), "", Samples.Sentence)).Characters,
                1,
                200
            );
        }
    }
}
