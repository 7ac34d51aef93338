using Bot.Ledger;

namespace Bot.Web;

/// <summary>
/// Withdrawn papers with the reasons, and what new versions changed in title and abstract.
/// </summary>
internal static class ChangesPage
{
    public const int MostEntries = 60;

    public static async Task<SiteAnswer> OfAsync(PageContext context)
    {
        var withdrawn = await context.Pages.Withdrawn(MostEntries);
        var changes = await context.Pages.Changes(MostEntries);
        var html = Html.Of(
            $"<div class=\"lead\"><h1>Changes</h1><p>Papers that their authors withdrew, and new versions "
                + $"whose title or abstract reads otherwise. "
                + $"{ListPage.Feed(context.Links, "/changes/feed")}</p></div>\n"
        );
        if (withdrawn.Count > 0)
        {
            html.Add($"<section><h2>Withdrawn</h2><ul class=\"events\">");
            foreach (var paper in withdrawn)
            {
                html.Add(
                    $"<li><time "
                        + $"datetime=\"{paper.Withdrawal!.Date:yyyy-MM-dd}\">{paper.Withdrawal.Date:d MMM yyyy}</time> "
                        + $"<a href=\"{context.Links.Paper(paper.Id)}\">{paper.Title}</a> "
                        + $"<q>{paper.Withdrawal.Reason}</q></li>"
                );
            }

            html.Add($"</ul></section>\n");
        }

        html.Add($"<section><h2>New versions</h2>");
        if (changes.Count == 0)
        {
            html.Add($"<p>None has come yet.</p>");
        }

        html.Add($"{changes.Select(change => Change(context.Links, change, withTitle: true))}</section>");
        var head = new PageHead(
            "/changes",
            "Changes",
            "Withdrawn papers, and what new versions changed in title and abstract."
        )
        {
            Section = "/changes",
            Feed = "/changes/feed",
        };
        return SiteAnswer.Page(await PageLayout.PageAsync(context, head, html));
    }

    public static Html Change(SiteLinks links, PaperChange change, bool withTitle)
    {
        var html = Html.Of(
            $"<div class=\"change\"><p class=\"small\"><time "
                + $"datetime=\"{change.Date:yyyy-MM-dd}\">{change.Date:d MMM yyyy}</time>, version "
                + $"{change.Version}</p>"
        );
        var title =
            change.TitleBefore == change.Title
                ? Html.Of($"{change.Title}")
                : TextChange.Of(change.TitleBefore, change.Title);
        if (withTitle)
        {
            html.Add($"<h3><a href=\"{links.Paper(change.Id)}\">{title}</a></h3>");
        }
        else if (change.TitleBefore != change.Title)
        {
            html.Add($"<p><strong>{title}</strong></p>");
        }

        if (change.AbstractBefore != change.Abstract)
        {
            html.Add(
                $"<details{(withTitle ? Html.Of($"") : Html.Of($" open"))}><summary>What changed in the "
                    + $"abstract<span class=\"vh\">: {change.Title}</span></summary><p "
                    + $"class=\"diff\">{TextChange.Of(change.AbstractBefore, change.Abstract)}</p></details>"
            );
        }

        return html.Add($"</div>\n");
    }
}
