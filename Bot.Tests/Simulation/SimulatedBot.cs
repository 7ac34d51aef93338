using Bot.Arxiv;
using Bot.Feed;
using Bot.Ledger;
using Bot.Options;
using Bot.Pipeline;
using Bot.Pipeline.Listings;
using Bot.Pipeline.Sending;
using Bot.Publisher;
using Bot.Tests.Support;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bot.Tests.Simulation;

/// <summary>
/// One process of the bot: the real intake, delivery, sessions, composer and ledger, on a simulated clock and network.
/// The loops are those of ServiceLoops, in its order, written here once more: its signals and its stop hand their work to
/// the thread pool, whose order is the machine's, and then no seed would replay. Here one thread does it all.
/// </summary>
internal sealed class SimulatedBot : IDisposable
{
    /// <summary>
    /// More steps of a delivery than these without any time passing are a loop that goes round in circles.
    /// </summary>
    private const int MostSteps = 2000;

    private readonly SimulatedTime _time;
    private readonly Life _life;
    private readonly IReadOnlyList<AccountSession> _accounts;
    private readonly Dictionary<AccountSession, WakeUp> _deliver;
    private readonly WakeUp _look;
    private readonly ArxivReading _reading;
    private readonly BotOptions _options;
    private readonly SimulatedArxiv _arxiv;
    private readonly Witness _witness;
    private readonly List<Task> _loops = [];
    private readonly HashSet<AccountSession> _drained = [],
        _busy = [];
    private bool _stops;

    /// <param name="world">What it meets.</param>
    /// <param name="ledger">Its own; closed with it. From its death on, none of its calls gets through.</param>
    /// <param name="life">How long it lives.</param>
    /// <param name="log">What it says.</param>
    public SimulatedBot(SimulatedWorld world, ILedger ledger, Life life, ILogger log)
    {
        (_time, _life, _options, _arxiv, _witness) = (world.Time, life, world.Options, world.Arxiv, world.Witness);
        Ledger = new FaultyLedger(ledger, life);
        var gate = new ArxivGate(ArxivTurn.Of(_options, RunMode.Service, Ledger.Accounts, life.Clock));
        var calendar = new ArxivCalendar(new Random(world.Chance.Next()));
        var intake = new Intake(
            new ArxivFeed(Client(world.Arxiv.For(life, world.ClockError), null), _options.Feed, gate, life.Clock),
            Ledger,
            _options,
            life.Clock,
            NullLogger<Intake>.Instance
        );
        _reading = new ArxivReading(intake, calendar, Ledger);
        var shared = new SessionContext(Ledger, _options.LookFirstAfter, life.Clock, log);
        _accounts =
        [
            .. _options.Accounts.Select(account =>
            {
                AccountSession? session = null;
                var client = new MastodonClient(
                    Client(world.NetworkOf(account, life), account.Instance),
                    account.AccessToken,
                    RetryPolicy.Reads(life.Clock),
                    life.Clock,
                    () => session?.CountRequestAsync() ?? ValueTask.CompletedTask
                );
                return session = new AccountSession(
                    account,
                    client,
                    new Pace(_options.Pace, spreads: true, account.PostsPerThreeHours),
                    shared
                );
            }),
        ];
        _look = new WakeUp(_time, life);
        _deliver = _accounts.ToDictionary(account => account, _ => new WakeUp(_time, life));
        Log = log;
    }

    private ILedger Ledger { get; }

    public IReadOnlyList<AccountSession> Accounts => _accounts;

    private ILogger Log { get; }

    /// <summary>Why the process ended by itself; null while it runs.</summary>
    public Exception? Trouble => _loops.Find(loop => loop.IsFaulted)?.Exception!.InnerException;

    /// <summary>True when no step is under way, such as a post whose answer is awaited.</summary>
    public bool IsIdle => _busy.Count == 0;

    public void Start() => _loops.Add(BeginAsync());

    /// <summary>
    /// As an operator or a system's shutdown does it: a step under way is finished, no other begins. No token is
    /// cancelled, because Task.Delay goes on after that on a thread of the pool; who waits then simply waits for ever,
    /// and has nothing to do any more.
    /// </summary>
    public void Stop() => _stops = true;

    /// <summary>True while all that there was to say has been said.</summary>
    public bool IsDrained => _drained.Count == _accounts.Count;

