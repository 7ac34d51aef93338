using Bot.Ledger;
using Bot.Options;
using Bot.Tests.Support;

namespace Bot.Tests.Simulation;

/// <summary>
/// A week of the bot's life, from its first start to the day after, when all troubles are over and all must be said.
/// </summary>
internal sealed class SimulatedWeek : IDisposable
{
    /// <summary>
    /// Waits double up to 24 minutes, a lock-out lasts 15, a full window three hours, a clock that was set back as long
    /// as it was fast: a day is more than all of them.
    /// </summary>
    private static readonly TimeSpan Aftermath = TimeSpan.FromHours(36);

    private readonly SimulatedWorld _world;
    private readonly TestEngine _engine;
    private readonly Random _chance;

    // By itself, so that all else of a week is as it would be without.
    private readonly Random _afterCommit;
    private readonly WeekFolder _folder;
    private readonly SortedDictionary<string, int> _ends = [];
    private readonly int _seed;
    private bool _isWhole = true;

    private SimulatedWeek(int seed, TestEngine engine)
    {
        (_seed, _engine, _afterCommit) = (seed, engine, new Random(seed));
        _world = new SimulatedWorld(seed);
        _chance = new Random(_world.Chance.Next());
        _folder = new WeekFolder(seed, engine);
    }

