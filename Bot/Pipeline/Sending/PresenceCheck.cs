using Bot.Ledger;
using Bot.Publisher;

namespace Bot.Pipeline.Sending;

/// <summary>
/// Looks whether a listing's toots are really on the server: the first of each kind, since a summary has other words and
/// links than an article, and soon after it was sent, so that hardly anybody can have deleted it. A Mastodon since 4.5
/// answers a post with banned words like any other, with an id that exists nowhere (app/lib/antispam.rb), and an account
/// could toot to nobody for months.
/// </summary>
/// <remarks>
/// What is missing twice, half a minute apart, on a server that still knows the account is told to the operator, and
/// nothing of another listing is sent until <c>recover</c>. Nothing is said again: somebody may have deleted the toot by
/// hand. A look that fails holds up nothing, and is made again later.
/// </remarks>
/// <param name="account">Whose toots.</param>
/// <param name="sent">Which of them were looked at.</param>
/// <param name="clock">The time.</param>
/// <param name="log">For the operator.</param>
public sealed class PresenceCheck(AccountSession account, ISentToots sent, TimeProvider clock, DeliveryLog log)
{
    /// <summary>At a start: after a weekend the last listing is still looked at.</summary>
    private static readonly TimeSpan Newest = TimeSpan.FromDays(5);

    /// <summary>Where reads are answered by a copy of the database, that may lag by seconds.</summary>
    private static readonly TimeSpan BeforeSecondLook = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan AfterFailedLook = TimeSpan.FromMinutes(5);

    // What was sent before has been looked at, or needs no look.
    private DateTimeOffset? _lookedUpTo;
    private (long Entry, DateTimeOffset At)? _secondLook;
    private DateTimeOffset _notBefore;
    private bool _noneIsMissing;

    /// <summary>What it means for the toot that is next.</summary>
    public abstract record Result
    {
        private Result() { }

        /// <summary>It may go.</summary>
        public sealed record GoOn : Result;

        /// <summary>It waits for a look that is due then.</summary>
        public sealed record Later(DateTimeOffset At) : Result;

        /// <summary>It may not go.</summary>
        /// <param name="Reason">For the operator, with what to do.</param>
        public sealed record Missing(string Reason) : Result;
    }

    /// <summary>Looks at what is due. Cheap when nothing is.</summary>
    /// <param name="id">The account's number in the ledger.</param>
    /// <param name="next">The toot that is next; null when nothing is to be sent.</param>
    /// <param name="stop">Ends the wait for the server.</param>
    public async Task<Result> LookAsync(long id, OutboxEntry? next, CancellationToken stop)
    {
        if (!_noneIsMissing)
        {
            if (await sent.Missing(id) is { } missing)
            {
                return IsOf(missing, next) ? new Result.GoOn() : new Result.Missing(ReasonOf(missing));
            }

            _noneIsMissing = true;
        }

        var now = clock.GetUtcNow();
        if (now < _notBefore)
        {
            return new Result.GoOn();
        }

        if (await sent.SampleToLookAt(id, _lookedUpTo ?? now - Newest) is not { } sample)
        {
            _lookedUpTo = now;
            return new Result.GoOn();
        }

        var due = await account.Budgets.NextRequestAsync(now);
        if (_secondLook is { } second && second.Entry == sample.Id && second.At > due)
        {
            due = second.At;
        }

        if (due <= now)
        {
            return await LookAtAsync(id, sample, next, stop);
        }

        return IsOf(sample, next) ? new Result.GoOn() : new Result.Later(due);
    }

    private async Task<Result> LookAtAsync(long id, SentSample sample, OutboxEntry? next, CancellationToken stop)
    {
        var look = await account.Client.LookUpAsync(sample.StatusId, stop);
        if (look is StatusLookup.There)
        {
            await sent.LookedAt(sample.Id, Presence.There);
            return await LookAsync(id, next, stop);
        }

        // Whoever does not know the account says nothing about its toots.
        var now = clock.GetUtcNow();
        if (look is not StatusLookup.Missing || await account.Client.VerifyAsync(stop) is not Verification.Known)
        {
            _notBefore = now + AfterFailedLook;
            return new Result.GoOn();
        }

        if (_secondLook?.Entry != sample.Id)
        {
            _secondLook = (sample.Id, now + BeforeSecondLook);
            return await LookAsync(id, next, stop);
        }

        await sent.LookedAt(sample.Id, Presence.Missing);
        _noneIsMissing = false;
        log.TellMissing(ReasonOf(sample));
        return await LookAsync(id, next, stop);
    }

    // What is begun is said to its end, whatever became of its beginning.
    private static bool IsOf(SentSample sample, OutboxEntry? next) =>
        next is not null && next.Category == sample.Category && next.Date == sample.Date;

    private static string ReasonOf(SentSample missing) =>
        $"the instance answered that it took {missing.Identity} ({missing.Url ?? missing.StatusId}), but no such toot is "
        + "there. Its admins may have banned words or links of it, which a Mastodon does not say; ask them. Or somebody "
        + "deleted it. Nothing is said again. When that is settled, run `recover`, and the account goes on";
}