    public void Dispose() => Ledger.Dispose();

    private async Task BeginAsync()
    {
        await Ledger.Accounts.TroublesCleared();
        foreach (var account in _accounts)
        {
            _loops.Add(DeliverAsync(account));
        }

        _loops.Add(LookAsync());
    }

    private async Task LookAsync()
    {
        while (!_stops)
        {
            var now = _life.Clock.GetUtcNow();
            var due = await _reading.NextFeedAsync(_accounts, now);
            if (due is null || due.At > now)
            {
                await _look.WaitAsync(due?.At - now);
                continue;
            }

            await ReadAsync(due);
            foreach (var reader in due.Readers)
            {
                _deliver[reader].Ring();
            }
        }
    }

    // What is in the ledger was kept, even if the bot died before it heard of that.
    private async Task ReadAsync(NextReading due)
    {
        _arxiv.Given = null;
        string? trouble = null;
        try
        {
            trouble = await _reading.ReadFeedAsync(due.Category, due.Readers, CancellationToken.None);
        }
        catch (DeadProcessException) when (_life.DiedAfter == nameof(IIntake.Recorded)) { }

        _witness.Looked(due.Category, due.Readers, _arxiv.Given, trouble);
    }

    private async Task DeliverAsync(AccountSession account)
    {
        for (
            var knock = TimeSpan.FromMinutes(1);
            !await account.VerifyAsync(CancellationToken.None);
            knock = knock * 2 < Delivery.CheckInterval ? knock * 2 : Delivery.CheckInterval
        )
        {
            _look.Ring();
            await _life.Clock.Until(account.RetryAt ?? _life.Clock.GetUtcNow() + knock, CancellationToken.None);
        }

        _look.Ring();
        var times = new DeliveryTimes(_options.LookFirstAfter);
        var delivery = new Delivery(account, Ledger, times, _life.Clock, Log);
        for (
            var (steps, since) = (0, _time.Now);
            !_stops;
            (steps, since) = since == _time.Now ? (steps + 1, since) : (0, _time.Now)
        )
        {
            if (steps > MostSteps)
            {
                throw new InvalidOperationException($"{account.Options} goes round in circles");
            }

            _busy.Add(account);
            var step = await delivery.StepAsync(CancellationToken.None);
            _busy.Remove(account);
            switch (step)
            {
                case DeliveryStep.Wait wait:
                    await _life.Clock.Until(wait.Until, CancellationToken.None);
                    break;
                case DeliveryStep.Blocked blocked:
                    await SeeToMissingAsync(account, blocked);
                    await _life.Clock.Until(blocked.Until, CancellationToken.None);
                    break;
                case DeliveryStep.Drained:
                    _drained.Add(account);
                    await _deliver[account].WaitAsync(null);
                    _drained.Remove(account);
                    break;
            }
        }
    }

    // As an operator does it by `recover`, who knows that he deleted it himself.
    private async ValueTask SeeToMissingAsync(AccountSession account, DeliveryStep.Blocked blocked)
    {
        if (blocked.Reason.Contains("no such toot is there", StringComparison.Ordinal))
        {
            await Ledger.SentToots.MissingKnown(account.AccountId!.Value);
        }
    }

    private static HttpClient Client(HttpMessageHandler network, Uri? address) =>
        new(network) { Timeout = Timeout.InfiniteTimeSpan, BaseAddress = address };
}

/// <summary>Lets a loop wait for a time or another loop's ring; who rings goes on first.</summary>
internal sealed class WakeUp(SimulatedTime time, Life life)
{
    private TaskCompletionSource? _waiting;
    private bool _rung;

    public void Ring()
    {
        _rung = true;
        time.After(TimeSpan.Zero, Wake);
    }

    public async Task WaitAsync(TimeSpan? atMost)
    {
        if (!_rung)
        {
            var waiting = _waiting = new TaskCompletionSource();
            if (atMost is { } most)
            {
                time.After(most, () => Complete(waiting));
            }

            await waiting.Task;
        }

        (_rung, _waiting) = (false, null);
    }

    private void Wake()
    {
        if (_rung && _waiting is { } waiting)
        {
            Complete(waiting);
        }
    }

    private void Complete(TaskCompletionSource waiting)
    {
        if (!life.IsDead)
        {
            waiting.TrySetResult();
        }
    }
}
