using static TorchSharp.torch;

namespace Senmitsu.Training.Optimizers;

/// <summary>Clipping by the global norm (Pascanu et al. 2013, 1211.5063), as torch.nn.utils.clip_grad_norm_.</summary>
public static class GradientClipping
{
    private const double Epsilon = 1e-6;

    /// <summary>A float32 sum of squares over millions of elements loses digits; rows this long are summed in float32, the rows in float64.</summary>
    private const long RowLength = 4096;

    /// <summary>L2 norm over all gradients of all groups.</summary>
    public static double Norm(IReadOnlyList<ParameterGroup> groups)
    {
        ArgumentNullException.ThrowIfNull(groups);
        using var scope = NewDisposeScope();
        return Math.Sqrt(groups.Sum(group => SumOfSquares(group.Gradients)));
    }

    /// <summary>Scales all gradients so that their norm is at most <paramref name="maxNorm"/>.</summary>
    /// <param name="groups">Parameters.</param>
    /// <param name="norm">The result of <see cref="Norm"/>.</param>
    /// <param name="maxNorm">0 = no clipping.</param>
    public static void Clip(IReadOnlyList<ParameterGroup> groups, double norm, double maxNorm)
    {
        ArgumentNullException.ThrowIfNull(groups);
        if (maxNorm <= 0) return;
        var factor = Math.Min(1, maxNorm / (norm + Epsilon));
        if (factor >= 1) return;
        using var scope = NewDisposeScope(); // TorchSharp's in-place calls may return another handle of the tensor
        foreach (var group in groups) group.Gradients.mul_(factor);
    }

    private static double SumOfSquares(Tensor x)
    {
        var size = x.NumberOfElements;
        var whole = size - size % RowLength;
        var sum = x.narrow(0, whole, size - whole).to(ScalarType.Float64).square().sum();
        if (whole > 0) sum = sum.add(x.narrow(0, 0, whole).view(-1, RowLength).to(ScalarType.Float32).norm(1).to(ScalarType.Float64).square().sum());
        return sum.item<double>();
    }
}
