using Senmitsu.Formats.Safetensors;
using Senmitsu.Numerics;
using static TorchSharp.torch;

namespace Senmitsu.DemoModel.Pretraining;

/// <summary>Weights of a network by name, in memory on the CPU. Owns them.</summary>
internal sealed class WeightSet : IDisposable
{
    /// <summary>Copies weights in another number format.</summary>
    /// <param name="weights">Borrowed.</param>
    /// <param name="dataType">Their format here.</param>
    public WeightSet(IReadOnlyDictionary<string, Tensor> weights, ScalarType dataType)
        : this(weights.ToDictionary(pair => pair.Key, pair => pair.Value.to(dataType, copy: true).DetachFromDisposeScope(), StringComparer.Ordinal))
    {
    }

    private WeightSet(Dictionary<string, Tensor> tensors) => Tensors = tensors;

    /// <summary>Name → weight.</summary>
    public IReadOnlyDictionary<string, Tensor> Tensors { get; }

    /// <summary>Reads all tensors of a file as float32.</summary>
    public static WeightSet Read(SafetensorsFile file) =>
        new(file.Tensors.Keys.ToDictionary(name => name, name => TensorFiles.Read(file, name, ScalarType.Float32, CPU), StringComparer.Ordinal));

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tensor in Tensors.Values) tensor.Dispose();
    }
}
