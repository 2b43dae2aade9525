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

    /// <summary>Networks that enlarge pictures.</summary>
    public string Upscalers => Path.Combine(Root, "models", "ESRGAN");

    /// <summary>Embeddings (textual inversions).</summary>
    public string Embeddings => Path.Combine(Root, "embeddings");

    /// <summary>Wildcard files.</summary>
    public string Wildcards => Path.Combine(Root, "wildcards");

    /// <summary>Styles of prompts.</summary>
    public string Styles => Path.Combine(Root, "styles.csv");

    /// <summary>What the user has chosen.</summary>
    public string Settings => Path.Combine(Root, "config.json");

    /// <summary>Sets of pictures to train on.</summary>
    public string Datasets => Path.Combine(Root, "datasets");

    /// <summary>Trainings, each in a folder of its name.</summary>
    public string Trainings => Path.Combine(Root, "training");

    /// <summary>Everything made: pictures, grids, enlargements.</summary>
    public string Outputs => Path.Combine(Root, "outputs");

    /// <summary>Jobs, gallery and ratings.</summary>
    public string Database => Path.Combine(Root, "senmitsu.db");

    /// <summary>Small pictures for the gallery; may be deleted at any time.</summary>
    public string Thumbnails => Path.Combine(Root, "cache", "thumbnails");

    /// <summary>Pictures that came through a page.</summary>
    public string Uploads => Path.Combine(Root, "cache", "uploads");

    /// <summary>Pictures deleted in the gallery, until the trash is emptied.</summary>
    public string Trash => Path.Combine(Root, "trash");

    /// <summary>What is known of jobs that failed unexpectedly.</summary>
    public string Logs => Path.Combine(Root, "logs");

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

    /// <summary>Today's folder of grids: <c>outputs/txt2img-grids/2026-11-22</c>.</summary>
    /// <inheritdoc cref="Images"/>
    public string Grids(bool isImageToImage, DateTimeOffset today) =>
        Path.Combine(Outputs, isImageToImage ? "img2img-grids" : "txt2img-grids", today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    /// <summary>Today's folder of enlarged pictures: <c>outputs/extras-images/2026-11-22</c>.</summary>
    public string Extras(DateTimeOffset today) => Path.Combine(Outputs, "extras-images", today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    /// <summary>Today's folder of pictures: <c>outputs/txt2img-images/2026-11-22</c>.</summary>
    /// <param name="isImageToImage">img2img, else txt2img.</param>
    /// <param name="today">The day.</param>
    public string Images(bool isImageToImage, DateTimeOffset today) =>
        Path.Combine(Outputs, isImageToImage ? "img2img-images" : "txt2img-images", today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
}
