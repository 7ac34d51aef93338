using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Bot.Sandbox;

/// <summary>All that brings a status into the world or changes its text.</summary>
internal sealed partial class Posting(World world, Entities entities, Media media)
{
    private static readonly string[] Visibilities = ["public", "unlisted", "private", "direct"];

    public Answer Post(Call call)
    {
        var author = call.Account!;
        var key = call.Header("Idempotency-Key");
        if (world.Settings.KeepsIdempotencyKeys && world.Keys.Find(author, key, world.Now) is { } before)
        {
            return Repeated(before, author);
        }

        // A text that is missing is taken from the content warning (PostStatusService).
        var warning = call.Field("spoiler_text") ?? "";
        var hasText = !string.IsNullOrWhiteSpace(call.Field("status"));
        var (text, spoiler) = hasText ? (call.Field("status")!, warning) : (warning, "");
        var parentId = call.Field("in_reply_to_id") is { Length: > 0 } id ? id : null;
        var parent = world.Statuses.Find(parentId);
        if (parentId is not null && parent?.IsVisibleTo(author) != true)
        {
            return Answer.Error(world.Settings.GoneParentAnswers, "Record not found");
        }

        if (Mistake(text, spoiler, call.Field("visibility")) is { } mistake)
        {
            return Refused(mistake);
        }

        var (attachments, wrong) = media.Wanted(call);
        if (wrong is not null)
        {
            return Refused(wrong);
        }

        if (world.Rates.IsExhausted(RateLimit.Posts(world.Settings), author, world.Now))
        {
            return Answer.Error(429, "Too many requests");
        }

        var called = world.CalledBy(author, text);
        if (Unexpected(call, called) is { } unexpected)
        {
            return unexpected;
        }

        var status = new Status
        {
            Id = NextId(),
            Author = author,
            CreatedAt = world.Now,
            ListedFrom = ListedFrom() + call.Work,
            Text = world.Kept(text),
            SpoilerText = world.Kept(spoiler),
            ReadsMarkdown = IsMarkdown(call),
            Visibility = Quietened(call.Field("visibility") ?? world.Habits.DefaultVisibility),
            Language = Language(call.Field("language")),
            Sensitive = call.Field("sensitive") is "true" or "1" || warning.Length > 0,
            Quotes = call.Field("quote_approval_policy") ?? "public",
            InReplyTo = parent,
            Key = key,
            Attachments = attachments,
        };
        if (call.IsPhantom || HasBannedWord(text))
        {
            return Answer.Json(entities.Status(status, author));
        }

        foreach (var attachment in attachments)
        {
            attachment.Carrier = status;
        }

        status.Called.AddRange(called.Select(one => (one, world.Now)));
        Accept(status);
        world.Keys.Keep(author, key, status, world.Now + call.Work);
        return Answer.Json(entities.Status(status, author));
    }

    public Answer Edit(Call call)
    {
        if (world.Statuses.Find(call.Route("id")) is not { Reblog: null } status || status.Author != call.Account)
        {
            return Answer.NotFound;
        }
        // What an edit leaves out is dropped, not kept.
        var text = call.Field("status") ?? "";
        var spoiler = call.Field("spoiler_text") ?? "";
        if (Mistake(text, spoiler, visibility: null) is { } mistake)
        {
            return Refused(mistake);
        }

        (text, spoiler) = (world.Kept(text), world.Kept(spoiler));
        if (text != status.Text || spoiler != status.SpoilerText)
        {
            // An edit that changes nothing is none, and is not counted (StatusEdit).
            if (world.Rates.IsExhausted(RateLimit.Posts(world.Settings), status.Author, world.Now))
            {
                return Answer.Error(429, "Too many requests");
            }

            world.Rates.Count(RateLimit.Posts(world.Settings), status.Author, world.Now);
            status.Earlier.Add((status.Text, status.SpoilerText, status.EditedAt ?? status.CreatedAt));
            status.EditedAt = world.Now;
        }

        (status.Text, status.SpoilerText, status.ReadsMarkdown) = (text, spoiler, IsMarkdown(call));
        status.Sensitive = spoiler.Length > 0;
        // Who is called for the first time hears of it; nothing in an edit says who may be.
        var called = world.CalledBy(status.Author, text);
        status.Called.RemoveAll(one => !called.Contains(one.Account));
        status.Called.AddRange(called.Where(one => !status.Calls(one)).Select(one => (one, world.Now)));
        if (world.Habits.RenamesEdited)
        {
            world.Statuses.Rename(status, NextId());
        }

        return Answer.Json(entities.Status(status, call.Account));
    }

