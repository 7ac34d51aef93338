using Bot.Ledger;
using Bot.Options;
using Bot.Pipeline;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Bot.PaperPages;

/// <summary>
/// Beside everything else, and nothing waits for it: the loop that asks a language model about new papers.
/// </summary>
/// <param name="options">Which model.</param>
/// <param name="connect">With the token, or null, a client.</param>
/// <param name="ledger">What papers there are.</param>
/// <param name="clock">The time.</param>
/// <param name="log">For the operator.</param>
public sealed class ModelWorker(
    ModelOptions options,
    Func<HttpClient> connect,
    SqliteLedger ledger,
    TimeProvider clock,
    ILogger<ModelWorker> log
) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!TryToken(out var token))
        {
            return;
        }

        using var model = new ChatEndpoint(connect(), options, token);
        var points = new ModelPoints(model, options, ledger, clock, log);
        try
        {
            for (var pause = Pause; ; await clock.Until(clock.GetUtcNow() + pause, stoppingToken))
            {
                pause =
                    await points.CatchUpAsync(stoppingToken) ? Pause
                    : pause * 2 < LongestPause ? pause * 2
                    : LongestPause;
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            log.LogDebug("No more is asked of {Model}", options.Name);
        }
        catch (LedgerException e)
        {
            // Who delivers meets the same trouble, and ends the bot.
            log.LogError("{Error}. Nothing more is asked of {Model}", e.Message, options.Name);
        }
    }

    private bool TryToken(out string? token)
    {
        token = null;
        if (options.TokenFile.Length == 0)
        {
            return true;
        }

        try
        {
            token = File.ReadAllText(options.TokenFile).Trim();
            if (token.Length > 0 && token.All(c => c is > ' ' and <= '~'))
            {
                return true;
            }

            log.LogError(
                "Bot:Digest:Model:TokenFile is '{File}', which holds no token: one line and nothing else. "
                    + "{Model} is not asked; mend the file and start the bot again",
                options.TokenFile,
                options.Name
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            log.LogError(
                "Bot:Digest:Model:TokenFile is '{File}', which cannot be read ({Error}). {Model} is not "
                    + "asked; check the path and that the bot's user may read it, and start the bot again",
                options.TokenFile,
                e.Message,
                options.Name
            );
        }

        return false;
    }
}
