using System.Text.Json.Nodes;

namespace Bot.Sandbox;

/// <summary>A picture that somebody uploaded.</summary>
internal sealed class Attachment
{
    public required string Id { get; init; }
    public required Account Owner { get; init; }
    public required byte[] Bytes { get; init; }
    public required string ContentType { get; init; }

    /// <summary>For those who do not see it.</summary>
    public required string Description { get; init; }

    /// <summary>How many more looks find it unfinished.</summary>
    public int BusyReads { get; set; }

    /// <summary>The status that carries it; null for one that waits for its status.</summary>
    public Status? Carrier { get; set; }
}

/// <summary>Uploads: pictures come before the statuses that carry them.</summary>
internal sealed class Media(World world)
{
    /// <summary>description_limit of Mastodon's instance configuration.</summary>
    private const int LongestDescription = 1500;

    public Answer Upload(Call call)
    {
        if (!MayWrite("media"))
        {
            return Answer.Error(403, "This action is outside the authorized scopes");
        }

        if (call.File is not { } file || !file.ContentType.StartsWith("image/", StringComparison.Ordinal))
        {
            return Answer.Error(422, "Validation failed: File can't be blank");
        }

        var description = call.Field("description") ?? "";
        if (description.Length > LongestDescription)
        {
            return Answer.Error(
                422,
                $"Validation failed: Description character limit of {LongestDescription} exceeded"
            );
        }

        var attachment = new Attachment
        {
            Id = $"{world.Attachments.Count + 1}",
            Owner = call.Account!,
            Bytes = file.Bytes,
            ContentType = file.ContentType,
            Description = description,
            BusyReads = world.Settings.MediaBusyReads,
        };
        world.Attachments.Add(attachment.Id, attachment);
        return Answer.Json(Entity(attachment), attachment.BusyReads > 0 ? 202 : 200);
    }

    public Answer Show(Call call)
    {
        if (
            world.Attachments.GetValueOrDefault(call.Route("id")) is not { } attachment
            || attachment.Owner != call.Account
        )
        {
            return Answer.NotFound;
        }

        return attachment.BusyReads-- > 0 ? Answer.Json(Entity(attachment), 206) : Answer.Json(Entity(attachment));
    }

    /// <summary>As pages fetch it, without a token.</summary>
    public Answer Picture(Call call) =>
        world.Attachments.GetValueOrDefault(call.Route("id")) is { } attachment
            ? new Answer(200, attachment.ContentType, attachment.Bytes)
            : Answer.NotFound;

    /// <summary>What a new status is to carry, or what is wrong with it.</summary>
    public (IReadOnlyList<Attachment> Found, string? Mistake) Wanted(Call call)
    {
        var found = call.Fields("media_ids").Select(id => world.Attachments.GetValueOrDefault(id)).ToList();
        if (found.Any(one => one is null || one.Owner != call.Account || one.Carrier is not null))
        {
            return ([], "Media not found, or attached to another status");
        }

        return found.Any(one => one!.BusyReads > 0)
            ? ([], "Cannot attach files that have not finished processing. Try again in a moment!")
            : ([.. found.Select(one => one!)], null);
    }

    public bool MayWrite(string what) =>
        world.Settings.TokenScopes.Split(' ', StringSplitOptions.RemoveEmptyEntries) is var scopes
        && (scopes.Length == 0 || scopes.Contains("write") || scopes.Contains($"write:{what}"));

    public JsonObject Entity(Attachment attachment) =>
        new()
        {
            ["id"] = attachment.Id,
            ["type"] = "image",
            ["url"] = attachment.BusyReads > 0 ? null : $"{world.Url}/media/{attachment.Id}",
            ["preview_url"] = attachment.BusyReads > 0 ? null : $"{world.Url}/media/{attachment.Id}",
            ["remote_url"] = null,
            ["meta"] = new JsonObject(),
            ["description"] = attachment.Description,
            ["blurhash"] = null,
        };
}
