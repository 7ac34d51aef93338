using Bot.Ledger;
using Bot.Publisher;

namespace Bot.Pipeline.Sending;

/// <summary>
/// Looks, when a listing is out or before the next one begins, whether its toots are really on the server: the first of
/// each kind, since a summary has other words and links than an article. A Mastodon since 4.5 answers a post with banned
/// words like any other, with an id that exists nowhere (app/lib/antispam.rb), so an account could toot to nobody for
/// months.
/// </summary>
/// <remarks>
/// What is missing twice, half a minute apart, on a server that still knows the account is told to the operator, and nothing
/// of the account is sent until <c>recover</c>. Nothing is said again: somebody may have deleted the toot by hand. A
/// look that fails holds up nothing, and is made again with the next listing.
/// </remarks>
/// <param name="account">Whose toots.</param>
/// <param name="sent">Which of them were looked at.</param>
/// <param name="clock">The time.</param>
public sealed class PresenceCheck(AccountSession account, ISentToots sent, TimeProvider clock)
{
    /// <summary>After a weekend the last listing is still looked at, and it is a few requests after an upgrade.</summary>
    private static readonly TimeSpan Newest = TimeSpan.FromDays(5);

    /// <summary>Where reads are answered by a copy of the database, that may lag by seconds.</summary>
    private static readonly TimeSpan BeforeSecondLook = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan AfterFailedLook = TimeSpan.FromMinutes(5);

    private ListingName? _cleared;
    private (long Entry, DateTimeOffset At)? _secondLook;
    private DateTimeOffset _notBefore;

    /// <summary>What has come of it.</summary>
    public abstract record Result
    {
        private Result() { }

        /// <summary>There is nothing to look at, or it cannot be looked at now.</summary>
        public sealed record Nothing : Result;

        /// <summary>It was there.</summary>
        public sealed record There : Result;

        /// <summary>It is looked at then.</summary>
        public sealed record Later(DateTimeOffset At) : Result;

        /// <summary>It is missing; the account may not go on.</summary>
        /// <param name="Reason">For the operator, with what to do.</param>
        public sealed record Missing(string Reason) : Result;
    }

    /// <summary>Looks at what is due. Cheap when nothing is.</summary>
    /// <param name="id">The account's number in the ledger.</param>
    /// <param name="next">The listing of the toot that is next; null when nothing is to be sent.</param>
    /// <param name="stop">Ends the wait for the server.</param>
    public async Task<Result> LookAsync(long id, ListingName? next, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        if ((next is not null && next == _cleared) || now < _notBefore)
        {
            return new Result.Nothing();
        }

        if (await sent.Missing(id) is { } missing)
        {
            return new Result.Missing(ReasonOf(missing));
        }

        if (await sent.SampleToLookAt(id, now - Newest, next) is not { } sample)
        {
            _cleared = next;
            return new Result.Nothing();
        }

        var at = await account.Budgets.NextRequestAsync(now);
        if (_secondLook is { } second && second.Entry == sample.Id && second.At > at)
        {
            at = second.At;
        }

        return at > now ? new Result.Later(at) : await LookAtAsync(sample, stop);
    }

    private async Task<Result> LookAtAsync(SentSample sample, CancellationToken stop)
    {
        var look = await account.Client.LookUpAsync(sample.StatusId, stop);
        var now = clock.GetUtcNow();
        if (look is StatusLookup.There)
        {
            await sent.LookedAt(sample.Id, Presence.There);
            return new Result.There();
        }

        // Whoever does not know the account says nothing about its toots.
        if (look is not StatusLookup.Missing || await account.Client.VerifyAsync(stop) is not Verification.Known)
        {
            _notBefore = now + AfterFailedLook;
            return new Result.Nothing();
        }

        if (_secondLook?.Entry != sample.Id)
        {
            _secondLook = (sample.Id, now + BeforeSecondLook);
            return new Result.Later(now + BeforeSecondLook);
        }

        await sent.LookedAt(sample.Id, Presence.Missing);
        return new Result.Missing(ReasonOf(sample));
    }

    private static string ReasonOf(SentSample missing) =>
        $"the instance answered that it took {missing.Identity} ({missing.Url ?? missing.StatusId}), but no such toot is "
        + "there. Its admins may have banned words or links of it, which a Mastodon does not say; ask them. Or somebody "
        + "deleted it. Nothing is said again. When that is settled, run `recover`, and the account goes on";
}
