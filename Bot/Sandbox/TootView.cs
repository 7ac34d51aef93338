using System.Text.RegularExpressions;

namespace Bot.Sandbox;

/// <summary>One toot on a page.</summary>
internal sealed partial class TootView(World world)
{
    /// <summary>A longer text is shown in part on the timeline; Mastodon's web client folds at 22 lines.</summary>
    private const int Folded = 1100;

    /// <summary>
    /// As an item of a timeline: a boost shows what it boosts, a reply where it belongs, a long text its beginning.
    /// </summary>
    public string InTimeline(Status status)
    {
        var shown = status.Reblog ?? status;
        return Article(
            shown,
            $"toot{(shown.InReplyTo is null ? "" : " reply")}",
            $"toot-{status.Id}",
            Above(status),
            fold: shown.Text.Length > Folded
        );
    }

    private static string Above(Status status)
    {
        if (status.Reblog is not null)
        {
            return $"<p class=\"above\">{PageLayout.Icon("boost")}{Html.Encode(status.Author.DisplayName)} boosted</p>";
        }

        if (status.InReplyTo is not { } parent)
        {
            return "";
        }

        var verb = parent.Author == status.Author ? "Continues" : "Answers";
        var beginning = FirstWords(parent.SpoilerText.Length > 0 ? parent.SpoilerText : parent.Text);
        return $"<p class=\"above\">{PageLayout.Icon("reply")}<a href=\"{Address(parent)}\">{verb} "
            + $"“{Html.Encode(beginning)}”</a></p>";
    }

    /// <summary>As a part of its thread: whole, and joined to the next by a line.</summary>
    public string InThread(Status status, bool isAsked) =>
        Article(status, isAsked ? "toot asked" : "toot", $"toot-{status.Id}", "", fold: false);

    private string Article(Status status, string kind, string id, string above, bool fold)
    {
        var (text, tags) = Split(status.Text);
        var body =
            $"<div class=\"text{(fold ? " folded" : "")}\" "
            + $"lang=\"{Html.Encode(status.Language)}\">{Shown(text)}</div>"
            + (fold ? $"<p class=\"more\"><a href=\"{Address(status)}\">Read more</a></p>" : "");
        // As on Mastodon, a toot with a picture shows no card.
        body = $"{body}\n{(status.Attachments.Count > 0 ? Pictures(status) : Card(status))}\n{Tags(tags)}";
        // The card shows title and abstract, so it stays behind the warning with the text.
        if (status.SpoilerText.Length > 0)
        {
            body =
                $"<details class=\"warned\"><summary>{Html.Encode(status.SpoilerText)} <span>Show "
                + $"more</span></summary>{body}</details>";
        }

        return $"""
            <article class="{kind}" id="{Html.Encode(id)}">
            {above}
            <a class="face" href="/@{status.Author.Username}" tabindex="-1" aria-hidden="true">{PageLayout.Avatar(
                status.Author
            )}</a>
            <header><a class="name" href="/@{status.Author.Username}"><strong>{Html.Encode(
                status.Author.DisplayName
            )}</strong> <span>@{Html.Encode(status.Author.Username)}</span></a>
            <span class="when">{PageLayout.Icon(status.Visibility, VisibilityName(status.Visibility))}{Time(
                status
            )}</span></header>
            {body}
            {Counts(status)}
            </article>
            """;
    }

    private string Time(Status status)
    {
        var at = status.CreatedAt.UtcDateTime;
        var edited = status.EditedAt is null ? "" : " <span class=\"edited\">edited</span>";
        return $"<a href=\"{Address(status)}\"><time datetime=\"{at:yyyy-MM-dd'T'HH:mm:ss'Z'}\" "
            + $"title=\"{at:d MMMM yyyy, HH:mm:ss} UTC\">{Ago(world.Now - status.CreatedAt, at)}</time></a>{edited}";
    }

    private static string Ago(TimeSpan age, DateTime at) =>
        age switch
        {
            { TotalMinutes: < 1 } => "now",
            { TotalHours: < 1 } => $"{(int)age.TotalMinutes} min",
            { TotalDays: < 1 } => $"{(int)age.TotalHours} h",
            _ => $"{at:d MMM yyyy}",
        };

    private string Card(Status status)
    {
        if (world.Feeds.PaperOf(status) is not { } paper)
        {
            return "";
        }

        return $"""
            <a class="card" href="{Html.Encode(paper.Url)}" target="_blank" rel="nofollow noopener">
            <span class="thumb">{PageLayout.Icon("paper")}</span>
            <span class="about"><span class="site">arxiv.org</span><strong>{Html.Encode(
                paper.Title
            )}</strong><span class="beginning">{Html.Encode(paper.Beginning)}</span></span>
            </a>
            """;
    }

    private string Shown(string text) =>
        world.Settings.AlterText == "hollo" ? HolloText.Of(text, "").Html : StatusHtml.AsMastodon(text, "");

    // With its words beneath, which elsewhere only a click shows.
    private static string Pictures(Status status) =>
        string.Concat(
            status.Attachments.Select(one =>
                $"<figure class=\"picture\"><img src=\"/media/{Html.Encode(one.Id)}\" "
                + $"alt=\"{Html.Encode(one.Description)}\" loading=\"lazy\"><figcaption><span>ALT</span> "
                + $"{Html.Encode(one.Description)}</figcaption></figure>"
            )
        );

    // Tags at the end stand in a row of their own, as good clients show them.
    private static string Tags(IReadOnlyList<string> tags) =>
        tags.Count == 0 ? "" : $"<ul class=\"tags\" aria-label=\"Hashtags\">{string.Concat(tags.Select(Tag))}</ul>";

    private static string Tag(string tag) =>
        $"<li><a href=\"/tags/{Uri.EscapeDataString(tag)}\" rel=\"tag\">#{Html.Encode(tag)}</a></li>";

    private static (string Text, IReadOnlyList<string> Tags) Split(string text)
    {
        var end = TagsAtEnd().Match(text);
        return end.Success && end.Index > 0 ? (text[..end.Index], [.. StatusText.Tags(end.Value)]) : (text, []);
    }

    private static string Counts(Status status) =>
        "<footer class=\"counts\">"
        + Counted("reply", status.ReplyCount, "replies")
        + Counted("boost", status.BoostCount, "boosts")
        + Counted("favourite", status.FavouritedBy.Count, "favourites")
        + "</footer>";

    private static string Counted(string icon, int count, string what) =>
        $"<span class=\"{icon}{(count > 0 ? " some" : "")}\">{PageLayout.Icon(icon)}<span>{count}</span><span "
        + $"class=\"aside\"> {what}</span></span>";

    private static string Address(Status status) => $"/@{status.Author.Username}/{Uri.EscapeDataString(status.Id)}";

    private static string FirstWords(string text) => Html.Shortened(text.TrimStart().Split('\n')[0], 80);

    private static string VisibilityName(string visibility) =>
        visibility switch
        {
            "public" => "Public",
            "unlisted" => "Unlisted: on no hashtag's timeline",
            "private" => "Followers only",
            _ => "Direct",
        };

    [GeneratedRegex(@"\n\s*#\w+(?:[ \t]+#\w+)*\s*\z")]
    private static partial Regex TagsAtEnd();
}
