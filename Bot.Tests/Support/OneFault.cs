namespace Bot.Tests.Support;

/// <summary>One fault at one call, as a test wants it.</summary>
/// <param name="write">The method that it befalls.</param>
/// <param name="fault">What.</param>
/// <param name="skip">So many calls of it go well before.</param>
internal sealed class OneFault(string write, StoreFault fault, int skip = 0) : StoreFaults
{
    private readonly Lock _sync = new();
    private readonly List<string> _calls = [];
    private int _left = skip;
    private volatile bool _isDead;

    public override bool IsDead => _isDead;

    public override bool IsDoneWithin { get; } = skip % 2 == 0;

    /// <summary>What a slow call does; moves a clock.</summary>
    public Action Passes { get; init; } = () => { };

    /// <summary>Whether the call has come.</summary>
    public bool HasStruck { get; private set; }

    /// <summary>All methods that were called to write, in order.</summary>
    public IReadOnlyList<string> Calls
    {
        get
        {
            lock (_sync)
            {
                return [.. _calls];
            }
        }
    }

    /// <summary>All that there are.</summary>
    public static IEnumerable<StoreFault> Kinds => Enum.GetValues<StoreFault>().Where(kind => kind != StoreFault.None);

    /// <summary>
    /// Runs the bot until all is said. The fault strikes one run; the others are of an operator who starts it again.
    /// </summary>
    /// <param name="rehearsal">The bot's.</param>
    /// <param name="isSaid">Whether nothing is missing; by default that holds as soon as nothing is queued.</param>
    public async Task RunUntilSaidAsync(Rehearsal rehearsal, Func<Task<bool>>? isSaid = null)
    {
        for (var run = 0; run < 12; run++)
        {
            var isOver = HasStruck;
            rehearsal.Around = isOver ? ledger => ledger : ledger => new FaultyLedger(ledger, this);
            await rehearsal.RunOnceAsync();
            rehearsal.Clock.Advance(TimeSpan.FromMinutes(31));
            if (
                isOver
                && rehearsal.Report().Accounts is [{ BlockedReason: null, Listings: { Count: > 0 } listings }]
                && listings.All(one => one is { Queued: 0, Sending: 0 })
                && (isSaid is null || await isSaid())
            )
            {
                return;
            }
        }
    }

    public override StoreFault Next(string method)
    {
        lock (_sync)
        {
            _calls.Add(method);
            if (HasStruck || method != write || _left-- > 0)
            {
                return StoreFault.None;
            }

            HasStruck = true;
            return fault;
        }
    }

    public override void Die(StoreFault how, string method) => _isDead = true;

    public override void Pass() => Passes();
}
