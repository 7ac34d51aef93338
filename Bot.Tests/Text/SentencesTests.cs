using Bot.Text.Latex;
using Bot.Text.Sentences;

namespace Bot.Tests.Text;

public class SentencesTests
{
    [Theory]
    [InlineData("One two. Three four.", "One two.|Three four.")]
    [InlineData("Is it? Yes! $x$ is. \\emph{So} it goes", "Is it?|Yes!|$x$ is.|\\emph{So} it goes")]
    [InlineData("So (it is.) Then \"this.\" And ``that.'' End.", "So (it is.)|Then \"this.\"|And ``that.''|End.")]
    [InlineData("One.\n  Two.", "One.|Two.")]
    [InlineData(
        "Models, e.g. GPT, by Smith et al. Show i.e. Fig. 3 vs. Eq. 4, cf. Sec. 5, etc. Here.",
        "Models, e.g. GPT, by Smith et al. Show i.e. Fig. 3 vs. Eq. 4, cf. Sec. 5, etc. Here."
    )]
    [InlineData(
        "Smooth w.r.t. A, a.k.a. B, for i.i.d. Data of J. Smith.",
        "Smooth w.r.t. A, a.k.a. B, for i.i.d. Data of J. Smith."
    )]
    [InlineData("At 0.5 it is 3. We go.", "At 0.5 it is 3.|We go.")]
    [InlineData("Let $a. B$ be. Then.", "Let $a. B$ be.|Then.")]
    [InlineData("It costs $5. We paid $6. They did not.", "It costs $5.|We paid $6.|They did not.")]
    [InlineData("lower case. follows", "lower case. follows")]
    public void Sentences_end_where_a_reader_sees_them_end(string text, string sentences)
    {
        var start = 0;
        var found = new List<string>();
        foreach (var end in SentenceEnds.Find(text, Formulas.Insides(text)))
        {
            found.Add(text[start..end].Trim());
            start = end;
        }

        Assert.Equal(sentences.Split('|'), found);
    }

    // A dot marks each place where a cut would fall inside a formula.
    [Theory]
    [InlineData("a $x y$ b", "a $.... b")]
    [InlineData("a $$x y$$ b", "a $...... b")]
    [InlineData("a \\(x y\\) b", "a \\...... b")]
    [InlineData("a $ x $ b", "a $.... b")]
    [InlineData("a $x \\$ y$ b", "a $....... b")]
    [InlineData("R$^2 \\geq $ 1", "R$......... 1")]
    [InlineData("of $\\sim$50 $x$", "of $.....50 $..")]
    [InlineData("from $100 to $200 and", "from $100 to $200 and")]
    [InlineData("only $60 here", "only $60 here")]
    [InlineData("\\$5 and $x$", "\\$5 and $..")]
    public void Formulas_are_told_from_money(string text, string marked)
    {
        var inside = Formulas.Insides(text);
        Assert.Equal(marked, new string([.. text.Select((c, at) => inside?[at] is true ? '.' : c)]));
    }
}
