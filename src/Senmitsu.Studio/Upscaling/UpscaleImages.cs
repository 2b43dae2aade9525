using System.Globalization;
using Senmitsu.Formats.Files;
using Senmitsu.Formats.Infotext;
using Senmitsu.Formats.Png;
using Senmitsu.Numerics;
using Senmitsu.Numerics.Images;
using Senmitsu.Studio.Generation;
using Senmitsu.Studio.Models;

namespace Senmitsu.Studio.Upscaling;

/// <summary>Use case: pictures → larger pictures, by A1111's rules of its "Extras" tab (scripts/postprocessing_upscale.py).</summary>
/// <param name="folders">Where the studio keeps things.</param>
/// <param name="clock">Source of times.</param>
public sealed class UpscaleImages(StudioFolders folders, TimeProvider clock)
{
    private static readonly string[] Endings = [".png", ".jpg", ".jpeg", ".webp", ".bmp"];

    /// <summary>Enlarges and saves the pictures. Each is saved as soon as it is done.</summary>
    /// <param name="request">What to enlarge, and how.</param>
    /// <param name="onSaved">Told each file as soon as it is whole.</param>
    /// <param name="token">Tested before every tile.</param>
    /// <exception cref="UserErrorException">A file or an upscaler is missing, or a value cannot be used.</exception>
    public void Run(UpscaleRequest request, Action<string> onSaved, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(onSaved);
        var pictures = Files(request);
        NativeLibraries.Load();
        var models = new ModelFolders(folders, request.ModelsFolder);
        using var first = Enlarger.Open("--upscaler", request.Upscaler, request, models);
        using var second = request.SecondUpscaler is { } name ? Enlarger.Open("--upscaler-2", name, request, models) : null;
        var folder = request.OutputFolder ?? folders.Extras(clock.GetLocalNow());
        foreach (var picture in pictures)
        {
            token.ThrowIfCancellationRequested();
            var image = ImageFile.Read(picture, RgbColor.White);
            var enlarged = first.Enlarge(image, token);
            if (second is not null) enlarged = Blended(enlarged, second.Enlarge(image, token), (float)request.SecondVisibility);
            onSaved(Save(folder, enlarged, InfotextFiles.Read(picture), Describe(request)));
        }
    }

    /// <summary>Checks a request and finds its pictures.</summary>
    /// <returns>At least one.</returns>
    /// <inheritdoc cref="Run" path="/exception"/>
    internal static IReadOnlyList<string> Files(UpscaleRequest request)
    {
        request.Check();
        var pictures = request.Pictures.SelectMany(Files).ToList();
        return pictures.Count > 0 ? pictures : throw new UserErrorException($"there is no picture in {string.Join(", ", request.Pictures)}. Give .png, .jpg, .webp or .bmp files.");
    }

    private static IEnumerable<string> Files(string path)
    {
        if (Directory.Exists(path)) return Directory.EnumerateFiles(path).Where(file => Endings.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase)).Order(StringComparer.Ordinal);
        RequiredFiles.Check("PICTURE", path);
        return [path];
    }

    /// <summary>Mixes two pictures of one size as Pillow's <c>Image.blend</c> does: in float32, cut off to bytes.</summary>
    private static PixelImage Blended(PixelImage first, PixelImage second, float share)
    {
        var result = new PixelImage(first.Width, first.Height);
        for (var i = 0; i < result.Pixels.Length; i++) result.Pixels[i] = (byte)(first.Pixels[i] + (share * (second.Pixels[i] - first.Pixels[i])));
        return result;
    }

    private static string Describe(UpscaleRequest request)
    {
        var size = string.Create(CultureInfo.InvariantCulture, $"{request.Width}x{request.Height}");
        var how = request.Width == 0 ? string.Create(CultureInfo.InvariantCulture, $"Postprocess upscale by: {request.Scale}") : request.Crops ? $"Postprocess upscale to: {size}, Postprocess crop to: {size}" : $"Postprocess upscale to: {size}";
        return $"{how}, Postprocess upscaler: {Name(request.Upscaler)}{(request.SecondUpscaler is { } second ? $", Postprocess upscaler 2: {Name(second)}" : "")}";

        static string Name(string upscaler) => InfotextQuoting.Quote(File.Exists(upscaler) ? Path.GetFileNameWithoutExtension(upscaler) : upscaler);
    }

    /// <summary>A1111 keeps the picture's own text and writes the new keys beside it.</summary>
    private static string Save(string folder, PixelImage image, string? infotext, string facts)
    {
        const string Keyword = "postprocessing";
        Directory.CreateDirectory(folder);
        var png = PngTextChunks.Write(ImageFile.EncodePng(image), Keyword, facts);
        if (infotext is not null) png = PngTextChunks.Write(png, PngTextChunks.ParametersKeyword, infotext);
        var path = Path.Combine(folder, $"{ImageFiles.NextNumber(folder).ToString("D5", CultureInfo.InvariantCulture)}.png");
        AtomicFile.Write(path, stream => stream.Write(png));
        return path;
    }
}
