namespace Bot.Tests.Sandbox.Mastodon;

/// <summary>What is found in a text, how it counts and how it is shown: tag.rb, account.rb, text_formatter.rb.</summary>
internal static class TextChecks
{
    public static IReadOnlyDictionary<string, Func<SandboxUnderTest, Task<string>>> All { get; } =
        new Dictionary<string, Func<SandboxUnderTest, Task<string>>>
        {
            ["text: what may stand before a hashtag"] = sandbox => TagsAsync(sandbox, "(#a .#b /#c )#d x#e -#f #g"),
            ["text: names of hashtags"] = sandbox => TagsAsync(sandbox, "#_ #1 #1_ #1_1 #Ⅷ ＃wide #a·b #c-d"),
            ["text: hashtags in links"] = sandbox => TagsAsync(sandbox, "https://x.org/a-#frag https://x.org/b/#top"),
            ["text: mentions in links"] = async sandbox =>
                string.Join(
                    ' ',
                    (await sandbox.TootAsync("https://x.org/a-@reader")).Json["mentions"]!.AsArray().Count,
                    (await sandbox.TootAsync("https://x.org/@reader")).Json["mentions"]!.AsArray().Count
                ),
            ["text: links cost 23, letters with marks one"] = async sandbox =>
            {
                var link = $"https://x.org/{new string('x', 400)}";
                var letters = string.Concat(Enumerable.Repeat("e\u0301", 476));
                return $"{(await sandbox.TootAsync($"{letters} {link}")).Said()}, "
                    + (await sandbox.TootAsync($"{letters}x {link}")).Said();
            },
            ["html: paragraphs and breaks"] = sandbox => HtmlAsync(sandbox, "a\nb\n\nc"),
            ["html: a link"] = sandbox => HtmlAsync(sandbox, "https://www.x.org/" + new string('a', 30)),
            ["html: a link that is one letter too long"] = async sandbox =>
                (await HtmlAsync(sandbox, "https://x.org/" + new string('a', 25))).Contains("ellipsis")
                    ? "cut"
                    : "whole",
            ["html: a hashtag"] = async sandbox =>
                (await HtmlAsync(sandbox, "#csLG")).Replace(sandbox.Url.AbsoluteUri, "HOST/"),
        };

    private static async Task<string> TagsAsync(SandboxUnderTest sandbox, string text) =>
        string.Join(' ', (await sandbox.TootAsync(text)).Json["tags"]!.AsArray().Select(tag => tag!["name"]));

    private static async Task<string> HtmlAsync(SandboxUnderTest sandbox, string text) =>
        (string)(await sandbox.TootAsync(text)).Json["content"]!;
}
