using static TorchSharp.torch;

namespace Senmitsu.Diffusion.Denoisers;

/// <summary>
/// Inpainting: keeps the unmasked part of every estimate at the original (A1111's <c>CFGDenoiser</c>). Samplers on σ blend the estimate;
/// those on timesteps blend what the network sees, with an original that has no noise, and keep their own x.
/// </summary>
/// <param name="inner">The guided denoiser. Borrowed.</param>
/// <param name="mask">What stays. Borrowed.</param>
/// <param name="timestepOf">σ → timestep for samplers on timesteps; <see langword="null"/> for samplers on σ.</param>
public sealed class MaskedDenoiser(IGuidedDenoiser inner, LatentMask mask, Func<float, float>? timestepOf = null) : IGuidedDenoiser, IDisposable
{
    private Tensor? _lastUnconditional;

    /// <inheritdoc/>
    public Tensor LastUnconditional => _lastUnconditional ?? inner.LastUnconditional;

    /// <inheritdoc/>
    public Tensor Denoise(Tensor x, float sigma)
    {
        ArgumentNullException.ThrowIfNull(x);
        using var scope = NewDisposeScope();
        if (timestepOf is null) return mask.Blend(inner.Denoise(x, sigma), sigma).MoveToOuterDisposeScope();

        // A1111 carries x at unit variance there: x/√(1 + σ²). The noise ε of the blended x counts as that of x, so x₀ moves along with it.
        var scale = MathF.Sqrt(1 + (sigma * sigma));
        var blended = mask.Blend(x / scale, timestepOf(sigma)) * scale;
        var shift = x - blended;
        var denoised = inner.Denoise(blended, sigma) + shift;
        _lastUnconditional?.Dispose();
        _lastUnconditional = (inner.LastUnconditional + shift).DetachFromDisposeScope();
        return denoised.MoveToOuterDisposeScope();
    }

    /// <summary>Frees the last estimate.</summary>
    public void Dispose() => _lastUnconditional?.Dispose();
}
