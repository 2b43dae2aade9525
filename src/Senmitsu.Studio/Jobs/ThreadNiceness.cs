using System.Runtime.InteropServices;

namespace Senmitsu.Studio.Jobs;

/// <summary>Lets other threads go first where .NET's thread priorities have no effect.</summary>
internal static partial class ThreadNiceness
{
    // Linux man page setpriority(2): who 0 of PRIO_PROCESS is the calling thread, and threads it starts inherit the value.
    private const int ProcessPriority = 0, CallingThread = 0;

    /// <summary>Half-way between normal and idle.</summary>
    private const int BelowNormal = 10;

    /// <summary>Lowers the calling thread, and the threads that it will start, among them libtorch's.</summary>
    /// <returns>Whether it was done; elsewhere than on Linux never.</returns>
    public static bool TryLower()
    {
        if (!OperatingSystem.IsLinux()) return false;
        try
        {
            return SetPriority(ProcessPriority, CallingThread, BelowNormal) == 0;
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, int who, int priority);
}
