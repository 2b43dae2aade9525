using Senmitsu.Diffusion.Denoisers;
using static TorchSharp.torch;

namespace Senmitsu.Diffusion.Samplers.Exponential;

/// <summary>The updates of DPM-Solver of order 1, 2 and 3 over t = −ln σ, in noise form (Lu et al. 2022a, Algorithms 1 and 2 and App. D).</summary>
/// <param name="denoiser">Estimates x₀.</param>
/// <param name="token">Tested before every estimate.</param>
internal sealed class DpmSolver(IDenoiser denoiser, CancellationToken token)
{
    private const double ThirdOrderR1 = 1.0 / 3;
    private const double ThirdOrderR2 = 2.0 / 3;

    /// <summary>The noise in x: (x − x₀)/σ.</summary>
    public Tensor Epsilon(Tensor x, double t)
    {
        token.ThrowIfCancellationRequested();
        return (x - denoiser.Denoise(x, (float)Sigma(t))) / (float)Sigma(t);
    }

    /// <summary>Order 1.</summary>
    public static Tensor First(Tensor x, double t, double next, Tensor epsilon) => x - epsilon * (float)(Sigma(next) * double.ExpM1(next - t));

    /// <summary>The noise a share of the way along, found by a first-order step to there.</summary>
    public Tensor Inner(Tensor x, double t, double next, Tensor epsilon, double share)
    {
        var there = t + share * (next - t);
        return Epsilon(First(x, t, there, epsilon), there);
    }

    /// <summary>Order 2, with the noise a share of the way along.</summary>
    public static Tensor Second(Tensor x, double t, double next, Tensor epsilon, Tensor inner, double share) =>
        First(x, t, next, epsilon) - (inner - epsilon) * (float)(Sigma(next) / (2 * share) * double.ExpM1(next - t));

    /// <summary>Order 3, with the noise a third of the way along.</summary>
    public Tensor Third(Tensor x, double t, double next, Tensor epsilon, Tensor inner)
    {
        var h = next - t;
        var there = t + ThirdOrderR2 * h;
        var second = Epsilon(First(x, t, there, epsilon) - (inner - epsilon) * (float)(Sigma(there) * (ThirdOrderR2 / ThirdOrderR1) * Phi(ThirdOrderR2 * h)), there);
        return First(x, t, next, epsilon) - (second - epsilon) * (float)(Sigma(next) / ThirdOrderR2 * Phi(h));
    }

    /// <summary>The deterministic part of an ancestral step and the σ of the noise to add after it.</summary>
    /// <param name="t">Where the step begins.</param>
    /// <param name="next">Where it ends.</param>
    /// <param name="last">Where the run ends: no step goes below.</param>
    /// <param name="eta">Share of fresh noise.</param>
    public static (double Down, double Up) Split(double t, double next, double last, double eta)
    {
        if (eta == 0) return (next, 0);
        var down = Math.Min(last, -Math.Log(AncestralStep.Split(Sigma(t), Sigma(next), eta).Down));
        return (down, Math.Sqrt(Math.Max(0, Math.Pow(Sigma(next), 2) - Math.Pow(Sigma(down), 2))));
    }

    /// <summary>σ = e^(−t).</summary>
    public static double Sigma(double t) => Math.Exp(-t);

    private static double Phi(double h) => double.ExpM1(h) / h - 1;
}
