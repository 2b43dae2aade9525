using Senmitsu.Formats.WeightKeys;
using Senmitsu.Models.Layers;
using Senmitsu.Models.Lora.Files;
using static TorchSharp.torch;

namespace Senmitsu.Models.Lora.Families;

/// <summary>
/// Rotates the outputs of a layer: W' = R·W, ΔW = W' − W. OFT's R is block-diagonal (Qiu et al. 2023, 2306.07280 §3.2), BOFT's a product of butterflies
/// (Liu et al. 2023, 2311.06243 §4); as AUTOMATIC1111 applies them (network_oft.py). Owns its tensors.
/// </summary>
public sealed class OftLayer : MaterializedAdapter
{
    private const double Epsilon = 1e-8;

    private readonly AdaptableLayer _target;
    private readonly AdapterTensor _blocks;
    private readonly AdapterTensor? _rescale;
    private readonly double _constraint;
    private readonly bool _countsBlocks;

    /// <summary>Creates the layer. Takes ownership of the tensors.</summary>
    /// <param name="name">kohya module name.</param>
    /// <param name="target">The layer. Borrowed.</param>
    /// <param name="blocks">[k, n, n] with k·n outputs, or [stages, k, n, n] for butterflies. Rotations themselves under the name <c>oft_diag</c>.</param>
    /// <param name="rescale">A factor for each output, or none.</param>
    /// <param name="constraint">Longest allowed ‖Q‖ for each output; 0 = any.</param>
    /// <param name="countsBlocks">Whether it is trained as by networks.oft (<see cref="OftOptions.CountsBlocks"/>).</param>
    internal OftLayer(string name, AdaptableLayer target, AdapterTensor blocks, AdapterTensor? rescale, double constraint, bool countsBlocks = false)
        : base(name, target.Shape, blocks, rescale)
    {
        _target = target;
        _blocks = blocks;
        _rescale = rescale;
        _constraint = constraint;
        _countsBlocks = countsBlocks;
    }

    /// <inheritdoc/>
    public override double? SavedAlpha => _constraint;

    /// <inheritdoc/>
    /// <remarks>LyCORIS limits the blocks, networks.oft nothing.</remarks>
    public override bool HasNormLimit => !_countsBlocks;

    /// <inheritdoc/>
    public override Tensor Delta()
    {
        using var scope = NewDisposeScope();
        var weight = _target.Weight.to(ScalarType.Float32).reshape(Shape[0], -1); // [out, in·kh·kw]
        var rotations = _blocks.Part == KohyaLoraPart.OftDiag ? _blocks.Value : Rotations();
        var rotated = rotations.dim() == 4 ? Butterflies(rotations, weight) : einsum("knm,kni->kmi", rotations, weight.view(rotations.shape[0], rotations.shape[1], -1)).reshape(Shape[0], -1);
        if (_rescale is not null) rotated = rotated.mul(_rescale.Value.view(-1, 1));
        return rotated.sub(weight).mul(Multiplier).view(Shape).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    /// <remarks>The norm of the blocks, as LyCORIS: the change itself does not grow in proportion to them.</remarks>
    public override double Norm()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        return _blocks.Value.norm().to(ScalarType.Float32).item<float>();
    }

    /// <inheritdoc/>
    public override void Rescale(double ratio)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        _blocks.Value.mul_(ratio);
    }

    /// <summary>A new layer that changes nothing yet (LyCORIS modules/diag_oft.py and boft.py).</summary>
    /// <param name="name">kohya module name.</param>
    /// <param name="target">The layer. Borrowed.</param>
    /// <param name="size">Size of the blocks where it divides the outputs, else its upper limit; or their number (<see cref="OftOptions.CountsBlocks"/>).</param>
    /// <param name="isButterfly">Whether rotations are butterflies.</param>
    /// <param name="options">Limits of the rotations.</param>
    /// <param name="values">Source of the tensors.</param>
    /// <returns>The layer, or <see langword="null"/> if its outputs cannot be cut so.</returns>
    internal static OftLayer? Create(string name, AdaptableLayer target, int size, bool isButterfly, OftOptions options, AdapterInitialization values)
    {
        var outputs = target.Shape[0];
        long[] shape;
        if (isButterfly)
        {
            if (Factorization.Butterfly(outputs, size) is not var (blockSize, count)) return null;
            shape = [System.Numerics.BitOperations.PopCount((ulong)count - 1) + 1, count, blockSize, blockSize];
        }
        else if (options.CountsBlocks)
        {
            if (outputs % size != 0) return null;
            shape = [size, outputs / size, outputs / size];
        }
        else
        {
            var (blockSize, count) = Factorization.Of(outputs, size);
            shape = [count, blockSize, blockSize];
        }

        var rescale = options.IsRescaled ? new AdapterTensor(KohyaLoraPart.OftRescale, ones([outputs, .. Enumerable.Repeat(1L, target.Shape.Count - 1)], device: target.Weight.device)) : null;
        return new(name, target, values.Zero(KohyaLoraPart.OftBlocks, shape), rescale, options.Constraint, options.CountsBlocks);
    }

    internal static OftLayer? Read(AdapterParts parts)
    {
        var part = parts.Has(KohyaLoraPart.OftBlocks) ? KohyaLoraPart.OftBlocks : KohyaLoraPart.OftDiag;
        var layer = parts.Target.Shape;
        var fits = layer.Count >= 2 && parts.Shape(part) switch
        {
            [var count, var rows, var columns] => rows == columns && count * rows == layer[0],
            [var stages, var count, var rows, var columns] => rows == columns && rows % 2 == 0 && count * rows == layer[0] && stages is > 0 and < 31 && layer[0] % ((rows / 2) << (int)stages) == 0,
            _ => false,
        };
        if (parts.Has(KohyaLoraPart.OftRescale)) fits &= parts.Shape(KohyaLoraPart.OftRescale).Aggregate(1L, (product, size) => product * size) == layer[0];
        return parts.Fits(fits) ? new(parts.Name, parts.Target, parts.Read(part), parts.ReadIfAny(KohyaLoraPart.OftRescale), parts.Number(KohyaLoraPart.Alpha) ?? 0) : null;
    }

    /// <summary>Cayley's transform R = (I + Q)(I − Q)⁻¹ of Q = B − Bᵀ, whose norm the constraint limits.</summary>
    private Tensor Rotations()
    {
        var blocks = _blocks.Value.to(ScalarType.Float32);
        var q = blocks.sub(blocks.transpose(-1, -2));
        var longest = _constraint * Shape[0];
        if (longest != 0)
        {
            var norm = q.norm();
            q = q.mul(norm.clamp(max: longest).add(Epsilon).div(norm.add(Epsilon)));
        }

        var identity = eye(q.shape[^1], device: q.device);
        return identity.add(q).matmul(linalg.inv(identity.sub(q)));
    }

    /// <summary>Stage i mixes outputs that are 2^i half blocks apart: (c g k) → (c k g) with g = 2, blocks rotated, and back.</summary>
    private Tensor Butterflies(Tensor rotations, Tensor weight)
    {
        long count = rotations.shape[1], size = rotations.shape[2];
        for (var i = 0; i < rotations.shape[0]; i++)
        {
            var distance = size / 2 << i;
            var mixed = weight.view(-1, 2, distance, weight.shape[1]).transpose(1, 2).reshape(count, size, weight.shape[1]);
            weight = rotations[i].matmul(mixed).view(-1, distance, 2, weight.shape[1]).transpose(1, 2).reshape(Shape[0], -1);
        }

        return weight;
    }
}
