namespace Bot.Options;

/// <summary>
/// Files that are nobody's business but the bot's user's, whatever the umask of whoever starts it. Windows has no such
/// modes: there a file is as private as its folder.
/// </summary>
internal static class PrivateFiles
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Opens a file; one that is not there is made for its owner alone.</summary>
    public static FileStream Open(string path, FileMode mode, FileAccess access, FileShare share)
    {
        var options = new FileStreamOptions
        {
            Mode = mode,
            Access = access,
            Share = share,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = Owner;
        }

        return new FileStream(path, options);
    }

    /// <summary>Makes a folder, for its owner alone, where there is none.</summary>
    public static void MakeFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, Owner | UnixFileMode.UserExecute);
        }
    }

    /// <summary>What is wrong with who may read or write a secret's file, and the remedy; null for nothing.</summary>
    /// <param name="path">The file. A link counts as what it leads to.</param>
    public static string? Exposure(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return null;
        }

        UnixFileMode mode;
        try
        {
            using var file = File.OpenHandle(path);
            mode = File.GetUnixFileMode(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null; // whoever needs the file says why it cannot be read
        }

        var others = mode & (UnixFileMode.OtherRead | UnixFileMode.OtherWrite);
        var strangers = others | (mode & UnixFileMode.GroupWrite);
        if (strangers == UnixFileMode.None)
        {
            return null;
        }

        var what = others.HasFlag(UnixFileMode.OtherRead) ? "read" : "change";
        return $"{path} has the mode {Convert.ToString((int)mode, 8)}, so other users of this machine can {what} it; "
            + $"`chmod 600 {path}`, owned by the bot's user, and make a new token if anybody may have";
    }
}
