using Senmitsu.Formats.WeightKeys;
using Senmitsu.Models.Lora.Files;
using static TorchSharp.torch;

namespace Senmitsu.Models.Lora.Families;

/// <summary>
/// LoCon with a Tucker core: ΔW[o,i,k,l] = scale · Σ up[o,n]·mid[n,m,k,l]·down[m,i] (Yeh et al. 2023, 2309.14859 §3.2). Owns its tensors.
/// </summary>
public sealed class TuckerLoraLayer : MaterializedAdapter
{
    private readonly AdapterTensor _down, _mid, _up;

    /// <summary>Creates the layer. Takes ownership of the tensors.</summary>
    /// <param name="name">kohya module name.</param>
    /// <param name="shape">[out, in, kh, kw] of the layer's weight.</param>
    /// <param name="down">[r, in, 1, 1].</param>
    /// <param name="mid">[r, r, kh, kw].</param>
    /// <param name="up">[out, r, 1, 1].</param>
    /// <param name="alpha">Scale numerator; alpha = r means scale 1.</param>
    internal TuckerLoraLayer(string name, IReadOnlyList<long> shape, AdapterTensor down, AdapterTensor mid, AdapterTensor up, double alpha)
        : base(name, shape, up, down, mid)
    {
        _down = down;
        _mid = mid;
        _up = up;
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
        var rank = _down.Value.shape[0];
        var up = _up.Value.view(Shape[0], -1);
        var down = _down.Value.view(rank, -1);
        return einsum("on,nmkl,mi->oikl", up, _mid.Value, down).mul(Multiplier * Alpha / rank).MoveToOuterDisposeScope();
    }

    /// <summary>A new layer that changes nothing yet: down and mid uniform in ±1/√fan_in, up zero.</summary>
    internal static TuckerLoraLayer Create(string name, IReadOnlyList<long> shape, int rank, double alpha, AdapterInitialization values) =>
        new(name, shape, values.Uniform(KohyaLoraPart.Down, rank, shape[1], 1, 1), values.Uniform(KohyaLoraPart.Mid, rank, rank, shape[2], shape[3]), values.Zero(KohyaLoraPart.Up, shape[0], rank, 1, 1), alpha);

    internal static TuckerLoraLayer? Read(AdapterParts parts)
    {
        if (!parts.HasAll(KohyaLoraPart.Down, KohyaLoraPart.Mid, KohyaLoraPart.Up)) return null;
        IReadOnlyList<long> down = parts.Shape(KohyaLoraPart.Down), mid = parts.Shape(KohyaLoraPart.Mid), up = parts.Shape(KohyaLoraPart.Up), layer = parts.Target.Shape;
        var fits = layer.Count == 4 && down is [var rank, var inputs, ..] && up is [var outputs, var wide, ..] && mid.Count == 4 && rank >= 1 && wide >= 1 && mid[0] == wide && mid[1] == rank && mid[2] == layer[2] && mid[3] == layer[3] &&
            outputs == layer[0] && inputs == layer[1] && down.Skip(2).Concat(up.Skip(2)).All(size => size == 1);
        return parts.Fits(fits) ? new(parts.Name, layer, parts.Read(KohyaLoraPart.Down), parts.Read(KohyaLoraPart.Mid), parts.Read(KohyaLoraPart.Up), parts.Alpha(down[0])) : null;
    }
}
