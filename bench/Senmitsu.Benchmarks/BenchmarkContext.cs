using Senmitsu.Formats.Safetensors;
using Senmitsu.Models;
using static TorchSharp.torch;

namespace Senmitsu.Benchmarks;

/// <summary>What operations share: the checkpoint, and the number format of its networks.</summary>
/// <param name="CheckpointPath">The full-size checkpoint.</param>
/// <param name="DataType">dtype of the networks.</param>
internal sealed record BenchmarkContext(string CheckpointPath, ScalarType DataType)
{
    /// <summary>Reads a part of the checkpoint.</summary>
    public TNetwork Load<TNetwork>(Func<SafetensorsFile, ScalarType, Device, TNetwork> load)
    {
        using var _ = no_grad();
        using var file = SafetensorsFile.Open(CheckpointPath);
        return load(file, DataType, CPU);
    }

    /// <summary>Reads the whole checkpoint.</summary>
    public StableDiffusionModel LoadAll() => StableDiffusionLoader.Load(CheckpointPath, DataType, CPU);
}
