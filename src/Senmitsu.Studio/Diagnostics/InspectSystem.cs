using System.Globalization;
using System.Runtime.InteropServices;
using Senmitsu.Numerics;
using Senmitsu.Studio.Tokenizers;

namespace Senmitsu.Studio.Diagnostics;

/// <summary>Use case: look at this machine and say what runs on it.</summary>
/// <param name="folders">Where the studio keeps things.</param>
/// <param name="environment">Reads an environment variable.</param>
/// <param name="clock">Source of times.</param>
public sealed class InspectSystem(StudioFolders folders, Func<string, string?> environment, TimeProvider clock)
{
    private const long RecommendedDiskBytes = 10L << 30;
    private const long RecommendedMemoryBytes = 8L << 30;

    /// <summary>Looks at everything; the speed test takes about two seconds.</summary>
    public SystemReport Run()
    {
        var findings = new List<Finding>
        {
            new("system", $"{RuntimeInformation.OSDescription} ({RuntimeInformation.RuntimeIdentifier})"),
            new(".NET", RuntimeInformation.FrameworkDescription),
            Processor(),
            Memory(),
        };
        var isHealthy = AddEngine(findings);
        findings.Add(new Finding("data folder", folders.Root + (Directory.Exists(folders.Root) ? "" : " (made on first use)")));
        findings.Add(Disk());
        findings.Add(Tokenizer());
        return new SystemReport(isHealthy, findings);
    }

    private static Finding Processor()
    {
        var features = string.Join(", ", CpuFeatures.Names());
        var text = string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} cores, {(features.Length > 0 ? features : "no vector extensions known")}");
        return new Finding("processor", text, CpuFeatures.HasAvx2 || !OperatingSystem.IsLinux() ? null : "without AVX2 everything runs very slowly");
    }

    private static Finding Memory()
    {
        var bytes = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        return new Finding("memory", Gigabytes(bytes), bytes < RecommendedMemoryBytes ? "8 GB or more are recommended for full-size models" : null);
    }

    private bool AddEngine(List<Finding> findings)
    {
        try
        {
            NativeLibraries.Load();
        }
        catch (NativeLibraryException e)
        {
            findings.Add(new Finding("tensor engine", "does not load", e.Message));
            return false;
        }

        findings.Add(new Finding("tensor engine", $"libtorch {EngineInfo.LibTorchVersion}, TorchSharp {EngineInfo.TorchSharpVersion}, {EngineInfo.Threads} threads"));
        var device = ComputeDevice.Parse("auto");
        findings.Add(new Finding("device", device.ToString(), device == ComputeDevice.Cpu ? "no CUDA device answers; pictures are made on the processor" : null));
        findings.Add(new Finding("precision", $"auto = {device.Resolve(Precision.Auto)}"));
        var speed = SpeedTest.Run(device, clock);
        findings.Add(new Finding("speed", string.Create(CultureInfo.InvariantCulture, $"convolution {speed.Convolution:F0} GFLOP/s, matrix product {speed.MatrixProduct:F0} GFLOP/s ({device.Resolve(Precision.Auto)})")));
        return true;
    }

    private Finding Disk()
    {
        var existing = folders.Root;
        while (!Directory.Exists(existing) && Path.GetDirectoryName(existing) is { } parent) existing = parent;
        var free = new DriveInfo(existing).AvailableFreeSpace;
        return new Finding("free disk", Gigabytes(free), free < RecommendedDiskBytes ? "a checkpoint needs 2-4 GB; free some space or use --data on another disk" : null);
    }

    private Finding Tokenizer()
    {
        var found = TokenizerLocator.Find(TokenizerSearch.FromEnvironment(folders.Root, environment));
        return new Finding("CLIP tokenizer", found ?? "not here yet", found is null ? "it is downloaded once when first needed; offline, put vocab.json and merges.txt into a folder and use --tokenizer" : null);
    }

    private static string Gigabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 30):F1} GB");
}
