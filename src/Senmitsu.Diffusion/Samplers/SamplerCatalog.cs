using Senmitsu.Diffusion.Schedules;

namespace Senmitsu.Diffusion.Samplers;

/// <summary>Every sampler under its AUTOMATIC1111 name, in menu order.</summary>
public static class SamplerCatalog
{
    /// <summary>All samplers in menu order; the first is the default.</summary>
    public static IReadOnlyList<SamplerInfo> All { get; } =
    [
        new("DPM++ 2M", ["k_dpmpp_2m"], SpacingCatalog.Karras, AddsNoise: false, new DpmPlusPlus2MSampler()),
        new("Euler a", ["k_euler_a", "k_euler_ancestral", "Euler ancestral"], SpacingCatalog.Automatic, AddsNoise: true, new EulerAncestralSampler()),
        new("Euler", ["k_euler"], SpacingCatalog.Automatic, AddsNoise: false, new EulerSampler()),
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

    private static (string Sampler, ISigmaSpacing Spacing)? SplitSuffix(string name)
    {
        var space = name.LastIndexOf(' ');
        return space > 0 && SpacingCatalog.Find(name[(space + 1)..]) is { } spacing ? (name[..space].TrimEnd(), spacing) : null;
    }
}
