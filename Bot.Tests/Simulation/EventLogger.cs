using Microsoft.Extensions.Logging;

namespace Bot.Tests.Simulation;

/// <summary>What the bot tells its operator is part of what happened.</summary>
internal sealed class EventLogger(EventLog log, SimulatedTime time) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    ) => log.Note(time.Now, $"{logLevel}: {formatter(state, exception)}");
}
