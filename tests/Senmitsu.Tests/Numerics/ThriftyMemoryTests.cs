using System.Runtime.InteropServices;
using Senmitsu.Numerics;
using Senmitsu.Tests.Testing;
using static TorchSharp.torch;

namespace Senmitsu.Tests.Numerics;

[Collection(RunsAlone.Name)]
public sealed partial class ThriftyMemoryTests
{
    /// <summary>Above malloc's largest threshold, and below what the heap of a thread takes.</summary>
    private const long Bytes = 48 << 20;

    [Fact]
    public void Begin_MapsLargeTensorsApart_UntilTheLastEnds()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "glibc's");
        Assert.True(MappedApart() < Bytes, "a large tensor has a mapping of its own, which costs as much again next time");
        using (ThriftyMemory.Begin())
        {
            ThriftyMemory.Begin().Dispose();
            Assert.True(MappedApart() >= Bytes, "a large tensor comes from the heap, which keeps its memory when it is freed");
        }

        Assert.True(MappedApart() < Bytes, "a large tensor still has a mapping of its own");
    }

    /// <summary>By how much a large tensor raises what malloc has mapped apart.</summary>
    private static long MappedApart()
    {
        var before = Mallinfo2().MappedBytes;
        using var large = ones(Bytes / sizeof(float));
        return (long)Mallinfo2().MappedBytes - (long)before;
    }

    [LibraryImport("libc", EntryPoint = "mallinfo2")]
    private static partial MallocInfo Mallinfo2();

    /// <summary>malloc.h: what malloc says of itself, bytes and counts.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly struct MallocInfo
    {
        private readonly nuint _arena, _freeChunks, _fastChunks, _mappings;

        public readonly nuint MappedBytes;

        private readonly nuint _unused, _fastBytes, _usedBytes, _freeBytes, _topBytes;
    }
}
