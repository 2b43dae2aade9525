namespace Senmitsu.Studio.Models;

/// <summary>Where models of each kind lie: in the data folder, and in a tree of AUTOMATIC1111 or ComfyUI.</summary>
/// <param name="folders">The data folder.</param>
/// <param name="modelsFolder">From <c>--models</c>, the tree or the <c>models</c> folder in it; <see langword="null"/> for none.</param>
public sealed class ModelFolders(StudioFolders folders, string? modelsFolder)
{
    /// <summary>Our own folder of a kind, where new files go.</summary>
    public string Own(ModelKind kind) => kind switch
    {
        ModelKind.Checkpoint => folders.Checkpoints,
        ModelKind.Vae => folders.Vaes,
        ModelKind.Lora => folders.Loras,
        ModelKind.Upscaler => folders.Upscalers,
        _ => Path.Combine(folders.Root, "embeddings"),
    };

    /// <summary>Every folder of a kind that exists, our own first.</summary>
    public IReadOnlyList<string> Of(ModelKind kind)
    {
        string[] names = kind switch
        {
            ModelKind.Checkpoint => ["models/Stable-diffusion", "Stable-diffusion", "models/checkpoints", "checkpoints"],
            ModelKind.Vae => ["models/VAE", "VAE", "models/vae", "vae"],
            ModelKind.Lora => ["models/Lora", "Lora", "models/LyCORIS", "models/loras", "loras"],
            ModelKind.Upscaler => ["models/ESRGAN", "ESRGAN", "models/RealESRGAN", "RealESRGAN", "models/upscale_models", "upscale_models"],
            _ => ["embeddings", "models/embeddings", "../embeddings"],
        };
        string[] own = kind == ModelKind.Upscaler ? [Own(kind), Path.Combine(folders.Root, "models", "RealESRGAN")] : [Own(kind)];
        return [.. own.Concat(modelsFolder is null ? [] : names.Select(name => Path.GetFullPath(Path.Combine(modelsFolder, name)))).Where(Directory.Exists).DistinctBy(Path.GetFullPath)];
    }
}
