using System.Runtime.InteropServices;

namespace Senmitsu.Numerics;

/// <summary>The device has no room for a tensor.</summary>
/// <param name="cause">What libtorch said; its first line says how much was wanted.</param>
/// <param name="remedy">What to do, for people.</param>
public sealed class OutOfDeviceMemoryException(Exception cause, string remedy) : Exception($"The memory is full: {FirstLine(cause)}. {remedy}", cause)
{
    // "[enforce fail at alloc_cpu.cpp:124] err == 0. DefaultCPUAllocator: can't allocate memory: you tried to allocate 1125899906842624 bytes. Error code 12 (Cannot allocate memory)"
    // "CUDA out of memory. Tried to allocate 2.00 GiB. GPU 0 has a total capacity of …"
    private static readonly string[] Signs = ["can't allocate memory", "out of memory", "not enough memory"];

    /// <summary>Whether an exception is libtorch's for want of memory, which has no type of its own.</summary>
    public static bool Is(ExternalException exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return Signs.Any(sign => exception.Message.Contains(sign, StringComparison.OrdinalIgnoreCase));
    }

    private static string FirstLine(Exception cause)
    {
        ArgumentNullException.ThrowIfNull(cause);
        var line = cause.Message.Split('\n')[0].Trim();
        var wanted = line.IndexOf("tried to allocate", StringComparison.OrdinalIgnoreCase);
        return (wanted < 0 ? line : line[wanted..]).TrimEnd('.');
    }
}
