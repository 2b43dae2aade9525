using static TorchSharp.torch;

namespace Senmitsu.Models.Vae;

/// <summary>The rule behind <see cref="VaeTiling"/>. It looks at size and number format alone, so that equal settings give equal pictures on every machine.</summary>
public static class VaeTilings
{
    /// <summary>Pixels up to which a picture is computed whole by default in 16 bits: 1024×1024.</summary>
    public const long LargestWhole = 1024 * 1024;

    /// <summary>The same in float32: 724×724.</summary>
    public const long LargestWholeInFloat32 = LargestWhole / 2;

    /// <summary>Whether a picture is computed in bands.</summary>
    /// <param name="tiling">The user's choice.</param>
    /// <param name="pixels">Width times height.</param>
    /// <param name="dataType">dtype of the autoencoder.</param>
    public static bool Applies(this VaeTiling tiling, long pixels, ScalarType dataType) =>
        tiling == VaeTiling.On || (tiling == VaeTiling.Auto && pixels > (dataType == ScalarType.Float32 ? LargestWholeInFloat32 : LargestWhole));
}