    public Answer Boost(Call call)
    {
        var author = call.Account!;
        var original = world.Statuses.Find(call.Route("id"));
        original = original?.Reblog ?? original;
        if (world.Habits.BoostsQuietly && original is not null && call.Route("id").Any(char.IsAsciiLetterUpper))
        {
            return Answer.NotFound;
        }

        if (original is null || original.Visibility == "direct" || !original.IsVisibleTo(author))
        {
            return Answer.NotFound;
        }

        if (world.Habits.TakesNothingTwice && original.BoostBy(author) is not null)
        {
            return Answer.Error(500, "Internal Server Error");
        }

        if (!world.Habits.BoostsAgain && original.BoostBy(author) is { } before)
        {
            return Answer.Json(entities.Status(world.Habits.BoostsQuietly ? original : before, author));
        }

        if (world.Habits.CountsBoosts && world.Rates.IsExhausted(RateLimit.Posts(world.Settings), author, world.Now))
        {
            return Answer.Error(429, "Too many requests");
        }

        var boost = new Status
        {
            Id = NextId(),
            Author = author,
            CreatedAt = world.Now,
            ListedFrom = ListedFrom(),
            Text = "",
            Visibility = Quietened(original.Visibility),
            Reblog = original,
        };
        Accept(boost);
        return Answer.Json(entities.Status(world.Habits.BoostsQuietly ? original : boost, author));
    }

    private void Accept(Status status)
    {
        world.Statuses.Add(status);
        if (status.Reblog is null || world.Habits.CountsBoosts)
        {
            world.Rates.Count(RateLimit.Posts(world.Settings), status.Author, world.Now);
        }
    }

    // PostStatusService: a client may say whom it means to call, and nobody is another list than none at all.
    private Answer? Unexpected(Call call, IReadOnlyList<Account> called)
    {
        if (!world.Habits.KnowsWhoMayBeCalled || !call.HasList("allowed_mentions"))
        {
            return null;
        }

        var allowed = call.Fields("allowed_mentions").ToList();
        var unexpected = called.Where(one => !allowed.Contains(one.Id)).ToList();
        if (unexpected.Count == 0)
        {
            return null;
        }

        var refusal = new JsonObject
        {
            ["error"] = "Post would be sent to unexpected accounts",
            ["unexpected_accounts"] = Entities.List(unexpected.Select(entities.Account)),
        };
        return Answer.Json(refusal, 422);
    }

    private Answer Repeated(Status before, Account author)
    {
        if (world.Settings.RepeatedKeyAnswers500)
        {
            return Answer.Error(500, "Something went wrong on our end");
        }

        return before.Deleted ? Answer.NotFound : Answer.Json(entities.Status(before, author));
    }

    private string? Mistake(string text, string spoiler, string? visibility)
    {
        // Mastodon takes white space off both ends before it counts.
        if (string.IsNullOrWhiteSpace(text))
        {
            return "Text can't be blank";
        }

        if (visibility is not null && !Visibilities.Contains(visibility))
        {
            return "Visibility is not included in the list";
        }

        var banned = world
            .Settings.BannedTags.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Intersect(MastodonVersion.Tags(world.Settings.Version, text), StringComparer.OrdinalIgnoreCase)
            .ToList();
        if (banned.Count > 0)
        {
            var which = banned.Count == 1 ? "a disallowed hashtag" : "the disallowed hashtags";
            return $"Text contained {which}: {string.Join(", ", banned.Select(tag => tag.ToLowerInvariant()))}";
        }

        var length = world.Settings.LengthRule switch
        {
            "graphemes" => StatusLength.Of(text.Trim(), spoiler.Trim(), world.Settings.CharactersPerUrl),
            "codePoints" => StatusLength.CodePoints(text, spoiler),
            _ => 0,
        };
        return length > world.Settings.MaxCharacters
            ? $"Text character limit of {world.Settings.MaxCharacters} exceeded"
            : null;
    }

    private bool HasBannedWord(string text) =>
        world
            .Settings.BannedWords.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));

    private string NextId() =>
        world.Statuses.NextId(world.Now, world.Settings.OddIds ? world.Habits.Ids : IdForm.Number);

    private Answer Refused(string mistake) =>
        Answer.Error(
            world.Habits.Refusal,
            world.Habits.Refusal == 422 ? $"Validation failed: {mistake}" : $"Bad Request: {mistake}"
        );

    private bool IsMarkdown(Call call)
    {
        var usual = world.Settings.StatusContentType;
        var named = world.Settings.HeedsContentType ? call.Field("content_type") : null;
        return usual.Length > 0 && (named ?? usual) == "text/markdown";
    }

    private DateTimeOffset ListedFrom() => world.Now.AddSeconds(world.Settings.VisibilityDelaySeconds);

    private string Quietened(string visibility) =>
        world.Settings.Silenced && visibility == "public" ? "unlisted" : visibility;

    // A language that is none is quietly replaced by the account's own.
    private static string Language(string? asked) => asked is not null && LanguageCode().IsMatch(asked) ? asked : "en";

    [GeneratedRegex("^[a-z]{2,3}(?:-[A-Za-z]{2,4})?\\z")]
    private static partial Regex LanguageCode();
}
