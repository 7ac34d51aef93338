using Bot.Publisher;

namespace Bot.Tests.Simulation;

/// <summary>What admins, readers, the operator and the machine's clock do in a week.</summary>
internal sealed class Happenings(SimulatedWorld world, Random chance)
{
    public void Arrange()
    {
        foreach (var home in world.Homes)
        {
            Often(3, () => Suspend(home.Account));
            Often(3, () => Limit(home.Instance));
            Often(2, () => (home.Posts.MostPosts, home.Posts.IsLimitKnown) = (chance.Next(10, 60), false));
            Often(1, () => home.Account.IsSilenced = true);
            Often(6, () => Write(home.Account, home.Instance, world.Time, chance));
            Often(12, () => Touch(home.Account, status => status.IsBoosted = true, newest: 1));
            Often(6, () => Touch(home.Account, status => Edit(status, home.Instance), newest: 3));
            Often(3, () => Touch(home.Account, status => status.IsDeleted = true, newest: 4));
        }

        if (chance.Next(3) == 0)
        {
            Often(4, () => world.ClockError.Jump(TimeSpan.FromSeconds(chance.Next(-90, 91))));
        }

        if (chance.Next(2) == 0)
        {
            Drift(TimeSpan.FromMilliseconds(chance.Next(-200, 201)));
        }
    }

    // Up to so many times, at any time of the week; in every second week not at all.
    private void Often(int most, Action happening)
    {
        if (chance.Next(2) == 0)
        {
            return;
        }

        for (var n = chance.Next(1, most + 1); n > 0; n--)
        {
            world.Time.At(world.Time.Now + ((world.End - world.Time.Now) * chance.NextDouble()), happening);
        }
    }

    private void Drift(TimeSpan hourly)
    {
        if (world.Time.Now >= world.End)
        {
            return;
        }

        world.ClockError.Drift(hourly);
        world.Time.After(TimeSpan.FromHours(1), () => Drift(hourly));
    }

    private void Suspend(SimulatedAccount account)
    {
        world.Log.Note(world.Time.Now, $"{account.Name} is suspended for an hour");
        account.SuspendedUntil = world.Time.Now + TimeSpan.FromHours(1);
    }

    private void Limit(SimulatedInstance instance)
    {
        instance.MaxCharacters = new[] { 500, 300, 220, 480, 1000 }[chance.Next(5)];
        world.Log.Note(world.Time.Now, $"{instance.Host} takes {instance.MaxCharacters} characters now");
    }

    /// <summary>The person behind the account says something.</summary>
    public static void Write(SimulatedAccount account, SimulatedInstance instance, SimulatedTime time, Random chance) =>
        account.Statuses.Add(
            new SimulatedStatus
            {
                Id = instance.NewId(chance.Next(100_000, 900_000)),
                Text = "Back from holiday. #toXiv_bot_toot was quiet, was it not? https://arxiv.org/abs/1706.03762",
                Key = "",
                InReplyTo = null,
                Visibility = "public",
                AcceptedAt = time.Now,
                VisibleAt = time.Now,
                IsBots = false,
            }
        );

    // One of the newest, but for edits and deletions not one that may be in flight: who deletes a toot before the bot
    // has seen it gets it once more.
    private void Touch(SimulatedAccount account, Action<SimulatedStatus> deed, int newest)
    {
        if (account.Statuses.Count < newest)
        {
            return;
        }

        deed(account.Statuses[^chance.Next(newest, Math.Min(account.Statuses.Count, newest + 5) + 1)]);
    }

    private void Edit(SimulatedStatus status, SimulatedInstance instance)
    {
        if (instance.Nature.Kind != ServerKind.Snac)
        {
            return;
        }

        status.FormerIds.Add(status.Id);
        status.Id = instance.NewId(chance.Next(100_000, 900_000));
    }
}
