using Senmitsu.Diffusion.Samplers.Exponential;
using Senmitsu.Diffusion.Samplers.Slopes;
using Senmitsu.Diffusion.Samplers.Timesteps;
using Senmitsu.Diffusion.Schedules;

namespace Senmitsu.Diffusion.Samplers;

/// <summary>Every sampler under its AUTOMATIC1111 name, in menu order.</summary>
public static class SamplerCatalog
{
    // A1111's sd_samplers_cfg_denoiser.py: CFG++ takes scales of the usual size and divides them.
    private const double CfgPlusPlusFactor = 1 / 12.5;

    private static readonly ISigmaSpacing None = SpacingCatalog.Automatic;

    /// <summary>All samplers in menu order; the first is the default.</summary>
    public static IReadOnlyList<SamplerInfo> All { get; } =
    [
        new("DPM++ 2M", ["k_dpmpp_2m"], SpacingCatalog.Karras, AddsNoise: false, new DpmPlusPlus2MSampler()),
        new("DPM++ SDE", ["k_dpmpp_sde"], SpacingCatalog.Karras, AddsNoise: true, new DpmPlusPlusSdeSampler()) { IsSecondOrder = true, UsesPathNoise = true, HasEta = true },
        new("DPM++ 2M SDE", ["k_dpmpp_2m_sde"], SpacingCatalog.Exponential, AddsNoise: true, new DpmPlusPlus2MSdeSampler(isHeun: false)) { UsesPathNoise = true, HasEta = true },
        new("DPM++ 2M SDE Heun", ["k_dpmpp_2m_sde_heun"], SpacingCatalog.Exponential, AddsNoise: true, new DpmPlusPlus2MSdeSampler(isHeun: true)) { UsesPathNoise = true, HasEta = true },
        new("DPM++ 2S a", ["k_dpmpp_2s_a"], SpacingCatalog.Karras, AddsNoise: true, new DpmPlusPlus2SAncestralSampler()) { IsSecondOrder = true, UsesSeedDelta = true, HasEta = true },
        new("DPM++ 3M SDE", ["k_dpmpp_3m_sde"], SpacingCatalog.Exponential, AddsNoise: true, new DpmPlusPlus3MSdeSampler()) { DiscardsPenultimate = true, UsesPathNoise = true, HasEta = true },
        new("Euler a", ["k_euler_a", "k_euler_ancestral", "Euler ancestral"], None, AddsNoise: true, new EulerAncestralSampler()) { UsesSeedDelta = true, HasEta = true },
        new("Euler", ["k_euler"], None, AddsNoise: false, new EulerSampler()) { HasChurn = true },
        new("LMS", ["k_lms"], None, AddsNoise: false, new LmsSampler()),
        new("Heun", ["k_heun"], None, AddsNoise: false, new HeunSampler()) { IsSecondOrder = true, HasChurn = true },
        new("DPM2", ["k_dpm_2"], SpacingCatalog.Karras, AddsNoise: false, new Dpm2Sampler()) { DiscardsPenultimate = true, IsSecondOrder = true, HasChurn = true },
        new("DPM2 a", ["k_dpm_2_a"], SpacingCatalog.Karras, AddsNoise: true, new Dpm2AncestralSampler()) { DiscardsPenultimate = true, IsSecondOrder = true, UsesSeedDelta = true, HasEta = true },
        new("DPM fast", ["k_dpm_fast"], None, AddsNoise: true, new DpmFastSampler()) { UsesSeedDelta = true, HasEta = true },
        new("DPM adaptive", ["k_dpm_ad"], None, AddsNoise: true, new DpmAdaptiveSampler()) { UsesSeedDelta = true, HasEta = true },
        new("Restart", ["restart"], SpacingCatalog.Karras, AddsNoise: true, new RestartSampler()) { IsSecondOrder = true },
        new("DDIM", ["ddim"], None, AddsNoise: false, new DdimSampler(usesUnconditionalNoise: false)) { Ladder = SamplerLadder.Timesteps, HasEta = true, UsesDdimEta = true },
        new("DDIM CFG++", ["ddim_cfgpp"], None, AddsNoise: false, new DdimSampler(usesUnconditionalNoise: true)) { Ladder = SamplerLadder.Timesteps, HasEta = true, UsesDdimEta = true, CfgFactor = CfgPlusPlusFactor },
        new("PLMS", ["plms"], None, AddsNoise: false, new PlmsSampler()) { Ladder = SamplerLadder.Timesteps },
        new("UniPC", ["unipc"], None, AddsNoise: false, new UniPcSampler()) { Ladder = SamplerLadder.UniPc },
        new("LCM", ["k_lcm"], None, AddsNoise: true, new LcmSampler()) { Ladder = SamplerLadder.Lcm },
    ];

    /// <summary>The sampler of that name or alias, letter case ignored; null if there is none.</summary>
    public static SamplerInfo? Find(string name) => All.FirstOrDefault(sampler =>
        string.Equals(sampler.Name, name, StringComparison.OrdinalIgnoreCase) || sampler.Aliases.Contains(name, StringComparer.OrdinalIgnoreCase));

    /// <summary>Finds a sampler and the spacing it runs on.</summary>
    /// <param name="sampler">
    /// Name or alias; the default sampler if null or empty. A combined name of old infotexts, such as <c>DPM++ 2M Karras</c>, is split,
    /// and its spacing wins over <paramref name="spacing"/>.
    /// </param>
    /// <param name="spacing">Name or label of the spacing; "Automatic", null or empty mean the sampler's own default.</param>
    /// <exception cref="UnknownSamplerException">One of the two does not exist.</exception>
    public static SamplerChoice Resolve(string? sampler, string? spacing)
    {
        var name = string.IsNullOrWhiteSpace(sampler) ? All[0].Name : sampler.Trim();
        var info = Find(name);
        ISigmaSpacing? chosen = null;
        if (info is null && SplitSuffix(name) is { } split)
        {
            info = Find(split.Sampler);
            chosen = split.Spacing;
        }

        if (info is null) throw new UnknownSamplerException("sampler", name, [.. All.Select(known => known.Name)]);
        chosen ??= string.IsNullOrWhiteSpace(spacing)
            ? SpacingCatalog.Automatic
            : SpacingCatalog.Find(spacing.Trim()) ?? throw new UnknownSamplerException("schedule type", spacing.Trim(), [.. SpacingCatalog.All.Select(known => known.Label)]);
        return new(info, chosen == SpacingCatalog.Automatic ? info.DefaultSpacing : chosen);
    }

    /// <summary>"DPM++ 2M SGM Uniform" → sampler and spacing: the longest label or name that the text ends in.</summary>
    private static (string Sampler, ISigmaSpacing Spacing)? SplitSuffix(string name)
    {
        for (var space = name.IndexOf(' ', StringComparison.Ordinal); space > 0; space = name.IndexOf(' ', space + 1))
        {
            if (SpacingCatalog.Find(name[(space + 1)..]) is { } spacing) return (name[..space].TrimEnd(), spacing);
        }

        return null;
    }
}
