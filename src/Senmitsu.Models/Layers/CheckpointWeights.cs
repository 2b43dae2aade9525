using Senmitsu.Formats.Safetensors;
using Senmitsu.Formats.Weights;
using Senmitsu.Formats.WeightKeys;
using Senmitsu.Numerics;
using TorchSharp;
using static TorchSharp.torch;

namespace Senmitsu.Models.Layers;

/// <summary>Weights of one network out of a checkpoint file. Differences are collected and reported together.</summary>
/// <param name="file">The open checkpoint. Borrowed.</param>
/// <param name="keys">Checkpoint keys ↔ module keys of this network.</param>
/// <param name="dataType">The network's dtype.</param>
/// <param name="device">The network's device.</param>
public sealed class CheckpointWeights(WeightFile file, WeightKeyMap keys, ScalarType dataType, Device device) : WeightSource
{
    private readonly CheckpointKeys _names = new(file, keys);
    private readonly List<string> _missing = [];
    private readonly List<string> _wrongShapes = [];

    /// <inheritdoc/>
    public override bool Has(string key) => _names.Find(key) is not null;

    /// <inheritdoc/>
    public override Tensor Read(string key, params long[] shape)
    {
        if (_names.Find(key) is not { } info)
        {
            _missing.Add(_names.UsualName(key));
            return empty(0, dataType, device);
        }

        if (!Fits(info.Shape, shape))
        {
            _wrongShapes.Add($"'{info.Name}' is {TensorShape.Format(info.Shape)}, the network wants {TensorShape.Format(shape)}");
            return empty(0, dataType, device);
        }

        using var scope = NewDisposeScope();
        if (!FiniteNumbers.AreAll(file, info)) throw new NonFiniteWeightsException(file.Path, info.Name);
        var weight = shape is [_, _, > 1, > 1] ? MemoryFormat.EmptyChannelsLast(shape, dataType, device) : empty(shape, dataType, device);
        TensorFiles.ReadInto(file, info.Name, weight);
        var canOverflow = dataType == ScalarType.Float16 && info.DataType != TensorDataType.Float16;
        if (canOverflow && !weight.isfinite().all().item<bool>()) throw new NonFiniteWeightsException(file.Path, info.Name);
        return weight.DetachFromDisposeScope();
    }

    /// <summary>Throws when anything asked for was missing or of another shape.</summary>
    /// <exception cref="ModelMismatchException">Lists all differences.</exception>
    public void ThrowIfMismatch()
    {
        if (_missing.Count + _wrongShapes.Count == 0) return;
        throw new ModelMismatchException(file.Path, _missing, [], _wrongShapes, "Use a Stable Diffusion 1.x checkpoint in the original (LDM) layout.");
    }

    /// <summary>Equal shapes; attention projections of some VAEs are stored as [C, C] instead of [C, C, 1, 1].</summary>
    private static bool Fits(IReadOnlyList<long> found, long[] wanted) =>
        found.Where(size => size != 1).SequenceEqual(wanted.Where(size => size != 1));
}
