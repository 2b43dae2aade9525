using Senmitsu.Formats.Safetensors;
using Senmitsu.Numerics;
using static TorchSharp.torch;

namespace Senmitsu.DemoModel.Pretraining;

/// <summary>Weights of a network by name, in memory on the CPU. Owns them.</summary>
public sealed class WeightSet : IDisposable
{
    /// <summary>Takes up weights.</summary>
    /// <param name="tensors">Name → weight. Owned from now on.</param>
    internal WeightSet(IReadOnlyDictionary<string, Tensor> tensors) => Tensors = tensors;

    /// <summary>Name → weight.</summary>
    public IReadOnlyDictionary<string, Tensor> Tensors { get; }

    /// <summary>Reads all tensors of a file as float32.</summary>
    /// <param name="path">A .safetensors file.</param>
    /// <returns>Caller owns it.</returns>
    public static WeightSet Read(string path)
    {
        using var file = SafetensorsFile.Open(path);
        return Read(file);
    }

    /// <inheritdoc cref="Read(string)"/>
    /// <param name="file">The open file. Borrowed.</param>
    public static WeightSet Read(SafetensorsFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return new(file.Tensors.Keys.ToDictionary(name => name, name => TensorFiles.Read(file, name, ScalarType.Float32, CPU), StringComparer.Ordinal));
    }

    /// <summary>A copy in another number format.</summary>
    /// <returns>Caller owns it.</returns>
    public WeightSet To(ScalarType dataType) =>
        new(Tensors.ToDictionary(pair => pair.Key, pair => pair.Value.to(dataType, copy: true).DetachFromDisposeScope(), StringComparer.Ordinal));

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tensor in Tensors.Values) tensor.Dispose();
    }
}
