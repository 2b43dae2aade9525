using Senmitsu.Formats.Weights;

namespace Senmitsu.Generation.Settings;

/// <summary>AUTOMATIC1111's names of the upscalers.</summary>
public static class HiresUpscalerNames
{
    private static readonly (HiresUpscaler Upscaler, string Name)[] Table =
    [
        (HiresUpscaler.Latent, "Latent"), (HiresUpscaler.LatentAntialiased, "Latent (antialiased)"), (HiresUpscaler.LatentBicubic, "Latent (bicubic)"),
        (HiresUpscaler.LatentBicubicAntialiased, "Latent (bicubic antialiased)"), (HiresUpscaler.LatentNearest, "Latent (nearest)"),
        (HiresUpscaler.LatentNearestExact, "Latent (nearest-exact)"), (HiresUpscaler.None, "None"), (HiresUpscaler.Lanczos, "Lanczos"), (HiresUpscaler.Nearest, "Nearest"),
    ];

    /// <summary>All names in menu order.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Table.Select(row => row.Name)];

    /// <summary>The name of an upscaler.</summary>
    public static string NameOf(HiresUpscaler upscaler) => Table.Single(row => row.Upscaler == upscaler).Name;

    /// <summary>What infotext calls the upscaler of a hires fix.</summary>
    internal static string NameOf(HiresSettings hires) => hires.Upscaler == HiresUpscaler.Model ? WithoutEnding(Path.GetFileName(hires.UpscalerModel ?? "")) : NameOf(hires.Upscaler);

    /// <summary>"4x_v1.0.pth" and "4x_v1.0" are both "4x_v1.0".</summary>
    private static string WithoutEnding(string name) => WeightFiles.HasEnding(name) ? Path.GetFileNameWithoutExtension(name) : name;

    /// <summary>The settings with the upscaler of that name; what is no name of the table is the name of a network.</summary>
    public static HiresSettings Choose(HiresSettings hires, string name) => hires with { Upscaler = Find(name) ?? HiresUpscaler.Model, UpscalerModel = Find(name) is null ? name : null };

    /// <summary>The upscaler of that name, letter case ignored; <see langword="null"/> if there is none.</summary>
    public static HiresUpscaler? Find(string name) =>
        Table.Where(row => string.Equals(row.Name, name, StringComparison.OrdinalIgnoreCase)).Select(row => (HiresUpscaler?)row.Upscaler).FirstOrDefault();
}
