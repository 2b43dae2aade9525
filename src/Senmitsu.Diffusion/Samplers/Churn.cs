using static TorchSharp.torch;

namespace Senmitsu.Diffusion.Samplers;

/// <summary>Noise added before each step, σ raised with it (Karras et al. 2022, Algorithm 2; A1111's <c>s_churn</c>, <c>s_tmin</c>, <c>s_tmax</c>).</summary>
/// <param name="Amount">Churn of the whole run, 0 = none. Shared among the steps, at most a factor √2 in each.</param>
/// <param name="From">Smallest σ at which it acts. Default 0.</param>
/// <param name="To">Largest σ at which it acts. Default ∞.</param>
public sealed record Churn(double Amount, double From = 0, double To = double.PositiveInfinity)
{
    private const double MostPerStep = 0.41421356237309515; // √2 − 1

    /// <summary>No churn.</summary>
    public static Churn None { get; } = new(0);

    /// <summary>Raises the noise of a latent. A noise is drawn in every step, also in those outside the range, as A1111 does.</summary>
    internal (Tensor X, double Sigma) Raise(Tensor x, double sigma, SamplingContext context)
    {
        if (Amount <= 0) return (x, sigma);
        var noise = context.Noise(x);
        if (sigma < From || sigma > To) return (x, sigma);
        var raised = sigma * (1 + Math.Min(Amount / (context.Sigmas.Count - 1), MostPerStep));
        return (x + noise * (float)(context.NoiseScale * Math.Sqrt(raised * raised - sigma * sigma)), raised);
    }
}
