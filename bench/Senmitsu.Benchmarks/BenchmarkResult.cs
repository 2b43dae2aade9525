namespace Senmitsu.Benchmarks;

/// <summary>What one operation took.</summary>
/// <param name="Name">The operation.</param>
/// <param name="GigaFlop">Counted work of one run; 0 = not counted.</param>
/// <param name="Seconds">Wall time of each timed run.</param>
/// <param name="ProcessorSeconds">Processor time of each timed run, all threads together.</param>
/// <param name="PeakBytes">Largest resident memory during the timed runs, weights included.</param>
/// <param name="DataType">dtype of the networks.</param>
internal sealed record BenchmarkResult(string Name, double GigaFlop, IReadOnlyList<double> Seconds, IReadOnlyList<double> ProcessorSeconds, long PeakBytes, string DataType)
{
    /// <summary>Median wall time.</summary>
    public double Median => Middle(Seconds);

    /// <summary>Shortest wall time.</summary>
    public double Least => Seconds.Min();

    /// <summary>Median processor time: comparable even when other programs compete for the cores.</summary>
    public double ProcessorMedian => Middle(ProcessorSeconds);

    /// <summary>Cores in use, on average: far below the machine's number when other programs compete.</summary>
    public double Cores => ProcessorSeconds.Sum() / Seconds.Sum();

    private static double Middle(IReadOnlyList<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
