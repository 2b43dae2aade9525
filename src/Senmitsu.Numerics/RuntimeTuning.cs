using System.Runtime.InteropServices;

namespace Senmitsu.Numerics;

/// <summary>
/// Settings of glibc, libgomp and MKL that libtorch's speed and reproducibility depend on. All read them once, so they are set before libtorch is loaded;
/// what the user has set in the environment stays.
/// </summary>
internal static partial class RuntimeTuning
{
    // malloc.h
    private const int TrimThreshold = -1;
    private const int MmapThreshold = -3;
    private const int MmapMax = -4;
    private const int ArenaMax = -8;

    private const int UsualMmapMax = 65_536, LargeBlock = 32 << 20; // the largest threshold that malloc takes

    /// <summary>
    /// About a quarter of a millisecond. libgomp's own choices are minutes, which stalls every other program on the machine, and none,
    /// which costs two sleeps and wake-ups for each of the thousands of short parallel regions of a step.
    /// </summary>
    private const string SpinCount = "20000";

    /// <summary>
    /// The fastest code for the processor, but sums in an order that depends on sizes alone. By default, products in float32 on processors
    /// with AVX512 differ in their last bits from run to run as soon as two threads compute them, and a resumed training would have other bytes.
    /// </summary>
    private const string Reproducible = "AUTO,STRICT";

    /// <summary>Applies the settings; does nothing on other systems.</summary>
    public static void Apply() => OnLinux(() =>
    {
        _ = Set("MKL_CBWR", Reproducible, 0);
        if (Get("OMP_WAIT_POLICY") == 0) _ = Set("GOMP_SPINCOUNT", SpinCount, 0);

        // One heap that keeps what it frees: a fresh mapping for every activation would have each of its pages cleared by the system.
        _ = SetAllocator(MmapMax, 0);
        _ = SetAllocator(TrimThreshold, int.MaxValue);
        _ = SetAllocator(ArenaMax, 1);
    });

    /// <summary>Chooses between memory and speed: whether blocks of 32 MiB and more return to the system when they are freed.</summary>
    /// <param name="givesBack">If so, everything that is free now returns as well.</param>
    public static void GiveBack(bool givesBack) => OnLinux(() =>
    {
        _ = SetAllocator(MmapThreshold, LargeBlock);
        _ = SetAllocator(MmapMax, givesBack ? UsualMmapMax : 0);
        if (givesBack) _ = Trim(0);
    });

    private static void OnLinux(Action apply)
    {
        if (!OperatingSystem.IsLinux()) return;
        try
        {
            apply();
        }
        catch (EntryPointNotFoundException)
        {
            // Another C library than glibc decides by itself: slower, not wrong.
        }
    }

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int Trim(nuint kept);

    [LibraryImport("libc", EntryPoint = "getenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint Get(string name);

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Set(string name, string value, int overwrite);

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int SetAllocator(int parameter, int value);
}
