using Senmitsu.Formats.Kohya;
using Senmitsu.Studio.Models;
using Senmitsu.Training.Checkpoints;
using Senmitsu.Training.Settings;

namespace Senmitsu.Studio.Training;

/// <summary>Names and hashes of the base model, file or folder.</summary>
/// <param name="hashes">Hashes of files, remembered.</param>
internal sealed class BaseModelHashes(ModelHashes hashes)
{
    /// <summary>sd-scripts' word for the hash of a folder.</summary>
    private const string Folder = "IsADirectory";

    private static readonly string[] WeightEndings = [".safetensors", ".bin"];

    /// <summary>The facts of a base model and its separate VAE.</summary>
    /// <param name="model">Paths that exist.</param>
    /// <param name="token">Stops between blocks of a file.</param>
    public BaseModelFacts Of(ModelSettings model, CancellationToken token)
    {
        var vae = model.Vae is { } path ? Facts(path, token) : null;
        return Facts(model.PretrainedModelNameOrPath, token) with { Vae = vae, AutoencoderHash = AutoencoderHash(model.Vae ?? model.PretrainedModelNameOrPath, token) };
    }

    private BaseModelFacts Facts(string path, CancellationToken token) => Directory.Exists(path)
        ? new(Path.GetFileName(Path.TrimEndingDirectorySeparator(path)), Folder, Folder)
        : new(Path.GetFileName(path), ModelFileHashes.Legacy(path), hashes.Sha256(path, token));

    /// <summary>All weight files of an autoencoder's folder count: which of them is read is the loader's affair.</summary>
    private string AutoencoderHash(string path, CancellationToken token)
    {
        if (!Directory.Exists(path)) return hashes.Sha256(path, token);
        var inner = Path.Combine(path, "vae");
        var files = Directory.GetFiles(Directory.Exists(inner) ? inner : path).Where(file => WeightEndings.Contains(Path.GetExtension(file))).Order(StringComparer.Ordinal);
        return string.Join(' ', files.Select(file => hashes.Sha256(file, token)));
    }
}
