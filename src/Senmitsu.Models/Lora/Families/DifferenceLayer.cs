using Senmitsu.Formats.WeightKeys;
using Senmitsu.Models.Layers;
using Senmitsu.Models.Lora.Files;
using static TorchSharp.torch;

namespace Senmitsu.Models.Lora.Families;

/// <summary>The whole change of a weight, and perhaps of a bias: LyCORIS' full fine-tuning (<c>diff</c>, <c>diff_b</c>) and its norms (<c>w_norm</c>, <c>b_norm</c>). Owns its tensors.</summary>
public sealed class DifferenceLayer : MaterializedAdapter
{
    private readonly AdapterTensor _weight;
    private readonly AdapterTensor? _bias;

    /// <summary>Creates the layer. Takes ownership of the tensors.</summary>
    /// <param name="name">kohya module name.</param>
    /// <param name="shape">Shape of the layer's weight.</param>
    /// <param name="weight">As many elements as the weight.</param>
    /// <param name="bias">[out] or none.</param>
    internal DifferenceLayer(string name, IReadOnlyList<long> shape, AdapterTensor weight, AdapterTensor? bias)
        : base(name, shape, weight, bias)
    {
        _weight = weight;
        _bias = bias;
    }

    /// <inheritdoc/>
    public override double? SavedAlpha => null;

    /// <inheritdoc/>
    private protected override IEnumerable<AdapterTensor> DeltaFactors => [_weight];

    /// <inheritdoc/>
    public override bool HasNormLimit => false;

    /// <inheritdoc/>
    public override Tensor Delta()
    {
        using var scope = NewDisposeScope();
        return _weight.Value.view(Shape).mul(Multiplier).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    /// <remarks>The bias is no part of the weight's change.</remarks>
    public override void Rescale(double ratio)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        _weight.Value.mul_(ratio);
    }

    /// <inheritdoc/>
    public override Tensor? BiasDelta() => _bias?.Value.mul(Multiplier);

    /// <summary>A new layer over weight and bias that changes nothing yet.</summary>
    internal static DifferenceLayer Create(string name, AdaptableLayer target, AdapterInitialization values)
    {
        var (weight, bias) = target is NormLayer ? (KohyaLoraPart.NormWeight, KohyaLoraPart.NormBias) : (KohyaLoraPart.Diff, KohyaLoraPart.DiffBias);
        return new(name, target.Shape, values.Zero(weight, [.. target.Shape]), target.HasBias ? values.Zero(bias, target.Shape[0]) : null);
    }

    internal static DifferenceLayer? Read(AdapterParts parts)
    {
        var (weight, bias) = parts.Has(KohyaLoraPart.Diff) ? (KohyaLoraPart.Diff, KohyaLoraPart.DiffBias) : (KohyaLoraPart.NormWeight, KohyaLoraPart.NormBias);
        var layer = parts.Target.Shape;
        var fits = parts.Shape(weight).Where(size => size != 1).SequenceEqual(layer.Where(size => size != 1)) &&
            (!parts.Has(bias) || (parts.Target.HasBias && parts.Shape(bias) is [var outputs] && outputs == layer[0]));
        return parts.Fits(fits) ? new(parts.Name, layer, parts.Read(weight), parts.ReadIfAny(bias)) : null;
    }
}
