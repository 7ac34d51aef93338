namespace Bot.Tests.Habits;

/// <summary>How long a source line and a source file may be.</summary>
internal static class SourceLimits
{
    /// <summary>UTF-16 units in a line, with comments and strings. The formatter aims for 120.</summary>
    public const int Columns = 140;

    /// <summary>Lines in a file. What is longer is more than one room.</summary>
    public const int Lines = 300;

    private static readonly string[] MadeByTools = ["bin", "obj", "node_modules"];

    /// <summary>All C# sources below a folder, but for what tools make and hidden folders.</summary>
    public static IEnumerable<string> SourcesBelow(string folder) =>
        Directory
            .EnumerateFiles(folder, "*.cs")
            .Concat(Directory.EnumerateDirectories(folder).Where(IsOurs).SelectMany(SourcesBelow));

    /// <summary>Every line and file that is too long.</summary>
    public static IEnumerable<string> Offenders(string name, IReadOnlyList<string> lines)
    {
        if (lines.Count > Lines)
        {
            yield return $"{name} has {lines.Count} lines";
        }

        foreach (var (at, line) in lines.Index())
        {
            if (line.Length > Columns)
            {
                yield return $"{name}({at + 1}) has {line.Length} columns";
            }
        }
    }

    private static bool IsOurs(string folder)
    {
        var name = Path.GetFileName(folder);
        return !name.StartsWith('.') && !MadeByTools.Contains(name);
    }
}
