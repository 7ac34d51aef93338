public class T { [Fact] public void A() => Assert.True(Bot.ArxivCategories.Same("cs.IT","math.IT")); }
