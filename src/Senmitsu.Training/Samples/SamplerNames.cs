using Senmitsu.Diffusion.Samplers;

namespace Senmitsu.Training.Samples;

/// <summary>sd-scripts' names of samplers (train_util.py, <c>--sample_sampler</c>) and what they are called here.</summary>
public static class SamplerNames
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ddim"] = "DDIM",
        ["pndm"] = "PLMS",
        ["lms"] = "LMS",
        ["euler"] = "Euler",
        ["euler_a"] = "Euler a",
        ["heun"] = "Heun",
        ["dpm_2"] = "DPM2",
        ["dpm_2_a"] = "DPM2 a",
        ["dpmsolver"] = "DPM++ 2M",
        ["dpmsolver++"] = "DPM++ 2M",
        ["dpmsingle"] = "DPM++ 2S a",
        ["k_lms"] = "LMS",
        ["k_euler"] = "Euler",
        ["k_euler_a"] = "Euler a",
        ["k_dpm_2"] = "DPM2",
        ["k_dpm_2_a"] = "DPM2 a",
    };

    /// <summary>All names of sd-scripts.</summary>
    public static IReadOnlyCollection<string> All => Names.Keys;

    /// <summary>The sampler's name here; null if sd-scripts knows no such name. Names of AUTOMATIC1111 are taken as they are.</summary>
    public static string? Find(string name) => Names.GetValueOrDefault(name) ?? SamplerCatalog.Find(name)?.Name;
}
