using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Senmitsu.Formats.Safetensors;
using Senmitsu.Models.Vae;
using Senmitsu.Numerics;
using Senmitsu.Training.Datasets;
using Senmitsu.Training.Events;
using static TorchSharp.torch;

namespace Senmitsu.Training.Latents;

/// <summary>
/// Keeps what the encoder said of pictures between runs (<c>cache_latents_to_disk</c>), in a folder beside them. A file's name is the
/// hash of everything its content depends on, so a file that no longer fits is never found; and it holds the whole distribution, so a
/// run is the same with it and without.
/// </summary>
/// <param name="encoder">What identifies the encoder: the hash of its file and its number format.</param>
/// <param name="device">Where latents will be used.</param>
public sealed class LatentStore(string encoder, Device device)
{
    /// <summary>The folder of the files, in the folder of the pictures.</summary>
    public const string FolderName = ".senmitsu-latents";

    private const string Format = "senmitsu latent 1", Moments = "moments";
    private const int KeyDigits = 40;

    private readonly Dictionary<string, string> _contents = new(StringComparer.Ordinal);
    private int _ours, _kohyas;
    private string? _fault;

    /// <summary>The stored latent of a picture, ours or sd-scripts', or null.</summary>
    internal CachedLatent? Find(PlannedImage image, bool isMirrored)
    {
        using var scope = NewDisposeScope();
        if (FindOurs(image, isMirrored) is { } ours)
        {
            _ours++;
            return ours;
        }

        if (image.Subset.Interpolation is not null || KohyaLatents.Find(image, isMirrored, device) is not { } kohyas) return null;
        _kohyas++;
        return kohyas;
    }

    /// <summary>Stores a latent. A folder that cannot be written to does not stop the run.</summary>
    internal void Add(PlannedImage image, bool isMirrored, LatentDistribution distribution)
    {
        if (_fault is not null) return;
        using var scope = NewDisposeScope();
        var moments = cat([distribution.Mean, distribution.LogVariance], 1);
        try
        {
            var path = PathOf(image, isMirrored);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            SafetensorsWriter.Write(path, [TensorFiles.ToTensorData(Moments, moments, ScalarType.Float32)], new Dictionary<string, string> { ["format"] = Format });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _fault = e.Message;
        }
    }

    /// <summary>Says what was taken from where.</summary>
    internal void ReportTo(IProgress<TrainingEvent> progress)
    {
        if (_ours > 0) progress.Report(new Noted($"{_ours} latents were taken from an earlier run"));
        if (_kohyas > 0) progress.Report(new Noted($"{_kohyas} latents were taken from sd-scripts' .npz files beside the pictures, whose size and cut fit; these do not say which VAE made them. Delete them to encode again"));
        if (_fault is not null) progress.Report(new Noted($"latents cannot be kept for the next run: {_fault}"));
    }

    private CachedLatent? FindOurs(PlannedImage image, bool isMirrored)
    {
        try
        {
            var path = PathOf(image, isMirrored);
            if (!File.Exists(path)) return null;
            using var file = SafetensorsFile.Open(path);
            long[] shape = [1, 8, image.Choice.Bucket.Height / 8, image.Choice.Bucket.Width / 8];
            if (!file.Tensors.TryGetValue(Moments, out var info) || !info.Shape.SequenceEqual(shape)) return null;
            return new CachedLatent(new LatentDistribution(TensorFiles.Read(file, Moments, ScalarType.Float32, device)));
        }
        catch (Exception e) when (e is SafetensorsException or IOException or UnauthorizedAccessException)
        {
            return null; // a damaged file is written again
        }
    }

    private string PathOf(PlannedImage image, bool isMirrored)
    {
        var (path, choice) = (image.Image.Path, image.Choice);
        if (!_contents.TryGetValue(path, out var content))
        {
            using var stream = File.OpenRead(path);
            content = Convert.ToHexStringLower(SHA256.HashData(stream));
            _contents.Add(path, content);
        }

        var description = string.Create(CultureInfo.InvariantCulture, $"{Format}\n{content}\n{encoder}\n{choice.Resized}\n{choice.Bucket}\n{image.Subset.Interpolation}\n{isMirrored}");
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(description)))[..KeyDigits];
        return Path.Combine(Path.GetDirectoryName(path)!, FolderName, $"{key}.safetensors");
    }
}
