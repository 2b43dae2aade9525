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

    /// <summary>Creates the layer. Takes ownership of the tensors.</summary>
    /// <param name="name">kohya module name.</param>
    /// <param name="target">The layer whose weight is scaled. Borrowed.</param>
    /// <param name="factors">One number for each output or input.</param>
    /// <param name="side">1 if inputs are scaled, else 0.</param>
    /// <param name="isOnInput">What <paramref name="side"/> says.</param>
    private Ia3Layer(string name, AdaptableLayer target, AdapterTensor factors, AdapterTensor side, bool isOnInput)
        : base(name, target.Shape, factors, side)
    {
        _target = target;
        _factors = factors;
        _isOnInput = isOnInput;
    }

    /// <inheritdoc/>
    public override double? SavedAlpha => null;

    /// <inheritdoc/>
    public override bool HasNormLimit => false;

    /// <inheritdoc/>
    public override Tensor Delta()
    {
        using var scope = NewDisposeScope();
        long[] rest = [.. Enumerable.Repeat(1L, Shape.Length - 2)];
        var factors = _isOnInput ? _factors.Value.view([1, -1, .. rest]) : _factors.Value.view([-1, 1, .. rest]);
        return _target.Weight.to(ScalarType.Float32).mul(factors).mul(Multiplier).MoveToOuterDisposeScope();
    }

    /// <summary>A new layer that changes nothing yet (LyCORIS modules/ia3.py).</summary>
    internal static Ia3Layer Create(string name, AdaptableLayer target, bool isOnInput, AdapterInitialization values)
    {
        var count = target.Shape[isOnInput ? 1 : 0];
        long[] shape = target.Shape.Count == 2 ? [count] : [1, count, .. Enumerable.Repeat(1L, target.Shape.Count - 2)];
        return new(name, target, values.Zero(KohyaLoraPart.Ia3Weight, shape), Side(isOnInput, target), isOnInput);
    }

    internal static Ia3Layer? Read(AdapterParts parts)
    {
        var isOnInput = parts.Number(KohyaLoraPart.Ia3OnInput) is { } flag && flag != 0;
        var layer = parts.Target.Shape;
        var count = parts.Shape(KohyaLoraPart.Ia3Weight).Aggregate(1L, (product, size) => product * size);
        return parts.Fits(layer.Count >= 2 && count == layer[isOnInput ? 1 : 0]) ? new(parts.Name, parts.Target, parts.Read(KohyaLoraPart.Ia3Weight), Side(isOnInput, parts.Target), isOnInput) : null;
    }

    private static AdapterTensor Side(bool isOnInput, AdaptableLayer target) => new(KohyaLoraPart.Ia3OnInput, tensor(isOnInput ? 1f : 0f, device: target.Weight.device), isTrainable: false);
}
