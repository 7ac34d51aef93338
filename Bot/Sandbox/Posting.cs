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
        var parentId = call.Field("in_reply_to_id") is { Length: > 0 } id ? id : null;
        var parent = world.Statuses.Find(parentId);
        var lacksParent = parentId is not null && parent?.IsVisibleTo(author) != true;
        // On Mastodon a filter of the controller comes before the service, which knows the keys (set_thread).
        if (lacksParent && world.IsMastodon)
        {
            return Answer.Error(404, "The post you are trying to reply to does not appear to exist.");
        }

        if (world.Settings.KeepsIdempotencyKeys && world.Keys.Find(author, key, world.Now) is { } before)
        {
            return Repeated(before, author);
        }

        if (lacksParent)
        {
            return Answer.Error(world.Settings.GoneParentAnswers, "Record not found");
        }

        var (text, spoiler) = WordsOf(call);
        if (Mistake(text, spoiler, call.Field("visibility")) is { } mistake)
        {
            return Refused(mistake);
        }

        var (attachments, wrong) = media.Wanted(call);
        if (wrong is not null)
        {
            return RefusedMedia(wrong);
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
            Id = world.NextId(),
            Author = author,
            CreatedAt = world.Now,
            ListedFrom = world.ListedFrom() + call.Work,
            Text = world.Kept(text),
            SpoilerText = world.Kept(spoiler),
            ReadsMarkdown = IsMarkdown(call),
            Visibility = world.Quietened(call.Field("visibility") ?? world.Habits.DefaultVisibility),
            Language = Language(call.Field("language")),
            Sensitive = call.Field("sensitive") is "true" or "1" || call.Field("spoiler_text") is { Length: > 0 },
            Quotes = call.Field("quote_approval_policy") ?? "public",
            App = call.Grant!.App,
            InReplyTo = parent,
            Key = key,
        };
        if (call.IsPhantom || (HasBannedWord(text) && (world.HasSince("4.5") || !world.IsMastodon)))
        {
            return Answer.Json(entities.Status(status, author));
        }

        Attach(status, attachments);
        status.Called.AddRange(called.Select(one => (one, world.Now)));
        world.Accept(status);
        world.Keys.Keep(author, key, status, world.Now + call.Work);
        return Answer.Json(entities.Status(status, author));
    }

    public Answer Edit(Call call)
    {
        if (world.Statuses.Find(call.Route("id")) is not { Reblog: null } status || status.Author != call.Account)
        {
            return Answer.NotFound;
        }
        // What an edit leaves out is dropped, not kept; pictures too.
        var (text, spoiler) = WordsOf(call);
        if (Mistake(text, spoiler, visibility: null) is { } mistake)
        {
            return Refused(mistake);
        }

        var (attachments, wrong) = media.Wanted(call, status);
        if (wrong is not null)
        {
            return RefusedMedia(wrong);
        }

        (text, spoiler) = (world.Kept(text), world.Kept(spoiler));
        if (text != status.Text || spoiler != status.SpoilerText || !attachments.SequenceEqual(status.Attachments))
        {
            // An edit that changes nothing is none, and is not counted (StatusEdit).
            if (world.Rates.IsExhausted(RateLimit.Posts(world.Settings), status.Author, world.Now))
            {
                return Answer.Error(429, "Too many requests");
            }

            world.Rates.Count(RateLimit.Posts(world.Settings), status.Author, world.Now);
            status.Earlier.Add(Version.Of(status));
            status.EditedAt = world.Now;
        }

        (status.Text, status.SpoilerText, status.ReadsMarkdown) = (text, spoiler, IsMarkdown(call));
        status.Sensitive = call.Field("sensitive") is "true" or "1" || call.Field("spoiler_text") is { Length: > 0 };
        status.Quotes = call.Field("quote_approval_policy") ?? status.Quotes;
        Attach(status, attachments);
        // Who is called for the first time hears of it; nothing in an edit says who may be.
        var called = world.CalledBy(status.Author, text);
        status.Called.RemoveAll(one => !called.Contains(one.Account));
        status.Called.AddRange(called.Where(one => !status.Calls(one)).Select(one => (one, world.Now)));
        if (world.Habits.RenamesEdited)
        {
            world.Statuses.Rename(status, world.NextId());
        }

        return Answer.Json(entities.Status(status, call.Account));
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

    // A deleted one is not found, before anything else goes wrong (PostStatusService#idempotency_duplicate).
    private Answer Repeated(Status before, Account author)
    {
        if (before.Deleted)
        {
            return Answer.NotFound;
        }

        var answers500 = world.IsMastodon && world.Settings.Version == MastodonVersion.Newest;
        return world.Settings.RepeatedKeyAnswers500 ?? answers500
            ? Answer.Error(500, "Something went wrong on our end")
            : Answer.Json(entities.Status(before, author));
    }

    // A text that is missing is taken from the content warning (PostStatusService, UpdateStatusService).
    private static (string Text, string Spoiler) WordsOf(Call call)
    {
        var warning = call.Field("spoiler_text") ?? "";
        return string.IsNullOrWhiteSpace(call.Field("status")) ? (warning, "") : (call.Field("status")!, warning);
    }

    private static void Attach(Status status, IReadOnlyList<Attachment> attachments)
    {
        foreach (var dropped in status.Attachments.Except(attachments))
        {
            dropped.Carrier = null;
        }

        foreach (var attachment in attachments)
        {
            attachment.Carrier = status;
        }

        status.Attachments = attachments;
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

    private Answer Refused(string mistake) =>
        Answer.Error(
            world.Habits.Refusal,
            world.Habits.Refusal == 422 ? $"Validation failed: {mistake}" : $"Bad Request: {mistake}"
        );

    // Mastodon's ValidationError says no more than this.
    private Answer RefusedMedia(string mistake) => world.IsMastodon ? Answer.Error(422, mistake) : Refused(mistake);

    private bool IsMarkdown(Call call)
    {
        var usual = world.Settings.StatusContentType;
        var named = world.Settings.HeedsContentType ? call.Field("content_type") : null;
        return usual.Length > 0 && (named ?? usual) == "text/markdown";
    }

    // A language that is none is quietly replaced by the account's own.
    private static string Language(string? asked) => asked is not null && LanguageCode().IsMatch(asked) ? asked : "en";

    [GeneratedRegex("^[a-z]{2,3}(?:-[A-Za-z]{2,4})?\\z")]
    private static partial Regex LanguageCode();
}
