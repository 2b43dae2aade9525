using System.Runtime.InteropServices;

namespace Senmitsu.Studio.Datasets;

/// <summary>A second name for a file on the same disk, which .NET 10 cannot make by itself.</summary>
internal static partial class HardLink
{
    /// <summary>Makes one.</summary>
    /// <param name="source">The file.</param>
    /// <param name="target">Its second name, not taken yet.</param>
    /// <returns>False where the file system or its rules do not allow it.</returns>
    public static bool TryCreate(string source, string target)
    {
        try
        {
            return OperatingSystem.IsWindows() ? CreateHardLink(target, source, 0) : Link(source, target) == 0;
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            return false;
        }
    }

    [LibraryImport("kernel32", EntryPoint = "CreateHardLinkW", StringMarshalling = StringMarshalling.Utf16)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool CreateHardLink(string target, string source, nint attributes);

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string source, string target);
}
