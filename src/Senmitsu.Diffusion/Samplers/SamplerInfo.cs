using Senmitsu.Diffusion.Schedules;

namespace Senmitsu.Diffusion.Samplers;

/// <summary>A sampler as users know it.</summary>
/// <param name="Name">AUTOMATIC1111's name ("Sampling method"), for example <c>DPM++ 2M</c>.</param>
/// <param name="Aliases">Other names it is found under.</param>
/// <param name="DefaultSpacing">What "Automatic" means for it; <see cref="SpacingCatalog.Automatic"/> if it has no own default.</param>
/// <param name="AddsNoise">True if it draws noise during the run, so that η and the seed delta matter.</param>
/// <param name="Sampler">The integrator; without state, usable by many runs.</param>
public sealed record SamplerInfo(string Name, IReadOnlyList<string> Aliases, ISigmaSpacing DefaultSpacing, bool AddsNoise, ISampler Sampler)
{
    /// <summary>Denoiser calls of a step: 2 for samplers of second order, whose prompt editing counts calls.</summary>
    public int CallsPerStep { get; init; } = 1;
}
