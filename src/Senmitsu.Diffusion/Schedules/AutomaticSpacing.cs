using Senmitsu.Diffusion.Schedules.Spacings;

namespace Senmitsu.Diffusion.Schedules;

/// <summary>
/// "Automatic": the sampler's own default. <see cref="Samplers.SamplerCatalog"/> replaces it by that default where the sampler has one;
/// for the others it stays and means uniform, and the infotext keeps the word "Automatic".
/// </summary>
public sealed class AutomaticSpacing : ISigmaSpacing
{
    private readonly UniformSpacing _uniform = new();

    /// <inheritdoc/>
    public string Name => "automatic";

    /// <inheritdoc/>
    public string Label => "Automatic";

    /// <inheritdoc/>
    public float[] Sigmas(NoiseSchedule schedule, int steps, SpacingOptions options) => _uniform.Sigmas(schedule, steps, options);
}
