using System.Diagnostics;
using System.Globalization;

namespace Senmitsu.Numerics;

/// <summary>The largest resident memory of this process.</summary>
public static class PeakMemory
{
    private const string ClearFile = "/proc/self/clear_refs";
    private const string StatusFile = "/proc/self/status";

    /// <summary>Starts over where the system can (Linux: proc(5), <c>clear_refs</c> value 5); elsewhere the peak is the whole process's.</summary>
    public static void Reset()
    {
        if (!File.Exists(ClearFile)) return;
        try
        {
            File.WriteAllText(ClearFile, "5");
        }
        catch (IOException)
        {
        }
        catch (UnauthorizedAccessException)
        {
        }
    }

    /// <summary>The peak since <see cref="Reset"/>.</summary>
    public static long Bytes()
    {
        using var process = Process.GetCurrentProcess();
        if (!File.Exists(StatusFile)) return process.PeakWorkingSet64;

        // "VmHWM:	  147212 kB"
        const string Key = "VmHWM:";
        var line = File.ReadLines(StatusFile).FirstOrDefault(line => line.StartsWith(Key, StringComparison.Ordinal));
        return line is null ? process.PeakWorkingSet64 : 1024 * long.Parse(line.AsSpan(Key.Length, line.Length - Key.Length - 2), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture);
    }
}
