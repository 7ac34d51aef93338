namespace Bot.Tests.Support;

/// <summary>A program in the place of the one that makes pictures, so that tests need none of the machine's.</summary>
public sealed class PictureMaker : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tootprint-test-");

    /// <param name="script">What it does; by default it reads all and writes the beginning of a PNG.</param>
    public PictureMaker(string script = "cat > /dev/null\nprintf '\\211PNG\\r\\n\\032\\nand so on'")
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the program is a shell script");
        Path = System.IO.Path.Combine(_folder.FullName, "make-picture");
        File.WriteAllText(Path, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
    }

    public string Path { get; }

    public void Dispose() => _folder.Delete(recursive: true);
}