    /// <param name="seed">Decides all.</param>
    /// <param name="engine">What kind of ledger the bot has; by default the one that the tests run on.</param>
    public static WeekReport Live(int seed, TestEngine? engine = null)
    {
        // With a context of the test runner's, what waits would be continued on another thread, and whoever comes first
        // is chance.
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            using var week = new SimulatedWeek(seed, engine ?? TestEngine.Default);
            return week.LiveOn();
        }
        catch (Exception e)
        {
            return new WeekReport(seed, "", [$"the week could not be lived: {e}"], [])
            {
                Faults = new Dictionary<string, int>(),
            };
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    public void Dispose() => _folder.Dispose();

    private WeekReport LiveOn()
    {
        new Happenings(_world, new Random(_world.Chance.Next())).Arrange();
        while (_world.Time.Now < _world.End)
        {
            LiveOnce(_world.End);
        }

        _world.ClockError.SetRight();
        LiveOnce(_world.End + Aftermath);
        return Judge();
    }

    // One process: until it dies, ends, is stopped, or all is said when the troubles are over.
    private void LiveOnce(DateTimeOffset end)
    {
        var (time, last) = (_world.Time, end > _world.End);
        var life = last ? new Life(time, _world.ClockError) : Draw();
        var stop = last ? end : Min(time.Now + TimeSpan.FromHours(Math.Pow(200, _chance.NextDouble())), end);
        var ledger = _engine.Open(_folder.LedgerPath, life.Clock);
        using var bot = new SimulatedBot(_world, ledger, life, new EventLogger(_world.Log, time));
        _world.Log.Note(time.Now, "starts");
        var full = !last && _chance.Next(12) == 0;
        if (full)
        {
            life.LeaveRoom(4 * _chance.Next(60));
        }

        bot.Start();
        if (_chance.Next(20) == 0)
        {
            OpenTwice(life);
        }

        var isOver = () => last && time.Now > _world.End + TimeSpan.FromHours(2) && bot.IsDrained;
        while (!life.IsDead && bot.Trouble is null && !isOver() && time.Next(stop)) { }

        if (bot.Trouble is { } trouble && !life.IsDead)
        {
            Judge(trouble, full);
        }
        else if (!life.IsDead && !last)
        {
            End(bot, life);
        }

        if (life.CauseOfDeath is { } cause)
        {
            Count($"died {cause}");
            _folder.GoOnAsKilled();
        }

        life.Die("over");
        _world.Log.Note(time.Now, "ends");
        if (last)
        {
            return;
        }

        bot.Dispose();
        if (_chance.Next(60) == 0)
        {
            Lose();
        }

        Rest();
    }

    // Only a full disk may end the bot.
    private void Judge(Exception trouble, bool isDiskFull)
    {
        if (isDiskFull && trouble is LedgerException)
        {
            Count("disk full");
        }
        else
        {
            _world.Log.Wrong(_world.Time.Now, $"the bot ended: {trouble}");
        }
    }

    // Two of three times as a supervisor does, else by kill -9.
    private void End(SimulatedBot bot, Life life)
    {
        if (_chance.Next(3) == 0)
        {
            life.Die("killed");
            return;
        }

        bot.Stop();
        // A post in flight gets eight seconds.
        var patience = _world.Time.Now + TimeSpan.FromSeconds(8);
        while (!bot.IsIdle && !life.IsDead && _world.Time.Next(patience)) { }

        if (bot.IsIdle)
        {
            Count("stopped");
        }
        else
        {
            life.Die("stopped in mid-post");
        }
    }

    // A second process on the same ledger must be told so.
    private void OpenTwice(Life life)
    {
        Count("second process");
        try
        {
            _engine.Open(_folder.LedgerPath, life.Clock).Dispose();
            _world.Log.Wrong(_world.Time.Now, "two processes have one ledger");
        }
        catch (LedgerException)
        {
            _world.Log.Note(_world.Time.Now, "a second process was turned away");
        }
    }

    // A volume that is gone. What was queued is gone with it; what was said must not be said again.
    private void Lose()
    {
        if (
            _world.Options.Accounts.Any(account =>
                account.FirstRun == FirstRun.Seen || account.NewPapers != NewPapers.Toot
            )
        )
        {
            return;
        }

        Count("ledger lost");
        _world.Log.Note(_world.Time.Now, "the ledger is lost");
        _folder.StartAnew();
        _isWhole = false;
        // The count of a window is gone too; the server counts on.
        foreach (var home in _world.Homes)
        {
            home.Posts.IsLimitKnown = false;
        }

        foreach (var home in _world.Homes)
        {
            home.Account.Forgotten();
        }

        foreach (var status in _world.Homes.SelectMany(home => home.Account.Statuses))
        {
            status.IsForgotten |= status.IsDeleted;
        }

        foreach (var home in _world.Homes)
        {
            _world
                .Witness.DutyOf(home.Options)
                .Forget([
                    .. home
                        .Account.Statuses.Where(status => status.IsBots && !Witness.IsRetold(status))
                        .SelectMany(status => Witness.Links(status.Text)),
                ]);
        }
    }

    // Seconds as a supervisor makes them, or hours as an operator does.
    private void Rest()
    {
        var until =
            _world.Time.Now
            + (
                _chance.Next(4) > 0
                    ? TimeSpan.FromSeconds(_chance.Next(1, 120))
                    : TimeSpan.FromMinutes(Math.Pow(1200, _chance.NextDouble()))
            );
        while (_world.Time.Next(until)) { }
    }

    private Life Draw() =>
        new(_world.Time, _world.ClockError)
        {
            LastCommit = _chance.Next(3) == 0 ? (int)Math.Pow(600, _chance.NextDouble()) : 0,
            LastCommitIsDone = _afterCommit.Next(3) == 0,
            CommitAfterFeed = _chance.Next(3) == 0 ? _chance.Next(1, 4) : 0,
            LastFeed = (int)Math.Pow(40, _chance.NextDouble()),
            LastPost = _chance.Next(3) == 0 ? _chance.Next(1, 30) : 0,
            LastPostArrives = _chance.Next(2) == 0,
        };

    private WeekReport Judge()
    {
        var verdicts = new List<WeekVerdict>();
        var rows = _engine.Rows(_folder.LedgerPath);
        foreach (var home in _world.Homes)
        {
            verdicts.Add(new WeekVerdict(_world, home.Options, home.Account));
            verdicts[^1].Check(rows, _isWhole);
        }

        void Add<T>(string where, Dictionary<T, int> counts)
            where T : struct, Enum
        {
            foreach (var (fault, times) in counts)
            {
                _ends[$"{where} {fault}"] = _ends.GetValueOrDefault($"{where} {fault}") + times;
            }
        }

        Add("arXiv", _world.ArxivWeather.Counts);
        foreach (var weather in _world.PostWeathers)
        {
            Add("post", weather.Counts);
        }

        foreach (var weather in _world.ReadWeathers)
        {
            Add("read", weather.Counts);
        }

        return new WeekReport(_seed, _world.Log.Hash(), _world.Log.Wrongs, _world.Log.Lines)
        {
            Papers = _world.Options.Accounts.Sum(account => _world.Witness.DutyOf(account).Papers.Count),
            Toots = _world.Homes.Sum(home => home.Account.Statuses.Count(status => status.IsBots)),
            Lost = verdicts.Sum(verdict => verdict.Lost),
            Twice = verdicts.Sum(verdict => verdict.Twice),
            False = verdicts.Sum(verdict => verdict.False),
            Faults = _ends,
        };
    }

    private void Count(string what) => _ends[what] = _ends.GetValueOrDefault(what) + 1;

    private static DateTimeOffset Min(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
