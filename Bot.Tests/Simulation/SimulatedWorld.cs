using Bot.Arxiv;
using Bot.Options;
using Bot.Pipeline.Sending;
using Microsoft.Extensions.Configuration;

namespace Bot.Tests.Simulation;

/// <summary>All that one seed decides: the week, the settings, the servers and their troubles.</summary>
internal sealed class SimulatedWorld
{
    private static readonly DateOnly FirstDay = new(2024, 6, 3),
        LastDay = new(2027, 3, 29);

    private readonly Dictionary<
        AccountOptions,
        (SimulatedInstance Instance, SimulatedPosts Posts, SimulatedAccount Account)
    > _homes = [];

    public SimulatedWorld(int seed)
    {
        Chance = new Random(seed);
        var start = new DateTimeOffset(
            Day(),
            TimeOnly.FromTimeSpan(TimeSpan.FromMinutes(Chance.Next(24 * 60))),
            TimeSpan.Zero
        );
        (Time, End) = (new SimulatedTime(start), start + TimeSpan.FromDays(7));
        Options = Settings(new Random(seed));
        var categories = Options.Accounts.SelectMany(account => account.Categories).Distinct().ToList();
        Truth = new ArxivTruth(new Random(Chance.Next()), categories, ArxivDay.Of(start).AddDays(-4), End);
        Arxiv = new SimulatedArxiv(
            Truth,
            Time,
            ArxivWeather = new Weather<ArxivFault>(new Random(Chance.Next()), start, End, 6, 0.1),
            new Random(Chance.Next()),
            Log
        );
        Witness = new Witness(Time, Log, Options);
        foreach (var home in Options.Accounts.GroupBy(account => account.Instance!.Host))
        {
            Settle(home.Key, [.. home], start);
        }
    }

    public Random Chance { get; }
    public SimulatedTime Time { get; }
    public DateTimeOffset End { get; }
    public ClockError ClockError { get; } = new();
    public EventLog Log { get; } = new();
    public BotOptions Options { get; }
    public ArxivTruth Truth { get; }
    public SimulatedArxiv Arxiv { get; }
    public Weather<ArxivFault> ArxivWeather { get; }
    public List<Weather<PostFault>> PostWeathers { get; } = [];
    public List<Weather<ReadFault>> ReadWeathers { get; } = [];
    public Witness Witness { get; }

    public IEnumerable<(
        AccountOptions Options,
        SimulatedInstance Instance,
        SimulatedPosts Posts,
        SimulatedAccount Account
    )> Homes => _homes.Select(home => (home.Key, home.Value.Instance, home.Value.Posts, home.Value.Account));

    public HttpMessageHandler NetworkOf(AccountOptions account, Life life) =>
        _homes[account].Instance.For(life, ClockError, _homes[account].Posts);

    // Any day, but weeks with a holiday and those in which the clocks change more often.
    private DateOnly Day()
    {
        var day = FirstDay.AddDays(Chance.Next(LastDay.DayNumber - FirstDay.DayNumber));
        return Chance.Next(4) switch
        {
            0 => new[]
            {
                new DateOnly(2024, 11, 3),
                new DateOnly(2025, 3, 9),
                new DateOnly(2025, 11, 2),
                new DateOnly(2026, 3, 8),
                new DateOnly(2026, 11, 1),
            }[Chance.Next(5)]
                .AddDays(-Chance.Next(6)),
            1 => new[]
            {
                new DateOnly(2024, 6, 20),
                new DateOnly(2025, 1, 1),
                new DateOnly(2025, 7, 7),
                new DateOnly(2025, 11, 28),
                new DateOnly(2026, 1, 20),
                new DateOnly(2026, 11, 27),
                new DateOnly(2027, 1, 1),
            }[Chance.Next(7)]
                .AddDays(-Chance.Next(6)),
            _ => day,
        };
    }

    /// <param name="retold">
    /// Draws how cross-lists and new versions are told: by itself, so that all else of a week is as it would be
    /// without.
    /// </param>
    private BotOptions Settings(Random retold)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Bot:Feed:BaseUrl"] = "https://arxiv.simulated/rss/",
            ["Bot:Archive:BaseUrl"] = "",
            ["Bot:Pace:Interval"] = One("00:00:10", "00:00:10", "00:01:00", "00:00:00"),
            ["Bot:Pace:SpreadOver"] = One("03:00:00", "03:00:00", "00:00:00", "01:00:00", "10:00:00"),
            ["Bot:Delivery:LookFirstAfter"] = One("00:03:00", "00:03:00", "00:03:00", "00:10:00"),
        };
        for (var n = 0; n < (Chance.Next(3) == 0 ? 2 : 1); n++)
        {
            var key = $"Bot:Accounts:{n}";
            var classic = Chance.Next(6) == 0;
            settings[$"{key}:Name"] = $"bot{n}";
            settings[$"{key}:Instance"] = One("https://one.simulated", "https://two.simulated");
            settings[$"{key}:AccessToken"] = $"token{n}";
            settings[$"{key}:Categories"] = One("cs.LG", "cs.LG", "stat.ML", "cs.LG stat.ML");
            settings[$"{key}:Style"] = classic ? "classic" : "readable";
            settings[$"{key}:NewPapers"] = classic
                ? "toot"
                : One("toot", "toot", "toot", "toot", "list", "list", "none");
            settings[$"{key}:LongAbstract"] = One("shorten", "shorten", "thread", "card");
            settings[$"{key}:Fold"] = classic ? "none" : One("none", "none", "none", "title");
            settings[$"{key}:SummaryPicture"] = "false";
            settings[$"{key}:FirstRun"] = One("post", "post", "post", "post", "seen");
            settings[$"{key}:PostsPerThreeHours"] = One("300", "300", "40", "25", "0");
        }

        if (retold.Next(4) == 0)
        {
            foreach (
                var n in new[] { 0, 1 }.Where(n => settings.GetValueOrDefault($"Bot:Accounts:{n}:Style") == "readable")
            )
            {
                (settings[$"Bot:Accounts:{n}:CrossLists"], settings[$"Bot:Accounts:{n}:Replacements"]) = (
                    retold.Next(3) > 0 ? "list" : "off",
                    new[] { "off", "toot", "list" }[retold.Next(3)]
                );
            }
        }

        return BotSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), forService: true);
    }

    private void Settle(string host, List<AccountOptions> accounts, DateTimeOffset start)
    {
        ReadWeathers.Add(new Weather<ReadFault>(new Random(Chance.Next()), start, End, 5, 0.1));
        PostWeathers.Add(new Weather<PostFault>(new Random(Chance.Next()), start, End, 9, 0.2));
        var instance = new SimulatedInstance(
            host,
            InstanceNature.Draw(Chance),
            Time,
            ReadWeathers[^1],
            new Random(Chance.Next()),
            Log
        );
        foreach (var options in accounts)
        {
            var account = new SimulatedAccount(options.Name, Log, Time, ClockError, Options.Pace.Interval);
            // Each account has the windows that its settings say, or smaller ones that only the server's headers tell
            // of.
            var posts = new SimulatedPosts(
                Time,
                PostWeathers[^1],
                new Random(Chance.Next()),
                Log,
                Options.LookFirstAfter
            )
            {
                MostPosts = options.PostsPerThreeHours > 0 ? options.PostsPerThreeHours : Chance.Next(2) * 30,
                IsLimitKnown = options.PostsPerThreeHours > 0,
            };
            instance.Add(options.AccessToken, account);
            _homes[options] = (instance, posts, account);
        }
    }

    private string One(params string[] values) => values[Chance.Next(values.Length)];
}
