using System.Text.Json.Nodes;

namespace Bot.Sandbox;

/// <summary>What the server says about itself (entities/Instance, entities/V1_Instance, nodeinfo).</summary>
internal sealed class Instance(World world)
{
    private const string Description = "A sandbox on your own machine: nothing here leaves it.";

    private string Version => world.Habits.Version.Replace("{0}", world.Settings.Version, StringComparison.Ordinal);

    private string Domain => new Uri(world.Url).Authority;

    public Answer Version2()
    {
        if (world.Settings.InstanceFails)
        {
            return Answer.Error(500, "Something went wrong on our end");
        }

        if (!world.Settings.InstanceV2)
        {
            return Answer.NotFound;
        }

        return Answer.Json(
            new JsonObject
            {
                ["domain"] = Domain,
                ["title"] = "Tootprint sandbox",
                ["version"] = Version,
                ["source_url"] = "",
                ["description"] = Description,
                ["thumbnail"] = new JsonObject { ["url"] = $"{world.Url}/mark.svg" },
                ["icon"] = new JsonArray(),
                ["usage"] = new JsonObject { ["users"] = new JsonObject { ["active_month"] = 2 } },
                ["languages"] = new JsonArray("en"),
                ["configuration"] = Configuration(),
                ["registrations"] = new JsonObject
                {
                    ["enabled"] = false,
                    ["approval_required"] = false,
                    ["message"] = null,
                },
                ["api_versions"] = new JsonObject { ["mastodon"] = 7 },
                ["contact"] = new JsonObject { ["email"] = "nobody@localhost", ["account"] = null },
                ["rules"] = new JsonArray(),
            }
        );
    }

    public Answer Version1()
    {
        if (world.Habits.LacksInstanceV1)
        {
            return Answer.NotFound;
        }

        if (world.Settings.InstanceFails)
        {
            return Answer.Error(500, "Something went wrong on our end");
        }

        return Answer
            .Json(
                new JsonObject
                {
                    ["uri"] = Domain,
                    ["title"] = "Tootprint sandbox",
                    ["short_description"] = Description,
                    ["description"] = Description,
                    ["email"] = "nobody@localhost",
                    ["version"] = Version,
                    ["urls"] = new JsonObject(),
                    ["stats"] = new JsonObject
                    {
                        ["user_count"] = 2,
                        ["status_count"] = world.Statuses.All.Count,
                        ["domain_count"] = 0,
                    },
                    ["languages"] = new JsonArray("en"),
                    ["registrations"] = false,
                    ["approval_required"] = false,
                    ["invites_enabled"] = false,
                    ["configuration"] = Configuration(),
                    ["contact_account"] = null,
                    ["rules"] = new JsonArray(),
                }
            )
            // Since 14 November 2022 (DeprecationConcern).
            .With("Deprecation", "@1668384000");
    }

    public Answer NodeInfoLinks() =>
        Answer.Json(
            new JsonObject
            {
                ["links"] = new JsonArray(
                    new JsonObject
                    {
                        ["rel"] = "http://nodeinfo.diaspora.software/ns/schema/2.0",
                        ["href"] = $"{world.Url}/nodeinfo/2.0",
                    }
                ),
            }
        );

    public Answer NodeInfo() =>
        Answer.Json(
            new JsonObject
            {
                ["version"] = "2.0",
                ["software"] = new JsonObject { ["name"] = world.Settings.Software, ["version"] = Version },
                ["protocols"] = new JsonArray("activitypub"),
                ["services"] = new JsonObject { ["outbound"] = new JsonArray(), ["inbound"] = new JsonArray() },
                ["usage"] = new JsonObject
                {
                    ["users"] = new JsonObject { ["total"] = 2 },
                    ["localPosts"] = world.Statuses.All.Count,
                },
                ["openRegistrations"] = false,
                ["metadata"] = new JsonObject(),
            }
        );

    private static JsonObject Everybody() => new() { ["local"] = "public", ["remote"] = "public" };

    // Only the numbers that the sandbox keeps to; the rest are Mastodon's defaults.
    private JsonObject Configuration() =>
        new()
        {
            ["urls"] = new JsonObject(),
            ["vapid"] = new JsonObject { ["public_key"] = "" },
            ["timelines_access"] = new JsonObject { ["live_feeds"] = Everybody(), ["hashtag_feeds"] = Everybody() },
            ["polls"] = new JsonObject
            {
                ["max_options"] = 4,
                ["max_characters_per_option"] = 50,
                ["min_expiration"] = 300,
                ["max_expiration"] = 2_629_746,
            },
            ["accounts"] = new JsonObject { ["max_featured_tags"] = 10, ["max_pinned_statuses"] = 5 },
            ["statuses"] = new JsonObject
            {
                ["max_characters"] = world.Settings.MaxCharacters,
                ["max_media_attachments"] = 4,
                ["characters_reserved_per_url"] = world.Settings.CharactersPerUrl,
            },
            ["media_attachments"] = new JsonObject
            {
                ["description_limit"] = world.LongestDescription,
                ["supported_mime_types"] = new JsonArray("image/png", "image/jpeg", "image/gif", "image/webp"),
                ["image_size_limit"] = 16_777_216,
            },
            ["translation"] = new JsonObject { ["enabled"] = false },
        };
}
