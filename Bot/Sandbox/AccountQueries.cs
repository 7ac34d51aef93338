using System.Text.Json.Nodes;

namespace Bot.Sandbox;

/// <summary>Who there is, and who follows whom.</summary>
internal sealed class AccountQueries(World world, Entities entities)
{
    public Answer Own(Call call) => Answer.Json(entities.OwnAccount(call.Account!));

    public static Answer Application(Call call)
    {
        var grant = call.Grant!;
        var application = new JsonObject
        {
            ["id"] = "1",
            ["name"] = grant.App,
            ["website"] = null,
        };
        if (grant.Scopes is { } scopes)
        {
            application["scopes"] = new JsonArray([.. scopes.Select(scope => JsonValue.Create(scope))]);
        }

        return Answer.Json(application);
    }

    public Answer Show(Call call) => Of(world.Accounts.ById(call.Route("id")));

    public Answer LookUp(Call call) => Of(world.Accounts.ByName(call.Query("acct")));

    public Answer Relationships(Call call)
    {
        // Rails reads id[]=1&id[]=2 as a list; a plain id is taken too.
        var asked = (call.Query("id[]") ?? call.Query("id") ?? "").Split(',');
        return Answer.Json(
            Entities.List(
                world
                    .Accounts.All.Where(one => asked.Contains(one.Id))
                    .Select(one => Entities.Relationship(one, call.Account!))
            )
        );
    }

    public Answer Followers(Call call) =>
        world.Accounts.ById(call.Route("id")) is { } account
            ? Answer.Json(Entities.List(account.Followers.Select(entities.Account)))
            : Answer.NotFound;

    public Answer Following(Call call) =>
        world.Accounts.ById(call.Route("id")) is { } account
            ? Answer.Json(Entities.List(account.Follows.Select(entities.Account)))
            : Answer.NotFound;

    /// <summary>Name, note and the bot's flag; what else is sent stays as it is.</summary>
    public Answer Update(Call call)
    {
        var account = call.Account!;
        account.DisplayName = call.Field("display_name") ?? account.DisplayName;
        account.Note = call.Field("note") ?? account.Note;
        if (call.Field("bot") is { } flag)
        {
            account.IsBot = flag is "true" or "1" or "True";
        }

        return Own(call);
    }

    public Answer Preferences(Call _) =>
        Answer.Json(
            new JsonObject
            {
                ["posting:default:visibility"] = world.Habits.DefaultVisibility,
                ["posting:default:sensitive"] = false,
                ["posting:default:language"] = null,
                ["posting:default:quote_policy"] = "public",
                ["reading:expand:media"] = "default",
                ["reading:expand:spoilers"] = false,
            }
        );

    public Answer Favourites(Call call) =>
        Answer.Json(
            entities.Statuses(
                Enumerable
                    .Reverse(world.Statuses.All)
                    .Where(one => one.FavouritedBy.Contains(call.Account!) && world.Statuses.Shows(one)),
                call.Account
            )
        );

    public Answer Follow(Call call, bool on)
    {
        var viewer = call.Account!;
        if (world.Accounts.ById(call.Route("id")) is not { } account)
        {
            return Answer.NotFound;
        }

        if (account == viewer)
        {
            return Answer.Error(403, "This action is not allowed");
        }

        if (!on)
        {
            viewer.Follows.Remove(account);
            account.Followers.Remove(viewer);
            account.Asking.Remove(viewer);
        }
        else if (world.Habits.LocksAccounts && !viewer.Follows.Contains(account))
        {
            account.Asking.Add(viewer);
        }
        else
        {
            LetIn(viewer, account);
        }

        return Answer.Json(Entities.Relationship(account, viewer));
    }

    public Answer Asking(Call call) => Answer.Json(Entities.List(call.Account!.Asking.Select(entities.Account)));

    public Answer Authorize(Call call)
    {
        if (world.Accounts.ById(call.Route("id")) is not { } follower || !call.Account!.Asking.Remove(follower))
        {
            return Answer.NotFound;
        }

        LetIn(follower, call.Account);
        return Answer.Json(Entities.Relationship(follower, call.Account));
    }

    private static void LetIn(Account follower, Account account)
    {
        follower.Follows.Add(account);
        account.Followers.Add(follower);
    }

    private Answer Of(Account? account) => account is null ? Answer.NotFound : Answer.Json(entities.Account(account));
}
