namespace Bot.Tests.Support;

/// <summary>The project's own files.</summary>
public static class Project
{
    /// <summary>The folder that holds Bot.sln.</summary>
    public static string Root { get; } = Find();

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    public static IEnumerable<string> SourceFiles(string folder) =>
        Directory
            .EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            .Where(file =>
                !file.Contains(
                    $"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}",
                    StringComparison.Ordinal
                )
            );

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Bot.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("no Bot.sln above the tests");
        }

        return folder.FullName;
    }
}

/// <summary>Real arXiv data that lie beside the project on its makers' machines, too large to ship.</summary>
public static class SharedData
{
    public static string Path(string name)
    {
        var path = System.IO.Path.Combine(Project.Root, "..", "shared", "data", name);
        if (!System.IO.Path.Exists(path))
        {
            Assert.Skip($"needs the real data ../shared/data/{name}, which are not on this machine");
        }

        return path;
    }
}
