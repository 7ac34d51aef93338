using Bot.Composer;
using Bot.Ledger;
using Bot.Tests.Composer;
using Bot.Text.Safety;

namespace Bot.Tests.Text;

public class NeutralizerTests
{
    [Theory]
    [InlineData("@skills: attention", "@|skills: attention")]
    [InlineData("we propose @skills, an", "we propose @|skills, an")]
    [InlineData("a benchmark (@Bench).", "a benchmark (@|Bench).")]
    [InlineData("tool, \\@note, which", "tool, \\@|note, which")]
    [InlineData("$\\mathrm{promo}@k$", "$\\mathrm{promo}@|k$")]
    [InlineData("NO$_3^-$@i-corona[6]", "NO$_3^-$@|i-corona[6]")]
    [InlineData("C₆₀@buckycatcher", "C₆₀@|buckycatcher")]
    [InlineData("R@1@0.5 of", "R@|1@0.5 of")]
    [InlineData("ask @alice@example.org now", "ask @|alice@example.org now")]
    [InlineData("a @@b", "a @@|b")]
    [InlineData("=@k", "=@|k")]
    [InlineData("é@k", "é@|k")]
    [InlineData("＠全角", "＠|全角")]
    [InlineData("at #SMM4H 2024", "at #|SMM4H 2024")]
    [InlineData("(#SAT", "(#|SAT")]
    [InlineData("\\#P-hard", "\\#|P-hard")]
    [InlineData("＃tag", "＃|tag")]
    [InlineData("##tag", "##|tag")]
    [InlineData("_#tag", "_#|tag")]
    [InlineData("é#tag", "é#|tag")]
    [InlineData("#1st", "#|1st")]
    [InlineData("issue #8684", "issue #|8684")]
    [InlineData("(#5)", "(#|5)")]
    [InlineData("#1_2", "#|1_2")]
    [InlineData("&#x27;", "&#|x27;")]
    [InlineData("#機械", "#|機械")]
    [InlineData("https://x.org/a (#b", "https://x.org/a (#|b")]
    [InlineData("https://x.unknownzone?a=#b", "https://x.unknownzone?a=#|b")]
    public void A_sign_that_some_server_reads_as_a_signal_gets_a_joiner(string text, string safe)
    {
        Assert.Equal(safe.Replace('|', Neutralizer.WordJoiner), Neutralizer.Neutralize(text));
        Assert.Empty(ServerRules.Signals(Neutralizer.Neutralize(text)));
    }

    [Theory]
    [InlineData("pass@1")]
    [InlineData("Pass@k and mAP@50")]
    [InlineData("alice@example.org")]
    [InlineData("C# and F#, Java-C# code")]
    [InlineData("# @ ＃ ＠ @, #.")]
    [InlineData("https://x.org/#frag")]
    [InlineData("https://medium.com/@user")]
    [InlineData("https://odd.unknownzone/@user/#frag")]
    [InlineData("a#b")]
    public void A_sign_that_no_server_reads_so_stays(string text)
    {
        Assert.Same(text, Neutralizer.Neutralize(text));
        Assert.Empty(ServerRules.Signals(text));
    }

