using Senmitsu.Diffusion.Schedules;

namespace Senmitsu.Diffusion.Samplers;

/// <summary>A sampler with the spacing it will run on.</summary>
/// <param name="Sampler">The sampler.</param>
/// <param name="Spacing">The spacing actually used; its label is the infotext's <c>Schedule type</c>.</param>
public sealed record SamplerChoice(SamplerInfo Sampler, ISigmaSpacing Spacing);
