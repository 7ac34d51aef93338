using Bot.Ledger;
using Bot.Publisher;
using Microsoft.Extensions.Logging;

namespace Bot.Pipeline.Sending;

/// <summary>
/// Keeps the newest summary pinned to the account's profile. Each summary is tried once. A failure is logged and holds
/// up nothing.
/// </summary>
/// <param name="account">Whose profile.</param>
/// <param name="sent">What is pinned.</param>
/// <param name="clock">The time.</param>
/// <param name="log">For the operator.</param>
public sealed class SummaryPin(AccountSession account, ISentToots sent, TimeProvider clock, ILogger log)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>
    /// An older summary is no news any more; with the setting turned on just now, the next one is pinned.
    /// </summary>
    private static readonly TimeSpan Newest = TimeSpan.FromHours(12);

    /// <summary>Pins what is due. Cheap when nothing is.</summary>
    /// <param name="id">The account's number in the ledger.</param>
    /// <param name="stop">Ends the wait for the server.</param>
    /// <returns>Whether anything was due, so that the server was asked and time has passed.</returns>
    public async Task<bool> RenewAsync(long id, CancellationToken stop)
    {
        if (!account.Options.Summary.Pin)
        {
            return false;
        }

        var now = clock.GetUtcNow();
        if (
            await sent.SummaryToPin(id, now - Newest) is not { } summary
            || await account.Budgets.NextRequestAsync(now) > now
        )
        {
            return false;
        }
        // First the old one: servers take five pins at most.
        foreach (var old in summary.Pinned)
        {
            if (await TroubleAsync(patience => account.Client.UnpinAsync(old.StatusId, patience), stop) is { } stuck)
            {
                log.LogWarning("{Account}: an earlier summary stays pinned: {Trouble}", account.Options, stuck);
            }

            await sent.PinTried(old.Id, PinState.Past);
        }

        var trouble = await TroubleAsync(patience => account.Client.PinAsync(summary.StatusId, patience), stop);
        await sent.PinTried(summary.Id, trouble is null ? PinState.Pinned : PinState.Failed);
        if (trouble is not null)
        {
            log.LogWarning(
                "{Account}: the summary was not pinned: {Trouble}; see that the token has the scope "
                    + "write:accounts, or set {Key}:PinSummary to false",
                account.Options,
                trouble,
                account.Options.Key
            );
        }

        return true;
    }

    private async Task<string?> TroubleAsync(Func<CancellationToken, Task<PostOutcome>> act, CancellationToken stop)
    {
        using var timeout = new CancellationTokenSource(Patience, clock);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop, timeout.Token);
        return await act(patience.Token) switch
        {
            PostOutcome.Posted => null,
            PostOutcome.Refused refused => refused.Reason,
            PostOutcome.Gone gone => gone.Reason,
            PostOutcome.LockedOut locked => locked.Reason,
            PostOutcome.Unknown unknown => unknown.Reason,
            _ => "the instance asks to wait",
        };
    }
}
