namespace Senmitsu.Benchmarks;

/// <summary>One operation that is measured.</summary>
internal interface IBenchmark
{
    /// <summary>Name on the command line.</summary>
    string Name { get; }

    /// <summary>What is measured, in a few words.</summary>
    string Description { get; }

    /// <summary>Multiply-adds × 2 of one run, in 10⁹, counted from shapes: convolutions, linear layers and attention. 0 = not counted.</summary>
    double GigaFlop { get; }

    /// <summary>Loads and allocates what the operation needs; not timed.</summary>
    IPreparedBenchmark Prepare(BenchmarkContext context);
}
