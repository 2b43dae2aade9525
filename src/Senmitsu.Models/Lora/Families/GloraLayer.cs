using Senmitsu.Formats.WeightKeys;
using Senmitsu.Models.Layers;
using Senmitsu.Models.Lora.Files;
using static TorchSharp.torch;

namespace Senmitsu.Models.Lora.Families;

/// <summary>
/// GLoRA: ΔW = scale · (B + W·A) with low-rank A and B (Chavan et al. 2023, 2306.07967 §3.2). Files of LyCORIS hold A = a1·a2 over the input channels and B = b1·b2;
/// older ones A = a2·a1 over all inputs and B = b2·b1 with scale 1, whatever alpha says (AUTOMATIC1111 network_glora.py). Owns its tensors.
/// </summary>
public sealed class GloraLayer : MaterializedAdapter
{
    private readonly AdaptableLayer _target;
    private readonly (AdapterTensor Left, AdapterTensor Right) _a, _b;
    private readonly double? _alpha;

    /// <summary>Creates the layer. Takes ownership of the tensors.</summary>
    /// <param name="name">kohya module name.</param>
    /// <param name="target">The layer. Borrowed.</param>
    /// <param name="tensors">In the order of the file.</param>
    /// <param name="a">[in, r] and [r, in], or [in·kh·kw, r] and [r, in·kh·kw].</param>
    /// <param name="b">[out, r] and [r, in·kh·kw].</param>
    /// <param name="alpha">Scale numerator; null = scale 1.</param>
    private GloraLayer(string name, AdaptableLayer target, IReadOnlyList<AdapterTensor> tensors, (AdapterTensor Left, AdapterTensor Right) a, (AdapterTensor Left, AdapterTensor Right) b, double? alpha)
        : base(name, target.Shape, tensors) => (_target, _a, _b, _alpha) = (target, a, b, alpha);

    /// <inheritdoc/>
    public override double? SavedAlpha => _alpha;

    /// <inheritdoc/>
    public override bool HasNormLimit => false;

    /// <inheritdoc/>
    public override Tensor Delta()
    {
        using var scope = NewDisposeScope();
        var left = Matrix(_a.Left);
        var weight = _target.Weight.to(ScalarType.Float32).reshape(Shape[0], left.shape[0], -1).transpose(1, 2); // [out, kh·kw, in], or [out, 1, in·kh·kw]
        var changed = weight.matmul(left).matmul(Matrix(_a.Right)).transpose(1, 2).reshape(Shape[0], -1);
        var scale = _alpha is { } alpha ? alpha / left.shape[1] : 1;
        return changed.add(Matrix(_b.Left).matmul(Matrix(_b.Right))).mul(Multiplier * scale).view(Shape).MoveToOuterDisposeScope();
    }

    /// <summary>A new layer that changes nothing yet: a1 and b1 uniform in ±1/√fan_in, a2 and b2 zero (LyCORIS modules/glora.py).</summary>
    internal static GloraLayer Create(string name, AdaptableLayer target, int rank, double alpha, AdapterInitialization values)
    {
        long[] shape = [.. target.Shape], ones = [.. Enumerable.Repeat(1L, shape.Length - 2)];
        var (a1, a2) = (values.Uniform(KohyaLoraPart.GloraA1, [shape[1], rank, .. ones]), values.Zero(KohyaLoraPart.GloraA2, [rank, shape[1], .. ones]));
        var (b1, b2) = (values.Uniform(KohyaLoraPart.GloraB1, [shape[0], rank, .. ones]), values.Zero(KohyaLoraPart.GloraB2, [rank, .. shape[1..]]));
        return new(name, target, [a1, a2, b1, b2], (a1, a2), (b1, b2), alpha);
    }

    internal static GloraLayer? Read(AdapterParts parts)
    {
        if (!parts.HasAll(KohyaLoraPart.GloraA1, KohyaLoraPart.GloraA2, KohyaLoraPart.GloraB1, KohyaLoraPart.GloraB2)) return null;
        var layer = parts.Target.Shape;
        var inputs = layer.Skip(1).Aggregate(1L, (product, size) => product * size);
        var (a1, a2, b1, b2) = (Size(KohyaLoraPart.GloraA1), Size(KohyaLoraPart.GloraA2), Size(KohyaLoraPart.GloraB1), Size(KohyaLoraPart.GloraB2));
        var isOfLycoris = layer.Count >= 2 && Makes(a1, a2, layer[1], layer[1]) && Makes(b1, b2, layer[0], inputs);
        if (!parts.Fits(isOfLycoris || (layer.Count >= 2 && Makes(a2, a1, inputs, inputs) && Makes(b2, b1, layer[0], inputs)))) return null;
        AdapterTensor[] read = [parts.Read(KohyaLoraPart.GloraA1), parts.Read(KohyaLoraPart.GloraA2), parts.Read(KohyaLoraPart.GloraB1), parts.Read(KohyaLoraPart.GloraB2)];
        return isOfLycoris
            ? new(parts.Name, parts.Target, read, (read[0], read[1]), (read[2], read[3]), parts.Alpha(a2.Rows))
            : new(parts.Name, parts.Target, read, (read[1], read[0]), (read[3], read[2]), null);

        (long Rows, long Columns) Size(KohyaLoraPart part) => parts.Shape(part) is { Count: >= 2 } shape ? (shape[0], shape.Skip(1).Aggregate((product, size) => product * size)) : (0, 0);
    }

    private static bool Makes((long Rows, long Columns) left, (long Rows, long Columns) right, long rows, long columns) =>
        left.Columns >= 1 && left.Columns == right.Rows && left.Rows == rows && right.Columns == columns;

    private static Tensor Matrix(AdapterTensor tensor) => tensor.Value.view(tensor.Value.shape[0], -1).to(ScalarType.Float32);
}
