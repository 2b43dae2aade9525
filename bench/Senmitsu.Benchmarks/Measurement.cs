using Senmitsu.Numerics;
using System.Diagnostics;
using static TorchSharp.torch;

namespace Senmitsu.Benchmarks;

/// <summary>Measures one operation in this process.</summary>
internal static class Measurement
{
    /// <summary>One run to warm up (kernels are chosen, memory is touched) unless it is left out, then the timed ones.</summary>
    public static BenchmarkResult Take(IBenchmark benchmark, BenchmarkContext context, int repeats, bool isCold)
    {
        using var prepared = benchmark.Prepare(context);
        if (!isCold) prepared.Run();
        PeakMemory.Reset();
        var seconds = new double[repeats];
        var processorSeconds = new double[repeats];
        using var process = Process.GetCurrentProcess();
        for (var i = 0; i < repeats; i++)
        {
            process.Refresh();
            var processor = process.TotalProcessorTime;
            var start = Stopwatch.GetTimestamp();
            prepared.Run();
            seconds[i] = Stopwatch.GetElapsedTime(start).TotalSeconds;
            process.Refresh();
            processorSeconds[i] = (process.TotalProcessorTime - processor).TotalSeconds;
        }

        return new BenchmarkResult(benchmark.Name, benchmark.GigaFlop, seconds, processorSeconds, PeakMemory.Bytes(), context.DataType == ScalarType.BFloat16 ? "bf16" : "fp32");
    }
}
