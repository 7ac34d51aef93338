using System.ComponentModel;
using System.Diagnostics;
using Bot.Pipeline.Sending;

namespace Bot.PaperPages;

/// <summary>
/// The program beside the bot that makes a PNG of an SVG: reads the one on its standard input and writes the other,
/// without a shell.
/// </summary>
/// <param name="name">Found in PATH, or by its path.</param>
/// <param name="clock">For its time-out.</param>
public sealed class PictureProgram(string name, TimeProvider clock)
{
    /// <summary>
    /// It takes a tenth of a second; a busy machine may need more, a wedged one must not hold up the day.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>Larger is no picture of ours.</summary>
    private const int MostBytes = 4 * 1024 * 1024;

    private static readonly HashSet<string> Needed = new(
        ["PATH", "HOME", "LANG", "LANGUAGE", "LD_LIBRARY_PATH", "TMPDIR", "TMP", "TEMP", "SystemRoot"],
        StringComparer.OrdinalIgnoreCase
    );
    private static readonly string[] NeededFamilies = ["LC_", "FONTCONFIG_", "XDG_"];

    /// <summary>
    /// Of all accounts together: a whole family's summaries are due in one moment, and each of these processes takes
    /// some 25 MB.
    /// </summary>
    private static readonly SemaphoreSlim Turns = new(2);

    /// <returns>The picture, or why there is none.</returns>
    public async Task<(byte[]? Png, string? Trouble)> MakeAsync(string svg, CancellationToken stop)
    {
        await Turns.WaitAsync(stop);
        try
        {
            return await RunAsync(svg, stop);
        }
        finally
        {
            Turns.Release();
        }
    }

    private async Task<(byte[]? Png, string? Trouble)> RunAsync(string svg, CancellationToken stop)
    {
        using var timeout = new CancellationTokenSource(Patience, clock);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop, timeout.Token);
        using var process = new Process { StartInfo = HowToStart() };
        try
        {
            process.Start();
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException or IOException)
        {
            return (
                null,
                $"{name} cannot be started ({e.Message}); install it (Debian: librsvg2-bin), set "
                    + "Bot:Pictures:Program to where it is, or SummaryPicture to false"
            );
        }

        try
        {
            // All three at once: a full pipe in one direction would stop both sides.
            var (png, said) = (
                ReadAsync(process.StandardOutput.BaseStream, patience.Token),
                process.StandardError.ReadToEndAsync(patience.Token)
            );
            await WriteAsync(process.StandardInput, svg, patience.Token);
            await Task.WhenAll(png, said);
            await process.WaitForExitAsync(patience.Token);
            if (process.ExitCode == 0 && await png is { Length: > 8 } bytes && bytes.AsSpan(1).StartsWith("PNG"u8))
            {
                return (bytes, null);
            }

            return (
                null,
                $"{name} ended with {process.ExitCode} and made no "
                    + $"PNG{(await said is { Length: > 0 } words ? $": {words.ReplaceLineEndings(" ").Trim()}" : "")}"
            );
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            return (
                null,
                e is OperationCanceledException
                    ? $"{name} took longer than {Patience.TotalSeconds:0} s"
                    : $"{name}: {e.Message}"
            );
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    // Of the bot's environment it gets what programs and fonts are found by, and not the accounts' tokens.
    private ProcessStartInfo HowToStart()
    {
        var start = new ProcessStartInfo(name, ["--format", "png"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (
            var variable in start
                .Environment.Keys.Where(key =>
                    !Needed.Contains(key)
                    && !NeededFamilies.Any(family => key.StartsWith(family, StringComparison.OrdinalIgnoreCase))
                )
                .ToList()
        )
        {
            start.Environment.Remove(variable);
        }

        return start;
    }

    private static async Task WriteAsync(StreamWriter input, string svg, CancellationToken patience)
    {
        try
        {
            await using (input)
            {
                await input.WriteAsync(svg.AsMemory(), patience);
            }
        }
        catch (IOException)
        {
            // It ended without reading; why, its exit code and its words tell.
        }
    }

    private static async Task<byte[]> ReadAsync(Stream output, CancellationToken patience)
    {
        using var png = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await output.ReadAsync(buffer, patience)) > 0)
        {
            png.Write(buffer, 0, read);
            if (png.Length > MostBytes)
            {
                throw new IOException($"its picture is larger than {MostBytes} bytes");
            }
        }

        return png.ToArray();
    }
}
