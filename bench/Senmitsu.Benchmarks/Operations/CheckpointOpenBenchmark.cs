namespace Senmitsu.Benchmarks.Operations;

/// <summary>Opening a 2 GB checkpoint whose file is in the system's cache: all three networks, converted to the number format.</summary>
internal sealed class CheckpointOpenBenchmark : IBenchmark
{
    public string Name => "open";

    public string Description => "open a 2 GB fp16 checkpoint, warm";

    public double GigaFlop => 0;

    public IPreparedBenchmark Prepare(BenchmarkContext context) => new Prepared(context);

    private sealed class Prepared(BenchmarkContext context) : IPreparedBenchmark
    {
        public void Run() => context.LoadAll().Dispose();

        public void Dispose()
        {
        }
    }
}