    // Forms of addresses, each with a name in the place that Mastodon's extractors find.
    [Theory]
    [InlineData("https://x.org/a-@name", "https://x.org/a-%40name")]
    [InlineData("https://x.org/a.@name", "https://x.org/a.%40name")]
    [InlineData("https://x.org/a:@name", "https://x.org/a:%40name")]
    [InlineData("https://x.org/a,@name", "https://x.org/a,%40name")]
    [InlineData("https://x.org/a~@name", "https://x.org/a~%40name")]
    [InlineData("https://x.org/a(@name)", "https://x.org/a(%40name)")]
    [InlineData("https://x.org/a&@name", "https://x.org/a&%40name")]
    [InlineData("https://x.org/a+@name", "https://x.org/a+%40name")]
    [InlineData("https://x.org/a|@name", "https://x.org/a|%40name")]
    [InlineData("https://x.org/a;@name", "https://x.org/a;%40name")]
    [InlineData("https://x.org/a!@name", "https://x.org/a!%40name")]
    [InlineData("https://x.org/a$@name", "https://x.org/a$%40name")]
    [InlineData("https://x.org/a'@name", "https://x.org/a'%40name")]
    [InlineData("https://x.org/a*@name", "https://x.org/a*%40name")]
    [InlineData("https://x.org/a%@name", "https://x.org/a%%40name")]
    [InlineData("https://x.org/[@name]", "https://x.org/[%40name]")]
    [InlineData("https://x.org/a=@name", "https://x.org/a=%40name")]
    [InlineData("https://x.org/a@@name", "https://x.org/a@%40name")]
    [InlineData("https://x.org/é@name", "https://x.org/é%40name")]
    [InlineData("https://x.org/-@name/-@other", "https://x.org/-%40name/-%40other")]
    [InlineData("https://x.org/?a=@name", "https://x.org/?a=%40name")]
    [InlineData("https://x.org/?@name", "https://x.org/?%40name")]
    [InlineData("https://x.org/?a=b&@name", "https://x.org/?a=b&%40name")]
    [InlineData("https://x.org/?a=b;@name", "https://x.org/?a=b;%40name")]
    [InlineData("https://x.org/?a=-@name@host.example", "https://x.org/?a=-%40name@host.example")]
    [InlineData("https://x.org/#@name", "https://x.org/#%40name")]
    [InlineData("https://x.org/a#-@name", "https://x.org/a#-%40name")]
    [InlineData("https://x.org:8080/a-@name", "https://x.org:8080/a-%40name")]
    [InlineData("http://x.org/a-@name-b", "http://x.org/a-%40name-b")]
    [InlineData("https://x.org/a-@gargron", "https://x.org/a-%40gargron")]
    [InlineData("https://x.org/a-#frag", "https://x.org/a-#%66rag")]
    [InlineData("https://x.org/a.#frag", "https://x.org/a.#%66rag")]
    [InlineData("https://x.org/a_#frag", "https://x.org/a_#%66rag")]
    [InlineData("https://x.org/?#frag", "https://x.org/?#%66rag")]
    [InlineData("https://x.org/a:#frag", "https://x.org/a:#%66rag")]
    [InlineData("https://x.org/a=#frag", "https://x.org/a=#%66rag")]
    [InlineData("https://x.org/?a=#frag", "https://x.org/?a=#%66rag")]
    [InlineData("https://x.org/?a=b&#frag", "https://x.org/?a=b&#%66rag")]
    [InlineData("https://x.org/a~#frag", "https://x.org/a~#%66rag")]
    [InlineData("https://x.org/a+#frag", "https://x.org/a+#%66rag")]
    [InlineData("https://x.org/[a]#frag", "https://x.org/[a]#%66rag")]
    [InlineData("https://x.org/a,#frag", "https://x.org/a,#%66rag")]
    [InlineData("https://x.org/a;#_frag", "https://x.org/a;#%5Ffrag")]
    [InlineData("https://x.org/a!#1frag", "https://x.org/a!#%31frag")]
    [InlineData("https://x.org/a-#état", "https://x.org/a-#%C3%A9tat")]
    [InlineData("https://x.org/a-#機械", "https://x.org/a-#%E6%A9%9F械")]
    [InlineData("https://x.org/a#b-#frag", "https://x.org/a#b-%23frag")]
    [InlineData("https://x.org/a#b/-#c-#frag", "https://x.org/a#b/-%23c-%23frag")]
    [InlineData("https://x.org/a##frag", "https://x.org/a#%23frag")]
    public void A_sign_in_a_link_is_written_so_that_the_address_stays(string text, string safe)
    {
        var made = Neutralizer.Neutralize(text);
        Assert.Equal(safe, made);
        Assert.Empty(ServerRules.Signals(made));
        Assert.NotEmpty(ServerRules.Signals(text));
        var (before, after) = (new Uri(text), new Uri(made));
        Assert.Equal(Uri.UnescapeDataString(before.PathAndQuery), Uri.UnescapeDataString(after.PathAndQuery));
        Assert.Equal(Uri.UnescapeDataString(before.Fragment), Uri.UnescapeDataString(after.Fragment));
    }

    [Fact]
    public void Places_of_a_text_whose_link_was_changed_are_known()
    {
        const string Original = "  See https://x.org/a-@name#b and @k.";
        var safe = SafeText.Of(Original);
        Assert.Equal("See https://x.org/a-%40name#b and @|k.".Replace('|', Neutralizer.WordJoiner), safe.Text);
        foreach (var word in new[] { "See", "https", "name", "and", "k." })
        {
            var at = safe.Text.IndexOf(word, StringComparison.Ordinal);
            Assert.Equal(Original.IndexOf(word, StringComparison.Ordinal), safe.Origin(at));
        }

        Assert.Equal(Original.IndexOf('@'), safe.Origin(safe.Text.IndexOf('%')));
    }

    [Fact]
    public void Neutralizing_twice_changes_nothing_more()
    {
        var chance = new Random(3);
        for (var round = 0; round < 1000; round++)
        {
            var once = Neutralizer.Neutralize(Nonsense.Text(chance, 30));
            Assert.Same(once, Neutralizer.Neutralize(once));
            Assert.Empty(ServerRules.Signals(once));
        }
    }

    [Fact]
    public void Titles_authors_and_abstracts_of_a_toot_are_all_neutralized()
    {
        var toot = new TootComposer(Samples.Account(), TootLimits.Default).Only(
            Samples.Paper("@skills", "#one Author, @two Author", "By @three.")
        );
        Assert.Equal(["#toXiv_bot_toot", "#toXiv_bot_new_article_toot"], ServerRules.Signals(toot.Text).Distinct());
        Assert.Equal(4, toot.Text.Count(c => c == Neutralizer.WordJoiner));
        Promises.Holds(toot, TootLimits.Default);
    }
}
