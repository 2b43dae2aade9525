using Senmitsu.Generation;
using Senmitsu.Generation.Upscaling;
using Senmitsu.Models;
using Senmitsu.Models.Upscalers;
using Senmitsu.Numerics;
using Senmitsu.Studio.Models;
using static TorchSharp.torch;

namespace Senmitsu.Studio.Generation;

/// <summary>Finds the models of a session by the names that settings use.</summary>
/// <param name="request">Folders and the job's own choices.</param>
/// <param name="folders">Where the studio keeps things.</param>
internal sealed class SessionModels(GenerateRequest request, StudioFolders folders)
{
    private const int ShortHashDigits = 10;

    private readonly CheckpointCatalog _checkpoints = new(request, folders);
    private readonly ModelFolders _places = new(folders, request.ModelsFolder);

    /// <summary>The VAE file of a checkpoint, or <see langword="null"/> for its own.</summary>
    /// <param name="choice">As <see cref="VaeChoice.Resolve"/> takes it.</param>
    /// <param name="modelPath">The checkpoint.</param>
    public string? Vae(string? choice, string modelPath) => new VaeChoice(_checkpoints, _places.Of(ModelKind.Vae)).Resolve(choice, modelPath);

    /// <summary>First 10 hex digits of a file's SHA-256; <see langword="null"/> for a folder.</summary>
    public string? ShortHash(string path, CancellationToken token) => Directory.Exists(path) ? null : new ModelHashes(folders.HashCache).Sha256(path, token)[..ShortHashDigits];

    /// <summary>What infotext calls a checkpoint, without its hash.</summary>
    /// <param name="path">Its file, or the folder of diffusers, whose name may hold dots.</param>
    public static string NameOf(string path) => Directory.Exists(path) ? Path.GetFileName(Path.TrimEndingDirectorySeparator(path)) : Path.GetFileNameWithoutExtension(path);

    /// <summary>What the pipeline of a checkpoint asks for other checkpoints and the upscaler.</summary>
    /// <param name="modelPath">The job's checkpoint.</param>
    /// <param name="vaeChoice">The VAE of all checkpoints, as <see cref="VaeChoice.Resolve"/> takes it.</param>
    /// <param name="device">Where networks live.</param>
    /// <param name="dataType">Their dtype.</param>
    /// <param name="token">Stops the hashing.</param>
    public ModelLookup Lookup(string modelPath, string? vaeChoice, ComputeDevice device, ScalarType dataType, CancellationToken token) => new(name => Checkpoint(name, modelPath, vaeChoice, device, dataType, token), name =>
        new PictureUpscaler(UpscalerLoader.Load(new UpscalerCatalog(_places, request.NamesNoFiles).Find("--hr-upscaler", name), dataType, device.Device), device.Device, new PictureTiles(PictureUpscaler.DefaultTile, PictureUpscaler.DefaultOverlap)));

    private ModelOnDemand Checkpoint(string name, string modelPath, string? vaeChoice, ComputeDevice device, ScalarType dataType, CancellationToken token)
    {
        var path = _checkpoints.Find(name);
        var title = ShortHash(path, token) is { } hash ? $"{NameOf(path)} [{hash}]" : NameOf(path);
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        var isOwn = full == Path.TrimEndingDirectorySeparator(Path.GetFullPath(modelPath));
        return new ModelOnDemand(full, title, isOwn ? null : () => StableDiffusionLoader.Load(path, dataType, device.Device, Vae(vaeChoice, path)));
    }
}
