using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bot.Sandbox;

/// <summary>
/// The sandbox's own addresses, by which a test or a rehearsal sets faults and looks at what happened.
/// </summary>
internal static class Controls
{
    public static void Map(Routes routes, World world, Holds holds)
    {
        routes.Get("/sandbox", Access.Own, _ => Help());
        routes.Post("/sandbox/faults", Access.Own, call => AddFault(call, world));
        routes.Map("DELETE", "/sandbox/faults", Access.Own, _ => Done(world.Faults.Clear));
        routes.Post(
            "/sandbox/release",
            Access.Own,
            _ => Answer.Json(new JsonObject { ["released"] = holds.Release() })
        );
        routes.GetWaiting(
            "/sandbox/held",
            async http =>
            {
                var least = int.TryParse(http.Request.Query["atLeast"], out var count) ? count : 0;
                return Answer.Json(new JsonObject { ["held"] = await holds.AtLeastAsync(least, http.RequestAborted) });
            }
        );
        routes.Get("/sandbox/settings", Access.Own, _ => Answer.Json(world.Settings.ToJson()));
        routes.Map("PATCH", "/sandbox/settings", Access.Own, call => Change(call, world));
        routes.Get("/sandbox/requests", Access.Own, _ => Answer.Json(world.Log.ToJson()));
        routes.Map("DELETE", "/sandbox/requests", Access.Own, _ => Done(world.Log.Clear));
        routes.Get(
            "/sandbox/statuses",
            Access.Own,
            _ => Answer.Json(Entities.List(world.Statuses.All.Select(Accepted)))
        );
        routes.Map("DELETE", "/sandbox/statuses", Access.Own, _ => Done(world.Statuses.Clear, world.Keys.Clear));
        routes.Map("PUT", "/sandbox/feeds/{query}", Access.Own, call => SetFeed(call, world));
        routes.Map(
            "DELETE",
            "/sandbox/feeds/{query}",
            Access.Own,
            call => world.Feeds.Remove(call.Route("query")) ? Answer.Empty(204) : Answer.NotFound
        );
        routes.Post("/sandbox/habits", Access.Own, call => AddHabit(call, world));
        routes.Map("DELETE", "/sandbox/habits", Access.Own, _ => Done(world.ListingHabits.Clear));
        routes.Map("PUT", "/sandbox/papers", Access.Own, call => PutPapers(call, world));
        routes.Map("DELETE", "/sandbox/papers", Access.Own, _ => Done(world.Archive.Clear));
    }

    private static Answer AddFault(Call call, World world)
    {
        if (Read(call, json => json.Deserialize(ControlJson.Default.FaultOrder)) is not { } order)
        {
            return Answer.Error(
                422,
                "A fault is {\"on\", \"kind\"} with skip, every, times and milliseconds if you like"
            );
        }

        if (Faults.MistakeIn(order) is { } mistake)
        {
            return Answer.Error(422, mistake);
        }

        world.Faults.Add(order);
        return Answer.Empty(204);
    }

    private static Answer AddHabit(Call call, World world)
    {
        if (Read(call, json => json.Deserialize(ControlJson.Default.HabitOrder)) is not { } order)
        {
            return Answer.Error(422, "A habit is {\"query\", \"kind\"} with address if you like");
        }

        if (ListingHabits.MistakeIn(order, world.Feeds) is { } mistake)
        {
            return Answer.Error(422, mistake);
        }

        world.ListingHabits.Add(order);
        return Answer.Empty(204);
    }

    private static Answer Change(Call call, World world)
    {
        if (Read(call, world.Settings.With) is not { } changed)
        {
            return Answer.Error(422, "There is a setting of no such name or kind; GET /sandbox/settings shows all");
        }

        world.Settings = changed;
        return Answer.Json(changed.ToJson());
    }

    private static Answer PutPapers(Call call, World world)
    {
        if (Read(call, json => json.Deserialize(ControlJson.Default.ArchiveOrder)) is not { } order)
        {
            return Answer.Error(422, "Papers are {\"papers\": [{\"id\", \"datestamp\"}]}, each with more if you like");
        }

        foreach (var paper in order.Papers)
        {
            world.Archive.Put(paper);
        }

        return Answer.Empty(204);
    }

