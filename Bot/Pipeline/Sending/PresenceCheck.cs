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
/// <param name="ledger">Which of them were looked at.</param>
/// <param name="clock">The time.</param>
/// <param name="log">For the operator.</param>
public sealed class PresenceCheck(AccountSession account, ILedger ledger, TimeProvider clock, DeliveryLog log)
{
    /// <summary>At a start: after a weekend the last listing is still looked at.</summary>
    private static readonly TimeSpan Newest = TimeSpan.FromDays(5);

    /// <summary>Where reads are answered by a copy of the database, that may lag by seconds.</summary>
    private static readonly TimeSpan BeforeSecondLook = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan AfterFailedLook = TimeSpan.FromMinutes(5);

    private readonly ISentToots _sent = ledger.SentToots;

    // What was sent before has been looked at, or needs no look.
    private DateTimeOffset? _lookedUpTo;
    private (long Entry, DateTimeOffset At)? _secondLook;
    private DateTimeOffset _notBefore;
    private bool _noneIsMissing;

    /// <summary>Looks at what is due. Cheap when nothing is.</summary>
    /// <param name="id">The account's number in the ledger.</param>
    /// <param name="next">The toot that is next; null when nothing is to be sent.</param>
    /// <param name="stop">Ends the wait for the server.</param>
    /// <returns>Null when it may go.</returns>
    public async Task<DeliveryStep?> LookAsync(long id, OutboxEntry? next, CancellationToken stop)
    {
        if (!_noneIsMissing)
        {
            if (await _sent.Missing(id) is { } missing)
            {
                return IsOf(missing, next) ? null : await LockOutAsync(id, ReasonOf(missing));
            }

            _noneIsMissing = true;
        }

        var now = clock.GetUtcNow();
        if (now < _notBefore)
        {
            return null;
        }

        if (await _sent.SampleToLookAt(id, _lookedUpTo ?? now - Newest) is not { } sample)
        {
            _lookedUpTo = now;
            return null;
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

        return IsOf(sample, next)
            ? null
            : new DeliveryStep.Wait(due, "a toot that the instance took is looked for then");
    }

    private async Task<DeliveryStep?> LookAtAsync(long id, SentSample sample, OutboxEntry? next, CancellationToken stop)
    {
        var look = await account.Client.LookUpAsync(sample.StatusId, stop);
        if (look is StatusLookup.There)
        {
            await _sent.LookedAt(sample.Id, Presence.There);
            return await LookAsync(id, next, stop);
        }

        // Whoever does not know the account says nothing about its toots.
        var now = clock.GetUtcNow();
        if (look is not StatusLookup.Missing || await account.Client.VerifyAsync(stop) is not Verification.Known)
        {
            _notBefore = now + AfterFailedLook;
            return null;
        }

        if (_secondLook?.Entry != sample.Id)
        {
            _secondLook = (sample.Id, now + BeforeSecondLook);
            return await LookAsync(id, next, stop);
        }

        await _sent.LookedAt(sample.Id, Presence.Missing);
        _noneIsMissing = false;
        log.TellMissing(ReasonOf(sample));
        return await LookAsync(id, next, stop);
    }

    private async Task<DeliveryStep> LockOutAsync(long id, string reason)
    {
        log.TellPause(reason);
        var now = clock.GetUtcNow();
        await ledger.Accounts.LockedOut(id, new LockOut(reason, now, now + Delivery.CheckInterval));
        return new DeliveryStep.Moved();
    }

    // What is begun is said to its end, whatever became of its beginning.
    private static bool IsOf(SentSample sample, OutboxEntry? next) =>
        next is not null && next.Category == sample.Category && next.Date == sample.Date;

    private static string ReasonOf(SentSample missing) =>
        $"the instance answered that it took {missing.Identity} ({missing.Url ?? missing.StatusId}), but no such toot is "
        + "there. Its admins may have banned words or links of it, which a Mastodon does not say; ask them. Or somebody "
        + "deleted it. Nothing is said again. When that is settled, run `recover`, and the account goes on";
}
