using static TorchSharp.torch;

namespace Senmitsu.Diffusion.Samplers;

/// <summary>Draws fresh standard normal noise.</summary>
/// <param name="like">[B, 4, h, w]: shape, type and device wanted. Borrowed.</param>
/// <returns>The same shape, type and device. Caller owns it.</returns>
public delegate Tensor NoiseDraw(Tensor like);

/// <summary>Standard normal noise that belongs to a piece of one Brownian path, so that other step counts follow the same path.</summary>
/// <param name="like">[B, 4, h, w]: shape, type and device wanted. Borrowed.</param>
/// <param name="fromSigma">Where the piece begins, the larger σ.</param>
/// <param name="toSigma">Where it ends, the smaller σ.</param>
/// <returns>The same shape, type and device. Caller owns it.</returns>
public delegate Tensor PathNoiseDraw(Tensor like, double fromSigma, double toSigma);

/// <summary>Told once per step, after x₀ was estimated and before x moves on.</summary>
/// <param name="step">0-based number of the sampling step.</param>
/// <param name="sigma">σ of <paramref name="x"/>.</param>
/// <param name="x">[B, 4, h, w] · float32 · before the step. Borrowed, dies after the call.</param>
/// <param name="denoised">[B, 4, h, w] · float32 · estimate of x₀. Borrowed, dies after the call.</param>
public delegate void SamplingStep(int step, float sigma, Tensor x, Tensor denoised);

/// <summary>Everything a sampler needs beside the denoiser and the starting latent.</summary>
public sealed class SamplingContext
{
    /// <summary>The noise levels of the run, falling, one more than there are steps; usually ending in 0.</summary>
    public required IReadOnlyList<float> Sigmas { get; init; }

    /// <summary>Source of the noise that ancestral samplers add; one draw per step that adds some.</summary>
    public required NoiseDraw Noise { get; init; }

    /// <summary>Source of the noise of the SDE samplers; null = independent draws of <see cref="Noise"/>.</summary>
    public PathNoiseDraw? PathNoise { get; init; }

    /// <summary>Told once per step; null = nobody listens.</summary>
    public SamplingStep? OnStep { get; init; }

    /// <summary>Tested before every step and between the estimates of one.</summary>
    public CancellationToken Token { get; init; }

    /// <summary>η: share of fresh noise, 1 = full, 0 = none. A1111's default is 1 for ancestral samplers and 0 for DDIM. Ignored by samplers that add none.</summary>
    public double Eta { get; init; } = 1;

    /// <summary>Factor of the added noise (A1111 <c>s_noise</c>). Ignored by samplers that add none.</summary>
    public double NoiseScale { get; init; } = 1;

    /// <summary>Noise added before each step by Euler, Heun and DPM2. Ignored by the others.</summary>
    public Churn Churn { get; init; } = Churn.None;

    /// <summary>Noise of a piece of the path, or an independent draw where there is no path.</summary>
    internal Tensor NoiseBetween(Tensor like, double from, double to) => PathNoise is null ? Noise(like) : PathNoise(like, from, to);
}
