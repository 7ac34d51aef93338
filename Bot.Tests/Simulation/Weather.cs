namespace Bot.Tests.Simulation;

/// <summary>
/// When which fault happens: spells of one kind that last minutes or hours, and now and then one out of a clear sky.
/// </summary>
/// <typeparam name="T">The faults; its first value is none.</typeparam>
internal sealed class Weather<T>
    where T : struct, Enum
{
    private static readonly T[] Kinds = Enum.GetValues<T>();

    private readonly List<(DateTimeOffset From, DateTimeOffset To, T Fault, double Often)> _spells = [];
    private readonly Random _chance;
    private readonly double _outOfTheBlue;
    private readonly DateTimeOffset _end;

    /// <param name="chance">Its own.</param>
    /// <param name="start">Of the week.</param>
    /// <param name="end">From then on the sky is clear.</param>
    /// <param name="spells">At most so many.</param>
    /// <param name="outOfTheBlue">How often, outside of spells, a request meets a fault at the very most.</param>
    public Weather(Random chance, DateTimeOffset start, DateTimeOffset end, int spells, double outOfTheBlue)
    {
        (_chance, _end) = (chance, end);
        _outOfTheBlue = chance.Next(3) == 0 ? 0 : outOfTheBlue * chance.NextDouble();
        for (var n = chance.Next(spells + 1); n > 0; n--)
        {
            var from = start + ((end - start) * chance.NextDouble());
            // From a minute to twelve hours, short ones as often as long ones.
            var to = from + TimeSpan.FromMinutes(Math.Pow(720, chance.NextDouble()));
            _spells.Add(
                (
                    from,
                    to,
                    Any(),
                    chance.Next(3) switch
                    {
                        0 => 1,
                        1 => 0.5,
                        _ => 0.2,
                    }
                )
            );
        }
    }

    /// <summary>How often each fault came.</summary>
    public Dictionary<T, int> Counts { get; } = [];

    /// <summary>What the next request meets.</summary>
    public T Draw(DateTimeOffset now)
    {
        if (now >= _end)
        {
            return default;
        }

        var fault = default(T);
        foreach (var (from, to, kind, often) in _spells)
        {
            if (from <= now && now < to && _chance.NextDouble() < often)
            {
                fault = kind;
            }
        }

        if (EqualityComparer<T>.Default.Equals(fault, default) && _chance.NextDouble() < _outOfTheBlue)
        {
            fault = Any();
        }

        if (!EqualityComparer<T>.Default.Equals(fault, default))
        {
            Counts[fault] = Counts.GetValueOrDefault(fault) + 1;
        }

        return fault;
    }

    private T Any() => Kinds[_chance.Next(1, Kinds.Length)];
}
