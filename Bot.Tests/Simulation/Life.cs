using Bot.Tests.Support;

namespace Bot.Tests.Simulation;

/// <summary>
/// The life of one process, and how it ends. A process can die before and after each write to its ledger, before each
/// post reaches the server and after the server has taken it: between two of these nothing happens that anybody but
/// itself could know of, so these are all the deaths there are.
/// </summary>
internal sealed class Life(SimulatedTime time, ClockError error) : StoreFaults
{
    private int _commits,
        _posts,
        _feeds,
        _commitsLeft = int.MaxValue,
        _room = int.MaxValue;

    public SimulatedClock Clock { get; } = new(time, error);

    public string? CauseOfDeath { get; private set; }

    public override bool IsDead => CauseOfDeath is not null;

    /// <summary>Dies at its n-th write; 0 for none.</summary>
    public int LastCommit { get; init; }

    /// <summary>Whether that is still written.</summary>
    public bool LastCommitIsDone { get; init; }

    /// <summary>Dies instead of making the n-th write after its <see cref="LastFeed"/>-th feed; 0 for none.</summary>
    public int CommitAfterFeed { get; init; }

    /// <summary>The feed that this counts from.</summary>
    public int LastFeed { get; init; }

    /// <summary>Dies at its n-th post; 0 for none.</summary>
    public int LastPost { get; init; }

    /// <summary>Whether the server still gets that post.</summary>
    public bool LastPostArrives { get; init; }

    public void Die(string cause)
    {
        CauseOfDeath ??= cause;
        Clock.IsStopped = true;
    }

    /// <summary>The disk takes so many more writes, and then none.</summary>
    public void LeaveRoom(int writes) => _room = writes;

    /// <summary>Waits as long as the process lives; afterwards for ever, so that nothing of it goes on.</summary>
    public Task Wait(TimeSpan wait, CancellationToken cancellation)
    {
        var over = new TaskCompletionSource();
        var registration = cancellation.Register(() =>
        {
            if (!IsDead)
            {
                over.TrySetCanceled(cancellation);
            }
        });
        time.After(
            wait,
            () =>
            {
                registration.Dispose();
                if (!IsDead)
                {
                    over.TrySetResult();
                }
            }
        );
        return IsDead ? Never() : over.Task;
    }

    public static Task Never() => new TaskCompletionSource().Task;

    /// <summary>True when the process dies here.</summary>
    public bool DiesBeforePost() =>
        ++_posts == LastPost && !LastPostArrives && Dies("before a post reached the server");

    /// <summary>True when the process dies here.</summary>
    public bool DiesAfterPost() => _posts == LastPost && LastPostArrives && Dies("before the answer to a post");

    /// <summary>A feed has come in.</summary>
    public void Feed()
    {
        if (++_feeds == LastFeed && CommitAfterFeed > 0)
        {
            _commitsLeft = CommitAfterFeed;
        }
    }

    public override StoreFault Next(string write)
    {
        if (_room-- <= 0)
        {
            return StoreFault.FullDisk;
        }

        if (--_commitsLeft == 0)
        {
            Die("before a commit of the intake");
            return StoreFault.DieBefore;
        }

        if (_commits + 1 == LastCommit && !LastCommitIsDone)
        {
            Die("before a commit");
            return StoreFault.DieBefore;
        }

        _commits++;
        return _commits == LastCommit ? StoreFault.DieAfter : StoreFault.None;
    }

    /// <summary>What it wrote last and never heard of; null when it died otherwise.</summary>
    public string? DiedAfter { get; private set; }

    public override void Die(StoreFault fault, string write)
    {
        DiedAfter = fault == StoreFault.DieAfter ? write : null;
        Die("after a commit");
    }

    /// <summary>
    /// Tells later whether this process has written since, so that what it was told now has come into its ledger.
    /// </summary>
    public Func<bool> CommitsFromNow()
    {
        var before = _commits;
        return () => _commits > before;
    }

    private bool Dies(string cause)
    {
        Die(cause);
        return true;
    }
}
