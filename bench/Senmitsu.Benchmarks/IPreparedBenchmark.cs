namespace Senmitsu.Benchmarks;

/// <summary>An operation ready to run. Owns what it was given.</summary>
internal interface IPreparedBenchmark : IDisposable
{
    /// <summary>Runs the operation once; timed.</summary>
    void Run();
}
