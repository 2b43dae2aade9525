using System.Globalization;

namespace Senmitsu.Studio;

/// <summary>Where the studio keeps things.</summary>
/// <param name="Root">The data folder, <c>~/Senmitsu</c> by default.</param>
public sealed record StudioFolders(string Root)
{
    private const string DataVariable = "SENMITSU_DATA";

    /// <summary>Checkpoints.</summary>
    public string Checkpoints => Path.Combine(Root, "models", "Stable-diffusion");

    /// <summary>LoRA files.</summary>
    public string Loras => Path.Combine(Root, "models", "Lora");

    /// <summary>VAE files.</summary>
    public string Vaes => Path.Combine(Root, "models", "VAE");

    /// <summary>Remembered file hashes.</summary>
    public string HashCache => Path.Combine(Root, "hashes.json");

    /// <summary>The folder given, else that of the environment, else <c>~/Senmitsu</c>.</summary>
    /// <param name="dataFolder">From <c>--data</c>.</param>
    /// <param name="environment">Reads an environment variable.</param>
    public static StudioFolders Find(string? dataFolder, Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        if (!string.IsNullOrWhiteSpace(dataFolder)) return new StudioFolders(Path.GetFullPath(dataFolder));
        if (environment(DataVariable) is { Length: > 0 } variable) return new StudioFolders(Path.GetFullPath(variable));
        return new StudioFolders(Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), "Senmitsu"));
    }

    /// <summary>Today's folder of pictures: <c>outputs/txt2img-images/2026-11-22</c>.</summary>
    /// <param name="isImageToImage">img2img, else txt2img.</param>
    /// <param name="today">The day.</param>
    public string Images(bool isImageToImage, DateTimeOffset today) =>
        Path.Combine(Root, "outputs", isImageToImage ? "img2img-images" : "txt2img-images", today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
}
