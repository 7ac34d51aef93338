using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Bot.Ledger.Sqlite;

/// <summary>
/// A back-up that is killed in the middle leaves its unfinished copy, as large as the ledger, and the next one has
/// another name. So each back-up clears its folder of those whose process has ended.
/// </summary>
internal static partial class LeftoverParts
{
    /// <summary>In another container a process may live that this one does not see. None copies for so long.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>What an unfinished copy is called, for this process.</summary>
    public static string NameFor(string file) =>
        string.Create(CultureInfo.InvariantCulture, $"{file}.{Environment.ProcessId}.part");

    /// <summary>Deletes the unfinished copies of back-ups that have ended.</summary>
    /// <param name="part">Ours, just made: its time is the present one on that disk.</param>
    /// <exception cref="IOException">A file cannot be deleted.</exception>
    /// <exception cref="UnauthorizedAccessException">As above.</exception>
    public static void Clear(string part)
    {
        var now = File.GetLastWriteTimeUtc(part);
        foreach (
            var file in Directory.EnumerateFiles(Path.GetDirectoryName(Path.GetFullPath(part))!, "*.part").ToList()
        )
        {
            var match = Name().Match(file);
            var isOther = match.Success && file != Path.GetFullPath(part);
            if (
                isOther
                && HasEnded(match.Groups["process"].Value, now - File.GetLastWriteTimeUtc(file))
                && IsOurs(file)
            )
            {
                Delete(file);
            }
        }
    }

    /// <summary>Deletes an unfinished copy with what SQLite keeps beside it.</summary>
    public static void Delete(string part)
    {
        foreach (var ending in new[] { "", "-journal", "-wal", "-shm" })
        {
            File.Delete(part + ending);
        }
    }

    private static bool HasEnded(string process, TimeSpan age)
    {
        if (age > Longest || !int.TryParse(process, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return age > Longest;
        }

        try
        {
            using var living = Process.GetProcessById(id);
            return living.HasExited;
        }
        catch (ArgumentException)
        {
            return true;
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            return false; // it is there, and another user's
        }
    }

    // Other programs call their unfinished files so too: only an SQLite file is deleted, or one without a byte.
    private static bool IsOurs(string file)
    {
        using var stream = File.OpenRead(file);
        var start = new byte[16];
        var read = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        return read == 0 || start.AsSpan(0, read).SequenceEqual("SQLite format 3\0"u8);
    }

    [GeneratedRegex(@"\.(?<process>[0-9]{1,10})\.part\z")]
    private static partial Regex Name();
}
