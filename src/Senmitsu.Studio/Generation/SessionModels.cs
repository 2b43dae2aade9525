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

    /// <summary>What the pipeline of a checkpoint asks for other checkpoints and the upscaler.</summary>
    /// <param name="modelPath">The job's checkpoint.</param>
    /// <param name="device">Where networks live.</param>
    /// <param name="dataType">Their dtype.</param>
    /// <param name="token">Stops the hashing.</param>
    public ModelLookup Lookup(string modelPath, ComputeDevice device, ScalarType dataType, CancellationToken token) => new(name => Checkpoint(name, modelPath, device, dataType, token), name =>
        new PictureUpscaler(UpscalerLoader.Load(new UpscalerCatalog(_places).Find("--hr-upscaler", name), dataType, device.Device), device.Device, new PictureTiles(PictureUpscaler.DefaultTile, PictureUpscaler.DefaultOverlap)));

    private ModelOnDemand Checkpoint(string name, string modelPath, ComputeDevice device, ScalarType dataType, CancellationToken token)
    {
        var path = _checkpoints.Find(name);
        var title = ShortHash(path, token) is { } hash ? $"{Path.GetFileNameWithoutExtension(path)} [{hash}]" : Path.GetFileNameWithoutExtension(path);
        var isOwn = Path.GetFullPath(path) == Path.GetFullPath(modelPath);
        return new ModelOnDemand(title, isOwn ? null : () => StableDiffusionLoader.Load(path, dataType, device.Device, Vae(request.VaePath, path)));
    }
}
