namespace Bot.Tests.Sandbox.Mastodon;

/// <summary>The fields of what is read: credential_account_serializer, status_serializer, instance_serializer.</summary>
internal static class EntityChecks
{
    public static IReadOnlyDictionary<string, Func<SandboxUnderTest, Task<string>>> All { get; } =
        new Dictionary<string, Func<SandboxUnderTest, Task<string>>>
        {
            ["account: fields"] = async sandbox =>
                (await sandbox.GetAsync("/api/v1/accounts/verify_credentials", sandbox.Bot)).Json.Lacks(
                    "id username acct display_name locked bot discoverable indexable group created_at note url uri avatar "
                        + "avatar_static header header_static followers_count following_count statuses_count last_status_at "
                        + "hide_collections noindex roles role emojis fields source"
                ),
            ["account: fields of its source"] = async sandbox =>
                (await sandbox.GetAsync("/api/v1/accounts/verify_credentials", sandbox.Bot)).Json["source"]!.Lacks(
                    "privacy sensitive language note fields follow_requests_count hide_collections discoverable indexable "
                        + "attribution_domains quote_policy"
                ),
            ["account: update, preferences, following"] = async sandbox =>
            {
                var updated = await sandbox.SendJsonAsync(
                    "PATCH",
                    "/api/v1/accounts/update_credentials",
                    new() { ["display_name"] = "New", ["bot"] = false }
                );
                var preferences = await sandbox.GetAsync("/api/v1/preferences", sandbox.Bot);
                var id = updated.Json["id"];
                return $"{updated.Json["display_name"]} {updated.Json["bot"]} {preferences.Json["posting:default:visibility"]} "
                    + (await sandbox.GetAsync($"/api/v1/accounts/{id}/following", sandbox.Bot)).Text;
            },
            ["status: fields"] = async sandbox =>
                (await sandbox.TootAsync("one")).Json.Lacks(
                    "id created_at in_reply_to_id in_reply_to_account_id sensitive spoiler_text visibility language uri url "
                        + "replies_count reblogs_count favourites_count quotes_count edited_at favourited reblogged muted "
                        + "bookmarked pinned filtered content reblog quote quote_approval application account "
                        + "media_attachments mentions tags emojis card poll"
                ),
            ["status: what is between it and its reader, without a token"] = async sandbox =>
                (await sandbox.GetAsync($"/api/v1/statuses/{await sandbox.TootIdAsync("one")}")).Json.Lacks(
                    "favourited reblogged muted bookmarked pinned filtered"
                ),
            ["status: pinned, of another's toot"] = async sandbox =>
                (
                    await sandbox.GetAsync($"/api/v1/statuses/{await sandbox.TootIdAsync("one")}", sandbox.Reader)
                ).Json.Lacks("favourited pinned"),
            ["instance: fields of version 2"] = async sandbox =>
                (await sandbox.GetAsync("/api/v2/instance")).Json.Lacks(
                    "domain title version source_url description usage thumbnail icon languages configuration registrations "
                        + "api_versions contact rules"
                ),
            ["instance: fields of its configuration"] = async sandbox =>
                (await sandbox.GetAsync("/api/v2/instance")).Json["configuration"]!.Lacks(
                    "urls vapid accounts statuses media_attachments polls translation timelines_access"
                ),
            ["instance: description_limit"] = async sandbox =>
                $"{(await sandbox.GetAsync("/api/v2/instance")).Json["configuration"]!["media_attachments"]!["description_limit"]}",
            ["instance: version 1 is deprecated"] = async sandbox =>
                (await sandbox.GetAsync("/api/v1/instance")).Header("Deprecation") ?? "not said",
            ["nodeinfo: who it is"] = async sandbox =>
            {
                var link = (string)(await sandbox.GetAsync("/.well-known/nodeinfo")).Json["links"]![0]!["href"]!;
                return (string)(await sandbox.GetAsync(link)).Json["software"]!["name"]!;
            },
        };
}
