using Senmitsu.Diffusion.Schedules;

namespace Senmitsu.Diffusion.Samplers;

/// <summary>A sampler as users know it.</summary>
/// <param name="Name">AUTOMATIC1111's name ("Sampling method"), for example <c>DPM++ 2M</c>.</param>
/// <param name="Aliases">Other names it is found under.</param>
/// <param name="DefaultSpacing">What "Automatic" means for it; <see cref="SpacingCatalog.Automatic"/> if it has no own default.</param>
/// <param name="AddsNoise">True if it draws noise during the run with the usual η.</param>
/// <param name="Sampler">The integrator; without state, usable by many runs.</param>
public sealed record SamplerInfo(string Name, IReadOnlyList<string> Aliases, ISigmaSpacing DefaultSpacing, bool AddsNoise, ISampler Sampler)
{
    /// <summary>Where its noise levels come from.</summary>
    public SamplerLadder Ladder { get; init; }

    /// <summary>True if it leaves out the σ before the last one (A1111's <c>discard_next_to_last_sigma</c>).</summary>
    public bool DiscardsPenultimate { get; init; }

    /// <summary>True if its noise follows a Brownian path.</summary>
    public bool UsesPathNoise { get; init; }

    /// <summary>True if the eta noise seed delta acts on it.</summary>
    public bool UsesSeedDelta { get; init; }

    /// <summary>True if it estimates x₀ twice in a step.</summary>
    public bool IsSecondOrder { get; init; }

    /// <summary>True if its η is DDIM's, whose default is 0.</summary>
    public bool UsesDdimEta { get; init; }

    /// <summary>True if it has an η at all.</summary>
    public bool HasEta { get; init; }

    /// <summary>True if churn acts on it.</summary>
    public bool HasChurn { get; init; }

    /// <summary>Factor on the guidance strength: 1, for CFG++ 1/12.5.</summary>
    public double CfgFactor { get; init; } = 1;

    /// <summary>Denoiser calls of a step, which prompt editing counts.</summary>
    public int CallsPerStep => IsSecondOrder ? 2 : 1;
}