    private static Answer SetFeed(Call call, World world)
    {
        var feed = call.Header("Content-Encoding") == "gzip" ? Unzipped(call.Body) : call.Body;
        if (feed is null)
        {
            return Answer.Error(422, "The body is not the gzip that its Content-Encoding promises");
        }
        // curl --data-binary claims to send a form, and a form would be parsed and its raw body lost.
        if (feed.Length == 0)
        {
            return Answer.Error(
                422,
                "The body has no listing in it: send RSS or Atom, broken if you like but not empty, with "
                    + "Content-Type: application/xml"
            );
        }

        world.Feeds.Set(call.Route("query"), feed);
        return Answer.Empty(204);
    }

    private static byte[]? Unzipped(byte[] bytes)
    {
        using var unzipped = new MemoryStream();
        try
        {
            using var zip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
            zip.CopyTo(unzipped);
            return unzipped.ToArray();
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    // Null when the body is no JSON, has unknown names or values of the wrong kind.
    private static T? Read<T>(Call call, Func<JsonObject, T?> read)
        where T : class
    {
        try
        {
            return call.Json() is { } json ? read(json) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Answer Done(params ReadOnlySpan<Action> actions)
    {
        foreach (var action in actions)
        {
            action();
        }

        return Answer.Empty(204);
    }

    /// <summary>A status as it came in, deleted or not.</summary>
    private static JsonObject Accepted(Status status) =>
        new()
        {
            ["id"] = status.Id,
            ["author"] = status.Author.Username,
            ["text"] = status.Text,
            ["spoilerText"] = status.SpoilerText,
            ["key"] = status.Key,
            ["inReplyTo"] = status.InReplyTo?.Id,
            ["boostOf"] = status.Reblog?.Id,
            ["visibility"] = status.Visibility,
            ["language"] = status.Language,
            ["deleted"] = status.Deleted,
            ["edits"] = status.Earlier.Count,
            ["quotes"] = status.Quotes,
            ["pictures"] = new JsonArray([.. status.Attachments.Select(one => (JsonNode)one.Description)]),
            ["pinned"] = status.IsPinned,
            ["at"] = status.CreatedAt.ToString("O"),
        };

    private static Answer Help()
    {
        var places = new JsonObject();
        foreach (var (name, meaning) in FaultPlaces.Descriptions.OrderBy(place => place.Key))
        {
            places[name] = meaning;
        }

        var kinds = new JsonObject();
        foreach (var kind in FaultKinds.List)
        {
            kinds[kind.Name] = kind.Effect;
        }

        var habits = new JsonObject();
        foreach (var (name, effect) in ListingHabits.List)
        {
            habits[name] = effect;
        }

        return Answer.Json(
            new JsonObject
            {
                ["POST /sandbox/faults"] = new JsonObject
                {
                    ["on"] = places,
                    ["kind"] = kinds,
                    ["skip"] = "matching requests left alone first, 0",
                    ["every"] = "then every n-th, 1",
                    ["times"] = "how often in all, 0 for ever, 1",
                    ["milliseconds"] = "how long to wait; 0: until released",
                },
                ["kind-accepted"] = "after the name of a kind that refuses: accept, then answer so all the same",
                ["kind-number"] = "any other number from 400 to 599 as a kind: that status with an error",
                ["DELETE /sandbox/faults"] = "all faults off",
                ["POST /sandbox/release"] = "lets go what is held",
                ["GET /sandbox/held?atLeast=n"] = "answers once n requests are held",
                ["GET, PATCH /sandbox/settings"] = "how the servers behave",
                ["GET, DELETE /sandbox/requests"] = "what clients asked, newest last",
                ["GET, DELETE /sandbox/statuses"] = "every status ever accepted, in order",
                ["PUT, DELETE /sandbox/feeds/{query}"] =
                    "the listing of a query, RSS or Atom, served in both forms: XML, or gzip with "
                    + "Content-Encoding: gzip",
                ["POST /sandbox/habits"] = new JsonObject
                {
                    ["query"] = "whose listing, cs.LG",
                    ["kind"] = habits,
                    ["address"] =
                        "the one path that has it, such as /rss/cs.LG; all of the query's addresses when left out",
                },
                ["DELETE /sandbox/habits"] = "all habits off",
                ["PUT, DELETE /sandbox/papers"] =
                    "papers of the archive at /oai beside those of the feeds: {\"papers\": [{id, datestamp, "
                    + "title, authors, categories, abstract, comments, journalRef, doi, license, submitter, "
                    + "versions, withdrawn, deleted}]}",
            }
        );
    }
}
