using Bot.Ledger;
using static Bot.Tests.Ledger.TransitionSamples;

namespace Bot.Tests.Ledger;

/// <summary>What refusals, lock-outs and losses change in a toot and in its account, and that they change nothing else.</summary>
public sealed class TroubleTransitionsTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    public void Refused_it_is_set_aside_and_counts_its_refusals(int before, int after)
    {
        var refused = new SetAside.Refused { Reason = "too rude" };
        Assert.Equal(
            Sending with
            {
                State = OutboxState.SetAside,
                Holder = null,
                Error = "too rude",
                Refusals = after,
            },
            Transitions.SetAside(Sending with { Refusals = before }, refused)
        );
        Assert.Equal(
            Account with
            {
                LastError = "too rude",
                LastRefused = 7,
            },
            Transitions.SetAside(Account, Sending, refused)
        );
    }

    [Fact]
    public void The_refusal_of_a_boost_or_an_edit_says_nothing_of_the_account() =>
        Assert.Equal(
            Account with
            {
                LastError = "too rude",
            },
            Transitions.SetAside(
                Account,
                Sending with
                {
                    Target = "article/2506.00002",
                },
                new SetAside.Refused { Reason = "too rude" }
            )
        );

    [Fact]
    public void Never_answered_clearly_it_is_set_aside_for_good_and_was_not_refused()
    {
        var unanswered = new SetAside.Unanswered { Reason = "a day of doubt" };
        Assert.Equal(
            Sending with
            {
                State = OutboxState.SetAside,
                Holder = null,
                Error = "a day of doubt",
                Refusals = Transitions.MostRefusals,
            },
            Transitions.SetAside(Sending, unanswered)
        );
        Assert.Equal(Account with { LastError = "a day of doubt" }, Transitions.SetAside(Account, Sending, unanswered));
    }

    [Fact]
    public void A_part_behind_one_that_was_set_aside_was_never_refused_itself() =>
        Assert.Equal(
            Queued with
            {
                State = OutboxState.SetAside,
                Holder = null,
                Error = Transitions.ParentSetAside,
            },
            Transitions.SetAsideWithParent(Queued)
        );

    [Fact]
    public void Locked_out_the_toot_is_as_before_its_claim_and_a_lock_out_that_goes_on_keeps_its_beginning()
    {
        var lockOut = new LockOut("suspended", Now, Later);
        Assert.Equal(
            Sending with
            {
                State = OutboxState.Queued,
                Holder = null,
                FirstClaim = null,
                Error = "suspended",
            },
            Transitions.LockedOut(Sending, lockOut)
        );
        var locked = Account with
        {
            BlockedSince = Now,
            BlockedReason = "suspended",
            NextCheck = Later,
            LastError = "suspended",
        };
        Assert.Equal(locked, Transitions.LockedOut(Account, lockOut));
        Assert.Equal(
            locked with
            {
                BlockedSince = Earlier,
            },
            Transitions.LockedOut(Account with { BlockedSince = Earlier, BlockedReason = "gone" }, lockOut)
        );
        Assert.Equal(
            locked with
            {
                LastRefused = null,
            },
            Transitions.LockedOut(Account, lockOut with { AlsoPutBack = 5 })
        );
        Assert.Equal(
            locked with
            {
                BlockedSince = null,
                BlockedReason = null,
                NextCheck = null,
            },
            Transitions.Unlocked(locked)
        );
    }

    [Fact]
    public void Forgiven_it_was_never_tried_and_a_second_try_still_counts_its_refusal()
    {
        var setAside = SendingAgain with { State = OutboxState.SetAside, Holder = null, Refusals = 1 };
        Assert.Equal(
            setAside with
            {
                State = OutboxState.Queued,
                Holder = null,
                FirstClaim = null,
                Error = null,
                Refusals = 0,
            },
            Transitions.Forgiven(setAside)
        );
        Assert.Equal(
            setAside with
            {
                State = OutboxState.Queued,
                Holder = null,
                FirstClaim = null,
            },
            Transitions.SecondTry(setAside)
        );
    }

    [Fact]
    public void Gone_it_is_settled_with_its_reason() =>
        Assert.Equal(
            Sending with
            {
                State = OutboxState.Gone,
                Holder = null,
                Error = "deleted",
            },
            Transitions.Gone(Sending, "deleted")
        );
}
