using static TorchSharp.torch;

namespace Senmitsu.Models.Lora.Tools;

/// <summary>Singular value decomposition of a change of weight, U·diag(S)·Vᵀ in float64. Owns its tensors.</summary>
public sealed class PairDecomposition : IDisposable
{
    /// <summary>Extra directions of the randomized decomposition, and how often it multiplies by the matrix (Halko et al. 2011, 0909.4061, §4.3 and §4.5).</summary>
    private const int Oversampling = 16, PowerIterations = 6;

    private readonly Tensor _u, _v;

    private PairDecomposition(Tensor u, Tensor s, Tensor v)
    {
        _u = u.DetachFromDisposeScope();
        _v = v.DetachFromDisposeScope();
        SingularValues = [.. s.cpu().data<double>()];
    }

    /// <summary>Falling. As many as can differ from 0.</summary>
    public IReadOnlyList<double> SingularValues { get; }

    /// <summary>Decomposes up·down, without the scale, through the QR decompositions of both factors: the matrix itself, hundreds of times as large, is never made.</summary>
    /// <returns>Caller owns it.</returns>
    public static PairDecomposition Of(LoraPair pair)
    {
        ArgumentNullException.ThrowIfNull(pair);
        using var scope = NewDisposeScope();
        var (qUp, rUp) = linalg.qr(pair.Up.to(ScalarType.Float64)); // [out, k], [k, r]
        var (qDown, rDown) = linalg.qr(pair.Down.to(ScalarType.Float64).t()); // [in, l], [l, r]
        var (u, s, v) = linalg.svd(rUp.matmul(rDown.t()), false); // [k, m], [m], [m, l]
        return new PairDecomposition(qUp.matmul(u), s, v.matmul(qDown.t()));
    }

    /// <summary>Decomposes a matrix: exactly where it is small or much of it is asked for, else by Halko's randomized subspace iteration (Algorithm 4.4).</summary>
    /// <param name="matrix">[out, in] · float32. Borrowed.</param>
    /// <param name="rank">How many singular values matter.</param>
    /// <param name="generator">CPU generator of the first directions. Borrowed.</param>
    /// <returns>Caller owns it.</returns>
    public static PairDecomposition Of(Tensor matrix, int rank, Generator generator)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        using var scope = NewDisposeScope();
        var sketched = rank + Oversampling;
        var smaller = Math.Min(matrix.shape[0], matrix.shape[1]);
        if (2L * sketched >= smaller)
        {
            var (u, s, v) = linalg.svd(matrix.to(ScalarType.Float64), false);
            return new PairDecomposition(u, s, v);
        }

        var directions = randn([matrix.shape[1], sketched], generator: generator).to(matrix.device);
        var (basis, _) = linalg.qr(matrix.matmul(directions)); // [out, k]
        for (var i = 0; i < PowerIterations; i++)
        {
            using var perIteration = NewDisposeScope();
            var (back, _) = linalg.qr(matrix.t().matmul(basis));
            var (forth, _) = linalg.qr(matrix.matmul(back));
            basis = forth.MoveToOuterDisposeScope();
        }

        var (inner, values, right) = linalg.svd(basis.t().matmul(matrix).to(ScalarType.Float64), false); // [k, k], [k], [k, in]
        return new PairDecomposition(basis.to(ScalarType.Float64).matmul(inner), values, right);
    }

    /// <summary>The best pair of a rank: up = U·diag(S), down = Vᵀ (Eckart and Young 1936).</summary>
    /// <param name="name">kohya module name.</param>
    /// <param name="inputs">[in], or [in, kh, kw].</param>
    /// <param name="rank">1…length of <see cref="SingularValues"/>.</param>
    /// <param name="scale">alpha / rank of the pair.</param>
    /// <returns>Caller owns it.</returns>
    public LoraPair Truncate(string name, IReadOnlyList<long> inputs, int rank, double scale)
    {
        using var scope = NewDisposeScope();
        var values = tensor(SingularValues.Take(rank).ToArray(), ScalarType.Float64, _u.device);
        return new LoraPair(name, _u.narrow(1, 0, rank).mul(values).to(ScalarType.Float32), _v.narrow(0, 0, rank).to(ScalarType.Float32, copy: true), inputs, scale);
    }

    /// <summary>Share of the Frobenius norm that a rank keeps, 0…1.</summary>
    public double Retained(int rank)
    {
        var total = SingularValues.Sum(value => value * value);
        return total == 0 ? 1 : Math.Sqrt(SingularValues.Take(rank).Sum(value => value * value) / total);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _u.Dispose();
        _v.Dispose();
    }
}
