using System.Globalization;
using System.Net;
using Bot.Publisher;

namespace Bot.Tests.Simulation;

/// <summary>How a simulated server takes posts, and what it answers.</summary>
internal sealed class SimulatedPosts(
    SimulatedTime time,
    Weather<PostFault> weather,
    Random chance,
    EventLog log,
    TimeSpan lookFirstAfter
)
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(3);

    private readonly Dictionary<(SimulatedAccount, long), int> _taken = [];
    private int _ids = chance.Next(1000);

    /// <summary>Posts in three hours; 0 for no limit.</summary>
    public int MostPosts { get; set; }

    /// <summary>True while the bot can know the limit from its settings, so that it must never meet it.</summary>
    public bool IsLimitKnown { get; set; }

    public async Task<HttpResponseMessage> TakeAsync(IncomingPost post, CancellationToken cancellation)
    {
        var (instance, account, life) = (post.Instance, post.Account, post.Sender.Life);
        account.Posting(post.Text, post.Key, life.Clock.GetUtcNow());
        if (post.Length > instance.MostCharacters)
        {
            log.Wrong(
                time.Now,
                $"{account.Name}: a toot of {post.Length} characters where there was never room for more than "
                    + $"{instance.MostCharacters}"
            );
        }

        var fault = weather.Draw(time.Now);
        if (life.DiesBeforePost())
        {
            return await Never();
        }

        await life.Wait(TimeSpan.FromMilliseconds(chance.Next(30, 2000)), cancellation);
        if (fault == PostFault.LostRequest)
        {
            throw Lost(post, fault);
        }

        if (fault == PostFault.TakenLate)
        {
            // Both together, and the minute until it can be seen, stay below the time after which the bot looks.
            time.After(lookFirstAfter * (0.2 + (0.4 * chance.NextDouble())), () => Take(post));
            await life.Wait(TimeSpan.FromMinutes(30), cancellation);
        }

        var answer = RefuseBy(fault, post) ?? RefuseByRule(post) ?? Accept(post, fault);
        if (life.DiesAfterPost())
        {
            return await Never();
        }

        if (fault == PostFault.NoAnswer)
        {
            await life.Wait(TimeSpan.FromMinutes(30), cancellation);
        }

        await life.Wait(TimeSpan.FromMilliseconds(chance.Next(30, 2000)), cancellation);
        if (fault == PostFault.LostAnswer)
        {
            throw Lost(post, fault);
        }

        log.Note(time.Now, $"{account.Name} POST {(int)answer.Message.StatusCode} {fault} {post.Short}");
        answer.Consequence();
        return answer.Message;
    }

    // Null where the fault is none that keeps a server from taking the post.
    private PostAnswer? RefuseBy(PostFault fault, IncomingPost post)
    {
        if (post.Account.SuspendedUntil > time.Now)
        {
            return PostAnswer.Denied(post, HttpStatusCode.Unauthorized);
        }

        return fault switch
        {
            PostFault.Denied401 => PostAnswer.Denied(post, HttpStatusCode.Unauthorized),
            PostFault.Forbidden403 => PostAnswer.Denied(post, HttpStatusCode.Forbidden),
            PostFault.Redirect => PostAnswer.Denied(post, HttpStatusCode.Found),
            PostFault.NotFound404 when post.Parent is null => PostAnswer.Denied(post, HttpStatusCode.NotFound),
            PostFault.NotFound404 => NoParent(post),
            PostFault.Refused400 => PostAnswer.Refused(post, HttpStatusCode.BadRequest, "bad request"),
            PostFault.Refused413 => PostAnswer.RefusedByAProxy(post, HttpStatusCode.RequestEntityTooLarge),
            PostFault.Refused422 => PostAnswer.Refused(
                post,
                HttpStatusCode.UnprocessableEntity,
                "Validation failed: not to our taste"
            ),
            PostFault.Error500 => PostAnswer.Vague(HttpStatusCode.InternalServerError),
            PostFault.Html502 => PostAnswer.Vague(HttpStatusCode.BadGateway),
            PostFault.HtmlAs200 => PostAnswer.Vague(HttpStatusCode.OK),
            PostFault.Conflict409 => PostAnswer.Vague(HttpStatusCode.Conflict),
            PostFault.Early425 => PostAnswer.Vague((HttpStatusCode)425),
            PostFault.TooManyBare => TooMany(post),
            PostFault.TooManyReset => TooMany(post, reset: time.Now + TimeSpan.FromMinutes(chance.Next(1, 120))),
            PostFault.TooManyRetryAfter => TooMany(post, after: TimeSpan.FromSeconds(chance.Next(1, 1800))),
            _ => null,
        };
    }

    // Null where the server has no reason of its own.
    private PostAnswer? RefuseByRule(IncomingPost post)
    {
        var (instance, account) = (post.Instance, post.Account);
        if (post.Length > instance.MaxCharacters)
        {
            return PostAnswer.Refused(
                post,
                instance.Nature.Kind == ServerKind.GoToSocial
                    ? HttpStatusCode.BadRequest
                    : HttpStatusCode.UnprocessableEntity,
                $"Validation failed: Text character limit of {instance.MaxCharacters} exceeded"
            );
        }

        var asksForParents = post.Parent is not null && instance.Nature.Kind != ServerKind.Snac;
        if (asksForParents && account.Statuses.Find(one => one.Id == post.Parent) is not { IsDeleted: false })
        {
            return NoParent(post);
        }

        if (MostPosts > 0 && TakenInWindow(account) >= MostPosts)
        {
            if (IsLimitKnown && post.Sender.Error.IsRight)
            {
                log.Wrong(time.Now, $"{account.Name}: more than {MostPosts} posts in a window of three hours");
            }

            return TooMany(post, reset: instance.Nature.StatesRates ? WindowEnd() : null);
        }

        return null;
    }

    private PostAnswer Accept(IncomingPost post, PostFault fault)
    {
        if (Take(post) is not { } status)
        {
            return PostAnswer.Vague(HttpStatusCode.InternalServerError);
        }

        var json = post.Instance.Json(post.Account, status);
        switch (fault)
        {
            case PostFault.Taken500:
                return PostAnswer.Vague(HttpStatusCode.InternalServerError);
            case PostFault.Taken502Html:
                return PostAnswer.Vague(HttpStatusCode.BadGateway);
            case PostFault.Taken503:
                return PostAnswer.Vague(HttpStatusCode.ServiceUnavailable);
            case PostFault.TakenHtmlAs200:
                return PostAnswer.Vague(HttpStatusCode.OK);
            case PostFault.TakenTruncated:
                var cut = new StringContent(json.ToJsonString()[..40]);
                return new PostAnswer(new HttpResponseMessage(HttpStatusCode.OK) { Content = cut }, () => { });
            case PostFault.TakenWithoutId:
                json.Remove("id");
                return new PostAnswer(SimulatedInstance.Json(HttpStatusCode.OK, json), () => { });
        }

        var answer = SimulatedInstance.Json(HttpStatusCode.OK, json);
        if (post.Instance.Nature.StatesRates && MostPosts > 0)
        {
            var left = Math.Max(0, MostPosts - TakenInWindow(post.Account));
            answer.Headers.TryAddWithoutValidation("X-RateLimit-Limit", Text(MostPosts));
            answer.Headers.TryAddWithoutValidation("X-RateLimit-Remaining", Text(left));
            answer.Headers.TryAddWithoutValidation("X-RateLimit-Reset", PostAnswer.Iso(WindowEnd()));
        }

        return new PostAnswer(answer, () => post.Account.Posted(post.Sender.Life.Clock.GetUtcNow()));
    }

    // Null where a server answers 500 to a key that it knows.
    private SimulatedStatus? Take(IncomingPost post)
    {
        var (instance, account) = (post.Instance, post.Account);
        var forgets = time.Now - TimeSpan.FromHours(1);
        if (
            instance.Nature.KeepsKeys
            && account.Statuses.Find(one => one.Key == post.Key && one.AcceptedAt > forgets) is { } known
        )
        {
            return instance.Nature.RepeatedKeyIs500 ? null : known;
        }

        var status = new SimulatedStatus
        {
            Id = instance.NewId(++_ids),
            Text = post.Text,
            SpoilerText = post.SpoilerText,
            Key = post.Key,
            InReplyTo = post.Parent,
            Visibility = account.IsSilenced && post.Visibility == "public" ? "unlisted" : post.Visibility,
            AcceptedAt = time.Now,
            VisibleAt = time.Now + (instance.Nature.VisibleAfter * chance.NextDouble()),
        };
        account.Statuses.Add(status);
        // A reader may be quicker than the bot's next look, and so may the person behind the account.
        if (instance.Nature.Kind == ServerKind.Snac && chance.Next(4) == 0)
        {
            status.IsBoosted = true;
        }

        if (chance.Next(20) == 0)
        {
            time.After(
                TimeSpan.FromSeconds(chance.Next(1, 60)),
                () => Happenings.Write(account, instance, time, chance)
            );
        }

        _taken[WindowOf(account)] = TakenInWindow(account) + 1;
        log.Note(time.Now, $"{account.Name} takes {status.Id} {post.Short}");
        return status;
    }

    private static PostAnswer NoParent(IncomingPost post) =>
        PostAnswer.Refused(post, HttpStatusCode.NotFound, "Record not found");

    private PostAnswer TooMany(IncomingPost post, DateTimeOffset? reset = null, TimeSpan? after = null) =>
        PostAnswer.TooMany(post, reset, after, lookFirstAfter);

    private static async Task<HttpResponseMessage> Never()
    {
        await Life.Never();
        throw new InvalidOperationException("never");
    }

    private HttpRequestException Lost(IncomingPost post, PostFault fault)
    {
        log.Note(time.Now, $"{post.Account.Name} POST {fault} {post.Short}");
        return new HttpRequestException("connection reset by peer");
    }

    private int TakenInWindow(SimulatedAccount account) => _taken.GetValueOrDefault(WindowOf(account));

    private (SimulatedAccount, long) WindowOf(SimulatedAccount account) => (account, time.Now.UtcTicks / Window.Ticks);

    private DateTimeOffset WindowEnd() => new(((time.Now.UtcTicks / Window.Ticks) + 1) * Window.Ticks, TimeSpan.Zero);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
