using Senmitsu.Formats.WeightKeys;
using Senmitsu.Models.Layers;
using Senmitsu.Models.Lora.Files;
using static TorchSharp.torch;

namespace Senmitsu.Models.Lora.Families;

/// <summary>IA³: ΔW = W ∘ w, one learned factor for each output, or each input (Liu et al. 2022, 2205.05638 §3.3). Owns its tensors.</summary>
public sealed class Ia3Layer : MaterializedAdapter
{
    private readonly AdaptableLayer _target;
    private readonly AdapterTensor _factors;
    private readonly bool _isOnInput;

    /// <summary>Creates the layer. Takes ownership of the tensor.</summary>
    /// <param name="name">kohya module name.</param>
    /// <param name="target">The layer whose weight is scaled. Borrowed.</param>
    /// <param name="factors">One number for each output or input.</param>
    /// <param name="isOnInput">Whether inputs are scaled.</param>
    internal Ia3Layer(string name, AdaptableLayer target, AdapterTensor factors, bool isOnInput)
        : base(name, target.Shape, factors)
    {
        _target = target;
        _factors = factors;
        _isOnInput = isOnInput;
    }

    /// <inheritdoc/>
    public override double? SavedAlpha => null;

    /// <inheritdoc/>
    public override Tensor Delta()
    {
        using var scope = NewDisposeScope();
        long[] rest = [.. Enumerable.Repeat(1L, Shape.Length - 2)];
        var factors = _isOnInput ? _factors.Value.view([1, -1, .. rest]) : _factors.Value.view([-1, 1, .. rest]);
        return _target.Weight.to(ScalarType.Float32).mul(factors).mul(Multiplier).MoveToOuterDisposeScope();
    }

    internal static Ia3Layer? Read(AdapterParts parts)
    {
        var isOnInput = parts.Number(KohyaLoraPart.Ia3OnInput) is { } flag && flag != 0;
        var layer = parts.Target.Shape;
        var count = parts.Shape(KohyaLoraPart.Ia3Weight).Aggregate(1L, (product, size) => product * size);
        return parts.Fits(layer.Count >= 2 && count == layer[isOnInput ? 1 : 0]) ? new(parts.Name, parts.Target, parts.Read(KohyaLoraPart.Ia3Weight), isOnInput) : null;
    }
}
