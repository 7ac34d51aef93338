using System.ComponentModel;
using System.Diagnostics;

namespace Bot.PaperPages;

/// <summary>
/// Runs the program that makes a PNG of an SVG, such as rsvg-convert. It reads the SVG from its standard input and
/// writes the PNG to its standard output. No shell is involved.
/// </summary>
/// <param name="name">The program's name in PATH, or its path.</param>
/// <param name="clock">For the time-out.</param>
public sealed class PictureProgram(string name, TimeProvider clock)
{
    /// <summary>
    /// It takes a tenth of a second. A busy machine may need more, but a program that hangs must not hold up the day.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>Our pictures take some 50 kB.</summary>
    private const int MostBytes = 4 * 1024 * 1024;

    private static readonly HashSet<string> Needed = new(
        ["PATH", "HOME", "LANG", "LANGUAGE", "LD_LIBRARY_PATH", "TMPDIR", "TMP", "TEMP", "SystemRoot"],
        StringComparer.OrdinalIgnoreCase
    );
    private static readonly string[] NeededPrefixes = ["LC_", "FONTCONFIG_", "XDG_"];

    /// <summary>
    /// How many run at once, for all accounts together: many summaries may be due in one moment, and each process takes
    /// some 25 MB.
    /// </summary>
    private static readonly SemaphoreSlim Turns = new(2);

    /// <summary>Makes the picture, when its turn has come.</summary>
    /// <returns>The picture, or why there is none and what to do.</returns>
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
            var png = ReadAsync(process.StandardOutput.BaseStream, patience.Token);
            var said = process.StandardError.ReadToEndAsync(patience.Token);
            await WriteAsync(process.StandardInput, svg, patience.Token);
            await Task.WhenAll(png, said);
            await process.WaitForExitAsync(patience.Token);
            if (process.ExitCode == 0 && await png is { Length: > 8 } bytes && bytes.AsSpan(1).StartsWith("PNG"u8))
            {
                return (bytes, null);
            }

            var words = (await said).ReplaceLineEndings(" ");
            var why = words.Length > 0 ? $": {words.Trim()}" : "";
            return (null, $"{name} ended with {process.ExitCode} and made no PNG{why}");
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            var isTooSlow = e is OperationCanceledException;
            return (null, isTooSlow ? $"{name} took longer than {Patience.TotalSeconds:0} s" : $"{name}: {e.Message}");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    // It gets the variables by which programs and fonts are found. The accounts' tokens may be among the others.
    private ProcessStartInfo HowToStart()
    {
        var start = new ProcessStartInfo(name, ["--format", "png"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var variable in start.Environment.Keys.Where(name => !IsNeeded(name)).ToList())
        {
            start.Environment.Remove(variable);
        }

        return start;
    }

    private static bool IsNeeded(string variable) =>
        Needed.Contains(variable)
        || NeededPrefixes.Any(prefix => variable.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

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
            // It ended without reading. Its exit code and its error output say why.
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
