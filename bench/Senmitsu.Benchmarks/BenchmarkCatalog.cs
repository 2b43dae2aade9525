using Senmitsu.Benchmarks.Operations;

namespace Senmitsu.Benchmarks;

/// <summary>Every operation that can be measured.</summary>
internal static class BenchmarkCatalog
{
    /// <summary>In the order of the report.</summary>
    public static IReadOnlyList<IBenchmark> All { get; } =
    [
        new CheckpointOpenBenchmark(),
        new TextEncodeBenchmark(),
        new UnetStepBenchmark(),
        new VaeDecodeBenchmark(),
        new VaeEncodeBenchmark(),
        new LoraStepBenchmark(256),
        new LoraStepBenchmark(512),
        new LoraStepBenchmark(512, batchSize: 2),
    ];

    /// <summary>Name of the group <see cref="Memory"/> on the command line.</summary>
    public const string MemoryGroup = "memory";

    /// <summary>Peak memory of each network at three sizes, of the decoder whole and in bands, and of all of them together at 1024×1024.</summary>
    public static IReadOnlyList<IBenchmark> Memory { get; } =
    [
        new TextEncodeBenchmark(),
        .. new[] { 512, 768, 1024 }.SelectMany(side => new IBenchmark[] { new UnetStepBenchmark(side), new VaeDecodeBenchmark(side), new VaeDecodeBenchmark(side, inBands: true) }),
        new TextToImageBenchmark(1024),
    ];

    /// <summary>The operations of a name: one, or those of the group; empty if there is none.</summary>
    public static IReadOnlyList<IBenchmark> Find(string name) =>
        name == MemoryGroup ? Memory : [.. All.Concat(Memory).Where(benchmark => benchmark.Name == name).Take(1)];
}
