using Senmitsu.Diffusion.Denoisers;
using static TorchSharp.torch;

namespace Senmitsu.Tests.Diffusion;

/// <summary>The exact denoiser of normally distributed data: mean + spread²/(spread²+σ²)·(x − mean). Spread 0 always answers the mean.</summary>
internal sealed class GaussianDenoiser(double mean, double spread) : IDenoiser
{
    public int Calls { get; private set; }

    public Tensor Denoise(Tensor x, float sigma)
    {
        Calls++;
        using var centred = x - mean;
        using var scaled = centred * Gain(sigma);
        return scaled + mean;
    }

    public double Denoise(double x, double sigma) => mean + Gain(sigma) * (x - mean);

    private double Gain(double sigma) => spread * spread / (spread * spread + sigma * sigma);
}
