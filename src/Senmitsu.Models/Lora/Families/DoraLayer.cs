using Senmitsu.Formats.WeightKeys;
using Senmitsu.Models.Layers;
using Senmitsu.Models.Lora.Files;
using static TorchSharp.torch;

namespace Senmitsu.Models.Lora.Families;

/// <summary>
/// DoRA over another family: W' = m · (W + ΔW) / ‖W + ΔW‖ with a learned magnitude for each input or each output (Liu et al. 2024, 2402.09353 §4).
/// Owns the other adapter and its tensors.
/// </summary>
public sealed class DoraLayer : MaterializedAdapter
{
    /// <summary>Keeps a zero row from dividing by zero: float32's machine epsilon, as LyCORIS.</summary>
    private const double Epsilon = 1.1920929e-7;

    private readonly LayerAdapter _direction;
    private readonly AdaptableLayer _target;
    private readonly AdapterTensor _magnitude;

    /// <summary>Creates the layer. Takes ownership of adapter and tensor.</summary>
    /// <param name="direction">What changes the direction.</param>
    /// <param name="target">The layer. Borrowed.</param>
    /// <param name="magnitude">[1, in, 1…] or [out, 1, 1…]: the shape says which.</param>
    internal DoraLayer(LayerAdapter direction, AdaptableLayer target, AdapterTensor magnitude)
        : base(direction.Name, target.Shape, [.. direction.Tensors, magnitude])
    {
        _direction = direction;
        _target = target;
        _magnitude = magnitude;
    }

    /// <inheritdoc/>
    public override IEnumerable<AdapterTensor> Trained => _direction.Trained.Append(_magnitude);

    /// <inheritdoc/>
    public override double? SavedAlpha => _direction.SavedAlpha;

    /// <inheritdoc/>
    public override bool HasNormLimit => _direction.HasNormLimit;

    /// <inheritdoc/>
    public override Tensor Delta()
    {
        using var scope = NewDisposeScope();
        var weight = _target.Weight.to(ScalarType.Float32).view(Shape);
        var changed = weight.add(_direction.Delta().view(Shape));
        var scale = _magnitude.Value.div(NormLike(changed, _magnitude.Value.shape).add(Epsilon));
        return changed.mul(scale).sub(weight).mul(Multiplier).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    /// <remarks>The norm of the change of the direction, as LyCORIS (modules/locon.py, apply_max_norm): the magnitude is no part of it.</remarks>
    public override double Norm() => _direction.Norm();

    /// <inheritdoc/>
    public override void Rescale(double ratio) => _direction.Rescale(ratio);

    /// <inheritdoc/>
    public override Tensor? BiasDelta()
    {
        using var scope = NewDisposeScope();
        return _direction.BiasDelta()?.mul(Multiplier).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override Tensor FileValue(AdapterTensor tensor) => ReferenceEquals(tensor, _magnitude) ? base.FileValue(tensor) : _direction.FileValue(tensor);

    /// <inheritdoc/>
    internal override void ValuesRead() => _direction.ValuesRead();

    /// <inheritdoc/>
    private protected override void Release() => _direction.Dispose();

    /// <summary>A new layer that changes nothing yet: the magnitude is the norm of the weight.</summary>
    internal static DoraLayer Create(LayerAdapter direction, AdaptableLayer target, bool isByOutput)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        long[] shape = [.. Enumerable.Repeat(1L, target.Shape.Count)];
        var dimension = isByOutput ? 0 : 1;
        shape[dimension] = target.Shape[dimension];
        return new(direction, target, new AdapterTensor(KohyaLoraPart.DoraScale, NormLike(target.Weight.to(ScalarType.Float32), shape)));
    }

    internal static DoraLayer? Read(AdapterParts parts, LayerAdapter direction)
    {
        IReadOnlyList<long> shape = parts.Shape(KohyaLoraPart.DoraScale), layer = parts.Target.Shape;
        var length = shape.Aggregate(1L, (product, size) => product * size);
        // PEFT stores [out]; LyCORIS [out, 1…] or [1, in, 1…].
        var isByOutput = layer.Count >= 2 && length == layer[0] && (shape.Count == 1 || shape[0] == layer[0]);
        var isByInput = !isByOutput && layer.Count >= 2 && length == layer[1] && shape.Count >= 2 && shape[1] == layer[1];
        if (!parts.Fits(isByOutput || isByInput)) return null;
        long[] aligned = [.. Enumerable.Repeat(1L, layer.Count)];
        aligned[isByOutput ? 0 : 1] = length;
        return new(direction, parts.Target, new AdapterTensor(KohyaLoraPart.DoraScale, parts.ReadAs(KohyaLoraPart.DoraScale, aligned)));
    }

    /// <summary>L2 norm over the dimensions that are 1 in a shape.</summary>
    private static Tensor NormLike(Tensor weight, long[] shape)
    {
        var isByOutput = shape[0] == weight.shape[0] && weight.shape[0] != 1;
        long[] reduced = [.. Enumerable.Range(0, shape.Length).Where(i => i != (isByOutput ? 0 : 1)).Select(i => (long)i)];
        return weight.square().sum(reduced, keepdim: true).sqrt();
    }
}
