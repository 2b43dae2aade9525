using static TorchSharp.torch;

namespace Senmitsu.Models.Vae;

/// <summary>The diagonal normal distribution a picture is encoded to. Owns its tensors.</summary>
public sealed class LatentDistribution : IDisposable
{
    /// <summary>Bounds of the log variance (CompVis latent-diffusion, DiagonalGaussianDistribution).</summary>
    private const double MinLogVariance = -30, MaxLogVariance = 20;

    /// <summary>Splits moments.</summary>
    /// <param name="moments">[B, 8, h, w] · float32. Borrowed.</param>
    public LatentDistribution(Tensor moments)
    {
        using var scope = NewDisposeScope();
        var parts = moments.chunk(2, 1);
        Mean = parts[0].clone().DetachFromDisposeScope();
        LogVariance = parts[1].clamp(MinLogVariance, MaxLogVariance).DetachFromDisposeScope();
    }

    /// <summary>[B, 4, h, w] · float32 · not scaled.</summary>
    public Tensor Mean { get; }

    /// <summary>[B, 4, h, w] · float32 · −30…20.</summary>
    public Tensor LogVariance { get; }

    /// <summary>One draw: mean + exp(logvar/2)·noise.</summary>
    /// <param name="noise">[B, 4, h, w] · float32 · standard normal. Borrowed.</param>
    /// <returns>[B, 4, h, w] · float32 · not scaled. Caller owns it.</returns>
    public Tensor Sample(Tensor noise)
    {
        using var scope = NewDisposeScope();
        return LogVariance.mul(0.5).exp_().mul_(noise).add_(Mean).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Mean.Dispose();
        LogVariance.Dispose();
    }
}
