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
    public Answer Upload(Call call)
    {
        if (call.File is not { } file || !file.ContentType.StartsWith("image/", StringComparison.Ordinal))
        {
            return Answer.Error(422, "Validation failed: File can't be blank");
        }

        var description = call.Field("description") ?? "";
        var longest = world.LongestDescription;
        if (description.Length > longest)
        {
            return Answer.Error(422, $"Validation failed: Description character limit of {longest} exceeded");
        }

        var attachment = new Attachment
        {
            Id = $"{++world.Uploads}",
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
            || (world.IsMastodon && attachment.Carrier is not null)
        )
        {
            return Answer.NotFound;
        }

        return attachment.BusyReads-- > 0 ? Answer.Json(Entity(attachment), 206) : Answer.Json(Entity(attachment));
    }

    /// <summary>Since Mastodon 4.4; one that a status carries stays (MediaController#destroy).</summary>
    public Answer Discard(Call call)
    {
        if (!world.HasSince("4.4"))
        {
            return Answer.Error(404, "Not Found");
        }

        if (
            world.Attachments.GetValueOrDefault(call.Route("id")) is not { } attachment
            || attachment.Owner != call.Account
        )
        {
            return Answer.NotFound;
        }

        if (attachment.Carrier is not null)
        {
            return Answer.Error(422, "Media attachment is currently used by a status");
        }

        world.Attachments.Remove(attachment.Id);
        return Answer.Json(new JsonObject());
    }

    /// <summary>As pages fetch it, without a token.</summary>
    public Answer Picture(Call call) =>
        world.Attachments.GetValueOrDefault(call.Route("id")) is { } attachment
            ? new Answer(200, attachment.ContentType, attachment.Bytes)
            : Answer.NotFound;

    /// <summary>What a status is to carry, or what is wrong with it.</summary>
    /// <param name="call">The post or edit that names them.</param>
    /// <param name="carrier">The edited status; null for a new one.</param>
    public (IReadOnlyList<Attachment> Found, string? Mistake) Wanted(Call call, Status? carrier = null)
    {
        var ids = call.Fields("media_ids").ToList();
        var found = ids.Select(id => world.Attachments.GetValueOrDefault(id))
            .Where(one => one?.Owner == call.Account && one?.Carrier == (one?.Carrier is null ? null : carrier))
            .OfType<Attachment>()
            .ToList();
        if (found.Count < ids.Count)
        {
            var missing = ids.Except(found.Select(one => one.Id));
            return ([], $"Media {string.Join(", ", missing)} not found or already attached to another post");
        }

        return found.Exists(one => one.BusyReads > 0)
            ? ([], "Cannot attach files that have not finished processing. Try again in a moment!")
            : (found, null);
    }

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
