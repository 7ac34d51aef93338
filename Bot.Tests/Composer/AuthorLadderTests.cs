using Bot.Composer;
using Bot.Text.Latex;

namespace Bot.Tests.Composer;

public class AuthorLadderTests
{
    private static string Longest(string authors, int room) =>
        AuthorLadder.Classic(authors.Split(", "), TootLimits.Default).Longest(room).Text;

    [Theory]
    [InlineData(100, "Yuanzhe Hu, Kinshuk Goel, Vlad Killiakov")]
    [InlineData(39, "Hu, Goel, Killiakov")]
    [InlineData(18, "Yuanzhe Hu, et al.")]
    [InlineData(17, "")]
    [InlineData(-5, "")]
    public void Authors_lose_given_names_then_each_other_then_the_line(int room, string line) =>
        Assert.Equal(line, Longest("Yuanzhe Hu, Kinshuk Goel, Vlad Killiakov", room));

    [Theory]
    [InlineData("Euclid Collaboration, X. Xu, Y. Yang", 30, "Euclid Collaboration")]
    [InlineData("ATLAS Collaboration: G. Aad, B. Abbott", 30, "ATLAS Collaboration")]
    [InlineData("SIMA Team, Maria Abi Raad, Arun Ahuja", 30, "SIMA Team")]
    [InlineData("The Collaborationist, Arun Ahuja, Xu", 26, "Collaborationist, Ahuja, Xu", 27)]
    public void A_collaboration_stands_for_its_members(string authors, int room, string line, int widerRoom = 0) =>
        Assert.Equal(line, Longest(authors, Math.Max(room, widerRoom)));

    [Fact]
    public void A_single_author_is_not_followed_by_et_al() =>
        Assert.Equal("", Longest("Wolfeschlegelsteinhausenbergerdorff", 20));

    [Theory]
    [InlineData("Laurens van der Maaten", "van der Maaten")]
    [InlineData("Yann Le Cun", "Le Cun")]
    [InlineData("Juan de la Cruz", "de la Cruz")]
    [InlineData("Van Nguyen", "Nguyen")]
    [InlineData("Martin Luther King Jr.", "King")]
    [InlineData("John Doe, III", "Doe")]
    [InlineData("Tomasz Trzci\\'nski", "Trzci\\'nski")]
    [InlineData("Jurica {\\v{S}}prem", "{\\v{S}}prem")]
    [InlineData("Jurica {\\v S}prem", "{\\v S}prem")]
    [InlineData("Jurica \\v Sprem", "\\v Sprem")]
    [InlineData("Andreas M\\o gelmose", "M\\o gelmose")]
    [InlineData("Micha\\l Nowak", "Nowak")]
    [InlineData("Juan~Garc\\'{\\i}a", "Garc\\'{\\i}a")]
    [InlineData("Ana Ma\\~nas", "Ma\\~nas")]
    [InlineData("DeepSeek-AI", "DeepSeek-AI")]
    [InlineData("Jr.", "Jr.")]
    [InlineData("", "")]
    public void A_surname_is_the_last_word_with_its_particles(string name, string surname) =>
        Assert.Equal(surname, Surnames.Of(name));
}
