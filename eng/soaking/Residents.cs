using System.Globalization;
using System.Text.RegularExpressions;

namespace Soaking;

/// <summary>Where a process's resident memory is, in MB.</summary>
/// <param name="Files">Programs and libraries, which processes share.</param>
/// <param name="Code">What the runtime has compiled.</param>
/// <param name="Native">What the C library gives out: to the runtime, to its compiler, to SQLite.</param>
/// <param name="Rest">The collector's regions first of all, and the threads' stacks.</param>
internal sealed partial record Residents(double Files, double Code, double Native, double Rest)
{
    /// <summary>What glibc reserves for each of its heaps beside the first one.</summary>
    private const long Arena = 64 * 1024 * 1024;

    public double All => Files + Code + Native + Rest;

    /// <param name="process">Its folder in /proc.</param>
    public static Residents Of(string process)
    {
        var maps = new List<(long Start, long End, string Access, string Name, double Resident)>();
        foreach (var line in File.ReadLines($"{process}/smaps"))
        {
            if (Mapping().Match(line) is { Success: true } map)
                maps.Add((Hex(map.Groups[1]), Hex(map.Groups[2]), map.Groups[3].Value, map.Groups[4].Value, 0));
            else if (Resident().Match(line) is { Success: true } kilobytes)
                maps[^1] = maps[^1] with
                {
                    Resident = int.Parse(kilobytes.Groups[1].Value, CultureInfo.InvariantCulture) * 1024 / 1e6,
                };
        }

        double files = 0,
            code = 0,
            native = 0,
            rest = 0;
        for (var n = 0; n < maps.Count; n++)
        {
            var (start, end, _, name, resident) = maps[n];
            if (name.Contains("doublemapper", StringComparison.Ordinal))
                code += resident;
            else if (name.StartsWith('/'))
                files += resident;
            else if (
                name == "[heap]"
                || (name.Length == 0 && IsArena(start, end, n + 1 < maps.Count ? maps[n + 1] : default))
            )
                native += resident;
            else
                rest += resident;
        }

        return new Residents(files, code, native, rest);
    }

    // Its used beginning, and then what is reserved and may not be touched yet.
    private static bool IsArena(
        long start,
        long end,
        (long Start, long End, string Access, string Name, double Resident) next
    ) =>
        start % Arena == 0
        && (
            end - start == Arena
            || (
                next.Start == end
                && next.End == start + Arena
                && next.Access?.StartsWith("---", StringComparison.Ordinal) == true
            )
        );

    private static long Hex(Group digits) =>
        long.Parse(digits.Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^([0-9a-f]+)-([0-9a-f]+) (\S+) \S+ \S+ \S+\s*(.*)$")]
    private static partial Regex Mapping();

    [GeneratedRegex(@"^Rss:\s+(\d+) kB")]
    private static partial Regex Resident();
}
