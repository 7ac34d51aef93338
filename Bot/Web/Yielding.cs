using System.Runtime.InteropServices;

namespace Bot.Web;

/// <summary>
/// Threads that the system lets run when no other wants to: readers can wait, a toot in flight should not. .NET's own
/// priorities do nothing on Linux, where a thread has a "nice" value of its own.
/// </summary>
internal static partial class Yielding
{
    private const int ThreadOrProcess = 0;
    private const int Nice = 5;

    /// <summary>From now on the calling thread yields to others.</summary>
    public static void Begin()
    {
        if (!OperatingSystem.IsLinux())
        {
            Thread.CurrentThread.Priority = ThreadPriority.BelowNormal;
            return;
        }

        try
        {
            // 0 is the calling thread. Where it is not allowed, pages are made at the same rank as all else.
            _ = SetPriority(ThreadOrProcess, 0, Nice);
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            // A C library without it.
        }
    }

    /// <summary>
    /// Gives the system back what the C library keeps of freed memory: compressing and SQLite have theirs from there.
    /// </summary>
    public static void ReturnMemory()
    {
        // Aggressive: the runtime, too, gives back what it has no use for now.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            _ = Trim(0);
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            // musl has none and keeps less.
        }
    }

    [DllImport("libc", EntryPoint = "setpriority")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int SetPriority(int which, uint who, int nice);

    [DllImport("libc", EntryPoint = "malloc_trim")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Trim(nuint kept);
}
