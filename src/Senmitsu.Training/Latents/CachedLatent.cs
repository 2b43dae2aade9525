using Senmitsu.Models.Vae;
using static TorchSharp.torch;

namespace Senmitsu.Training.Latents;

/// <summary>What the encoder said of one picture: a distribution, or the one draw of it that sd-scripts stored. Owns its tensor.</summary>
internal sealed class CachedLatent : IDisposable
{
    private readonly LatentDistribution? _distribution;
    private readonly Tensor? _sample; // [1, 4, h, w] · float32 · not scaled

    /// <summary>Keeps a distribution and disposes it in the end.</summary>
    public CachedLatent(LatentDistribution distribution) => _distribution = distribution;

    /// <summary>Keeps one draw.</summary>
    /// <param name="sample">[1, 4, h, w] · float32 · not scaled. Owned from now on.</param>
    public CachedLatent(Tensor sample) => _sample = sample.DetachFromDisposeScope();

    /// <summary>One draw.</summary>
    /// <param name="generator">Source of the draw; not touched where a draw was stored.</param>
    /// <returns>[1, 4, h, w] · float32 · not scaled. Caller owns it.</returns>
    public Tensor Draw(Generator generator)
    {
        if (_distribution is null) return _sample!.alias();
        using var noise = randn(_distribution.Mean.shape, generator: generator).to(_distribution.Mean.device);
        return _distribution.Sample(noise);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _distribution?.Dispose();
        _sample?.Dispose();
    }
}
