namespace Senmitsu.Generation.Settings;

/// <summary>AUTOMATIC1111's names of the resize modes.</summary>
public static class ResizeModeNames
{
    private static readonly string[] Names = ["Just resize", "Crop and resize", "Resize and fill", "Just resize (latent upscale)"];

    /// <summary>The name of a mode.</summary>
    public static string NameOf(ResizeMode mode) => Names[(int)mode];

    /// <summary>The mode of that name, letter case ignored; <see langword="null"/> if there is none.</summary>
    public static ResizeMode? Find(string name)
    {
        var index = Array.FindIndex(Names, known => string.Equals(known, name, StringComparison.OrdinalIgnoreCase));
        return index < 0 ? null : (ResizeMode)index;
    }
}
