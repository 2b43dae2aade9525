using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Senmitsu.Numerics;
using static TorchSharp.torch;

namespace Senmitsu.Benchmarks;

/// <summary>Measures each operation in a child process, so that one's memory is not another's, and prints a table.</summary>
internal static class BenchmarkRunner
{
    private const int Done = 0;
    private const int Failed = 1;
    private const int BadInput = 2;

    /// <summary>Runs the program.</summary>
    /// <returns>Exit code.</returns>
    public static int Run(string[] args)
    {
        BenchmarkOptions options;
        try
        {
            options = BenchmarkOptions.Parse(args);
        }
        catch (ArgumentException e)
        {
            Console.Error.WriteLine(e.Message);
            return BadInput;
        }

        NativeLibraries.Load();
        return options.IsChild ? RunChild(options) : RunParent(options);
    }

    private static int RunChild(BenchmarkOptions options)
    {
        var context = new BenchmarkContext(FullSizeCheckpoint.DefaultPath, ComputeDevice.Cpu.Resolve(options.Precision));
        var benchmark = BenchmarkCatalog.Find(options.Names[0])[0];
        Console.Out.WriteLine(JsonSerializer.Serialize(Measurement.Take(benchmark, context, options.Repeats)));
        return Done;
    }

    private static int RunParent(BenchmarkOptions options)
    {
        var path = FullSizeCheckpoint.DefaultPath;
        if (!File.Exists(path)) Console.Error.WriteLine($"writing {path}, about 2 GB");
        FullSizeCheckpoint.Ensure(path);

        Console.Out.WriteLine(Machine());
        Console.Out.WriteLine();
        Console.Out.WriteLine("| operation | what | format | median s | min s | CPU s | cores used | GFLOP | GFLOP/s | peak MB |");
        Console.Out.WriteLine("|---|---|---|---|---|---|---|---|---|---|");
        var exitCode = Done;
        foreach (var benchmark in options.Names.Count == 0 ? BenchmarkCatalog.All : options.Names.SelectMany(BenchmarkCatalog.Find))
        {
            if (MeasureInChild(benchmark.Name, options) is { } result) Console.Out.WriteLine(Row(benchmark, result));
            else exitCode = Failed;
        }

        return exitCode;
    }

    private static BenchmarkResult? MeasureInChild(string name, BenchmarkOptions options)
    {
        var program = Environment.ProcessPath!;
        var isHost = Path.GetFileNameWithoutExtension(program) == "dotnet";
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, UseShellExecute = false };
        if (isHost) start.ArgumentList.Add(typeof(BenchmarkRunner).Assembly.Location);
        foreach (var argument in options.ForChild(name)) start.ArgumentList.Add(argument);
        using var child = Process.Start(start)!;
        var output = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        if (child.ExitCode == Done) return JsonSerializer.Deserialize<BenchmarkResult>(output);
        Console.Error.WriteLine($"{name} ended with exit code {child.ExitCode}");
        return null;
    }

    private static string Row(IBenchmark benchmark, BenchmarkResult result)
    {
        var work = result.GigaFlop == 0 ? "– | –" : string.Create(CultureInfo.InvariantCulture, $"{result.GigaFlop:F0} | {result.GigaFlop / result.Median:F0}");
        return string.Create(CultureInfo.InvariantCulture, $"| {benchmark.Name} | {benchmark.Description} | {result.DataType} | {result.Median:F2} | {result.Least:F2} | {result.ProcessorMedian:F1} | {result.Cores:F2} | {work} | {result.PeakBytes / 1e6:F0} |");
    }

    private static string Machine() => string.Create(
        CultureInfo.InvariantCulture,
        $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} cores, {string.Join(" ", CpuFeatures.Names())}; {get_num_threads()} threads; GLIBC_TUNABLES={Environment.GetEnvironmentVariable("GLIBC_TUNABLES") ?? "(not set)"}");
}
