using System.Text.Json.Nodes;

namespace Bot.Sandbox;

/// <summary>Who has called an account, boosted or liked what is its own, or follows it; the newest first.</summary>
internal sealed class Notifications(World world, Entities entities)
{
    private const int Usual = 40;

    private const int Most = 80;

    public Answer List(Call call)
    {
        var (types, excluded) = (call.QueryList("types"), call.QueryList("exclude_types"));
        var limit = int.TryParse(call.Query("limit"), out var asked) ? Math.Clamp(asked, 1, Most) : Usual;
        return Answer.Json(
            Entities.List(
                Of(call.Account!)
                    .Where(one => (types.Count == 0 || types.Contains(one.Type)) && !excluded.Contains(one.Type))
                    .Take(limit)
                    .Select(one => Json(one, call.Account!))
            )
        );
    }

    public Answer Show(Call call) =>
        Of(call.Account!).FirstOrDefault(one => one.Id == call.Route("id")) is { } one
            ? Answer.Json(Json(one, call.Account!))
            : Answer.NotFound;

    public Answer Clear(Call call)
    {
        call.Account!.ClearedUpTo = world.Now;
        return Answer.Json(new JsonObject());
    }

    private IEnumerable<Notice> Of(Account viewer)
    {
        var calls = world
            .Statuses.All.SelectMany(status => status.Called.Select(one => (status, one.Account, one.At)))
            .Where(one => one.Account == viewer)
            .Select(one => new Notice("mention", one.status.Author, one.status, one.At));
        var boosts = world
            .Statuses.All.Where(status => status.Reblog?.Author == viewer && status.Author != viewer)
            .Select(status => new Notice("reblog", status.Author, status.Reblog, status.CreatedAt));
        return calls
            .Concat(boosts)
            .Where(one => one.At > viewer.ClearedUpTo && world.Statuses.Shows(one.Status!))
            .OrderByDescending(one => one.At);
    }

    private JsonObject Json(Notice notice, Account viewer) =>
        new()
        {
            ["id"] = notice.Id,
            ["type"] = notice.Type,
            ["created_at"] = Entities.Time(notice.At),
            ["group_key"] = $"ungrouped-{notice.Id}",
            ["account"] = entities.Account(notice.From),
            ["status"] = notice.Status is null ? null : entities.Status(notice.Status, viewer),
        };

    private sealed record Notice(string Type, Account From, Status? Status, DateTimeOffset At)
    {
        public string Id => $"{At.ToUnixTimeMilliseconds()}{Status?.Place:000000}{(Type == "mention" ? 0 : 1)}";
    }
}
