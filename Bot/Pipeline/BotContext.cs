using Bot.Ledger;
using Bot.Options;
using Microsoft.Extensions.Logging;

namespace Bot.Pipeline;

/// <summary>What all loops of one process share.</summary>
/// <param name="Options">The checked settings.</param>
/// <param name="Ledger">Opened for this process.</param>
/// <param name="Clock">The time.</param>
/// <param name="Result">Where the run's end is told.</param>
/// <param name="Log">For the operator.</param>
public sealed record BotContext(
    BotOptions Options,
    ILedger Ledger,
    TimeProvider Clock,
    RunResult Result,
    ILogger<BotWorker> Log
);
