using System.Globalization;
using Senmitsu.Formats.Pickle;
using Senmitsu.Formats.Safetensors;
using Senmitsu.Formats.Weights;

namespace Senmitsu.Studio.Models;

/// <summary>The size of picture that a checkpoint was trained for.</summary>
public static class NativeSize
{
    /// <summary>Stable Diffusion 1.x.</summary>
    public const int Usual = 512;

    private const string ResolutionKey = "modelspec.resolution";

    /// <summary>Pixels a side, as the file's metadata say (modelspec.resolution, "768x768"); <see cref="Usual"/> where they say nothing usable.</summary>
    /// <param name="checkpoint">A checkpoint, or a folder of diffusers.</param>
    public static int Of(string checkpoint)
    {
        if (!File.Exists(checkpoint)) return Usual;
        try
        {
            using var file = WeightFiles.Open(checkpoint);
            return file.Metadata.TryGetValue(ResolutionKey, out var text) && int.TryParse(text.Split('x')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var side) && side is >= 64 and <= 2048 && side % 8 == 0 ? side : Usual;
        }
        catch (Exception e) when (e is SafetensorsException or PickleException or IOException or UnauthorizedAccessException)
        {
            return Usual; // loading it says what is wrong
        }
    }
}
