using System.Collections.Concurrent;
using Bot.Ledger;
using Bot.Options;
using Microsoft.Extensions.Logging;

namespace Bot.Pipeline.Sending;

/// <summary>What all account sessions of one process share.</summary>
/// <param name="Ledger">What is known of every account.</param>
/// <param name="LookFirstAfter">How long a toot in flight may take to arrive.</param>
/// <param name="Clock">The time.</param>
/// <param name="Log">For the operator.</param>
public sealed record SessionContext(ILedger Ledger, TimeSpan LookFirstAfter, TimeProvider Clock, ILogger Log)
{
    /// <summary>
    /// Which settings each account on a server was found with first: two settings that lead to one account would post
    /// past each other.
    /// </summary>
    public ConcurrentDictionary<string, AccountOptions> Taken { get; } = new();
}
