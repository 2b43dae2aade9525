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
}
