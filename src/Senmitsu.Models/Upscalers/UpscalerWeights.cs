using Senmitsu.Formats.Safetensors;
using Senmitsu.Formats.Weights;
using Senmitsu.Models.Layers;
using Senmitsu.Numerics;
using static TorchSharp.torch;

namespace Senmitsu.Models.Upscalers;

/// <summary>Weights of an upscaler out of its file.</summary>
/// <param name="file">The open file. Borrowed.</param>
/// <param name="tensors">Its tensors by unified name.</param>
/// <param name="dataType">The network's dtype.</param>
/// <param name="device">The network's device.</param>
internal sealed class UpscalerWeights(WeightFile file, IReadOnlyDictionary<string, TensorInfo> tensors, ScalarType dataType, Device device) : WeightSource
{
    private readonly List<string> _missing = [];
    private readonly List<string> _wrongShapes = [];

    /// <inheritdoc/>
    public override bool Has(string key) => tensors.ContainsKey(key);

    /// <inheritdoc/>
    public override Tensor Read(string key, params long[] shape)
    {
        var info = tensors.GetValueOrDefault(key);
        if (info is null) _missing.Add(key);
        else if (!info.Shape.SequenceEqual(shape)) _wrongShapes.Add($"'{info.Name}' is {TensorShape.Format(info.Shape)}, the network wants {TensorShape.Format(shape)}");
        if (info is null || !info.Shape.SequenceEqual(shape)) return empty(0, dataType, device).DetachFromDisposeScope();

        using var scope = NewDisposeScope();
        if (!FiniteNumbers.AreAll(file, info)) throw new NonFiniteWeightsException(file.Path, info.Name);
        var weight = shape.Length == 4 ? MemoryFormat.EmptyChannelsLast(shape, dataType, device) : empty(shape, dataType, device);
        TensorFiles.ReadInto(file, info.Name, weight);
        return weight.DetachFromDisposeScope();
    }

    /// <summary>Throws when anything asked for was missing or of another shape.</summary>
    /// <exception cref="ModelMismatchException">Lists all differences.</exception>
    public void ThrowIfMismatch()
    {
        if (_missing.Count + _wrongShapes.Count > 0) throw new ModelMismatchException(file.Path, _missing, [], _wrongShapes, UpscalerLoader.Remedy);
    }
}
