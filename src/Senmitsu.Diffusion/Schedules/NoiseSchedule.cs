using static TorchSharp.torch;

namespace Senmitsu.Diffusion.Schedules;

/// <summary>
/// The training table β → ᾱ → σ of 1000 timesteps and the conversions between timestep and σ.
/// σ = √((1−ᾱ)/ᾱ), so that x = x₀ + σ·noise (Karras et al. 2022; agrees with crowsonkb/k-diffusion k_diffusion/external.py).
/// </summary>
public sealed class NoiseSchedule
{
    /// <summary>Length of the table.</summary>
    public const int TimestepCount = 1000;

    // Stable Diffusion 1.x: β runs from 0.00085 to 0.012, linear in √β (Rombach et al. 2022, v1-inference.yaml).
    private const double FirstBeta = 0.00085;
    private const double LastBeta = 0.012;

    private readonly float[] _alphasCumprod;
    private readonly float[] _sigmas;
    private readonly float[] _logSigmas;

    private NoiseSchedule(float[] alphasCumprod)
    {
        _alphasCumprod = alphasCumprod;
        _sigmas = Array.ConvertAll(alphasCumprod, alpha => MathF.Sqrt((1 - alpha) / alpha));
        _logSigmas = Array.ConvertAll(_sigmas, MathF.Log);
    }

    /// <summary>ᾱ computed in float64 and then rounded, as stored in checkpoints and used by AUTOMATIC1111: for generation.</summary>
    public static NoiseSchedule Generation { get; } = new(AlphasInDouble());

    /// <summary>ᾱ from β rounded to float32, as diffusers' DDPM schedule that sd-scripts trains with: for training. Differs by about 1e-6 relative.</summary>
    public static NoiseSchedule Training { get; } = new(AlphasInSingle());

    /// <summary>
    /// <see cref="Generation"/> stretched so that its last timestep is (all but) pure noise, for models trained so (Lin et al. 2024, Algorithm 1;
    /// A1111's "Zero Terminal SNR").
    /// </summary>
    public static NoiseSchedule ZeroTerminalSnr { get; } = new(Rescaled(AlphasInDouble()));

    /// <summary>ᾱ of timestep 0…999, falling from 0.99915 to 0.00466.</summary>
    public ReadOnlySpan<float> AlphasCumprod => _alphasCumprod;

    /// <summary>σ of timestep 0…999, rising from 0.0292 to 14.6146.</summary>
    public ReadOnlySpan<float> Sigmas => _sigmas;

    /// <summary>ln σ of timestep 0…999, rising.</summary>
    public ReadOnlySpan<float> LogSigmas => _logSigmas;

    /// <summary>σ of timestep 0.</summary>
    public float SmallestSigma => _sigmas[0];

    /// <summary>σ of timestep 999.</summary>
    public float LargestSigma => _sigmas[^1];

    /// <summary>ᾱ as a tensor, for losses and added noise.</summary>
    /// <returns>[1000] · float32 · on the device. Caller owns it.</returns>
    public Tensor AlphasCumprodOn(Device device) => tensor(_alphasCumprod, dtype: ScalarType.Float32, device: device);

    /// <summary>The timestep of a noise level, linear in ln σ between table entries, clamped to the table.</summary>
    /// <param name="sigma">σ &gt; 0.</param>
    /// <returns>0…999, fractional.</returns>
    public float SigmaToTimestep(float sigma)
    {
        var logSigma = MathF.Log(sigma);
        var index = Array.BinarySearch(_logSigmas, logSigma);
        var low = Math.Clamp(index >= 0 ? index : ~index - 1, 0, TimestepCount - 2);
        var weight = Math.Clamp((_logSigmas[low] - logSigma) / (_logSigmas[low] - _logSigmas[low + 1]), 0f, 1f);
        return (1 - weight) * low + weight * (low + 1);
    }

    /// <summary>The whole timestep whose σ is nearest, the lower one of two as near.</summary>
    /// <param name="sigma">σ ≥ 0.</param>
    /// <returns>0…999.</returns>
    public int NearestTimestep(float sigma)
    {
        var nearest = 0;
        for (var timestep = 1; timestep < TimestepCount; timestep++)
        {
            if (MathF.Abs(_sigmas[timestep] - sigma) < MathF.Abs(_sigmas[nearest] - sigma)) nearest = timestep;
        }

        return nearest;
    }

    /// <summary>The noise level of a timestep, linear in ln σ between table entries.</summary>
    /// <param name="timestep">0…999, may be fractional; clamped to the table.</param>
    public float TimestepToSigma(float timestep)
    {
        var clamped = Math.Clamp(timestep, 0f, TimestepCount - 1);
        var low = (int)MathF.Floor(clamped);
        var high = (int)MathF.Ceiling(clamped);
        var weight = clamped - low;
        return MathF.Exp((1 - weight) * _logSigmas[low] + weight * _logSigmas[high]);
    }

    private static float[] AlphasInDouble()
    {
        var alphas = new float[TimestepCount];
        double first = Math.Sqrt(FirstBeta), last = Math.Sqrt(LastBeta), product = 1;
        for (var i = 0; i < TimestepCount; i++)
        {
            var rootBeta = first + (last - first) * i / (TimestepCount - 1);
            product *= 1 - rootBeta * rootBeta;
            alphas[i] = (float)product;
        }

        return alphas;
    }

    private static float[] Rescaled(float[] alphas)
    {
        // A1111 keeps ᾱ of the last timestep above 0, so that its σ stays finite.
        const float LastAlpha = 4.8973451890853435e-08f;
        double first = Math.Sqrt(alphas[0]), last = Math.Sqrt(alphas[^1]);
        var rescaled = Array.ConvertAll(alphas, alpha => (float)Math.Pow((Math.Sqrt(alpha) - last) * first / (first - last), 2));
        rescaled[^1] = LastAlpha;
        return rescaled;
    }

    // libtorch's own float32 linspace and cumprod, whose rounding no short formula repeats.
    private static float[] AlphasInSingle()
    {
        using var scope = NewDisposeScope();
        var betas = linspace(Math.Sqrt(FirstBeta), Math.Sqrt(LastBeta), TimestepCount, dtype: ScalarType.Float32).square();
        return (1 - betas).cumprod(0).data<float>().ToArray();
    }
}
