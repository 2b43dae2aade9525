namespace Senmitsu.Models.Vae;

/// <summary>The rule behind <see cref="VaeTiling"/>. It looks at the size alone, so that equal settings give equal pictures on every machine.</summary>
public static class VaeTilings
{
    /// <summary>Pixels up to which a picture is computed whole by default: 1024×1024.</summary>
    public const long LargestWhole = 1024 * 1024;

    /// <summary>Whether a picture is computed in bands.</summary>
    /// <param name="tiling">The user's choice.</param>
    /// <param name="pixels">Width times height.</param>
    public static bool Applies(this VaeTiling tiling, long pixels) => tiling == VaeTiling.On || (tiling == VaeTiling.Auto && pixels > LargestWhole);
}
