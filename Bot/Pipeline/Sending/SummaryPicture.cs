using Bot.Ledger;
using Bot.PaperPages;
using Bot.Publisher;
using Microsoft.Extensions.Logging;

namespace Bot.Pipeline.Sending;

/// <summary>
/// Uploads the picture that a summary goes out with, right before it goes out. Nothing that fails here holds up the
/// summary: it goes out without a picture, and the operator is told once per run.
/// </summary>
/// <param name="account">Whose summaries.</param>
/// <param name="intake">Where the day's picture is.</param>
/// <param name="clock">For time-outs.</param>
/// <param name="log">For the operator.</param>
public sealed class SummaryPicture(AccountSession account, IIntake intake, TimeProvider clock, ILogger log)
{
    /// <summary>For the upload and the server's work on it; the papers of the day wait behind it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly PictureProgram _program = new(account.Options.Shared.PictureProgram, clock);
    private bool _hasWarned;

    /// <summary>The id of the uploaded picture; null for a toot that goes out without one.</summary>
    public async Task<string?> UploadAsync(OutboxEntry entry, CancellationToken stop)
    {
        if (
            !account.Options.Summary.Picture
            || entry is not { Toot: { Kind: TootKind.Summary, Action: TootAction.Post }, WithoutPicture: false }
            || await intake.Picture(entry.Category, entry.Date) is not { } picture
        )
        {
            return null;
        }

        var (png, trouble) = await _program.MakeAsync(picture.Svg, stop);
        using var timeout = new CancellationTokenSource(Patience, clock);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop, timeout.Token);
        string? id = null;
        if (png is not null)
        {
            (id, trouble) = await account.Client.UploadAsync(
                png,
                AltText.Fit(picture.Alt, account.LongestDescription),
                patience.Token
            );
        }

        if (id is null && !stop.IsCancellationRequested)
        {
            Warn(entry, trouble!);
        }

        return id;
    }

    /// <summary>Takes back a picture whose toot was certainly not posted.</summary>
    public async Task DiscardAsync(string? id, CancellationToken stop)
    {
        if (id is null)
        {
            return;
        }

        using var timeout = new CancellationTokenSource(Patience, clock);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop, timeout.Token);
        await account.Client.DiscardAsync(id, patience.Token);
    }

    /// <summary>Warns that a summary goes out without its picture; once per run.</summary>
    public void Warn(OutboxEntry entry, string trouble)
    {
        if (!_hasWarned)
        {
            log.LogWarning(
                "{Account}: {Toot} goes out without its picture: {Trouble}",
                account.Options,
                entry.Identity,
                trouble
            );
        }

        _hasWarned = true;
    }
}
