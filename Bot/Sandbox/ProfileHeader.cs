namespace Bot.Sandbox;

/// <summary>The head of the account's page.</summary>
internal static class ProfileHeader
{
    public static string Of(World world, Account account)
    {
        var badge = account.IsTheBot && world.Settings.BotFlag ? "<span class=\"badge\">Automated</span>" : "";
        var toots = world.Statuses.Listed(world.Now).Count(one => one.Author == account);
        return $"""
            <p class="notice">{PageLayout.Icon(
                "shield"
            )}<span>This is a sandbox on your own machine: nothing here leaves it.</span></p>
            <header class="panel profile">
            <div class="banner" aria-hidden="true"></div>
            <div class="who">
            {PageLayout.Avatar(account)}
            <div><h1>{Html.Encode(account.DisplayName)} {badge}</h1>
            <p class="handle">@{Html.Encode(account.Username)}@{Html.Encode(new Uri(world.Url).Authority)}</p></div>
            </div>
            <p class="note">{Html.Encode(account.Note)}</p>
            <dl id="counts" class="counts">
            <div><dt>{(toots == 1 ? "Toot" : "Toots")}</dt><dd>{toots}</dd></div>
            <div><dt>Following</dt><dd>{account.Follows.Count}</dd></div>
            <div><dt>{(
                account.Followers.Count == 1 ? "Follower" : "Followers"
            )}</dt><dd>{account.Followers.Count}</dd></div>
            </dl>
            </header>
            """;
    }
}
