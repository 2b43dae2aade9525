using Senmitsu.Formats.WeightKeys;
using Senmitsu.Models.Layers;
using Senmitsu.Models.Lora.Files;
using static TorchSharp.torch;

namespace Senmitsu.Models.Lora.Families;

/// <summary>
/// GLoRA: ΔW = b2·b1 + W·a2·a1 (Chavan et al. 2023, 2306.07967 §3.2). The scale is 1, as in AUTOMATIC1111 (network_glora.py), whatever alpha says. Owns its tensors.
/// </summary>
public sealed class GloraLayer : MaterializedAdapter
{
    private readonly AdaptableLayer _target;
    private readonly AdapterTensor _a1, _a2, _b1, _b2;

    /// <summary>Creates the layer. Takes ownership of the tensors.</summary>
    /// <param name="name">kohya module name.</param>
    /// <param name="target">The layer. Borrowed.</param>
    /// <param name="a">a1 [r, in] and a2 [in, r].</param>
    /// <param name="b">b1 [r, in] and b2 [out, r].</param>
    internal GloraLayer(string name, AdaptableLayer target, (AdapterTensor First, AdapterTensor Second) a, (AdapterTensor First, AdapterTensor Second) b)
        : base(name, target.Shape, a.First, a.Second, b.First, b.Second)
    {
        _target = target;
        (_a1, _a2) = a;
        (_b1, _b2) = b;
    }

    /// <inheritdoc/>
    public override double? SavedAlpha => null;

    /// <inheritdoc/>
    public override Tensor Delta()
    {
        using var scope = NewDisposeScope();
        var weight = _target.Weight.to(ScalarType.Float32).reshape(Shape[0], -1);
        var added = Matrix(_b2).matmul(Matrix(_b1));
        return weight.matmul(Matrix(_a2)).matmul(Matrix(_a1)).add(added).mul(Multiplier).view(Shape).MoveToOuterDisposeScope();
    }

    internal static GloraLayer? Read(AdapterParts parts)
    {
        if (!parts.HasAll(KohyaLoraPart.GloraA1, KohyaLoraPart.GloraA2, KohyaLoraPart.GloraB1, KohyaLoraPart.GloraB2)) return null;
        var layer = parts.Target.Shape;
        var inputs = layer.Skip(1).Aggregate(1L, (product, size) => product * size);
        var (a1, a2, b1, b2) = (Size(KohyaLoraPart.GloraA1), Size(KohyaLoraPart.GloraA2), Size(KohyaLoraPart.GloraB1), Size(KohyaLoraPart.GloraB2));
        var fits = layer.Count >= 2 && a2.Columns == a1.Rows && b2.Columns == b1.Rows && a2.Rows == inputs && a1.Columns == inputs && b2.Rows == layer[0] && b1.Columns == inputs;
        return parts.Fits(fits) ? new(parts.Name, parts.Target, (parts.Read(KohyaLoraPart.GloraA1), parts.Read(KohyaLoraPart.GloraA2)), (parts.Read(KohyaLoraPart.GloraB1), parts.Read(KohyaLoraPart.GloraB2))) : null;

        (long Rows, long Columns) Size(KohyaLoraPart part) => parts.Shape(part) is { Count: >= 2 } shape ? (shape[0], shape.Skip(1).Aggregate((product, size) => product * size)) : (0, 0);
    }

    private static Tensor Matrix(AdapterTensor tensor) => tensor.Value.view(tensor.Value.shape[0], -1);
}
