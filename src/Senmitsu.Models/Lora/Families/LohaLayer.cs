using Senmitsu.Formats.WeightKeys;
using Senmitsu.Models.Lora.Files;
using static TorchSharp.torch;

namespace Senmitsu.Models.Lora.Families;

/// <summary>
/// LoHa: ΔW = scale · (w1a·w1b) ∘ (w2a·w2b), the Hadamard product of two low-rank products (Hyeon-Woo et al. 2021, 2108.06098 §2.2); over k×k
/// convolutions each product may have a Tucker core. Owns its tensors.
/// </summary>
public sealed class LohaLayer : MaterializedAdapter
{
    private readonly AdapterTensor _w1A, _w1B, _w2A, _w2B;
    private readonly AdapterTensor? _t1, _t2;

    /// <summary>Creates the layer. Takes ownership of the tensors.</summary>
    /// <param name="name">kohya module name.</param>
    /// <param name="shape">[out, in] or [out, in, kh, kw] of the layer's weight.</param>
    /// <param name="first">w1a [out, r] and w1b [r, in·kh·kw]; with a core [r, out] and [r, in].</param>
    /// <param name="second">w2a, w2b, alike.</param>
    /// <param name="cores">t1 and t2 [r, r, kh, kw], or none.</param>
    /// <param name="alpha">Scale numerator; alpha = r means scale 1.</param>
    internal LohaLayer(string name, IReadOnlyList<long> shape, (AdapterTensor A, AdapterTensor B) first, (AdapterTensor A, AdapterTensor B) second, (AdapterTensor First, AdapterTensor Second)? cores, double alpha)
        : base(name, shape, first.A, first.B, second.A, second.B, cores?.First, cores?.Second)
    {
        (_w1A, _w1B) = first;
        (_w2A, _w2B) = second;
        (_t1, _t2) = (cores?.First, cores?.Second);
        Alpha = alpha;
    }

    /// <summary>Scale numerator.</summary>
    public double Alpha { get; }

    /// <inheritdoc/>
    public override double? SavedAlpha => Alpha;

    /// <inheritdoc/>
    public override Tensor Delta()
    {
        using var scope = NewDisposeScope();
        var first = TuckerProduct.Of(_w1A.Value, _w1B.Value, _t1?.Value);
        var second = TuckerProduct.Of(_w2A.Value, _w2B.Value, _t2?.Value);
        return first.mul(second).mul(Multiplier * Alpha / _w1B.Value.shape[0]).view(Shape).MoveToOuterDisposeScope();
    }

    /// <summary>A new layer that changes nothing yet: w1a ~ N(0, 0.1²), w1b and w2b ~ N(0, 1), cores ~ N(0, 0.1²), w2a zero (LyCORIS modules/loha.py).</summary>
    internal static LohaLayer Create(string name, IReadOnlyList<long> shape, int rank, double alpha, bool usesTucker, AdapterInitialization values)
    {
        const double Small = 0.1;
        var hasCore = usesTucker && shape is [_, _, var height, var width] && height * width > 1;
        var inputs = hasCore ? shape[1] : shape.Skip(1).Aggregate((product, size) => product * size);
        long[] a = hasCore ? [rank, shape[0]] : [shape[0], rank];
        return new(
            name, shape,
            (values.Normal(KohyaLoraPart.HadaW1A, Small, a), values.Normal(KohyaLoraPart.HadaW1B, 1, rank, inputs)),
            (values.Zero(KohyaLoraPart.HadaW2A, a), values.Normal(KohyaLoraPart.HadaW2B, 1, rank, inputs)),
            hasCore ? (values.Normal(KohyaLoraPart.HadaT1, Small, rank, rank, shape[2], shape[3]), values.Normal(KohyaLoraPart.HadaT2, Small, rank, rank, shape[2], shape[3])) : null,
            alpha);
    }

    internal static LohaLayer? Read(AdapterParts parts)
    {
        if (!parts.HasAll(KohyaLoraPart.HadaW1A, KohyaLoraPart.HadaW1B, KohyaLoraPart.HadaW2A, KohyaLoraPart.HadaW2B)) return null;
        var hasCores = parts.Has(KohyaLoraPart.HadaT1) || parts.Has(KohyaLoraPart.HadaT2);
        if (hasCores && !parts.HasAll(KohyaLoraPart.HadaT1, KohyaLoraPart.HadaT2)) return null;
        var fits = TuckerProduct.Makes(parts, KohyaLoraPart.HadaW1A, KohyaLoraPart.HadaW1B, hasCores ? KohyaLoraPart.HadaT1 : null, parts.Target.Shape) &&
            TuckerProduct.Makes(parts, KohyaLoraPart.HadaW2A, KohyaLoraPart.HadaW2B, hasCores ? KohyaLoraPart.HadaT2 : null, parts.Target.Shape);
        if (!parts.Fits(fits)) return null;
        return new(
            parts.Name, parts.Target.Shape,
            (parts.Read(KohyaLoraPart.HadaW1A), parts.Read(KohyaLoraPart.HadaW1B)),
            (parts.Read(KohyaLoraPart.HadaW2A), parts.Read(KohyaLoraPart.HadaW2B)),
            hasCores ? (parts.Read(KohyaLoraPart.HadaT1), parts.Read(KohyaLoraPart.HadaT2)) : null,
            parts.Alpha(parts.Shape(KohyaLoraPart.HadaW1B)[0]));
    }
}
