using Bot.Composer;

namespace Bot.Tests.Simulation;

/// <summary>A toot on a simulated server.</summary>
internal sealed class SimulatedStatus
{
    /// <summary>Changes on servers that give a new one at each edit.</summary>
    public required string Id { get; set; }

    /// <summary>By which the bot may know it.</summary>
    public List<string> FormerIds { get; } = [];

    public bool IsCalled(string id) => Id == id || FormerIds.Contains(id);

    public required string Text { get; init; }
    public string SpoilerText { get; init; } = "";
    public required string Key { get; init; }
    public required string? InReplyTo { get; init; }
    public required string Visibility { get; init; }
    public required DateTimeOffset AcceptedAt { get; init; }

    /// <summary>When readers of a timeline see it: some servers need up to a minute.</summary>
    public required DateTimeOffset VisibleAt { get; init; }

    /// <summary>False for what a person wrote.</summary>
    public bool IsBots { get; init; } = true;

    /// <summary>A reader passed it on; on snac it is then shown within that boost alone.</summary>
    public bool IsBoosted { get; set; }

    public bool IsDeleted { get; set; }

    /// <summary>
    /// It was deleted before the ledger was lost: nothing anywhere tells of it any more, and if it was the last of its
    /// listing, saying it again is all one can do.
    /// </summary>
    public bool IsForgotten { get; set; }
}

/// <summary>An account on a simulated server: its toots, and how the bot behaves towards it.</summary>
/// <param name="log">Told of what the bot must not do.</param>
/// <param name="time">The true one.</param>
/// <param name="error">Of the bot's clock.</param>
internal sealed class SimulatedAccount(
    string name,
    EventLog log,
    SimulatedTime time,
    ClockError error,
    TimeSpan interval
)
{
    private readonly Dictionary<string, int> _refusals = [],
        _tries = [];
    private (DateTimeOffset Until, int Jumps, Func<bool> Known)? _askedToWait;
    private (DateTimeOffset At, int Jumps)? _accepted;
    private Func<bool>? _lockedOut;
    private (string Text, string Key)? _last;
    private bool _inDoubt,
        _wasInDoubt;

    public string Name => name;

    /// <summary>In the order in which the server took them.</summary>
    public List<SimulatedStatus> Statuses { get; } = [];

    /// <summary>401 to everything until then.</summary>
    public DateTimeOffset SuspendedUntil { get; set; }

    /// <summary>The server makes its public toots unlisted.</summary>
    public bool IsSilenced { get; set; }

    /// <summary>Texts that the server refused, and how often.</summary>
    public IReadOnlyDictionary<string, int> Refusals => _refusals;

    /// <summary>Texts that were sent to the server, and how often.</summary>
    public IReadOnlyDictionary<string, int> Tries => _tries;

    /// <summary>A post comes in, whatever will become of it.</summary>
    public void Posting(string text, string key, DateTimeOffset clock)
    {
        if (_wasInDoubt && _last is { } before && before.Text == text && before.Key != key)
        {
            Wrong("repeated a doubtful post under another key");
        }

        (_last, _wasInDoubt) = ((text, key), true);
        _tries[text] = _tries.GetValueOrDefault(text) + 1;
        if (_inDoubt)
        {
            Wrong("posted although the fate of the post before is not known and the timeline was not read since");
        }

        if (_lockedOut?.Invoke() == true)
        {
            Wrong("posted while locked out");
        }

        if (
            _askedToWait is { } asked
            && asked.Jumps == error.Jumps
            && clock < asked.Until - TimeSpan.FromSeconds(1)
            && asked.Known()
        )
        {
            Wrong($"posted at {clock:HH:mm:ss} though it was asked to wait until {asked.Until:HH:mm:ss}");
        }

        if (
            _accepted is { } last
            && last.Jumps == error.Jumps
            && clock - last.At < interval - TimeSpan.FromSeconds(0.1)
        )
        {
            Wrong($"posted {(clock - last.At).TotalSeconds:0.0} s after another toot");
        }

        _inDoubt = true;
    }

    /// <summary>The bot has read that its post was taken.</summary>
    public void Posted(DateTimeOffset clock) =>
        (_inDoubt, _wasInDoubt, _accepted) = (false, false, (clock, error.Jumps));

    public void Refused(string text)
    {
        _inDoubt = _wasInDoubt = false;
        _refusals[text] = _refusals.GetValueOrDefault(text) + 1;
    }

    /// <summary>The bot has read that it must wait.</summary>
    /// <param name="until">By its own clock.</param>
    /// <param name="known">Whether that has come into its ledger: it may have died before.</param>
    public void AskedToWait(DateTimeOffset until, Func<bool> known) =>
        (_inDoubt, _askedToWait) = (false, (until, error.Jumps, known));

    public void LockedOut(Func<bool> known) => (_inDoubt, _lockedOut) = (false, known);

    public void Unlock() => _lockedOut = null;

    /// <summary>The bot's ledger is gone, and with it when it posted last and what it was asked.</summary>
    public void Forgotten() => (_askedToWait, _accepted, _wasInDoubt) = (null, null, false);

    /// <summary>The bot has read the timeline.</summary>
    public void Looked() => _inDoubt = false;

    private void Wrong(string what) => log.Wrong(time.Now, $"{name}: {what}");
}
