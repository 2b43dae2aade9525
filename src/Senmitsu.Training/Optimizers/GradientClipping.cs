using static TorchSharp.torch;

namespace Senmitsu.Training.Optimizers;

/// <summary>Clipping by the global norm (Pascanu et al. 2013, 1211.5063), as torch.nn.utils.clip_grad_norm_.</summary>
public static class GradientClipping
{
    private const double Epsilon = 1e-6;

    /// <summary>L2 norm over all gradients of all groups.</summary>
    public static double Norm(IReadOnlyList<ParameterGroup> groups)
    {
        ArgumentNullException.ThrowIfNull(groups);
        using var scope = NewDisposeScope();
        return Math.Sqrt(groups.Sum(group => Math.Pow(group.Gradients.norm().item<float>(), 2)));
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
        foreach (var group in groups) group.Gradients.mul_(factor);
    }
}
