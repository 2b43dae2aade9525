using Senmitsu.Formats.WeightKeys;
using Senmitsu.Models.Lora.Files;
using static TorchSharp.torch;

namespace Senmitsu.Models.Lora.Families;

/// <summary>
/// LoKr: ΔW = scale · w1 ⊗ w2, a Kronecker product whose factors may be low-rank products themselves (Yeh et al. 2023, 2309.14859 §3.2). Owns its tensors.
/// </summary>
public sealed class LokrLayer : MaterializedAdapter
{
    /// <summary>The largest number a file in float16 can hold; people ask for full factors by ranks far beyond it.</summary>
    private const double LargestAlpha = 65504;

    private readonly LokrFactor _first, _second;

    /// <summary>Creates the layer. Takes ownership of the tensors.</summary>
    /// <param name="name">kohya module name.</param>
    /// <param name="shape">[out, in] or [out, in, kh, kw] of the layer's weight.</param>
    /// <param name="first">[a, b].</param>
    /// <param name="second">[out/a, in/b·kh·kw].</param>
    /// <param name="alpha">Scale numerator; the scale is alpha / rank, or 1 where neither factor has a rank.</param>
    internal LokrLayer(string name, IReadOnlyList<long> shape, LokrFactor first, LokrFactor second, double alpha)
        : base(name, shape, [.. first.Tensors, .. second.Tensors])
    {
        _first = first;
        _second = second;
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
        var scale = (_second.Rank ?? _first.Rank) is { } rank ? Alpha / rank : 1;
        return kron(_first.Matrix(), _second.Matrix()).mul(Multiplier * scale).view(Shape).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// A new layer that changes nothing yet: full w1, w1a, w1b, w2a and the core uniform in ±1/√fan_in, w2b or full w2 zero (LyCORIS modules/lokr.py).
    /// A factor is decomposed only where its rank is below half of its longer side; where none is, the scale is 1 and alpha is stored as the rank.
    /// </summary>
    internal static LokrLayer Create(string name, IReadOnlyList<long> shape, int rank, double alpha, LokrOptions options, bool usesTucker, AdapterInitialization values)
    {
        var (a, outputs) = Factorization.Of(shape[0], options.Factor);
        var (b, inputs) = Factorization.Of(shape[1], options.Factor);
        if (options.IsUnbalanced) (a, outputs) = (outputs, a);
        long[] kernel = [.. shape.Skip(2)];
        var area = kernel.Aggregate(1L, (product, size) => product * size);

        var decomposesFirst = options.DecomposesBoth && !options.IsFullMatrix && rank < Math.Max(a, b) / 2.0;
        var first = decomposesFirst
            ? new LokrFactor(values.Uniform(KohyaLoraPart.LokrW1A, a, rank), values.Uniform(KohyaLoraPart.LokrW1B, rank, b))
            : new LokrFactor(values.Uniform(KohyaLoraPart.LokrW1, a, b));
        var decomposesSecond = !options.IsFullMatrix && rank < Math.Max(outputs, inputs) / 2.0;
        LokrFactor second;
        if (!decomposesSecond)
            second = new LokrFactor(values.Zero(KohyaLoraPart.LokrW2, [outputs, inputs, .. kernel]));
        else if (usesTucker && area > 1)
            second = new LokrFactor(values.Uniform(KohyaLoraPart.LokrW2A, rank, outputs), values.Zero(KohyaLoraPart.LokrW2B, rank, inputs), values.Uniform(KohyaLoraPart.LokrT2, [rank, rank, .. kernel]));
        else
            second = new LokrFactor(values.Uniform(KohyaLoraPart.LokrW2A, outputs, rank), values.Zero(KohyaLoraPart.LokrW2B, rank, inputs * area));
        return new(name, shape, first, second, decomposesFirst || decomposesSecond ? alpha : Math.Min(rank, LargestAlpha));
    }

    internal static LokrLayer? Read(AdapterParts parts)
    {
        if (LokrFactor.Size(parts, KohyaLoraPart.LokrW1, KohyaLoraPart.LokrW1A, KohyaLoraPart.LokrW1B, null) is not { } first) return null;
        if (LokrFactor.Size(parts, KohyaLoraPart.LokrW2, KohyaLoraPart.LokrW2A, KohyaLoraPart.LokrW2B, KohyaLoraPart.LokrT2) is not { } second) return null;
        var shape = parts.Target.Shape;
        if (!parts.Fits(first.Outputs * second.Outputs == shape[0] && first.Inputs * second.Inputs == shape.Skip(1).Aggregate((product, size) => product * size))) return null;
        var w1 = LokrFactor.Read(parts, KohyaLoraPart.LokrW1, KohyaLoraPart.LokrW1A, KohyaLoraPart.LokrW1B, null);
        var w2 = LokrFactor.Read(parts, KohyaLoraPart.LokrW2, KohyaLoraPart.LokrW2A, KohyaLoraPart.LokrW2B, KohyaLoraPart.LokrT2);
        // Without a rank alpha has no meaning, and may be infinite where float16 could not hold it.
        return new(parts.Name, shape, w1, w2, (w2.Rank ?? w1.Rank) is { } rank ? parts.Alpha(rank) : 1);
    }
}
