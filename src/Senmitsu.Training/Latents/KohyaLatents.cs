using Senmitsu.Formats.Numpy;
using Senmitsu.Numerics.Images;
using Senmitsu.Training.Datasets;
using static TorchSharp.torch;

namespace Senmitsu.Training.Latents;

/// <summary>
/// The latents sd-scripts leaves beside pictures (<c>NAME_0768x0512_sd.npz</c>, before that <c>NAME.npz</c>). They name neither the
/// encoder nor the picture's content, so they count only where everything they do say fits and the picture has not changed since.
/// </summary>
internal static class KohyaLatents
{
    private const string OriginalSize = "original_size", CropWindow = "crop_ltrb";

    /// <summary>The stored latent of a picture, or null where there is none that fits.</summary>
    /// <param name="image">Which picture.</param>
    /// <param name="isMirrored">Whether its mirror image is wanted.</param>
    /// <param name="device">Where it will be used.</param>
    public static CachedLatent? Find(PlannedImage image, bool isMirrored, Device device)
    {
        if (image.Image.IsTurned || FileOf(image.Image) is not { } path) return null;
        try
        {
            if (File.GetLastWriteTimeUtc(path) < File.GetLastWriteTimeUtc(image.Image.Path)) return null;
            var bucket = image.Choice.Bucket;
            int[] shape = [4, bucket.Height / 8, bucket.Width / 8];
            var name = isMirrored ? "latents_flipped" : "latents";
            var arrays = NumpyArchive.Read(path, [name, OriginalSize, CropWindow], shape.Aggregate(1L, (count, side) => count * side));
            if (!arrays.TryGetValue(name, out var latent) || !latent.Shape.SequenceEqual(shape)) return null;
            if (!IsMadeFor(image, arrays) || !Array.TrueForAll(latent.Values, float.IsFinite)) return null;
            return new CachedLatent(tensor(latent.Values).view(1, shape[0], shape[1], shape[2]).to(device));
        }
        catch (Exception e) when (e is NumpyException or IOException or UnauthorizedAccessException)
        {
            return null; // the picture is encoded again, which only costs time
        }
    }

    private static bool IsMadeFor(PlannedImage image, IReadOnlyDictionary<string, NumpyArray> arrays)
    {
        var (size, crop) = (image.Image.Size, image.Choice.CropWindow);
        return arrays.TryGetValue(OriginalSize, out var stored) && stored.Values is [var width, var height] && width == size.Width && height == size.Height
            && arrays.TryGetValue(CropWindow, out var window) && window.Values is [var left, var top, var right, var bottom]
            && IsClose(left, crop.Left) && IsClose(top, crop.Top) && IsClose(right, crop.Right) && IsClose(bottom, crop.Bottom);
    }

    // Stored as whole numbers by some versions.
    private static bool IsClose(double stored, double expected) => Math.Abs(stored - expected) < 1;

    private static string? FileOf(TrainingImage image)
    {
        var stem = Path.ChangeExtension(image.Path, null);
        return new[] { $"{stem}.npz", $"{stem}_{image.Size.Width:D4}x{image.Size.Height:D4}_sd.npz" }.FirstOrDefault(File.Exists);
    }
}
