using Bot.Ledger;
using static Bot.Tests.Ledger.TransitionSamples;

namespace Bot.Tests.Ledger;

/// <summary>What each event of a toot's flight changes in it and in its account, and that it changes nothing else.</summary>
public sealed class TransitionsTests
{
    [Fact]
    public void A_claim_begins_the_flight_and_only_the_first_is_the_first()
    {
        var claim = new Claim(Claim.OneMachine, Now, Later);
        Assert.Equal(Sending, Transitions.Claimed(Queued, claim));
        Assert.Equal(
            Sending with
            {
                FirstClaim = Earlier,
            },
            Transitions.Claimed(Queued with { FirstClaim = Earlier, ClaimedAt = Earlier, LookAt = Earlier }, claim)
        );
    }

    [Fact]
    public void Sent_it_is_where_the_server_says_and_its_account_is_well()
    {
        var acceptance = new Acceptance("status", "https://host/status", Now, Later);
        Assert.Equal(
            SendingAgain with
            {
                State = OutboxState.Sent,
                Holder = null,
                StatusId = "status",
                Url = "https://host/status",
                SentAt = Now,
                Error = null,
            },
            Transitions.Sent(SendingAgain, acceptance)
        );
        Assert.Equal(
            Account with
            {
                NotBefore = Later,
                Throttles = 0,
                LastRefused = null,
                LastError = null,
            },
            Transitions.Sent(Account, acceptance)
        );
    }

    [Fact]
    public void In_doubt_it_stays_in_flight_and_a_look_in_vain_doubles_the_wait()
    {
        Assert.Equal(Sending with { Error = "lost" }, Transitions.Doubted(Sending, new Doubt("lost")));
        Assert.Equal(
            Sending with
            {
                Error = "lost",
                LookAt = Later.AddHours(1),
                Doublings = 3,
            },
            Transitions.Doubted(Sending, new Doubt("lost") { LookAt = Later.AddHours(1) })
        );
    }

    [Fact]
    public void Put_back_unposted_no_byte_of_it_has_left_if_the_claim_was_its_first()
    {
        var putBack = new PutBack.NotPosted("not now");
        Assert.Equal(
            Sending with
            {
                State = OutboxState.Queued,
                Holder = null,
                FirstClaim = null,
                Error = "not now",
            },
            Transitions.PutBack(Sending, putBack)
        );
        Assert.Equal(
            SendingAgain with
            {
                State = OutboxState.Queued,
                Holder = null,
                Error = "not now",
            },
            Transitions.PutBack(SendingAgain, putBack)
        );
        Assert.Equal(Account with { LastError = "not now" }, Transitions.PutBack(Account, putBack));
    }

    [Fact]
    public void Put_back_since_it_was_not_found_it_keeps_its_first_claim()
    {
        var putBack = new PutBack.NotFound();
        Assert.Equal(
            Sending with
            {
                State = OutboxState.Queued,
                Holder = null,
                Rounds = 2,
                Doublings = 3,
            },
            Transitions.PutBack(Sending, putBack)
        );
        Assert.Equal(Account, Transitions.PutBack(Account, putBack));
    }

    [Fact]
    public void Throttled_it_is_unclaimed_and_its_account_waits()
    {
        var putBack = new PutBack.Throttled(Later, 3, "too fast");
        Assert.Equal(
            Sending with
            {
                State = OutboxState.Queued,
                Holder = null,
                FirstClaim = null,
                Error = "too fast",
            },
            Transitions.PutBack(Sending, putBack)
        );
        Assert.Equal(
            Account with
            {
                NotBefore = Later,
                Throttles = 3,
                LastError = "too fast",
            },
            Transitions.PutBack(Account, putBack)
        );
    }

    [Fact]
    public void Refused_with_its_picture_or_its_summary_it_goes_on_without()
    {
        Assert.Equal(
            Sending with
            {
                State = OutboxState.Queued,
                Holder = null,
                FirstClaim = null,
                Error = "no picture",
                WithoutPicture = true,
            },
            Transitions.PutBack(Sending, new PutBack.WithoutPicture("no picture"))
        );
        Assert.Equal(
            Sending with
            {
                State = OutboxState.Queued,
                Holder = null,
                FirstClaim = null,
                Error = "no summary",
                WithoutSummary = true,
            },
            Transitions.PutBack(Sending, new PutBack.WithoutSummary("no summary"))
        );
        Assert.Equal(
            Account with
            {
                LastError = "no picture",
            },
            Transitions.PutBack(Account, new PutBack.WithoutPicture("no picture"))
        );
        Assert.Equal(
            Account with
            {
                LastError = "no summary",
            },
            Transitions.PutBack(Account, new PutBack.WithoutSummary("no summary"))
        );
    }
}
