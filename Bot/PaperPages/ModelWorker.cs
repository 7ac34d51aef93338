using Bot.Ledger;
using Bot.Options;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Bot.PaperPages;

/// <summary>
/// The loop that asks a language model about new papers. Nothing else waits for it.
/// </summary>
/// <param name="options">Which model.</param>
/// <param name="connect">Makes an HTTP client that follows no redirects.</param>
/// <param name="ledger">Has the papers, and takes what the model says.</param>
/// <param name="clock">For the pauses and the model's time-out.</param>
/// <param name="log">For the operator.</param>
public sealed class ModelWorker(
    ModelOptions options,
    Func<HttpClient> connect,
    ILedger ledger,
    TimeProvider clock,
    ILogger<ModelWorker> log
) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!TryToken(out var token))
        {
            return;
        }

        if (ledger.PaperIndex is not { } index)
        {
            log.LogWarning("{Model} is not asked: the ledger {Ledger} shows no pages", options.Name, ledger.Name);
            return;
        }

        using var model = new ChatEndpoint(connect(), options, token);
        var points = new ModelPoints(model, options, index, clock, log);
        try
        {
            var pause = Pause;
            while (true)
            {
                var answers = await points.CatchUpAsync(stoppingToken);
                pause = answers ? Pause : Doubled(pause);
                await Task.Delay(pause, clock, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            log.LogDebug("No more is asked of {Model}", options.Name);
        }
        catch (LedgerException e)
        {
            // Delivery fails for the same reason, and ends the bot.
            log.LogError("{Error}. Nothing more is asked of {Model}", e.Message, options.Name);
        }
    }

    private static TimeSpan Doubled(TimeSpan pause) => pause * 2 < LongestPause ? pause * 2 : LongestPause;

    // True with the token, or with null where the settings name no file. Otherwise the operator is told what to do.
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
